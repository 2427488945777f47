"""What holds of every deadline, whatever the facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law.oracle import slow_due_day

from yichuang.law.public import (
    Deadline,
    Extension,
    LineKind,
    Period,
    Suspension,
    Unit,
    derive,
    promise_within,
    published_calendar,
    two_clocks,
)

CALENDAR = published_calendar()
FAR = date(9999, 1, 1)
ONE_DAY = timedelta(days=1)
DAY_UNITS = [Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH, Unit.YEAR]

starts = st.dates(date(2024, 1, 1), date(2027, 6, 30))
long_starts = st.dates(date(2004, 1, 1), date(2030, 12, 31))


@st.composite
def periods(draw: st.DrawFn, units: list[Unit] = DAY_UNITS) -> Period:
    unit = draw(st.sampled_from(units))
    most = {Unit.YEAR: 2, Unit.MONTH: 14}.get(unit, 100)
    return Period(draw(st.integers(1, most)), unit, "LicLaw 42")


@st.composite
def suspensions(draw: st.DrawFn, *, may_be_open: bool = True) -> Suspension:
    first = draw(st.dates(date(2024, 1, 1), date(2027, 12, 31)))
    length = draw(st.integers(0, 40))
    last = None if may_be_open and draw(st.integers(0, 9)) == 0 else first + length * ONE_DAY
    reason = draw(st.sampled_from(["hearing", "testing"]))
    return Suspension(first, last, reason, "LicLaw 45")


@st.composite
def cases(draw: st.DrawFn) -> tuple[Period, date, list[Suspension], list[Extension]]:
    """A period with suspensions near its start, some overlapping, and extensions in its unit."""
    start, period = draw(starts), draw(periods())
    stops = []
    for _ in range(draw(st.integers(0, 4))):
        first = start + draw(st.integers(-10, 60)) * ONE_DAY
        open_ended = draw(st.integers(0, 14)) == 0
        last = None if open_ended else first + draw(st.integers(0, 30)) * ONE_DAY
        stops.append(Suspension(first, last, draw(st.sampled_from("abc")), "LicLaw 45"))
    most = 1 if period.unit is Unit.YEAR else 12
    more = [
        Extension(draw(st.integers(1, most)), period.unit, "LicLaw 42", draw(st.sampled_from("xy")))
        for _ in range(draw(st.integers(0, 2)))
    ]
    return period, start, stops, more


def read(
    period: Period,
    start: date,
    stops: list[Suspension] | None = None,
    more: list[Extension] | None = None,
    as_of: date | None = None,
) -> Deadline:
    return derive(
        period,
        started_on=start,
        calendar=CALENDAR,
        suspensions=stops or (),
        extensions=more or (),
        as_of=as_of or start,
    )


def due(deadline: Deadline) -> date:
    """The due day, with "nobody can say" later than any day."""
    return deadline.due_on or FAR


@settings(deadline=None, max_examples=400)
@given(cases())
def test_derive_agrees_with_the_slow_walk(case):
    period, start, stops, more = case

    found = read(period, start, stops, more).due_on

    assert found == slow_due_day(period, start, CALENDAR.is_working_day, stops, more)


@settings(deadline=None)
@given(long_starts, periods())
def test_derive_agrees_with_the_slow_walk_over_all_years(start, period):
    assert read(period, start).due_on == slow_due_day(period, start, CALENDAR.is_working_day)


@settings(deadline=None)
@given(cases(), suspensions())
def test_a_pause_never_shortens(case, pause):
    period, start, stops, more = case

    assert due(read(period, start, [*stops, pause], more)) >= due(read(period, start, stops, more))


@settings(deadline=None)
@given(cases(), st.data())
def test_an_extension_always_lengthens(case, data):
    period, start, stops, more = case
    unit = data.draw(st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH]))
    one_more = Extension(data.draw(st.integers(1, 10)), unit, "LicLaw 42", "z")

    assert due(read(period, start, stops, [*more, one_more])) >= due(
        read(period, start, stops, more)
    )


@settings(deadline=None)
@given(cases(), st.randoms(use_true_random=False), st.integers(-5, 120))
def test_the_order_of_the_facts_does_not_matter(case, random, later):
    period, start, stops, more = case
    mixed = [
        *more,
        Extension(1, Unit.MONTH, "LicLaw 42", "m"),
        Extension(3, Unit.CALENDAR_DAY, "", ""),
    ]
    as_of = start + later * ONE_DAY
    before = read(period, start, stops, mixed, as_of)
    random.shuffle(stops)
    random.shuffle(mixed)

    assert read(period, start, stops, mixed, as_of) == before


@settings(deadline=None)
@given(cases(), st.integers(-5, 200))
def test_the_explanation_adds_up(case, later):
    period, start, stops, more = case

    clock = read(period, start, stops, more, start + later * ONE_DAY)

    counted = [line for line in clock.lines if line.counted]
    assert sum(line.counted for line in counted if line.elapsed) == clock.used
    assert clock.total is not None
    assert clock.remaining == clock.total - clock.used >= 0
    if clock.due_on is not None:
        assert sum(line.counted for line in counted) == clock.total
        assert counted[-1].last == clock.nominal_on
    if clock.due_on is None or clock.as_of < clock.due_on:
        assert clock.overdue_by == 0


@settings(deadline=None)
@given(cases())
def test_the_lines_cover_every_day_once_up_to_the_due_day(case):
    period, start, stops, more = case

    clock = read(period, start, stops, more)

    day = start - ONE_DAY
    for line in clock.lines:
        if line.kind in (LineKind.OVERLAP, LineKind.EXTENSION):
            continue
        if line.kind is LineKind.MOVED_END and line.first is not None and line.first <= day:
            assert line.last is not None
            assert line.last > day  # a pause among the days off was written before
            day = line.last
            continue
        assert line.first == day + ONE_DAY
        if line.last is None:
            assert clock.due_on is None
            return
        day = line.last
    assert day == clock.due_on


@settings(deadline=None)
@given(cases(), st.integers(0, 150))
def test_the_day_of_reading_never_moves_the_due_day(case, later):
    period, start, stops, more = case

    then = read(period, start, stops, more, start + later * ONE_DAY)

    assert then.due_on == read(period, start, stops, more).due_on
    assert then.total == read(period, start, stops, more).total


@settings(deadline=None)
@given(cases(), st.integers(0, 100))
def test_used_never_falls_from_day_to_day(case, later):
    period, start, stops, more = case
    day = start + later * ONE_DAY

    today, tomorrow = (read(period, start, stops, more, as_of) for as_of in (day, day + ONE_DAY))

    assert 0 <= tomorrow.used - today.used <= 1
    assert tomorrow.overdue_by >= today.overdue_by


@settings(deadline=None)
@given(starts, periods(), st.integers(1, 30))
def test_a_later_start_or_a_larger_amount_never_ends_earlier(start, period, more):
    later, longer = start + more * ONE_DAY, replace(period, amount=period.amount + 1)

    assert due(read(period, later)) >= due(read(period, start))
    assert due(read(longer, start)) >= due(read(period, start))


@settings(deadline=None)
@given(cases())
def test_the_due_day_is_a_working_day(case):
    clock = read(*case)

    assert clock.due_on is None or CALENDAR.is_working_day(clock.due_on)


@settings(deadline=None)
@given(cases(), st.integers(0, 60))
def test_replaying_the_same_facts_gives_the_same_deadline(case, later):
    as_of = case[1] + later * ONE_DAY

    assert read(*case, as_of) == read(*case, as_of)


@settings(deadline=None)
@given(starts, st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY]), st.data())
def test_a_deadline_that_is_firm_lies_in_an_announced_year(start, unit, data):
    clock = read(Period(data.draw(st.integers(1, 60)), unit, "x"), start)

    assert clock.due_on is not None
    assert clock.provisional or not CALENDAR.is_provisional(clock.due_on)


@settings(deadline=None)
@given(cases(), periods(), st.integers(0, 100))
def test_a_promise_never_ends_after_the_statutory_period(case, promised, later):
    statutory, start, stops, more = case
    if promise_within(statutory, promised) is False:
        return

    by_law, by_promise = two_clocks(
        statutory,
        promised,
        started_on=start,
        calendar=CALENDAR,
        suspensions=stops,
        extensions=more,
        as_of=start + later * ONE_DAY,
    )

    assert due(by_promise) <= due(by_law)
    assert by_promise.overdue_by >= 0


@settings(deadline=None)
@given(starts, periods(), periods())
def test_a_promise_said_to_be_within_is_within_on_every_date(start, statutory, promised):
    within = promise_within(statutory, promised)

    if within is True:
        assert due(read(promised, start)) <= due(read(statutory, start))
    if within is False:
        nominal_promise, nominal_law = (
            read(period, start).nominal_on for period in (promised, statutory)
        )
        assert nominal_promise is not None
        assert nominal_law is not None
        assert nominal_promise > nominal_law


@pytest.mark.parametrize("as_of", [date(2026, 2, 27), date(2026, 3, 2)])
def test_nothing_is_used_before_counting_begins(as_of):
    clock = read(Period(20, Unit.WORKING_DAY, "LicLaw 42"), date(2026, 3, 2), as_of=as_of)

    assert (clock.used, clock.remaining, clock.overdue_by) == (0, 20, 0)
