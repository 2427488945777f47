"""A whole house for a browser: a fresh committed database, our own web server, a real Chromium.

`house` gives the running house with the small city of `tests/factories.py`, which is built once
and copied; `page` gives a page of a browser that is started once a session.
"""

from __future__ import annotations

import dataclasses
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import CHROMIUM
from tests.conftest import filled_template, own_database
from tests.factories import PASSWORD, City, make_city
from tests.journeys.hand import Hand, Passed
from tests.journeys.looking import TOOLS, axe_findings, overflow
from tests.journeys.nine import pages_of
from tests.journeys.serving import compile_english, served
from tests.ledger.clocks import SetClock
from yichuang.kernel.public import ports, set_default_ports, using_ports
from yichuang.ledger.public import confirm_clock

__all__ = ["House", "axe_findings", "overflow"]

ROOT = Path(__file__).parent.parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a journey; skip them, with the reason, without Chromium."""
    for item in items:
        if ROOT / "tests" / "journeys" not in item.path.parents:
            continue
        item.add_marker(pytest.mark.journey)
        if CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@dataclass(frozen=True)
class House:
    """A running house: its address, and the city in its database."""

    base_url: str
    city: City

    def sign_in(self, page: Any, login: str, password: str = PASSWORD) -> None:
        """Sign in through the page itself, as anybody does."""
        page.goto(f"{self.base_url}/sign-in/")
        page.locator("#id_login_name").fill(login)
        page.locator("#id_password").fill(password)
        with page.expect_navigation():
            page.locator("main form button").click()
        assert not page.url.endswith("/sign-in/"), "signing in was refused"


@dataclass(frozen=True)
class Template:
    """A database that holds the small city, and what was built in it."""

    name: str
    city: City


@pytest.fixture(scope="session")
def city_template(django_db_setup: None, django_db_blocker: Any) -> Iterator[Template]:
    """Build the small city once; every house gets a copy of its own."""
    compile_english()
    with filled_template(django_db_blocker, make_city, suffix="city") as (name, city):
        yield Template(name, city)


@pytest.fixture
def house(city_template: Template, django_db_blocker: Any, settings: Any) -> Iterator[House]:
    """Serve the small city on a port of its own; this process may look into its database."""
    settings.YICHUANG_DEMO = settings.DEMO = True
    with own_database(django_db_blocker, template=city_template.name), served() as base_url:
        settings.PUBLIC_URL = base_url
        yield House(base_url, city_template.city)


@pytest.fixture
def clock() -> Iterator[SetClock]:
    """A clock for every thread of this process: Monday 2 March 2026, nine in China."""
    before, clock = ports(), SetClock()
    set_default_ports(dataclasses.replace(before, clock=clock))
    yield clock
    set_default_ports(before)


@pytest.fixture(scope="session")
def clocked_template(django_db_setup: None, django_db_blocker: Any) -> Iterator[Template]:
    """Build the small city once more, on the day of that clock, whose time a person trusts."""
    compile_english()

    def fill() -> City:
        with using_ports(clock=SetClock()):
            city = make_city()
            confirm_clock()
        return city

    with filled_template(django_db_blocker, fill, suffix="clocked") as (name, city):
        yield Template(name, city)


@pytest.fixture
def clocked_house(
    clocked_template: Template, django_db_blocker: Any, settings: Any, clock: SetClock
) -> Iterator[House]:
    """Serve the small city on the day of the clock, which this process may set."""
    settings.YICHUANG_DEMO = settings.DEMO = True
    with own_database(django_db_blocker, template=clocked_template.name), served() as base_url:
        settings.PUBLIC_URL = base_url
        yield House(base_url, clocked_template.city)


class _free_port:  # noqa: N801 (reads as a word in `with`)
    """Hold a port that nobody uses until just before the server takes it."""

    def __enter__(self) -> int:
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(("127.0.0.1", 0))
        port: int = self.socket.getsockname()[1]
        return port

    def __exit__(self, *_: object) -> None:
        self.socket.close()


@pytest.fixture
def new_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Give a function that opens a page of its own context: `new_page(360, locale="en")`.

    `page.said` collects what the console said; a journey asks that it stays empty.
    """
    contexts = []

    def open_page(width: int = 1280, height: int = 800, **options: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height}, **{"locale": "zh-CN", **options}
        )
        context.set_default_timeout(15_000)
        context.add_init_script(TOOLS)
        contexts.append(context)
        context.on("page", _overheard)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def _overheard(page: Any) -> None:
    """Keep what the console of a page says, also of one that a link opened."""
    page.said = []
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("console", lambda message: page.said.append(message.text))


@pytest.fixture
def person(new_page: Callable[..., Any], request: Any) -> Iterator[Callable[..., Hand]]:
    """Give a function that seats a person without a mouse at a browser: `person(360)`.

    At the end every page that anybody came to must have been looked at.
    """
    passed = Passed()

    def seated(width: int = 1280, hand: type[Hand] = Hand, **options: Any) -> Hand:
        return hand(new_page(width, **options), passed)

    yield seated
    place = f"{request.path.relative_to(ROOT / 'tests/journeys')}::{request.node.name}"
    print(f"{place}: {passed.states} states of {len(passed.pages)} kinds of pages:")
    print(*sorted(passed.pages), sep="\n")
    unseen = [page for page in passed.pages if page not in passed.looked_at]
    assert unseen == [], f"passed and not looked at: {unseen}"
    if (promised := pages_of(place)) is not None:
        assert sorted(passed.pages) == sorted(promised)


@pytest.fixture
def page(new_page: Callable[..., Any]) -> Any:
    """A page at desk width."""
    return new_page()
