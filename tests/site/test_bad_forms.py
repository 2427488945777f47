"""Plainly bad values in forms and addresses of pages: answered in words, never by a fault."""

from __future__ import annotations

import contextlib
import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from tests import factories
from tests.factories import City, file_case, make_city

from yichuang.directory.models import Account
from yichuang.documents.models import Upload
from yichuang.site.texts.words import word_of

BAD = (
    "示例\x00示例",
    "9999-12-31T23:59:59+14:00",
    "9999-12-31",
    "0001-01-01",
    "9" * 40,
    "-1",
    "1e308",
    "\ufffd\u202e🙂",
    "九" * 20_000,
    "00000000-0000-0000-0000-00000000000g",
)
QUERY = (
    "number",
    "q",
    "page",
    "after",
    "state",
    "place",
    "from",
    "until",
    "on",
    "edition",
    "matter",
)
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
ACTION, NAME = re.compile(r'\baction="([^"]*)"'), re.compile(r'\bname="([^"]+)"')
FORM_TYPE = "application/x-www-form-urlencoded"


@pytest.fixture
def city(db: None, settings: Any) -> City:
    settings.YICHUANG_DEMO = True
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    return make_city()


def signed_in(login: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(
        Account.objects.get(login_name=login),
        backend="yichuang.directory.signing_in.StandingBackend",
    )
    return client


@pytest.mark.parametrize("path", ["/progress/", "/signin/", "/dates/"])
def test_nul_in_a_form_is_refused_before_any_view(city: City, path: str) -> None:
    reply = Client().post(path, {"number": "示例\x00", "code": "x", "name": "\x00"})

    assert reply.status_code == 400
    assert "text/html" in reply["Content-Type"]


def test_nul_is_found_in_either_kind_of_form_and_in_any_of_its_values(city: City) -> None:
    clerk, case = signed_in("window"), file_case(city).case_id
    address = f"/work/cases/{case}/"
    plain = clerk.post(address, "a=1&a=2%00", content_type=FORM_TYPE)
    several = clerk.post(address, {"a": ["1", "2\x00"]})
    query = clerk.get(address + "?a=%00")

    assert [one.status_code for one in (plain, several, query)] == [400, 400, 400]


def test_nul_within_a_file_is_the_files_own(city: City) -> None:
    file = SimpleUploadedFile("示例.txt", b"\x00\x01")

    assert Client().post("/progress/", {"number": "1", "file": file}).status_code == 422


@pytest.mark.parametrize(
    "value", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-13-45", "9" * 40]
)
@pytest.mark.parametrize("chinese", [True, False])
def test_moment_that_no_calendar_has_is_told_as_it_was_given(value: str, chinese: bool) -> None:
    assert word_of(value, chinese=chinese) == value


@pytest.mark.parametrize("bad", ["no-uuid", "\ud7ff", "1" * 300, "00000000-0000-0000-0000"])
def test_page_of_a_camera_with_a_bad_upload_is_refused_and_nothing_is_kept(
    city: City, bad: str
) -> None:
    clerk = signed_in("window")
    photo = SimpleUploadedFile("page.png", b"\x89PNG\r\n\x1a\n", "image/png")

    reply = clerk.post("/work/counter/photos/plan/", {"m-plan-upload": bad, "photo": photo})

    assert reply.status_code == 422
    assert not Upload.objects.exists()


def addresses(case: str) -> list[str]:
    """Return every address of the two faces that stands by itself or under a case."""
    found: set[str] = set()

    def walk(patterns: Any, space: str) -> None:
        for one in patterns:
            if isinstance(one, URLResolver):
                walk(one.url_patterns, one.namespace or space)
            elif isinstance(one, URLPattern) and space in {"portal", "workbench"} and one.name:
                for given in ({}, {"case_id": case}):
                    with contextlib.suppress(NoReverseMatch):
                        found.add(reverse(f"{space}:{one.name}", kwargs=given))

    walk(get_resolver().url_patterns, "")
    return sorted(path for path in found if not path.endswith(("/signout/", "/lock/")))


def forms_of(path: str, page: str) -> list[tuple[str, list[str]]]:
    """Return the forms of a page that change something: where each goes, and its fields."""
    found = []
    for head, inside in FORM.findall(page):
        action = ACTION.search(head)
        if "post" in head.lower():
            target = html.unescape(action[1]) if action and action[1] else path
            found.append((target, sorted({*NAME.findall(inside)} - {"csrfmiddlewaretoken"})))
    return found


NIGHTLY = [pytest.param(login, marks=pytest.mark.nightly) for login in ("window", "head")]


@pytest.mark.parametrize("login", ["citizen", "examine", *NIGHTLY])
def test_no_page_breaks_on_plainly_bad_values(city: City, login: str) -> None:
    """Each page is asked with bad queries, and each form on it is sent with bad fields."""
    client = signed_in(login)
    case = file_case(city)
    factories.walk(city, case, until="accept")
    faults, sent = [], set()
    for path in addresses(str(case.case_id)):
        page = client.get(path)
        if page.status_code >= 500:
            faults.append(f"GET {path}: {page.status_code}")
        for bad in BAD:
            reply = client.get(path, dict.fromkeys(QUERY, bad[:500]))
            if reply.status_code >= 500:
                faults.append(f"GET {path}?{bad[:30]!r}: {reply.status_code}")
        text = page.content.decode("utf-8", "replace") if not page.streaming else ""
        for target, names in forms_of(path, text):
            if (target, *names) in sent or target.endswith(("/signout/", "/lock/", "/language/")):
                continue
            sent.add((target, *names))
            for bad in BAD:
                reply = client.post(target, dict.fromkeys(names, bad))
                if reply.status_code >= 500:
                    faults.append(f"POST {target} {bad[:30]!r}: {reply.status_code}")

    assert faults == []
    assert len(sent) > 3
