"""The small city, and clients that are signed in through the page itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.factories import PASSWORD, City


@pytest.fixture
def city(small_city: City, settings: Any) -> City:
    """The small city; its accounts count as signed in with a second factor."""
    settings.YICHUANG_DEMO = settings.DEMO = True
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # empty: nothing is served here
    return small_city


@pytest.fixture
def signed_in(city: City) -> Callable[[str], Client]:
    """Give a function that signs somebody in and returns his client."""

    def come_in(login: str) -> Client:
        client = Client()
        reply = client.post("/sign-in/", {"login_name": login, "password": PASSWORD})
        assert reply.status_code == 302, reply.content.decode()[:2000]
        return client

    return come_in


@pytest.fixture
def citizen(signed_in: Callable[[str], Client]) -> Client:
    """The client of 测试甲."""
    return signed_in("citizen")
