"""Changes tried on the snack bar of test_plan, worked by hand."""

from __future__ import annotations

import pytest

from yichuang.catalogue.planning.what_if import Change, Move, what_if
from yichuang.kernel.public import InvalidInput
from yichuang.law.public import Period, Unit

from .test_plan import CALENDAR, COMPANY, FOOD, MONDAY, SIGN, days

WISHES = (COMPANY, FOOD, SIGN)
ANSWERS = {"cold": "否", "sign": "是"}


def tried(*changes):
    return what_if(WISHES, ANSWERS, changes, starts_on=MONDAY, calendar=CALENDAR)


def test_a_dropped_material_is_brought_no_more():
    before, after = tried(Change(Move.DROP, "sign", "picture")).figures

    assert (before.documents_after, after.documents_after) == (3, 2)
    assert (before.days_after, after.days_after) == (11, 11)


def test_a_result_that_is_no_longer_awaited_lets_both_run_together():
    effect = tried(Change(Move.BESIDE, "food", "licence"))

    assert effect.after.after["food"] == ()
    # Before: 1 day and then 10. After: 10 beside 1.
    assert [one.days_after for one in effect.figures] == [11, 10]
    assert effect.days_won == 1


def test_a_limit_that_is_cut_moves_the_promise_only_on_the_path():
    assert tried(Change(Move.CUT, "sign", limit=days(3))).days_won == 0
    # Eleven working days after Monday 2 March are 17 March; eight are 12 March.
    assert tried(Change(Move.CUT, "food", limit=days(7))).days_won == 5


def test_several_changes_add_up():
    effect = tried(
        Change(Move.BESIDE, "food", "licence"),
        Change(Move.CUT, "food", limit=days(5)),
        Change(Move.DROP, "company", "lease"),
    )

    assert effect.figures[1].days_after == 6  # company 1, then the sign's 5


@pytest.mark.parametrize(
    ("change", "field", "rule"),
    [
        (Change(Move.DROP, "gone", "picture"), "matter", "unknown"),
        (Change(Move.DROP, "sign", "gone"), "material", "unknown"),
        (Change(Move.BESIDE, "sign", ""), "material", "unknown"),
        (Change(Move.CUT, "sign"), "limit", "required"),
        (Change(Move.CUT, "sign", limit=days(5)), "limit", "not_shorter"),
        (
            Change(Move.CUT, "sign", limit=Period(1, Unit.CALENDAR_DAY, "guide")),
            "limit",
            "not_shorter",
        ),
    ],
)
def test_what_cannot_be_tried(change, field, rule):
    with pytest.raises(InvalidInput) as refused:
        tried(change)

    assert (refused.value.field, refused.value.facts["rule"]) == (field, rule)
