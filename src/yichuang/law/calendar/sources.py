"""Where the days come from: published notices, our own corrections, and the feasts of law."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from chinese_calendar.constants import (  # type: ignore[import-untyped]  # it ships no types
    Holiday,
    holidays,
    workdays,
)

from .days import SATURDAY, Calendar, DayKind, Nature, build, by_weekday
from .feasts import MOVABLE_FEASTS, feasts_of

# The package writes some names in short.
FULL_NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}


@dataclass(frozen=True, slots=True)
class Override:
    """One day decided otherwise than the tables say: a correction or a local day (修正).

    `name` is the holiday it belongs to; `source` is the notice. The day is then not provisional.
    """

    day: date
    working: bool
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """The yearly notice on holidays, entered before the package carries it (放假安排通知).

    `off` and `worked` list days with the holiday's name; a day of the December before may be
    among them. Every other day of `year` goes by its weekday, and none of them is provisional.
    """

    year: int
    source: str
    off: tuple[tuple[date, str], ...]
    worked: tuple[tuple[date, str], ...] = ()


def published_calendar(
    overrides: Iterable[Override] = (), announcements: Iterable[Announcement] = ()
) -> Calendar:
    """Return the calendar of mainland China with the given corrections applied last.

    Years the package knows are firm. The years after them, as far as our table of feasts or the
    announcements reach without a gap, are there too: provisional unless announced. The order of
    the corrections does not matter, and the version changes whenever any day or source does.

    Raises ValueError for two corrections of one day that differ, and for years with a gap.
    """
    ordered = tuple(sorted(set(overrides), key=lambda item: (item.day, item.working, item.name)))
    days = [override.day for override in ordered]
    if len(set(days)) != len(days):
        raise ValueError("two overrides give one day differently")
    told = tuple(sorted(set(announcements), key=lambda item: item.year))
    if len({item.year for item in told}) != len(told):
        raise ValueError("two announcements give one year differently")
    return _published(ordered, told)


@lru_cache(maxsize=16)
def _published(overrides: tuple[Override, ...], told: tuple[Announcement, ...]) -> Calendar:
    first_year, last_firm_year = min(holidays).year, max(holidays).year
    firm = set(range(first_year, last_firm_year + 1)) | {item.year for item in told}
    known = firm | {year for year in MOVABLE_FEASTS if year > last_firm_year}
    if known != set(range(min(known), max(known) + 1)):
        raise ValueError(f"years missing between {min(known)} and {max(known)}")

    special = _package_days({item.year for item in told})
    for year in sorted(known - firm):
        special |= _provisional_year(year)
        if year - 1 in firm:
            special |= _open_december(year, special)
    for item in told:
        special |= {day: _off(name, item.source) for day, name in item.off}
        special |= {day: _worked(day, name, item.source) for day, name in item.worked}
    for override in overrides:
        special[override.day] = (
            _worked(override.day, override.name, override.source)
            if override.working
            else _off(override.name, override.source)
        )
    first_day, last_day = date(min(known), 1, 1), date(max(known), 12, 31)
    if special and not first_day <= min(special) <= max(special) <= last_day:
        raise ValueError("an override lies outside the known years")
    version = f"cn-{max(firm)}-{_digest(first_day, last_day, special)}"
    return build(version, first_day, last_day, special)


def _package_days(announced: set[int]) -> dict[date, DayKind]:
    """Return the days of `chinesecalendar`, less the years an announcement replaces."""
    days: dict[date, DayKind] = {}
    for day, english in holidays.items():
        if day.year not in announced:
            days[day] = _off(_chinese(english), "HolidayReg 2, 7")
    for day, english in workdays.items():
        if day.year not in announced:
            days[day] = _worked(day, _chinese(english), "HolidayReg 7")
    return days


def _provisional_year(year: int) -> dict[date, DayKind]:
    feasts = feasts_of(year)
    days: dict[date, DayKind] = {}
    day = date(year, 1, 1)
    while day.year == year:
        name = feasts.get(day)
        days[day] = (
            DayKind(Nature.HOLIDAY, name, provisional=True, source="HolidayReg 2")
            if name
            else by_weekday(day, provisional=True)
        )
        day += timedelta(days=1)
    return days


def _open_december(year: int, special: dict[date, DayKind]) -> dict[date, DayKind]:
    """Return the last days of the year before that the notice for `year` may still change.

    When New Year's Day is a Sunday, Monday or Tuesday, its holiday has reached back into December
    (29 to 31 December of 2006, 2007, 2011 and 2018); on other weekdays it never has.
    """
    sunday, monday, tuesday = 6, 0, 1
    if date(year, 1, 1).weekday() not in (sunday, monday, tuesday):
        return {}
    days = [date(year - 1, 12, day) for day in (29, 30, 31)]
    found = {day: special.get(day) or by_weekday(day, provisional=True) for day in days}
    return {
        day: DayKind(kind.nature, kind.name, provisional=True, source=kind.source)
        for day, kind in found.items()
    }


def _chinese(english: str) -> str:
    name: str = Holiday(english).chinese
    return FULL_NAMES.get(name, name)


def _off(name: str, source: str) -> DayKind:
    return DayKind(Nature.HOLIDAY, name, source=source)


def _worked(day: date, name: str, source: str) -> DayKind:
    nature = Nature.MAKE_UP if day.weekday() >= SATURDAY else Nature.WORKING
    return DayKind(nature, name, source=source)


def _digest(first_day: date, last_day: date, special: dict[date, DayKind]) -> str:
    text = "\n".join(
        f"{day} {kind.nature} {kind.name} {int(kind.provisional)} {kind.source}"
        for day, kind in sorted(special.items())
    )
    return hashlib.sha256(f"{first_day} {last_day}\n{text}".encode()).hexdigest()[:12]
