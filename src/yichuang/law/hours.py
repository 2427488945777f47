"""Deadlines in hours and working hours: moments, not days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from itertools import pairwise

from .calendar import Calendar
from .periods import Period, Unit

# No summer time since 1991, so a fixed offset is exact for every year the calendar knows.
CHINA_TIME = timezone(timedelta(hours=8), "UTC+08:00")
ONE_DAY = timedelta(days=1)
ZERO = timedelta()


@dataclass(frozen=True, slots=True)
class DailyHours:
    """The hours in which an office works on a working day (办公时间), in Chinese time."""

    spans: tuple[tuple[time, time], ...]

    def __post_init__(self) -> None:
        edges = [edge for span in self.spans for edge in span]
        if not edges or any(earlier >= later for earlier, later in pairwise(edges)):
            raise ValueError(f"office hours must follow one another: {self.spans}")

    @property
    def per_day(self) -> timedelta:
        return sum((_on(date.min, to) - _on(date.min, since) for since, to in self.spans), ZERO)


@dataclass(frozen=True, slots=True)
class HourSuspension:
    """Time that does not count; `end_at` is None while it lasts. Times are aware."""

    start_at: datetime
    end_at: datetime | None
    reason: str
    source: str

    def __post_init__(self) -> None:
        if self.end_at is not None and self.end_at < self.start_at:
            raise ValueError(f"a suspension ends before it begins: {self.start_at}")


@dataclass(frozen=True, slots=True)
class HourLine:
    """A stretch of time put on the clock; both moments in Chinese time."""

    first_at: datetime
    last_at: datetime
    counted: timedelta


@dataclass(frozen=True, slots=True)
class HourDeadline:
    """A clock in hours, read at a moment. `due_at` is None while a suspension is open.

    `used` is what was on the clock by `as_of`, at most the whole period; `overdue_by` is wall
    time. The counted stretches of `lines` sum to the whole period once `due_at` is known.
    """

    period: Period
    started_at: datetime
    as_of: datetime
    due_at: datetime | None
    used: timedelta
    remaining: timedelta
    overdue_by: timedelta
    provisional: bool
    calendar_version: str
    lines: tuple[HourLine, ...]


def derive_hours(
    period: Period,
    *,
    started_at: datetime,
    calendar: Calendar,
    hours: DailyHours,
    suspensions: Iterable[HourSuspension] = (),
    as_of: datetime,
) -> HourDeadline:
    """Return the moment at which a period in hours or working hours ends.

    Hours run at once from `started_at`, day and night, and their end is not moved; working hours
    run within `hours` on working days. A period that is used up at closing time ends then, not
    at the next opening. Suspended time is passed over, each minute once.

    Raises ValueError for another unit or a naive time, CalendarUnknown beyond the known years.
    Source: Civil Code 民法典 201, second paragraph.
    """
    if started_at.tzinfo is None or as_of.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    started_at = started_at.astimezone(CHINA_TIME)
    if period.unit is Unit.HOUR:
        open_time: Iterator[tuple[datetime, datetime]] = _all_time(started_at, calendar)
    elif period.unit is Unit.WORKING_HOUR:
        open_time = _office_time(started_at, calendar, hours)
    else:
        raise ValueError(f"not a period in hours: {period.unit.value}")
    left = whole = timedelta(hours=period.amount)
    stops = _merged(suspensions)
    forever = next((first for first, last in stops if last is None), None)
    lines: list[HourLine] = []
    due_at: datetime | None = None
    for first, last in _without(open_time, stops):
        last = min(last, first + left)
        lines.append(HourLine(first, last, last - first))
        left -= last - first
        if not left:
            due_at = last
            break
        if forever is not None and last >= forever:
            break
    used = sum((max(min(line.last_at, as_of) - line.first_at, ZERO) for line in lines), ZERO)
    provisional = period.unit is Unit.WORKING_HOUR and any(
        calendar.is_provisional(line.first_at.date()) for line in lines
    )
    return HourDeadline(
        period=period,
        started_at=started_at,
        as_of=as_of,
        due_at=due_at,
        used=used,
        remaining=whole - used,
        overdue_by=max(as_of - due_at, ZERO) if due_at is not None else ZERO,
        provisional=provisional,
        calendar_version=calendar.version,
        lines=tuple(lines),
    )


def ends_at(due_on: date, *, closing: time | None = None) -> datetime:
    """Return the moment from which an act of this period is late, in Chinese time.

    Acts online: 24:00 of the last day. Acts at a window: its closing time.
    Source: Civil Code 民法典 203, second paragraph.
    """
    return _on(due_on + ONE_DAY, time()) if closing is None else _on(due_on, closing)


def _on(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, CHINA_TIME)


def _all_time(started_at: datetime, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    calendar.run(started_at.date())  # refuses a start outside the known years
    yield started_at, ends_at(calendar.last_day)
    calendar.run(calendar.last_day + ONE_DAY)  # refuses to go on


def _office_time(
    started_at: datetime, calendar: Calendar, hours: DailyHours
) -> Iterator[tuple[datetime, datetime]]:
    day = started_at.date()
    while True:
        day = calendar.working_day_from(day)
        for since, to in hours.spans:
            first, last = max(_on(day, since), started_at), _on(day, to)
            if first < last:
                yield first, last
        day += ONE_DAY


def _merged(
    suspensions: Iterable[HourSuspension],
) -> list[tuple[datetime, datetime | None]]:
    merged: list[tuple[datetime, datetime | None]] = []
    for item in sorted(suspensions, key=lambda item: item.start_at):
        if merged and (merged[-1][1] is None or item.start_at <= merged[-1][1]):
            first, last = merged[-1]
            if last is not None:
                merged[-1] = first, None if item.end_at is None else max(last, item.end_at)
        else:
            merged.append((item.start_at, item.end_at))
    return merged


def _without(
    open_time: Iterator[tuple[datetime, datetime]],
    stops: list[tuple[datetime, datetime | None]],
) -> Iterator[tuple[datetime, datetime]]:
    """Cut the stops out of the open time; ends where an open stop begins."""
    for first, last in open_time:
        begin = first
        for stop_first, stop_last in stops:
            if stop_first >= last:
                break
            if begin < stop_first:
                yield begin, stop_first
            if stop_last is None:
                return
            begin = max(begin, stop_last.astimezone(CHINA_TIME))
        if begin < last:
            yield begin, last
