"""Who may stand in for whom and when, by hand-made days; 2 March 2026 is a Monday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.directory.leave_rules import (
    Cover,
    LeaveState,
    state_of,
    why_not_beside,
    why_not_days,
)


def march(day: int) -> date:
    return date(2026, 3, day)


def cover(absent: str, stand_in: str, first: int, last: int) -> Cover:
    return Cover(absent, stand_in, march(first), march(last))


@pytest.mark.parametrize(
    ("first", "last", "rule"),
    [
        (march(2), march(2), ""),  # one day, today
        (march(1), march(5), "not_past"),
        (march(5), march(4), "last_before_first"),
        (march(2), date(2027, 3, 2), ""),  # 366 days, both ends counted
        (march(2), date(2027, 3, 3), "too_long"),
    ],
)
def test_leave_has_days_from_today_on_and_lasts_a_year_at_most(first, last, rule):
    assert why_not_days(Cover("A", "B", first, last), march(2)) == rule


@pytest.mark.parametrize(
    ("new", "other", "rule"),
    [
        (cover("A", "A", 2, 3), None, "himself"),
        (cover("A", "B", 5, 6), cover("A", "C", 2, 4), ""),  # the day after
        (cover("A", "B", 4, 6), cover("A", "C", 2, 4), "overlaps"),  # one day in common
        (cover("A", "B", 4, 6), cover("B", "C", 6, 9), "stand_in_absent"),  # A → B → C
        (cover("A", "B", 4, 6), cover("B", "C", 7, 9), ""),
        (cover("B", "C", 4, 6), cover("A", "B", 2, 4), "stands_in_himself"),  # A → B → C
        (cover("B", "C", 5, 6), cover("A", "B", 2, 4), ""),
        (cover("A", "B", 2, 4), cover("C", "B", 2, 4), ""),  # B for two colleagues
        (cover("A", "B", 2, 4), cover("B", "A", 4, 4), "stand_in_absent"),
    ],
)
def test_nobody_is_away_twice_and_nothing_lent_is_lent_on(new, other, rule):
    assert why_not_beside(new, [other] if other else []) == rule


days = st.dates(march(1), march(20))


@st.composite
def covers(draw: st.DrawFn) -> Cover:
    first = draw(days)
    last = first + timedelta(days=draw(st.integers(0, 5)))
    return Cover(draw(st.sampled_from("ABCD")), draw(st.sampled_from("ABCD")), first, last)


@given(st.lists(covers(), max_size=8))
def test_no_day_ever_has_a_chain_however_covers_come(offered):
    kept: list[Cover] = []
    for one in offered:
        if not why_not_beside(one, kept):
            kept.append(one)

    for day in (march(1) + timedelta(days=n) for n in range(30)):
        running = [one for one in kept if one.first_day <= day <= one.last_day]
        away = [one.absent for one in running]
        assert len(away) == len(set(away))
        assert not set(away) & {one.stand_in for one in running}


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ([], LeaveState.WAITING),
        (["approved"], LeaveState.APPROVED),
        (["refused"], LeaveState.REFUSED),
        (["ended", "approved"], LeaveState.ENDED),
    ],
)
def test_where_a_leave_stands_follows_from_its_records(kinds, state):
    assert state_of(kinds) is state
