"""What holds for every operation: its rule, its description, its strictness, its refusals."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from yichuang.directory.public import routes_without_rule
from yichuang.site.api.service import api
from yichuang.site.api.spec import PROBLEM_STATUSES, written

SPEC = json.loads(written())
COMMITTED = Path(__file__).parents[3] / "docs" / "openapi.json"
NOBODY = "00000000-0000-8000-8000-000000000000"
OPERATIONS = [
    (method, path, operation)
    for path, methods in SPEC["paths"].items()
    for method, operation in methods.items()
]
SIGNED_IN = [(method, path) for method, path, one in OPERATIONS if one.get("security")]


def test_every_operation_declares_its_rule():
    assert routes_without_rule(api.urls[0]) == []


def test_the_committed_description_is_the_one_served(city, public):
    assert json.loads(COMMITTED.read_text()) == SPEC, (
        "python -m yichuang.site.api > docs/openapi.json"
    )
    assert public.get("/openapi.json").json() == SPEC


def test_the_description_is_of_openapi_3_1_with_both_ways_to_sign_in():
    assert SPEC["openapi"].startswith("3.1")
    schemes = SPEC["components"]["securitySchemes"]
    assert (schemes["BearerToken"]["type"], schemes["BearerToken"]["scheme"]) == ("http", "bearer")
    assert schemes["BrowserSession"]["in"] == "cookie"


def test_operations_are_named_once_tagged_and_described_in_both_languages():
    ids = [operation["operationId"] for _, _, operation in OPERATIONS]
    assert len(set(ids)) == len(ids)
    for _, path, operation in OPERATIONS:
        assert operation["tags"], path
        words = operation["summary"] + operation["description"]
        assert re.search("[\u4e00-\u9fff]", words), path
        assert re.search("[A-Za-z]{3}", words), path


def test_every_operation_declares_every_problem():
    for _, path, operation in OPERATIONS:
        declared = {int(status) for status in operation["responses"]}
        assert declared >= set(PROBLEM_STATUSES), path


def test_no_body_takes_unknown_fields_on_any_level():
    for name, schema in SPEC["components"]["schemas"].items():
        if name.endswith(("In", "SignIn", "PostChoice")):
            assert schema["additionalProperties"] is False, name


@pytest.mark.parametrize(("method", "path"), SIGNED_IN)
@pytest.mark.parametrize("header", ["", "Bearer " + "a" * 32, "Bearer", "Basic YTpi"])
def test_what_needs_somebody_answers_401_to_nobody(city, public, method, path, header):
    address = re.sub(r"\{[a-z]+\}", NOBODY, path)
    headers = {"HTTP_AUTHORIZATION": header} if header else {}

    reply = getattr(public.client, method)(address, **headers)

    assert reply.status_code == 401
    assert reply["Content-Type"] == "application/problem+json"
    problem = reply.json()
    assert problem["status"] == 401
    assert problem["instance"] == address


def test_the_public_needs_no_account_for_what_is_open_to_all():
    open_to_all = {operation["operationId"] for _, _, operation in OPERATIONS} - {
        operation["operationId"] for _, _, operation in OPERATIONS if operation.get("security")
    }
    assert open_to_all == {
        "describe",
        "open_session",
        "list_matters",
        "read_matter",
        "read_form_schema",
        "read_progress",
        "verify",
        "read_ledger_head",
        "list_bundles",
        "read_plan",
        "make_plan",
        "hear_payment",  # by the signature of the non-tax system, see tests/workbench
    }


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ('{"login_name": NaN}', 400),
        ('{"login_name": "a", "login_name": "b", "password": "c"}', 400),
        ("[" * 100_000, 400),
        ("[]", 422),
        ('{"login_name": "a", "password": "b", "extra": 1}', 422),
        ('{"login_name": 1, "password": "b"}', 422),
        ('{"login_name": "a\\u0000", "password": "b"}', 422),
        ('{"login_name": "\\ud800", "password": "b"}', 422),
    ],
)
def test_a_body_that_cannot_be_read_or_does_not_fit_is_refused(city, public, body, status):
    reply = public.client.post("/api/v1/session", body, content_type="application/json")

    assert reply.status_code == status
    assert reply["Content-Type"] == "application/problem+json"


def test_a_refused_field_is_named_and_what_was_sent_is_not_repeated(city, public):
    reply = public.post("/session", {"login_name": "a", "password": "a secret", "extra": "x"})

    assert reply.status_code == 422
    assert reply.json()["errors"] == [{"field": "body.extra", "rule": "extra_forbidden"}]
    assert "a secret" not in reply.content.decode()


def test_unknown_query_parameters_are_refused(city, public):
    reply = public.get("/matters", q="示例", colour="red")

    assert reply.status_code == 422
    assert reply.json()["errors"] == [{"field": "colour", "rule": "extra_forbidden"}]


def test_a_body_too_large_is_refused_before_it_is_read(city, caller):
    reply = caller("citizen").upload("大.pdf", b"%PDF-1.4" + b"0" * (20 * 1024 * 1024 + 70_000))
    assert reply.status_code == 413

    reply = caller("citizen").post("/applications", {"matter": "x" * 3_000_000})
    assert reply.status_code == 413
    assert reply.json()["code"] == "http.413"


def test_a_wrong_method_says_which_are_right(city, public):
    reply = public.client.patch("/api/v1/session")

    assert reply.status_code == 405
    assert set(reply["Allow"].split(", ")) == {"DELETE", "GET", "POST"}
    assert reply["Content-Type"] == "application/problem+json"


def test_problems_speak_the_callers_language(city, public):
    chinese = public.get("/progress", number="X", code="Y").json()
    english = public.client.get(
        "/api/v1/progress", {"number": "X", "code": "Y"}, HTTP_ACCEPT_LANGUAGE="en"
    ).json()

    assert chinese["code"] == english["code"] == "approval.wrong_code"
    assert re.search("[\u4e00-\u9fff]", chinese["title"])
    assert not re.search("[\u4e00-\u9fff]", english["title"])
