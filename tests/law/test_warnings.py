"""Reminder, yellow and red: worked by hand, and against a count of single days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.test_clock_properties import CALENDAR, cases, starts, suspensions

from yichuang.law.public import (
    Extension,
    Level,
    LineKind,
    Period,
    Suspension,
    Unit,
    bounds_on,
    derive,
    remind_on,
    two_clocks,
    warned,
)

TEN, FIVE = (Period(n, Unit.WORKING_DAY, "承诺时限") for n in (10, 5))
ONE_DAY = timedelta(days=1)
ORDER = [Level.NONE, Level.REMINDER, Level.YELLOW, Level.RED]


def grade(period: Period, start: date, on: date, **more: object) -> Level:
    return warned(read(period, start, on, **more), CALENDAR).level


def read(period: Period, start: date, on: date, **more: object):  # type: ignore[no-untyped-def]
    return derive(period, started_on=start, calendar=CALENDAR, as_of=on, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amount", "unit", "start", "expected"),
    [
        # over Mid-Autumn and National Day: 28 29 30, 8 9, Saturday 10 (worked), 12, 13 is the 8th
        (10, Unit.WORKING_DAY, date(2026, 9, 24), date(2026, 10, 13)),
        (10, Unit.WORKING_DAY, date(2026, 3, 2), date(2026, 3, 12)),
        (5, Unit.WORKING_DAY, date(2026, 3, 2), date(2026, 3, 6)),  # the 4th of 5
        (4, Unit.WORKING_DAY, date(2026, 3, 2), date(2026, 3, 6)),  # 3.2 of 4: only the last day
        (1, Unit.WORKING_DAY, date(2026, 3, 2), date(2026, 3, 3)),
        (20, Unit.WORKING_DAY, date(2026, 3, 2), date(2026, 3, 24)),  # the 16th
        (30, Unit.CALENDAR_DAY, date(2026, 9, 10), date(2026, 10, 4)),  # the 24th, a holiday
        # 28 February is the 28th day of the month after 31 January; 23 of 28 days are used on 23.
        (1, Unit.MONTH, date(2026, 1, 31), date(2026, 2, 23)),
    ],
)
def test_reminder_begins_on_the_day_that_uses_four_fifths(
    amount: int, unit: Unit, start: date, expected: date
) -> None:
    period = Period(amount, unit, "承诺时限")

    assert remind_on(read(period, start, start)) == expected
    assert grade(period, start, expected - ONE_DAY) is Level.NONE
    assert grade(period, start, expected) is Level.REMINDER


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 10, 15), Level.REMINDER),  # the last day
        (date(2026, 10, 16), Level.YELLOW),  # one working day over
        (date(2026, 10, 18), Level.YELLOW),  # the weekend adds none
        (date(2026, 10, 19), Level.RED),  # two
        (date(2026, 12, 1), Level.RED),
    ],
)
def test_yellow_after_one_working_day_red_after_two(day: date, expected: Level) -> None:
    assert grade(TEN, date(2026, 9, 24), day) is expected


def test_make_up_sunday_is_a_day_over_and_a_free_saturday_is_none() -> None:
    start = date(2026, 9, 11)  # due on Friday 18; Saturday 19 is free, Sunday 20 is worked

    grades = [grade(FIVE, start, date(2026, 9, day)) for day in (18, 19, 20, 21)]

    assert grades == [Level.REMINDER, Level.REMINDER, Level.YELLOW, Level.RED]


def test_calendar_period_is_over_by_working_days() -> None:
    thirty = Period(30, Unit.CALENDAR_DAY, "示例")  # due on Saturday 10 October, which is worked

    grades = [grade(thirty, date(2026, 9, 10), date(2026, 10, day)) for day in (10, 11, 12, 13)]

    assert grades == [Level.REMINDER, Level.REMINDER, Level.YELLOW, Level.RED]


def test_suspension_is_not_used_time() -> None:
    """3 4 5 March (3), away until the 12th, 13 (4), 16-19 (8), 20, 23 (10)."""
    hearing = Suspension(date(2026, 3, 6), date(2026, 3, 12), "hearing", "LicLaw 45")

    clock = read(TEN, date(2026, 3, 2), date(2026, 3, 19), suspensions=[hearing])

    assert remind_on(clock) == date(2026, 3, 19)
    assert clock.due_on == date(2026, 3, 23)
    assert warned(clock, CALENDAR).level is Level.REMINDER


@pytest.mark.parametrize(
    ("first", "reminder"), [(date(2026, 3, 6), None), (date(2026, 3, 13), date(2026, 3, 12))]
)
def test_nobody_is_warned_while_the_clock_stands_still(first: date, reminder: date | None) -> None:
    hearing = Suspension(first, None, "hearing", "LicLaw 45")

    found = warned(read(TEN, date(2026, 3, 2), date(2026, 5, 29), suspensions=[hearing]), CALENDAR)

    assert (found.level, found.remind_on, found.over) == (Level.NONE, reminder, 0)


def test_suspension_begun_too_late_takes_nothing_back() -> None:
    late = Suspension(date(2026, 3, 17), None, "hearing", "LicLaw 45")  # due on the 16th

    assert grade(TEN, date(2026, 3, 2), date(2026, 3, 18), suspensions=[late]) is Level.RED


def test_extension_makes_the_period_longer() -> None:
    """Four fifths of 15: 3-6 March (4), 9-13 (9), 16 17 18 (12); due 19 20 23."""
    more = Extension(5, Unit.WORKING_DAY, "LicLaw 42", "complex")

    clock = read(TEN, date(2026, 3, 2), date(2026, 3, 17), extensions=[more])

    assert remind_on(clock) == date(2026, 3, 18)
    assert warned(clock, CALENDAR).level is Level.NONE


def test_capped_promise_reminds_no_later_than_it_ends() -> None:
    """Twelve days by law end within the holidays, on 8 October; 8 of 10 working days on 13."""
    _, promise = two_clocks(
        Period(12, Unit.CALENDAR_DAY, "LicLaw 42"),
        TEN,
        started_on=date(2026, 9, 24),
        calendar=CALENDAR,
        as_of=date(2026, 9, 25),
    )

    assert promise.lines[-1].kind is LineKind.CAPPED
    assert remind_on(promise) == promise.due_on == date(2026, 10, 8)


@given(cases(), st.integers(0, 160))
def test_reminder_agrees_with_a_count_of_single_days(case: tuple, later: int) -> None:  # type: ignore[type-arg]
    period, start, stops, more = case
    day = start + later * ONE_DAY
    clock = derive(
        period,
        started_on=start,
        calendar=CALENDAR,
        suspensions=stops,
        extensions=more,
        as_of=day,
    )
    found = warned(clock, CALENDAR)

    if clock.total is not None and clock.due_on is not None:
        assert found.remind_on is not None
        assert (5 * clock.used >= 4 * clock.total) == (found.remind_on <= day)
        assert start < found.remind_on <= clock.due_on
    if found.level is not Level.NONE:
        assert clock.due_on is not None
        assert not clock.suspended
    if clock.due_on is not None and not clock.suspended:
        over = sum(
            CALENDAR.is_working_day(clock.due_on + n * ONE_DAY)
            for n in range(1, (day - clock.due_on).days + 1)
        )
        assert found.over == over
        assert (found.level is Level.RED) == (over >= 2)
        assert (found.level is Level.YELLOW) == (over == 1)


@given(starts, st.integers(1, 60), st.lists(suspensions(may_be_open=False), max_size=3))
def test_grade_only_rises_with_time(start: date, amount: int, stops: list[Suspension]) -> None:
    period = Period(amount, Unit.WORKING_DAY, "承诺时限")
    due = read(period, start, start, suspensions=stops).due_on

    days = [due + n * ONE_DAY for n in range(-3, 9)]
    grades = [
        ORDER.index(warned(clock, CALENDAR).level)
        for day in days
        if not (clock := read(period, start, day, suspensions=stops)).suspended
    ]

    assert grades == sorted(grades)


@given(st.dates(date(2024, 3, 1), date(2027, 6, 30)), st.integers(-40, 5))
def test_bounds_say_the_same_as_the_clock(today: date, before: int) -> None:
    due = today + before * ONE_DAY
    over, bounds = CALENDAR.working_days_between(due, today), bounds_on(today, CALENDAR)

    assert (due < bounds.red_before) == (over >= 2)
    assert (bounds.red_before <= due < bounds.yellow_before) == (over == 1)
