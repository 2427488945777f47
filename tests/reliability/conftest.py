"""Installations for the tests that kill: each with a state folder and a database of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from .installation import Installation, installed


@pytest.fixture(autouse=True)
def _fresh_calendar() -> Iterator[None]:
    """Let no test judge by the calendar that another put in force: it is remembered for a while."""
    from yichuang.ledger.public import forget_calendar

    forget_calendar()
    yield
    forget_calendar()


@contextmanager
def _prepared(*, unsafe_commit: bool = False) -> Iterator[Installation]:
    # A short name: the address of the database's socket must not grow too long.
    with (
        tempfile.TemporaryDirectory(prefix="yc-house-") as folder,
        installed(Path(folder) / "var", unsafe_commit=unsafe_commit) as found,
    ):
        found.prepare()
        yield found


@pytest.fixture(scope="module")
def house() -> Iterator[Installation]:
    """An installation that holds the factories' city, for all tests of a file."""
    with _prepared() as found:
        yield found


@pytest.fixture
def careless_house() -> Iterator[Installation]:
    """One where commits are acknowledged before they are on disk: a negative control."""
    with _prepared(unsafe_commit=True) as found:
        yield found


@pytest.fixture
def running(house: Installation) -> Installation:
    """The same with everything up and ready."""
    house.revive()
    house.wait_ready()
    return house


@pytest.fixture
def say(capsys: Any) -> Any:
    """Print a line past pytest's capture: the figures of a run are part of its result."""

    def out(text: str) -> None:
        with capsys.disabled():
            print(f"\n  {text}", end="", flush=True)

    return out
