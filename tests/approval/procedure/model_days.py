"""The days of the second telling: as announced, typed in by hand, and counted the slow way."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
ONE_DAY = timedelta(days=1)
FIRST_UNKNOWN_YEAR = 2027
Pauses = list[tuple[date, date | None]]  # days on which nothing counts; None: still open


def _days(year: int, text: str) -> set[date]:
    return {date(year, int(d[:2]), int(d[3:])) for d in text.split()}


# As announced by the State Council for 2025 and 2026; of 2027 only the feasts the law names.
OFF = _days(
    2025,
    "01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02"
    " 10-01 10-02 10-03 10-06 10-07 10-08",
) | _days(
    2026,
    "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25"
    " 10-01 10-02 10-05 10-06 10-07",
)
OFF |= _days(2027, "01-01 02-05 02-08 04-05 05-03")
WORKED = _days(2025, "01-26 02-08 04-27 09-28 10-11") | _days(
    2026, "01-04 02-14 02-28 05-09 09-20 10-10"
)


def works(day: date) -> bool:
    return day in WORKED or (day.weekday() < 5 and day not in OFF)


def day_of(moment: datetime) -> date:
    return moment.astimezone(CHINA).date()


def last_day(start: date, amount: int, unit: str, pauses: Pauses) -> date | None:
    """Count from the day after `start`; no day inside a pause; None while a pause is open."""
    day, counted, resuming = start, 0, False
    while True:
        day += ONE_DAY
        if any(first <= day and last is None for first, last in pauses):
            return None
        if any(first <= day <= last for first, last in pauses if last):
            resuming = True
            continue
        if counted < amount and not (unit == "days" and resuming and not works(day)):
            resuming = False
            counted += unit == "days" or works(day)
        if counted == amount and works(day):
            return day
