"""The city at nine on a Monday; files with a city or a clock of their own say so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.factories import City
from tests.ledger.clocks import SetClock
from yichuang.documents.public import misplaced
from yichuang.kernel.public import using_ports


@pytest.fixture
def clock() -> Iterator[SetClock]:
    """Monday 2 March 2026, nine o'clock in China."""
    clock = SetClock()
    with using_ports(clock=clock):
        yield clock


@pytest.fixture
def city(small_city: City, clock: SetClock) -> Iterator[City]:
    yield small_city
    assert misplaced() == []
