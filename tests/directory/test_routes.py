"""No address without a rule; what it asks is judged before the view runs."""

from __future__ import annotations

import pytest
from tests.directory import urls
from tests.directory.people import hold, make_account, make_officer, make_organ, make_post

from yichuang.directory.actors import PUBLIC, NotAllowed
from yichuang.directory.errors import SignInNeeded
from yichuang.directory.routes import (
    RouteRule,
    declared_rule,
    enforce,
    requires,
    routes_without_rule,
)

pytestmark = pytest.mark.django_db
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "yichuang.directory.middleware.ActorMiddleware",
]


@pytest.fixture(autouse=True)
def site(settings, clock):
    settings.ROOT_URLCONF = "tests.directory.urls"
    settings.MIDDLEWARE = MIDDLEWARE
    settings.AUTHENTICATION_BACKENDS = ["yichuang.directory.signing_in.StandingBackend"]
    settings.YICHUANG_OPEN_PREFIXES = ["/library/"]


@pytest.fixture
def reader(client):
    """A browser signed in as an officer who may read cases."""
    organ = make_organ()
    hold(make_officer(organ), make_post(organ, acts=["case.read", "approval.decide"]))
    client.force_login(make_account(officer_id="O1"))
    return client


def test_routes_without_rule_are_all_found():
    assert routes_without_rule(urls.urlpatterns) == [
        "GET /forgotten",
        "GET /library/thing",
        "GET /api/openapi.json",
        "GET /api/docs",
        "POST /api/half",
        "GET /api/",
    ]
    assert routes_without_rule(urls.urlpatterns, frozenset({"/library/", "/api/"})) == [
        "GET /forgotten"
    ]


def test_declared_rule_survives_other_decorators_and_classes():
    assert declared_rule(urls.either) == RouteRule(("case.read", "look.own"))
    assert declared_rule(urls.Page.as_view()) == RouteRule(("case.read",))
    assert declared_rule(urls.who).public
    assert declared_rule(urls.forgotten) is None


def test_requires_refuses_unknown_acts_when_the_program_starts():
    with pytest.raises(ValueError, match="no row"):
        requires("case.raed")
    with pytest.raises(ValueError, match="public_route"):
        requires()


@pytest.mark.parametrize("path", ["/page", "/decide", "/api/ruled"])
def test_nobody_is_asked_to_sign_in(client, path):
    with pytest.raises(SignInNeeded):
        client.get(path)


def test_public_route_and_library_need_nobody(client):
    assert client.get("/who").json()["id"] == "public"
    assert client.get("/library/thing").status_code == 200
    assert client.get("/api/half").status_code == 200


@pytest.mark.parametrize(("method", "path"), [("get", "/forgotten"), ("post", "/api/half")])
def test_address_without_rule_is_not_served(reader, method, path):
    with pytest.raises(AssertionError, match="declares no rule"):
        getattr(reader, method)(path)


def test_signed_in_officer_comes_in_where_his_post_allows(reader):
    assert reader.get("/page").content == b"in"
    assert reader.post("/either").content == b"in"
    assert reader.get("/api/ruled").json() == {"actor": "O1"}
    assert reader.head("/page").status_code == 200
    assert reader.delete("/api/ruled").status_code == 405


@pytest.mark.parametrize(("method", "path"), [("get", "/decide"), ("post", "/api/ruled")])
def test_deciding_address_asks_for_the_second_factor(reader, method, path):
    with pytest.raises(NotAllowed) as refused:
        getattr(reader, method)(path)

    assert refused.value.facts == {
        "act": "approval.decide",
        "reason": "second_factor_missing",
    }


def test_enforce_names_the_first_act_that_failed():
    with pytest.raises(SignInNeeded) as refused:
        enforce(RouteRule(("case.read", "look.own")), PUBLIC)

    assert refused.value.facts == {"act": "case.read"}


def test_actor_and_account_cost_two_queries_a_request(reader, django_assert_num_queries):
    with django_assert_num_queries(2):  # the session; the account with its standing
        reader.get("/page")
