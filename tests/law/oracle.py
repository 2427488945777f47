"""A second way to the same deadline: slow, day by day, and sharing no code with the first.

It knows the calendar only as a question asked of one day. It exists to disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from yichuang.law.public import Extension, Period, Suspension, Unit

ONE_DAY = timedelta(days=1)


def same_day_later(day: date, months: int) -> date:
    """Step month by month, then go back from the 31st until the day exists."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError


def slow_due_day(
    period: Period,
    start: date,
    is_working_day: Callable[[date], bool],
    suspensions: Iterable[Suspension] = (),
    extensions: Iterable[Extension] = (),
) -> date | None:
    """Return the due day of a period whose extensions are all in its own unit."""
    stops = list(suspensions)
    whole = period.amount + sum(extension.amount for extension in extensions)
    working = period.unit is Unit.WORKING_DAY
    if period.unit in (Unit.MONTH, Unit.YEAR):
        months = whole * (12 if period.unit is Unit.YEAR else 1)
        whole = (same_day_later(start, months) - start).days

    counted, held, day = 0, False, start
    while True:
        day += ONE_DAY
        here = [stop for stop in stops if stop.first <= day]
        if any(stop.last is None for stop in here):
            return None
        if any(stop.last >= day for stop in here if stop.last is not None):
            held = True
            continue
        if held and not is_working_day(day) and counted < whole:
            continue
        held = False
        if counted < whole and (is_working_day(day) or not working):
            counted += 1
        if counted == whole and is_working_day(day):
            return day
