"""A small city, and a way to ask as one of its officers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories import PASSWORD, City


@pytest.fixture
def city(small_city: City, settings: Any) -> City:
    """The factories' city, its demo accounts counting as signed in with a second factor."""
    settings.YICHUANG_DEMO = True
    return small_city


@pytest.fixture
def signed_in(city: City) -> Callable[[str], Client]:
    """Give a function that returns a client signed in as the officer of a post."""
    from yichuang.directory.models import Account

    def client_of(login: str) -> Client:
        client = Client()
        client.force_login(
            Account.objects.get(login_name=login),
            backend="yichuang.directory.signing_in.StandingBackend",
        )
        return client

    assert PASSWORD
    return client_of
