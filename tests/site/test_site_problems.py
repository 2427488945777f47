"""A refusal becomes problem+json, a fragment or a page, as the caller reads it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from ninja import NinjaAPI, Schema

from yichuang.directory.public import NotAllowed, public_route, requires
from yichuang.kernel.public import InvalidInput, NotFound
from yichuang.site.problems import answer_api_errors, input_problem


class Body(Schema):
    model_config = {"extra": "forbid"}
    name: str
    count: int


api = NinjaAPI(urls_namespace="test-problems", openapi_url=None)
answer_api_errors(api)


@api.post("/things")
@public_route
def things(request: HttpRequest, body: Body) -> dict[str, str]:
    return {"name": body.name}


@public_route
def refuse(_request: HttpRequest) -> HttpResponse:
    raise InvalidInput(field="phone", rule="required", article="LicLaw 29", odd=1.5)


@public_route
def deny(_request: HttpRequest) -> HttpResponse:
    raise NotAllowed(act="approval.decide", reason="outside_own_organ")


@public_route
def hide(_request: HttpRequest) -> HttpResponse:
    raise NotFound()


@public_route
def break_down(_request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("a fault of ours with 某人's name in it")


@requires("approval.decide")
def only_deciders(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


urlpatterns = [
    path("refuse", refuse),
    path("deny", deny),
    path("hide", hide),
    path("fault", break_down),
    path("decide/", only_deciders),
    path("api/decide/", only_deciders),
    path("api/refuse", refuse),
    path("api/fault", break_down),
    path("api/v1/", api.urls),
]


@pytest.fixture(autouse=True)
def small_house() -> Any:
    with override_settings(
        ROOT_URLCONF=__name__,
        MIDDLEWARE=[
            "yichuang.site.security.SecurityHeaders",
            "django.middleware.locale.LocaleMiddleware",
            "yichuang.site.problems.Problems",
        ],
    ):
        yield


def problem(response: Any) -> dict[str, Any]:
    assert response["Content-Type"] == "application/problem+json"
    found: dict[str, Any] = json.loads(response.content)
    return found


def test_api_gets_problem_json_with_field_rule_and_article() -> None:
    response = Client().get("/api/refuse")

    found = problem(response)
    assert response.status_code == 422
    assert found["type"] == "urn:yichuang:problem:kernel.invalid_input"
    assert found["title"] == "填写的内容需要修改"
    assert found["status"] == 422
    assert found["code"] == "kernel.invalid_input"
    assert found["field"] == "phone"
    assert found["rule"] == "required"
    assert found["article"] == "LicLaw 29"
    assert found["article_text"] == "《行政许可法》第二十九条"
    assert found["instance"] == "/api/refuse"
    assert found["facts"] == {"rule": "required", "odd": "1.5"}
    assert found["detail"].startswith("“phone”不符合要求")


def test_caller_that_prefers_json_gets_it_anywhere() -> None:
    response = Client().get("/deny", headers={"Accept": "application/json"})

    assert response.status_code == 403
    assert problem(response)["code"] == "directory.not_allowed"


def test_words_follow_the_language_of_the_request() -> None:
    response = Client().get("/api/refuse", headers={"Accept-Language": "en"})

    assert problem(response)["title"] == "Something needs to be corrected"


def test_browser_gets_a_page_that_says_what_to_do() -> None:
    response = Client().get("/refuse", headers={"Accept": "text/html,*/*;q=0.8"})

    html = response.content.decode()
    assert response.status_code == 422
    assert "<h1>填写的内容需要修改</h1>" in html
    assert "您可以这样做" in html
    assert "《行政许可法》第二十九条" in html
    assert "kernel.invalid_input" in html
    assert "form-action 'self'" in response["Content-Security-Policy"]


def test_htmx_gets_a_fragment_for_the_place_of_problems() -> None:
    response = Client().get("/deny", headers={"HX-Request": "true", "Accept": "text/html"})

    html = response.content.decode()
    assert response.status_code == 403
    assert response["HX-Retarget"] == "#problems"
    assert response["HX-Reselect"] == ".problem"
    assert "<html" not in html
    assert "<h2>您没有权限办理</h2>" in html


def test_hidden_and_missing_look_the_same_to_a_program() -> None:
    hidden = Client().get("/hide", headers={"Accept": "application/json"})

    assert hidden.status_code == 404
    assert problem(hidden)["detail"] == "没有找到您要的内容，或者您当前的身份看不到它。"


def test_unknown_address_of_the_api_is_a_problem_too() -> None:
    response = Client().get("/api/nowhere")

    assert (response.status_code, problem(response)["code"]) == (404, "http.404")


def test_unknown_page_says_what_to_do() -> None:
    response = Client().get("/nowhere")

    assert response.status_code == 404
    assert "没有找到您要的页面" in response.content.decode()


@pytest.mark.parametrize("address", ["/fault", "/api/fault"])
def test_fault_is_told_without_its_inside(address: str) -> None:
    client = Client(raise_request_exception=False)

    response = client.get(address)

    assert response.status_code == 500
    assert "ZeroDivision" not in response.content.decode()
    assert "某人" not in response.content.decode()
    if address.startswith("/api/"):
        assert problem(response)["code"] == "http.500"


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"count": 1}, [{"field": "body.name", "rule": "missing"}]),
        ({"name": "a", "count": "x"}, [{"field": "body.count", "rule": "int_parsing"}]),
        (
            {"name": "a", "count": 1, "more": "secret"},
            [{"field": "body.more", "rule": "extra_forbidden"}],
        ),
    ],
)
def test_malformed_body_names_field_and_rule_and_repeats_nothing(
    body: dict[str, Any], errors: list[dict[str, str]]
) -> None:
    response = Client().post("/api/v1/things", body, content_type="application/json")

    found = problem(response)
    assert response.status_code == 422
    assert found["errors"] == errors
    assert found["field"] == errors[0]["field"]
    assert found["rule"] == errors[0]["rule"]
    assert "secret" not in response.content.decode()


def test_body_that_is_no_json_is_a_problem() -> None:
    response = Client().post("/api/v1/things", b"{", content_type="application/json")

    assert response.status_code == 400
    assert problem(response)["code"] == "http.400"


def test_method_not_allowed_keeps_its_header() -> None:
    response = Client().get("/api/v1/things")

    assert response.status_code == 405
    assert "POST" in response["Allow"]


def test_input_problem_of_no_errors_still_answers() -> None:
    assert input_problem([], "/x")["field"] == "body"


@pytest.fixture
def gated(db: None) -> Any:
    with override_settings(
        LOGIN_URL="/sign-in/",
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "yichuang.site.problems.Problems",
            "yichuang.site.problems.Gate",
        ],
    ):
        yield Client(headers={"Accept": "text/html"})


def test_gate_lets_the_public_into_public_pages(gated: Client) -> None:
    assert gated.get("/hide").status_code == 404  # the view's own answer


def test_gate_asks_a_visitor_to_sign_in_and_brings_him_back(gated: Client) -> None:
    response = gated.get("/decide/?case=1")

    assert response.status_code == 302
    assert response["Location"] == "/sign-in/?next=%2Fdecide%2F%3Fcase%3D1"


def test_gate_asks_the_whole_page_to_sign_in_when_htmx_asks(gated: Client) -> None:
    response = gated.get("/decide/", headers={"HX-Request": "true", "Accept": "text/html"})

    assert response.status_code == 204
    assert response["HX-Redirect"] == "/sign-in/?next=%2Fdecide%2F"


def test_gate_tells_a_program_or_a_form_that_nobody_is_signed_in(gated: Client) -> None:
    program, form = gated.get("/api/decide/"), gated.post("/decide/")

    assert (program.status_code, problem(program)["code"]) == (401, "directory.sign_in_needed")
    assert form.status_code == 401
    assert "请先登录" in form.content.decode()
