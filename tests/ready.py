"""Cities that stand already: each is built once a session, in a database of its own.

A test that asks for one works there instead of in the empty database; what it does is rolled back,
as every test's doings are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings

from tests.databases import filled_template
from tests.ledger.clocks import SetClock
from yichuang.kernel.public import using_ports
from yichuang.law.public import CHINA_TIME

# fixture of a test → fixture of the session that built its database
PLACES = {"small_city": "_small_city", "demo_city": "_demo_city"}
DEMO_AS_OF = datetime(2026, 11, 24, 15, 30, tzinfo=CHINA_TIME)
DEMO_ORDINARY = 12  # cases beside the told ones
NEW_YEAR = datetime(2026, 1, 5, 1, tzinfo=UTC)  # the first working day of the year


@dataclass(frozen=True)
class Place:
    """What was built in a database, and a connection to it that stays open between tests."""

    connection: BaseDatabaseWrapper
    made: Any


@contextmanager
def _place(blocker: Any, build: Callable[[], Any], suffix: str) -> Iterator[Place]:
    with filled_template(blocker, build, suffix=suffix) as (name, made):
        connection = connections.create_connection("default")
        connection.settings_dict = {**connection.settings_dict, "NAME": name}
        yield Place(connection, made)
        with blocker.unblock():
            connection.close()


@pytest.fixture(scope="session")
def _small_city(django_db_setup: None, django_db_blocker: Any) -> Iterator[Place]:
    """The city of `tests/factories.py`, its guides published at the beginning of 2026."""
    from tests.factories import make_city

    def build() -> Any:
        with using_ports(clock=SetClock(NEW_YEAR)):
            return make_city()

    with _place(django_db_blocker, build, "small_city") as place:
        yield place


@pytest.fixture
def small_city(db: None, _small_city: Place) -> Any:
    """Return the small city (a `City`), which stands already."""
    return _small_city.made


@dataclass(frozen=True)
class DemoCity:
    """The demonstration's city as it was built: its state folder, and the log's HEAD at the end."""

    var: Path
    head: Any


def build_demo(var: Path, *, seed: int = 7) -> DemoCity:
    """Build a small demonstration in the database we are in, its files in `var`."""
    from yichuang.site.demo.seed import build, head_now

    with override_settings(VAR=var, DEMO=True):
        build(seed=seed, as_of=DEMO_AS_OF, ordinary=DEMO_ORDINARY)
        head = head_now()
    assert head is not None
    return DemoCity(var, head)


@pytest.fixture(scope="session")
def _demo_city(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    """The demonstration's city with few ordinary cases."""
    var = tmp_path_factory.mktemp("demo-city")
    with _place(django_db_blocker, lambda: build_demo(var), "demo_city") as place:
        yield place


@pytest.fixture
def demo_city(db: None, _demo_city: Place, settings: Any) -> DemoCity:
    """The demonstration's city, which stands already."""
    made: DemoCity = _demo_city.made
    settings.VAR, settings.DEMO = made.var, True
    return made


@pytest.fixture(scope="class", autouse=True)
def _in_place(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the default database of a test be the one where the city stands that it asks for.

    Of class scope (for a plain function that is the test itself), because it must come before
    pytest-django opens the transaction of a marked test.
    """
    wanted = [PLACES[name] for name in request.fixturenames if name in PLACES]
    if not wanted:
        yield
        return
    (name,) = wanted  # nobody can be in two cities
    before = connections["default"]
    connections["default"] = request.getfixturevalue(name).connection
    try:
        yield
    finally:
        connections["default"] = before
