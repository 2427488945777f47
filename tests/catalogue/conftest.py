"""Fixtures of the catalogue's tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from yichuang.catalogue.search_words import forget_statistics
from yichuang.kernel.public import using_ports


class StandingClock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 4, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def steady(self) -> tuple[str, int]:
        return "boot", int(self.moment.timestamp()) * 10**9


@pytest.fixture
def clock() -> Iterator[StandingClock]:
    """Monday 2 March 2026, noon in the city."""
    standing = StandingClock()
    with using_ports(clock=standing):
        yield standing


@pytest.fixture(autouse=True)
def _fresh_search() -> None:
    forget_statistics()
