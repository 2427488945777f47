"""A changed calendar moves derived dates, never what was recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests import factories
from yichuang.ledger.models import CalendarDay
from yichuang.ledger.public import (
    Case,
    Todo,
    calendar_in_force,
    events_of,
    forget_calendar,
    refresh_dates,
    verify,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    forget_calendar()
    yield
    forget_calendar()


def test_calendar_correction_moves_the_due_date_of_an_open_case(small_city: factories.City) -> None:
    receipt = factories.file_case(small_city)
    before = Case.objects.get(pk=receipt.case_id)
    recorded = events_of(before.id, before.line)
    assert before.promised_due_on is not None
    added = before.promised_due_on
    assert calendar_in_force().is_working_day(added)

    CalendarDay.objects.create(day=added, working=False, name="台风停工(示例)", source="示例")
    forget_calendar()
    assert refresh_dates() == 1

    after = Case.objects.get(pk=receipt.case_id)
    assert after.promised_due_on == _next_working_day(added)
    assert Todo.objects.get(case_id=after.id).due_on == after.promised_due_on
    assert [e.hash for e in events_of(after.id, after.line)] == [e.hash for e in recorded]
    assert verify().holds
    assert refresh_dates() == 0


def _next_working_day(day: date) -> date:
    return calendar_in_force().working_day_after(day, 1)
