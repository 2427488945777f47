"""Periods in hours and working hours, worked by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.law.public import (
    CHINA_TIME,
    CalendarUnknown,
    DailyHours,
    HourDeadline,
    HourSuspension,
    Period,
    Unit,
    derive_hours,
    ends_at,
    published_calendar,
)

CALENDAR = published_calendar()
OFFICE = DailyHours(((time(9), time(12)), (time(13, 30), time(17, 30))))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA_TIME)


def clock(
    amount: int, unit: Unit, start: str, *stops: HourSuspension, as_of: str | None = None
) -> HourDeadline:
    return derive_hours(
        Period(amount, unit, "city rule"),
        started_at=at(start),
        calendar=CALENDAR,
        hours=OFFICE,
        suspensions=stops,
        as_of=at(as_of or start),
    )


def stop(start: str, end: str | None) -> HourSuspension:
    return HourSuspension(
        at(start), None if end is None else at(end), "waiting_for_applicant", "city rule"
    )


@pytest.mark.parametrize(
    ("amount", "start", "due"),
    [
        (2, "2026-11-24 09:00", "2026-11-24 11:00"),
        (3, "2026-11-24 09:00", "2026-11-24 12:00"),  # used up at closing: not at 13:30
        (2, "2026-11-24 11:00", "2026-11-24 14:30"),  # over lunch
        (2, "2026-11-24 16:30", "2026-11-25 10:00"),  # over night
        (2, "2026-11-24 12:30", "2026-11-24 15:30"),  # begun at lunch
        (2, "2026-11-24 20:00", "2026-11-25 11:00"),  # begun at night
        (7, "2026-11-24 09:00", "2026-11-24 17:30"),  # one whole day
        (8, "2026-11-27 09:00", "2026-11-30 10:00"),  # over a weekend
        (2, "2026-10-09 17:00", "2026-10-10 10:30"),  # into a worked Saturday
        (2, "2026-09-30 17:00", "2026-10-08 10:30"),  # over National Day
    ],
)
def test_working_hours_run_while_the_office_is_open(amount, start, due):
    assert clock(amount, Unit.WORKING_HOUR, start).due_at == at(due)


@pytest.mark.parametrize(
    ("amount", "start", "due"),
    [
        (24, "2026-10-01 08:15", "2026-10-02 08:15"),  # holidays do not stop the wall clock
        (72, "2026-11-27 17:00", "2026-11-30 17:00"),
    ],
)
def test_hours_run_day_and_night(amount, start, due):
    assert clock(amount, Unit.HOUR, start).due_at == at(due)


def test_suspended_time_is_passed_over_once():
    stops = [
        stop("2026-11-24 10:00", "2026-11-24 11:00"),
        stop("2026-11-24 10:30", "2026-11-24 11:30"),
        stop("2026-11-24 13:00", "2026-11-24 14:00"),
    ]

    found = clock(3, Unit.WORKING_HOUR, "2026-11-24 09:00", *stops)

    # 9-10 (1), 11:30-12 (1.5), 14-15:30 (3)
    assert found.due_at == at("2026-11-24 15:30")
    assert clock(3, Unit.WORKING_HOUR, "2026-11-24 09:00", *reversed(stops)) == found


def test_open_suspension_promises_no_moment():
    found = clock(
        2,
        Unit.WORKING_HOUR,
        "2026-11-24 09:00",
        stop("2026-11-24 10:00", None),
        as_of="2026-11-25 09:00",
    )

    assert found.due_at is None
    assert (found.used, found.remaining) == (timedelta(hours=1), timedelta(hours=1))
    assert found.overdue_by == timedelta()


def test_open_suspension_after_the_end_changes_nothing():
    found = clock(2, Unit.HOUR, "2026-11-24 09:00", stop("2026-11-24 11:00", None))

    assert found.due_at == at("2026-11-24 11:00")


def test_clock_in_hours_is_read():
    found = clock(2, Unit.WORKING_HOUR, "2026-11-24 11:30", as_of="2026-11-24 14:00")

    assert (found.used, found.remaining) == (timedelta(hours=1), timedelta(hours=1))
    late = clock(2, Unit.WORKING_HOUR, "2026-11-24 11:30", as_of="2026-11-24 16:00")
    assert (late.used, late.overdue_by) == (timedelta(hours=2), timedelta(hours=1))


def test_only_working_hours_can_be_provisional():
    assert clock(2, Unit.WORKING_HOUR, "2026-12-31 17:00").provisional
    assert not clock(24, Unit.HOUR, "2026-12-31 17:00").provisional


def test_a_start_in_another_zone_is_the_same_moment():
    found = derive_hours(
        Period(2, Unit.HOUR, "city rule"),
        started_at=datetime(2026, 11, 24, 1, tzinfo=UTC),
        calendar=CALENDAR,
        hours=OFFICE,
        as_of=at("2026-11-24 09:00"),
    )

    assert found.due_at == at("2026-11-24 11:00")


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="not a period in hours"):
        clock(2, Unit.WORKING_DAY, "2026-11-24 09:00")
    with pytest.raises(ValueError, match="time zone"):
        derive_hours(
            Period(2, Unit.HOUR, "x"),
            started_at=datetime(2026, 11, 24),  # noqa: DTZ001  # naive on purpose
            calendar=CALENDAR,
            hours=OFFICE,
            as_of=at("2026-11-24 09:00"),
        )
    with pytest.raises(ValueError, match="follow one another"):
        DailyHours(((time(9), time(12)), (time(11), time(17))))
    with pytest.raises(ValueError, match="follow one another"):
        DailyHours(())
    with pytest.raises(ValueError, match="ends before"):
        stop("2026-11-24 10:00", "2026-11-24 09:00")
    with pytest.raises(CalendarUnknown):
        clock(24, Unit.HOUR, "2035-12-31 09:00")
    with pytest.raises(CalendarUnknown):
        clock(24, Unit.WORKING_HOUR, "2035-12-31 09:00")


def test_office_hours_know_their_length():
    assert OFFICE.per_day == timedelta(hours=7)


def test_last_moment_of_a_day():
    assert ends_at(date(2026, 11, 24)) == at("2026-11-25 00:00")
    assert ends_at(date(2026, 11, 24), closing=time(17, 30)) == at("2026-11-24 17:30")


@settings(deadline=None)
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 1)),  # noqa: DTZ001  # zone set below
    st.integers(1, 40),
    st.sampled_from([Unit.HOUR, Unit.WORKING_HOUR]),
    st.lists(st.tuples(st.integers(-10, 200), st.integers(0, 50)), max_size=4),
)
def test_hour_lines_add_up_and_pauses_never_shorten(start, amount, unit, pauses):
    stops = [
        HourSuspension(
            start.replace(tzinfo=CHINA_TIME) + timedelta(hours=first),
            start.replace(tzinfo=CHINA_TIME) + timedelta(hours=first + length),
            "x",
            "y",
        )
        for first, length in pauses
    ]
    facts = {"calendar": CALENDAR, "hours": OFFICE, "as_of": at("2026-11-24 09:00")}
    period, started_at = Period(amount, unit, "x"), start.replace(tzinfo=CHINA_TIME)

    plain = derive_hours(period, started_at=started_at, **facts)
    held = derive_hours(period, started_at=started_at, suspensions=stops, **facts)

    assert sum((line.counted for line in held.lines), timedelta()) == timedelta(hours=amount)
    assert plain.due_at is not None
    assert held.due_at is not None
    assert held.due_at >= plain.due_at
