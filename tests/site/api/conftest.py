"""A city behind the API, and callers of every kind."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from tests.factories import PASSWORD, City

BASE = "/api/v1"


@dataclass
class Caller:
    """A program that calls the API: JSON in and out, its token in the header, a fresh key an act.

    `checked` is a client of Django's; nothing is mocked.
    """

    token: str = ""
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    keys: Any = field(default_factory=lambda: itertools.count(1))
    name: str = "public"

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(BASE + path, query, **self._headers())

    def post(self, path: str, body: Any = None, *, key: str | None = None, **more: str) -> Any:
        key = f"key-{self.name}-{next(self.keys):04}" if key is None else key
        headers = {**self._headers(), **({"HTTP_IDEMPOTENCY_KEY": key} if key else {}), **more}
        return self.client.post(
            BASE + path, json.dumps(body or {}), content_type="application/json", **headers
        )

    def put(self, path: str, body: Any) -> Any:
        return self.client.put(
            BASE + path, json.dumps(body), content_type="application/json", **self._headers()
        )

    def delete(self, path: str) -> Any:
        return self.client.delete(BASE + path, **self._headers())

    def upload(self, name: str, content: bytes) -> Any:
        from django.core.files.uploadedfile import SimpleUploadedFile

        return self.client.post(
            BASE + "/uploads", {"file": SimpleUploadedFile(name, content)}, **self._headers()
        )

    def _headers(self) -> dict[str, str]:
        return {"HTTP_AUTHORIZATION": f"Bearer {self.token}"} if self.token else {}


@pytest.fixture
def city(small_city, settings) -> City:
    """The small city, as a demonstration: its accounts count as signed in with a second factor."""
    settings.YICHUANG_DEMO = True
    settings.STATIC_ROOT.mkdir(exist_ok=True)  # `serve` makes it; without it whitenoise warns
    return small_city


@pytest.fixture
def public() -> Caller:
    """Nobody known."""
    return Caller()


@pytest.fixture
def caller(city, public) -> Callable[[str], Caller]:
    """Sign in by login name: a post's suffix, or a citizen's key; once each."""
    known: dict[str, Caller] = {}

    def sign_in(login_name: str) -> Caller:
        if login_name not in known:
            body = {"login_name": login_name, "password": PASSWORD}
            reply = public.post("/session", body)
            assert reply.status_code == 201, reply.content
            known[login_name] = Caller(token=reply.json()["token"], name=login_name)
        return known[login_name]

    return sign_in
