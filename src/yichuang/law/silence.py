"""When an organ's silence has legal effect by itself (逾期的法律后果)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

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


def _silence(end: LastDay, *, effective_on: date, since: date, calendar: Calendar) -> Silence:
    early = calendar.working_day_before(end.on, WARNING_WORKING_DAYS)
    final = end.on if calendar.is_working_day(end.on) else calendar.working_day_before(end.on, 1)
    return Silence(
        takes_effect_on=end.on,
        takes_effect_at=None if end.provisional else ends_at(end.on),
        effective_on=effective_on,
        provisional=end.provisional,
        warn_on=tuple(sorted({day for day in (early, final) if day > since})),
        source=end.source,
        calendar_version=calendar.version,
    )
