"""From a period and the facts to a deadline that explains itself."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .calendar import Calendar
from .deadlines import Deadline, Extension, Line, LineKind, Suspension
from .errors import CalendarUnknown
from .pauses import ONE_DAY, lay_out
from .periods import Period, Unit
from .walk import Walk

MONTHS_OF = {Unit.MONTH: 1, Unit.YEAR: 12}
# What a unit is counted in; months and years end on a day of the calendar.
COUNTED_IN = {
    Unit.WORKING_DAY: Unit.WORKING_DAY,
    Unit.CALENDAR_DAY: Unit.CALENDAR_DAY,
    Unit.MONTH: Unit.MONTH,
    Unit.YEAR: Unit.MONTH,
}
# Extensions in another unit than the period follow in this order, so that the order in which
# they were recorded never changes the date.
ORDER_OF_UNITS = (Unit.MONTH, Unit.CALENDAR_DAY, Unit.WORKING_DAY)


def derive(
    period: Period,
    *,
    started_on: date,
    calendar: Calendar,
    suspensions: Iterable[Suspension] = (),
    extensions: Iterable[Extension] = (),
    as_of: date,
) -> Deadline:
    """Return until when a period runs, how much of it is used on the day `as_of`, and why.

    Counting begins on the day after `started_on`. In a suspension the clock stands still from its
    recorded first day; it goes on with the next working day after its recorded last day, in
    calendar days too. Days in several suspensions are taken off once. Extensions add to the
    period before its end is moved. A period in calendar days, months or years whose last day is a
    day off ends on the next working day; months end on the same day of the month, or its last
    day. A suspension that begins after the end changes nothing.

    Raises ValueError for a period in hours (see `hours.derive_hours`), CalendarUnknown if a day
    beyond the known years would decide.
    Source: Civil Code 民法典 201 to 203; CPL 民事诉讼法 85; LicLaw 行政许可法 45 and 82.
    """
    shares = _shares(period, extensions)
    walk = Walk(calendar, started_on, lay_out(suspensions, after=started_on), as_of)
    total = _count_shares(walk, shares)
    nominal_on = None if walk.stuck else walk.day
    due_on = walk.settle()
    lines = (_start_line(started_on), *walk.lines)
    used = sum(line.counted for line in lines if line.elapsed)
    unit = Unit.WORKING_DAY if shares[0].unit is Unit.WORKING_DAY else Unit.CALENDAR_DAY
    return Deadline(
        period=period,
        started_on=started_on,
        as_of=as_of,
        due_on=due_on,
        nominal_on=nominal_on,
        unit=unit,
        total=total,
        used=used,
        remaining=None if total is None else total - used,
        overdue_by=overdue(due_on, as_of, unit, calendar),
        suspended=_stands_still(lines, as_of),
        provisional=walk.provisional,
        calendar_version=calendar.version,
        lines=lines,
    )


def overdue(due_on: date | None, as_of: date, unit: Unit, calendar: Calendar) -> int:
    """Return how many days of `unit` lie after `due_on`, up to and with `as_of`."""
    if due_on is None or as_of <= due_on:
        return 0
    if unit is Unit.WORKING_DAY:
        return calendar.working_days_between(due_on, as_of)
    return (as_of - due_on).days


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day of a plain period, and whether it may still move (末日)."""

    on: date
    provisional: bool
    source: str


def last_day(period: Period, *, started_on: date, calendar: Calendar) -> LastDay:
    """Return the last day of a period that nothing stops or extends; see `derive`."""
    read = derive(period, started_on=started_on, calendar=calendar, as_of=started_on)
    assert read.due_on is not None, "without an open suspension there is a last day"
    return LastDay(read.due_on, read.provisional, period.source)


def latest_day_before(event_on: date, period: Period, *, calendar: Calendar) -> LastDay:
    """Return the last day on which an act is still `period` ahead of an event (…日前).

    The day of the event is not counted. A notice seven working days before a hearing, an
    application thirty days before a licence expires. A day off is not moved: moving it forward
    would shorten the time ahead. Only days, not months or hours.
    """
    if period.unit is Unit.WORKING_DAY:
        day = calendar.working_day_before(event_on, period.amount)
    elif period.unit is Unit.CALENDAR_DAY:
        day = event_on - period.amount * ONE_DAY
    else:
        raise ValueError(f"only days can be counted back, not {period.unit.value}")
    return LastDay(day, calendar.is_provisional(event_on), period.source)


def add_months(day: date, months: int) -> date:
    """Return the same day of the month `months` later, or that month's last day.

    Source: Civil Code 民法典 202.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class _Share:
    """The period itself or one extension, in working days, calendar days or months."""

    amount: int
    unit: Unit
    source: str
    extension: Extension | None = None


def _shares(period: Period, extensions: Iterable[Extension]) -> list[_Share]:
    """Lay out the period and its extensions in an order that their recording cannot change."""
    if period.unit not in COUNTED_IN:
        raise ValueError(f"a period in {period.unit.value} has no due day: use derive_hours")
    base = COUNTED_IN[period.unit]
    shares = [_Share(period.amount * MONTHS_OF.get(period.unit, 1), base, period.source)]
    more = []
    for item in extensions:
        if item.unit not in COUNTED_IN:
            raise ValueError(f"a period in days cannot be extended by {item.unit.value}")
        amount = item.amount * MONTHS_OF.get(item.unit, 1)
        more.append(_Share(amount, COUNTED_IN[item.unit], item.source, item))
    more.sort(
        key=lambda share: (
            share.unit is not base,
            ORDER_OF_UNITS.index(share.unit),
            share.amount,
            share.source,
            share.extension.ground if share.extension else "",
        )
    )
    return shares + more


def _count_shares(walk: Walk, shares: list[_Share]) -> int | None:
    """Walk all shares through; return their sum in days, None if months could not be counted."""
    total: int | None = 0
    origin, months = walk.day, 0  # where the present row of months began, and how many are gone
    for index, share in enumerate(shares):
        quota: int | None = share.amount
        if share.unit is Unit.MONTH:
            if index and shares[index - 1].unit is not Unit.MONTH:
                origin, months = walk.day, 0
                if walk.stuck:
                    quota = None
            if quota is not None:
                quota = _days_of_months(origin, months, share.amount, walk.calendar)
            months += share.amount
        total = None if total is None or quota is None else total + quota
        mark, reached = len(walk.lines), walk.day
        if quota is not None:
            walk.count(quota, share.unit, share.source)
        if share.extension is not None:
            begun = walk.day > reached
            line = _extension_line(share.extension, reached if begun else None, walk)
            walk.lines.insert(mark, line)
    return total


def _days_of_months(origin: date, gone: int, amount: int, calendar: Calendar) -> int:
    end_year = origin.year + (gone + amount) // 12
    if end_year > calendar.last_day.year + 1:
        raise CalendarUnknown(
            day=f"{end_year}-01-01",
            first_day=calendar.first_day.isoformat(),
            last_day=calendar.last_day.isoformat(),
        )
    return (add_months(origin, gone + amount) - add_months(origin, gone)).days


def _start_line(started_on: date) -> Line:
    return Line(
        LineKind.START,
        started_on,
        started_on,
        0,
        Unit.CALENDAR_DAY,
        "start_not_counted",
        "CivilCode 201",
        elapsed=True,
    )


def _extension_line(extension: Extension, reached: date | None, walk: Walk) -> Line:
    last = None if walk.stuck else walk.day
    return Line(
        LineKind.EXTENSION,
        None if reached is None else reached + ONE_DAY,
        last,
        0,
        extension.unit,
        extension.ground,
        extension.source,
        amount=extension.amount,
        elapsed=last is not None and last <= walk.as_of,
    )


def _stands_still(lines: Iterable[Line], as_of: date) -> bool:
    return any(
        line.kind is LineKind.SUSPENSION
        and line.first is not None
        and line.first <= as_of
        and (line.last is None or as_of <= line.last)
        for line in lines
    )
