"""Sessions of programs and of browsers."""

from __future__ import annotations

import json

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client, RequestFactory
from tests.factories import LONG_AGO, PASSWORD

from yichuang.directory.public import appoint
from yichuang.site.bearer import BearerTokens

from .conftest import Caller

SIGN_IN = {"login_name": "window", "password": PASSWORD}


def test_signing_in_gives_a_token_and_no_cookie(city, public):
    reply = public.post("/session", SIGN_IN)

    assert reply.status_code == 201
    session = reply.json()
    assert session["actor"]["post"] == "test.window"
    assert session["actor"]["second_factor"] is True
    assert [post["post"] for post in session["posts"]] == ["test.window"]
    assert session["expires_at"].endswith("+08:00")
    assert reply.cookies == {}


def test_the_token_says_who_i_am_until_it_is_closed(city, public, caller):
    window = caller("window")

    assert window.get("/session").json()["actor"]["id"] == "T-window"
    closed = window.delete("/session")
    assert closed.status_code == 204
    assert closed.cookies == {}
    assert window.get("/session").status_code == 401


def test_a_citizen_is_a_party_with_a_level_and_no_posts(caller, city):
    session = caller("citizen").get("/session").json()

    assert session["actor"]["kind"] == "party"
    assert session["actor"]["id"] == str(city.parties["citizen"])
    assert session["actor"]["real_name_level"] == 3
    assert session["posts"] == []


def test_a_wrong_password_and_an_unknown_name_look_the_same(city, public):
    wrong = public.post("/session", {**SIGN_IN, "password": "wrong"})
    unknown = public.post("/session", {**SIGN_IN, "login_name": "nobody"})

    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert wrong.json()["code"] == unknown.json()["code"] == "directory.sign_in_refused"


def test_five_failures_lock_the_account(city, public):
    for _ in range(5):
        public.post("/session", {**SIGN_IN, "password": "wrong"})

    reply = public.post("/session", SIGN_IN)

    assert reply.status_code == 429
    assert reply.json()["code"] == "directory.sign_in_locked"


def test_a_post_not_held_opens_no_session(city, public):
    reply = public.post("/session", {**SIGN_IN, "post": "test.head"})

    assert reply.status_code == 403
    assert reply.json()["code"] == "directory.post_not_held"
    assert reply.cookies == {}


def test_another_post_of_ones_own_is_chosen(city, caller, public):
    appoint(officer="T-window", post="test.decide", valid_from=LONG_AGO)
    window = caller("window")
    assert window.get("/session").json()["actor"]["post"] == "test.decide"

    refused = window.put("/session/post", {"post": "test.head"})
    chosen = window.put("/session/post", {"post": "test.window"})

    assert refused.status_code == 403
    assert chosen.json()["actor"]["post"] == "test.window"
    assert window.get("/session").json()["actor"]["post"] == "test.window"
    direct = public.post("/session", {**SIGN_IN, "post": "test.window"}).json()
    assert direct["actor"]["post"] == "test.window"


def browser(login_name: str) -> Client:
    """Return a browser that is signed in by cookie; form tokens are enforced."""
    client = Client(enforce_csrf_checks=True)
    token = Caller().post("/session", {"login_name": login_name, "password": PASSWORD}).json()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = token["token"]
    return client


def test_a_browser_reads_with_its_cookie_and_writes_only_with_the_form_token(city, caller):
    client, csrf = browser("citizen"), _get_new_csrf_string()
    body = json.dumps({"matter": "test-service", "form": {"DE_QUESTION": "示例"}})
    write = {"content_type": "application/json", "HTTP_IDEMPOTENCY_KEY": "browser-key-1"}

    assert client.get("/api/v1/applications").status_code == 200
    without = client.post("/api/v1/applications", body, **write)
    client.cookies[django_settings.CSRF_COOKIE_NAME] = csrf
    with_token = client.post("/api/v1/applications", body, HTTP_X_CSRFTOKEN=csrf, **write)

    assert without.status_code == 403
    assert with_token.status_code == 201, with_token.content


def test_a_request_with_both_is_judged_by_the_header(city, caller):
    client = browser("citizen")

    by_window = client.get("/api/v1/session", HTTP_AUTHORIZATION=f"Bearer {caller('window').token}")
    by_nobody = client.get("/api/v1/session", HTTP_AUTHORIZATION="Bearer " + "0" * 32)

    assert by_window.json()["actor"]["id"] == "T-window"
    assert by_nobody.status_code == 401


def test_a_cookie_cannot_be_swapped_by_signing_in_from_another_site(city):
    """Signing in answers with a token only: it cannot sign a visitor's browser in as another."""
    client = browser("citizen")
    before = client.cookies[django_settings.SESSION_COOKIE_NAME].value

    reply = client.post("/api/v1/session", json.dumps(SIGN_IN), content_type="text/plain")

    assert reply.status_code == 201
    assert reply.cookies == {}
    assert client.cookies[django_settings.SESSION_COOKIE_NAME].value == before
    assert client.get("/api/v1/session").json()["actor"]["kind"] == "party"


@pytest.mark.parametrize("path", ["/", "/workbench/", "/apiary/"])
def test_a_token_means_nothing_outside_the_api(path):
    seen: list[dict[str, str]] = []

    def page(request):
        seen.append(dict(request.COOKIES))
        return HttpResponse()

    headers = {"HTTP_AUTHORIZATION": "Bearer " + "a" * 32}
    BearerTokens(page)(RequestFactory().get(path, **headers))
    BearerTokens(page)(RequestFactory().get("/api/v1/session", **headers))

    assert seen == [{}, {django_settings.SESSION_COOKIE_NAME: "a" * 32}]
