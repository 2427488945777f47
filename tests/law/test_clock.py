"""Readings of a clock, worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from yichuang.law.public import (
    CalendarUnknown,
    Extension,
    LineKind,
    Period,
    PromiseTooLong,
    Suspension,
    Unit,
    add_months,
    derive,
    last_day,
    latest_day_before,
    promise_within,
    published_calendar,
    two_clocks,
)

CALENDAR = published_calendar()
LICENCE_20_WD = Period(20, Unit.WORKING_DAY, "LicLaw 42")
HEARING = Suspension(date(2025, 10, 10), date(2025, 10, 13), "hearing", "LicLaw 45")


def licence_clock(as_of: date, **facts):
    return derive(
        LICENCE_20_WD, started_on=date(2025, 9, 22), calendar=CALENDAR, as_of=as_of, **facts
    )


@pytest.mark.parametrize(
    ("as_of", "used", "remaining", "overdue_by"),
    [
        (date(2025, 9, 22), 0, 20, 0),  # the day of acceptance
        (date(2025, 9, 26), 4, 16, 0),
        (date(2025, 9, 27), 4, 16, 0),  # Saturday
        (date(2025, 9, 28), 5, 15, 0),  # worked Sunday
        (date(2025, 10, 5), 7, 13, 0),  # holiday
        (date(2025, 10, 24), 20, 0, 0),  # the last day still keeps the period
        (date(2025, 10, 26), 20, 0, 0),  # a Sunday is no working day overdue
        (date(2025, 10, 27), 20, 0, 1),
        (date(2025, 10, 31), 20, 0, 5),
    ],
)
def test_clock_is_read_in_working_days(as_of, used, remaining, overdue_by):
    clock = licence_clock(as_of)

    assert (clock.used, clock.remaining, clock.overdue_by) == (used, remaining, overdue_by)
    assert clock.overdue is (overdue_by > 0)
    assert clock.due_on == date(2025, 10, 24)


def test_clock_in_calendar_days_is_overdue_from_the_day_after_its_moved_end():
    period, start = Period(90, Unit.CALENDAR_DAY, "PenLaw 60"), date(2026, 3, 2)

    readings = [
        derive(period, started_on=start, calendar=CALENDAR, as_of=day)
        for day in (date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 7))
    ]

    assert [clock.overdue_by for clock in readings] == [0, 0, 1, 6]
    assert {clock.nominal_on for clock in readings} == {date(2026, 5, 31)}


def test_explanation_names_every_span_with_its_article():
    clock = licence_clock(date(2025, 10, 9), suspensions=[HEARING])

    told = [
        f"{line.kind} {line.first:%m-%d} {line.last:%m-%d} {line.counted} {line.name or '-'} "
        f"{line.source}{' over' if line.elapsed else ''}"
        for line in clock.lines[:11]
    ]
    assert told == [
        "start 09-22 09-22 0 - CivilCode 201 over",
        "counted 09-23 09-26 4 - LicLaw 42 over",
        "weekend 09-27 09-27 0 - WorkTimeReg 7 over",
        "make_up 09-28 09-28 1 国庆节 HolidayReg 7 over",
        "counted 09-29 09-30 2 - LicLaw 42 over",
        "holiday 10-01 10-05 0 国庆节 HolidayReg 2, 7 over",
        "holiday 10-06 10-06 0 中秋节 HolidayReg 2, 7 over",
        "holiday 10-07 10-08 0 国庆节 HolidayReg 2, 7 over",
        "counted 10-09 10-09 1 - LicLaw 42 over",
        "suspension 10-10 10-13 0 - LicLaw 45",
        "counted 10-14 10-17 4 - LicLaw 42",
    ]


def test_explanation_shows_extension_where_it_begins():
    more = Extension(10, Unit.WORKING_DAY, "LicLaw 42", "complex")

    clock = licence_clock(date(2025, 10, 24), extensions=[more])

    [line] = [line for line in clock.lines if line.kind is LineKind.EXTENSION]
    assert (line.first, line.last) == (date(2025, 10, 25), date(2025, 11, 7))
    assert (line.amount, line.unit, line.reason) == (10, Unit.WORKING_DAY, "complex")
    assert (clock.total, clock.used, clock.remaining) == (30, 20, 10)


def test_nested_suspension_is_named_but_not_taken_off_twice():
    inner = Suspension(date(2025, 10, 11), date(2025, 10, 12), "testing", "LicLaw 45")

    clock = licence_clock(date(2025, 10, 9), suspensions=[inner, HEARING])

    [line] = [line for line in clock.lines if line.kind is LineKind.OVERLAP]
    assert (line.reason, line.first, line.counted) == ("testing", date(2025, 10, 11), 0)
    assert clock.due_on == licence_clock(date(2025, 10, 9), suspensions=[HEARING]).due_on


def test_open_suspension_promises_no_date_but_keeps_what_is_used():
    running = Suspension(date(2025, 10, 10), None, "hearing", "LicLaw 45")

    clock = licence_clock(date(2025, 11, 20), suspensions=[running])

    assert clock.due_on is None
    assert (clock.used, clock.remaining, clock.overdue_by) == (8, 12, 0)
    assert clock.suspended
    assert clock.lines[-1].last is None


def test_open_suspension_leaves_the_total_unknown_when_months_would_follow():
    running = Suspension(date(2025, 10, 10), None, "hearing", "LicLaw 45")
    month = Extension(1, Unit.MONTH, "LicLaw 42", "complex")

    clock = licence_clock(date(2025, 10, 9), suspensions=[running], extensions=[month])

    assert (clock.total, clock.remaining) == (None, None)
    assert [line.first for line in clock.lines if line.kind is LineKind.EXTENSION] == [None]


def test_clock_stands_still_only_inside_the_suspension():
    days = (date(2025, 10, 9), date(2025, 10, 10), date(2025, 10, 13), date(2025, 10, 14))

    assert [licence_clock(day, suspensions=[HEARING]).suspended for day in days] == [
        False,
        True,
        True,
        False,
    ]


def test_only_the_last_day_makes_calendar_days_provisional():
    clock = derive(
        Period(60, Unit.CALENDAR_DAY, "RecLaw 20"),
        started_on=date(2026, 11, 25),
        calendar=CALENDAR,
        as_of=date(2026, 11, 25),
    )

    assert clock.due_on == date(2027, 1, 25)  # sixty days on the nose: a Sunday is the 24th
    assert clock.provisional
    assert [line.provisional for line in clock.lines] == [False, False, True]


def test_deadline_names_the_calendar_it_was_read_from():
    assert licence_clock(date(2025, 9, 22)).calendar_version == CALENDAR.version


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 10, 31), 4, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2026, 11, 30), 13, date(2027, 12, 30)),
    ],
)
def test_add_months_keeps_the_day_or_takes_the_last(day, months, expected):
    assert add_months(day, months) == expected


def test_last_day_and_its_article():
    end = last_day(
        Period(15, Unit.CALENDAR_DAY, "PenLaw 67"), started_on=date(2026, 9, 10), calendar=CALENDAR
    )

    assert (end.on, end.provisional, end.source) == (date(2026, 9, 28), False, "PenLaw 67")


@pytest.mark.parametrize(
    ("event", "period", "expected"),
    [
        # hearing on Thursday 15 October: 14 13 12, Saturday 10, 9 8, then 30 September
        (date(2026, 10, 15), Period(7, Unit.WORKING_DAY, "PenLaw 64"), date(2026, 9, 30)),
        (date(2026, 10, 10), Period(1, Unit.WORKING_DAY, "x"), date(2026, 10, 9)),
        (date(2026, 10, 4), Period(1, Unit.WORKING_DAY, "x"), date(2026, 9, 30)),
        (date(2026, 10, 31), Period(30, Unit.CALENDAR_DAY, "LicLaw 50"), date(2026, 10, 1)),
    ],
)
def test_latest_day_before_counts_back_from_the_event(event, period, expected):
    assert latest_day_before(event, period, calendar=CALENDAR).on == expected


def test_latest_day_before_refuses_months():
    with pytest.raises(ValueError, match="month"):
        latest_day_before(date(2026, 10, 15), Period(1, Unit.MONTH, "x"), calendar=CALENDAR)


@pytest.mark.parametrize("unit", [Unit.HOUR, Unit.WORKING_HOUR])
def test_derive_refuses_hours(unit):
    with pytest.raises(ValueError, match="hour"):
        derive(
            Period(2, unit, "x"),
            started_on=date(2026, 3, 2),
            calendar=CALENDAR,
            as_of=date(2026, 3, 2),
        )
    with pytest.raises(ValueError, match="hour"):
        licence_clock(date(2025, 9, 22), extensions=[Extension(2, unit, "x", "y")])


@pytest.mark.parametrize(
    "period",
    [
        Period(3000, Unit.WORKING_DAY, "x"),
        Period(9_999_999, Unit.CALENDAR_DAY, "x"),
        Period(15, Unit.YEAR, "x"),
        Period(9_999_999, Unit.MONTH, "x"),
    ],
)
def test_derive_refuses_to_guess_beyond_the_calendar(period):
    with pytest.raises(CalendarUnknown) as refused:
        derive(period, started_on=date(2026, 3, 2), calendar=CALENDAR, as_of=date(2026, 3, 2))

    assert refused.value.facts["last_day"] == "2035-12-31"


def test_derive_refuses_a_start_before_the_calendar():
    with pytest.raises(CalendarUnknown):
        derive(
            LICENCE_20_WD, started_on=date(1999, 3, 2), calendar=CALENDAR, as_of=date(2026, 3, 2)
        )


def test_facts_refuse_nonsense():
    with pytest.raises(ValueError, match="ends before it begins"):
        Suspension(date(2026, 3, 2), date(2026, 3, 1), "hearing", "LicLaw 45")
    with pytest.raises(ValueError, match="at least one"):
        Extension(0, Unit.WORKING_DAY, "LicLaw 42", "complex")
    with pytest.raises(ValueError, match="at least one"):
        Period(0, Unit.WORKING_DAY, "LicLaw 42")


WD, CD, M, Y, H, WH = (
    Unit.WORKING_DAY,
    Unit.CALENDAR_DAY,
    Unit.MONTH,
    Unit.YEAR,
    Unit.HOUR,
    Unit.WORKING_HOUR,
)


@pytest.mark.parametrize(
    ("statutory", "promised", "within"),
    [
        ((20, WD), (20, WD), True),
        ((20, WD), (21, WD), False),
        ((20, WD), (20, CD), True),  # twenty days never outlast twenty working days
        ((20, WD), (28, CD), None),  # it depends on holidays
        ((30, CD), (31, WD), False),
        ((30, CD), (20, WD), None),
        ((1, M), (28, CD), True),
        ((1, M), (30, CD), None),
        ((1, M), (32, CD), False),
        ((1, Y), (12, M), True),
        ((1, Y), (13, M), False),
        ((2, CD), (48, H), True),
        ((2, CD), (49, H), False),
        ((1, WD), (8, WH), None),
    ],
)
def test_promise_is_compared_where_it_can_be(statutory, promised, within):
    assert promise_within(Period(*statutory, "x"), Period(*promised, "x")) is within


def test_two_clocks_stop_together_and_only_the_statutory_one_is_extended():
    by_law, by_promise = two_clocks(
        LICENCE_20_WD,
        Period(10, Unit.WORKING_DAY, "promise"),
        started_on=date(2026, 3, 2),
        calendar=CALENDAR,
        suspensions=[Suspension(date(2026, 3, 10), date(2026, 3, 12), "hearing", "LicLaw 45")],
        extensions=[Extension(10, Unit.WORKING_DAY, "LicLaw 42", "complex")],
        as_of=date(2026, 3, 9),
    )

    assert by_law.due_on == date(2026, 4, 17)
    assert by_promise.due_on == date(2026, 3, 19)  # 5 by 9; 13 (6); 16-19
    assert (by_law.used, by_promise.used) == (5, 5)


def test_two_clocks_refuse_a_promise_longer_than_the_law():
    with pytest.raises(PromiseTooLong) as refused:
        two_clocks(
            LICENCE_20_WD,
            Period(25, Unit.WORKING_DAY, "promise"),
            started_on=date(2026, 3, 2),
            calendar=CALENDAR,
            as_of=date(2026, 3, 2),
        )

    assert refused.value.article == "LicLaw 42"
    assert refused.value.facts["promised_amount"] == 25


def test_two_clocks_cap_a_promise_in_another_unit_and_say_so():
    _, by_promise = two_clocks(
        Period(30, Unit.CALENDAR_DAY, "RecLaw 62"),
        Period(25, Unit.WORKING_DAY, "promise"),
        started_on=date(2026, 3, 2),
        calendar=CALENDAR,
        as_of=date(2026, 4, 2),
    )

    assert by_promise.due_on == date(2026, 4, 1)
    assert by_promise.lines[-1].kind is LineKind.CAPPED
    assert by_promise.overdue_by == 1
