"""The calendar as a value: what kind of day a day is, and how working days are stepped."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from yichuang.law.errors import CalendarUnknown

SATURDAY = 5


class Nature(StrEnum):
    """What kind of day a day is."""

    WORKING = "working"  # 工作日
    MAKE_UP = "make_up"  # 调休上班的周末
    WEEKEND = "weekend"  # 周休息日
    HOLIDAY = "holiday"  # 法定节假日及放假调休


@dataclass(frozen=True, slots=True)
class DayKind:
    """The kind of one day; `name` is the holiday's Chinese name, for make-up days too.

    `provisional` says that the year's arrangement is not announced yet: feasts fixed by law are
    known, swapped days are not. `source` is the article or notice that makes the day what it is.
    """

    nature: Nature
    name: str = ""
    provisional: bool = False
    source: str = ""

    @property
    def working(self) -> bool:
        return self.nature in (Nature.WORKING, Nature.MAKE_UP)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring days of one and the same kind, both ends included."""

    first: date
    last: date
    kind: DayKind
    working: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days, weekends and holidays over a closed range of years (工作日历).

    A value: two calendars with the same `version` say the same of every day, for the version is
    drawn from their whole content. Build one with `published_calendar`.
    """

    version: str
    first_day: date
    last_day: date
    _runs: tuple[Run, ...] = field(repr=False, compare=False)
    _run_of: tuple[int, ...] = field(repr=False, compare=False)  # by offset from first_day
    _worked: tuple[int, ...] = field(repr=False, compare=False)  # working days up to and with it

    def run(self, day: date) -> Run:
        """Return the run of days of one kind in which `day` lies.

        Raises CalendarUnknown outside the known years.
        """
        return self._runs[self._run_of[self._offset(day)]]

    def kind(self, day: date) -> DayKind:
        return self.run(day).kind

    def is_working_day(self, day: date) -> bool:
        return self.run(day).working

    def is_provisional(self, day: date) -> bool:
        return self.run(day).kind.provisional

    def working_days_between(self, after: date, until: date) -> int:
        """Count the working days after `after`, up to and with `until`; 0 if there are none."""
        if until <= after:
            return 0
        return self._worked[self._offset(until)] - self._worked[self._offset(after)]

    def working_day_from(self, day: date) -> date:
        """Return `day` if it is worked, else the next working day."""
        while not (run := self.run(day)).working:
            day = run.last + timedelta(days=1)
        return day

    def working_day_after(self, day: date, steps: int) -> date:
        """Return the working day that is the `steps`-th after `day`; `day` is not counted."""
        wanted = self._worked[self._offset(day)] + _positive(steps)
        offset = bisect_left(self._worked, wanted)
        if offset == len(self._worked):
            raise self._unknown(self.last_day + timedelta(days=1))
        return self.first_day + timedelta(days=offset)

    def working_day_before(self, day: date, steps: int) -> date:
        """Return the working day that is the `steps`-th before `day`; `day` is not counted."""
        before = self._worked[self._offset(day)] - (1 if self.is_working_day(day) else 0)
        wanted = before - _positive(steps)
        if wanted < 0:
            raise self._unknown(self.first_day - timedelta(days=1))
        return self.first_day + timedelta(days=bisect_right(self._worked, wanted))

    def _offset(self, day: date) -> int:
        offset = day.toordinal() - self.first_day.toordinal()
        if not 0 <= offset < len(self._run_of):
            raise self._unknown(day)
        return offset

    def _unknown(self, day: date) -> CalendarUnknown:
        return CalendarUnknown(
            day=day.isoformat(),
            first_day=self.first_day.isoformat(),
            last_day=self.last_day.isoformat(),
        )


def build(
    version: str, first_day: date, last_day: date, special: Mapping[date, DayKind]
) -> Calendar:
    """Make a calendar from the days in `special`; every other day goes by its weekday."""
    runs: list[Run] = []
    run_of: list[int] = []
    worked: list[int] = []
    sum_worked = 0
    for offset in range((last_day - first_day).days + 1):
        day = first_day + timedelta(days=offset)
        kind = special.get(day) or by_weekday(day, provisional=False)
        sum_worked += kind.working
        worked.append(sum_worked)
        if runs and runs[-1].kind == kind:
            runs[-1] = Run(runs[-1].first, day, kind, kind.working)
        else:
            runs.append(Run(day, day, kind, kind.working))
        run_of.append(len(runs) - 1)
    return Calendar(version, first_day, last_day, tuple(runs), tuple(run_of), tuple(worked))


def by_weekday(day: date, *, provisional: bool) -> DayKind:
    """Return what a day is when no holiday touches it.

    Source: 国务院关于职工工作时间的规定 (1995) 7: Saturday and Sunday are days of rest.
    """
    nature = Nature.WEEKEND if day.weekday() >= SATURDAY else Nature.WORKING
    return DayKind(nature, provisional=provisional, source="WorkTimeReg 7")


def _positive(steps: int) -> int:
    if steps < 1:
        raise ValueError(f"a step needs at least one working day: {steps}")
    return steps
