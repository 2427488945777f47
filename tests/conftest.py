"""A real PostgreSQL for every test: a template database migrated once, copies for each worker.

Tests run as the serving role. Nothing is ever flushed: a test either rolls back (`db`) or gets a
copy of its own (`committed_db`). A test that asks for a city of `tests/ready.py` rolls back where
that city stands already.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.browsing import browser
from tests.databases import (
    APP_URL,
    OWNER_URL,
    ROOT,
    RUN,
    WORKER,
    copy,
    drop,
    ensure_template,
    filled_template,
    own_database,
    with_name,
)
from tests.ready import _demo_city, _in_place, _small_city, demo_city, small_city

# Fixtures for everybody, and what the journeys copy databases with.
__all__ = [
    "_demo_city",
    "_in_place",
    "_small_city",
    "browser",
    "demo_city",
    "filled_template",
    "own_database",
    "small_city",
]  # fmt: skip

# Examples are counted, not timed: the machine is shared, and the first draw imports much.
hypothesis_settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("house")

SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """This worker's own copy of the template, in place of Django's test database."""
    from django.db import connections

    ensure_template()
    name = f"yc_{RUN}_{WORKER}"
    copy(name)
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connections.close_all()
    drop(name)


@pytest.fixture
def committed_db(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[dict[str, str]]:
    """A database of this test's own where commits are real; gives its app and owner URLs."""
    with own_database(django_db_blocker) as name:
        yield {
            "DATABASE_URL": with_name(APP_URL, name),
            "DATABASE_OWNER_URL": with_name(OWNER_URL, name),
        }


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """Let no test speak the language another one left behind."""
    from django.utils import translation

    translation.activate("zh-hans")
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _ledger_holds(request: pytest.FixtureRequest) -> Iterator[None]:
    """After every test: stored states equal the fold of their events, projections their source."""
    with_database = "db" in request.fixturenames or request.node.get_closest_marker("django_db")
    if not with_database:
        yield
        return
    request.getfixturevalue("db")
    # Each test has a log of its own, so no HEAD of another's may stand beside it.
    shutil.rmtree(Path(os.environ["YICHUANG_VAR"], "head"), ignore_errors=True)
    yield
    from yichuang.ledger.public import Case, verify

    if Case.objects.exists():
        assert verify().findings == []


@pytest.fixture
def shared() -> Path:
    """The folder of real material beside the project; skips where it is absent."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the material folder ../shared is not beside the project")
    return SHARED
