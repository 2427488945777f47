"""When an organ's silence has legal effect by itself (逾期的法律后果)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .calendar import Calendar
from .clock import LastDay, last_day, latest_day_before
from .hours import ends_at
from .periods import Period, Unit

SUPPLEMENT_NOTICE = Period(5, Unit.WORKING_DAY, "LicLaw 32(4)")
# The holder's own period is not one "of the organ", so its days are read as written; a region
# may set another period (see docs on day units).
RENEWAL_AHEAD = Period(30, Unit.CALENDAR_DAY, "LicLaw 50")
WARNING_WORKING_DAYS = 2


@dataclass(frozen=True, slots=True)
class Silence:
    """What happens if nobody acts, and when.

    `takes_effect_on` is the last day for acting; with its end, at `takes_effect_at`, the effect
    is there, whether or not a machine was awake. `effective_on` is the legal day of the effect.
    On a provisional day nothing fires: `takes_effect_at` is None and a person must be told.
    `warn_on` are the days whose morning brings a warning.
    """

    takes_effect_on: date
    takes_effect_at: datetime | None
    effective_on: date
    provisional: bool
    warn_on: tuple[date, ...]
    source: str
    calendar_version: str

    def has_taken_effect(self, at: datetime) -> bool:
        """Return whether the effect is there at this moment; never on a provisional day."""
        return self.takes_effect_at is not None and at >= self.takes_effect_at


def silence_on(received_on: date, period: Period, calendar: Calendar) -> Silence:
    """Return when an application is accepted without a word (视为受理).

    Without a supplement notice in time it is accepted as of the day its materials were received,
    so the clocks of the case count from that day.
    Source: LicLaw 行政许可法 32(4); five working days by 82.
    """
    end = last_day(period, started_on=received_on, calendar=calendar)
    return _silence(end, effective_on=received_on, since=received_on, calendar=calendar)


def renewal_silence(applied_on: date, expires_on: date, calendar: Calendar) -> Silence:
    """Return when a licence is renewed without a word (视为准予延续).

    The organ decides before the licence expires; the expiry day is not moved when it is a day
    off, for it is the licence's date and not a period. The renewal holds from the day after.
    Source: LicLaw 行政许可法 50.
    """
    end = LastDay(expires_on, calendar.is_provisional(expires_on), "LicLaw 50")
    effective_on = ends_at(expires_on).date()
    return _silence(end, effective_on=effective_on, since=applied_on, calendar=calendar)


def last_day_to_renew(
    expires_on: date, calendar: Calendar, period: Period = RENEWAL_AHEAD
) -> LastDay:
    """Return the last day to ask for renewal in time, so that silence will count as renewal."""
    return latest_day_before(expires_on, period, calendar=calendar)


class SilenceStage(StrEnum):
    """How near an effect of silence is on a day (默示预警)."""

    FAR = "far"
    SOON = "soon"  # from two working days before: the handler is warned
    LAST = "last"  # the last morning on which somebody can act: the head is told
    OVER = "over"  # the last day is past


def silence_stage(last_day: date, today: date, calendar: Calendar) -> SilenceStage:
    """Return how near the effect of silence is whose last day for acting is given."""
    if today > last_day:
        return SilenceStage.OVER
    early, final = _warnings(last_day, calendar)
    if today >= final:
        return SilenceStage.LAST
    return SilenceStage.SOON if today >= early else SilenceStage.FAR


def _warnings(last_day: date, calendar: Calendar) -> tuple[date, date]:
    """Return the days on which the handler and the head are warned."""
    early = calendar.working_day_before(last_day, WARNING_WORKING_DAYS)
    works = calendar.is_working_day(last_day)
    return early, last_day if works else calendar.working_day_before(last_day, 1)


def _silence(end: LastDay, *, effective_on: date, since: date, calendar: Calendar) -> Silence:
    early, final = _warnings(end.on, calendar)
    return Silence(
        takes_effect_on=end.on,
        takes_effect_at=None if end.provisional else ends_at(end.on),
        effective_on=effective_on,
        provisional=end.provisional,
        warn_on=tuple(sorted({day for day in (early, final) if day > since})),
        source=end.source,
        calendar_version=calendar.version,
    )
