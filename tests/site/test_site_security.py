"""Every reply tells the browser what never to do with it."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from yichuang.site.security import SecurityHeaders


def reply(content_type: str, *, secure: bool = False, **headers: str) -> HttpResponse:
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(b"x", content_type=content_type, headers=headers)

    return SecurityHeaders(view)(RequestFactory().get("/", secure=secure))


def policy(response: HttpResponse) -> dict[str, list[str]]:
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {part[0]: part[1:] for part in parts if part}


def test_page_may_load_from_its_own_host_alone() -> None:
    found = policy(reply("text/html; charset=utf-8"))

    assert found["default-src"] == ["'self'"]
    assert found["frame-ancestors"] == ["'none'"]
    assert found["object-src"] == ["'none'"]
    assert found["base-uri"] == ["'none'"]
    assert found["form-action"] == ["'self'"]
    assert "script-src" not in found  # the default rules, without unsafe-inline
    assert "style-src" not in found


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/json", ""])
def test_nothing_inline_and_no_eval_is_ever_allowed(kind: str) -> None:
    assert "unsafe" not in reply(kind or "text/plain")["Content-Security-Policy"]


@pytest.mark.parametrize("kind", ["image/svg+xml", "application/json", "text/plain"])
def test_file_opened_by_itself_can_run_nothing(kind: str) -> None:
    found = policy(reply(kind))

    assert found["default-src"] == ["'none'"]
    assert found["sandbox"] == []


def test_pdf_may_be_read_in_the_browser_but_not_framed() -> None:
    found = policy(reply("application/pdf"))

    assert "sandbox" not in found
    assert found["frame-ancestors"] == ["'none'"]


def test_companions_are_set_and_a_view_may_be_stricter() -> None:
    response = reply("text/html", **{"Referrer-Policy": "no-referrer"})

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in response["Permissions-Policy"]


def test_opener_policy_is_sent_where_browsers_heed_it() -> None:
    assert "Cross-Origin-Opener-Policy" not in reply("text/html")
    assert reply("text/html", secure=True)["Cross-Origin-Opener-Policy"] == "same-origin"


@override_settings(FORM_ACTION_ORIGINS=["https://login.example"])
def test_sign_in_service_may_be_named_as_a_forms_goal() -> None:
    found = policy(reply("text/html"))

    assert found["form-action"] == ["'self'", "https://login.example"]
