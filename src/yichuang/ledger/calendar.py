"""The working-day calendar in force: the published one with this city's corrections on top."""

from __future__ import annotations

import time

from yichuang.law.public import Calendar, Override, published_calendar

from .models import CalendarDay

FRESH_SECONDS = 30

_held: list[tuple[float, Calendar]] = []


def calendar_in_force() -> Calendar:
    """Return the calendar; corrections made elsewhere are seen within half a minute."""
    if _held and time.monotonic() - _held[0][0] < FRESH_SECONDS:
        return _held[0][1]
    overrides = tuple(
        Override(day=row.day, working=row.working, name=row.name, source=row.source)
        for row in CalendarDay.objects.order_by("day")
    )
    calendar = published_calendar(overrides)
    _held[:] = [(time.monotonic(), calendar)]
    return calendar


def forget_calendar() -> None:
    """Read the corrections anew at the next use; called where they are written."""
    _held.clear()
