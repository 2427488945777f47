"""What a table of steps may say, and what is refused."""

from __future__ import annotations

import pytest

from yichuang.flow.public import (
    ConditionUnreadable,
    Flaw,
    Step,
    Steps,
    StepsUnsound,
    flaws,
    in_line,
    read_condition,
)

END = Step("decide", after=("examine",))


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ((), [Flaw("no_steps")]),
        ((Step("examine"), Step("examine")), [Flaw("twice", "examine")]),
        ((Step("examine", heads=0), END), [Flaw("heads", "examine", "0")]),
        ((Step("examine", organs=("fire",)), END), [Flaw("organs", "examine", "fire")]),
        ((Step("examine", organs=("a", "a")), END), [Flaw("organs", "examine", "a a")]),
        ((Step("otherwise"),), [Flaw("code", "otherwise")]),
        ((Step("examine", after=("gone",)), END), [Flaw("unknown_step", "examine", "gone")]),
        ((Step("examine", back_to=("gone",)), END), [Flaw("unknown_step", "examine", "gone")]),
        (
            (Step("examine", back_to=("decide",)), END),
            [Flaw("back_not_before", "examine", "decide")],
        ),
        (
            (Step("examine", back_to=("examine",)), END),
            [Flaw("back_not_before", "examine", "examine")],
        ),
        (
            (Step("a", after=("b",)), Step("b", after=("a",)), Step("c")),
            [Flaw("circle", "a", "a b")],
        ),
        ((Step("a"), Step("b"), Step("c", after=("b",))), [Flaw("leads_nowhere", "a")]),
        (
            (Step("examine"), Step("decide", after=("examine",), when='answers["x"] == "1"')),
            [Flaw("decision_on_condition", "decide")],
        ),
        (
            (Step("examine"), Step("decide", after=("examine",), silence=True)),
            [Flaw("decision_by_silence", "decide")],
        ),
        ((Step("examine", when="1 +"), END), [Flaw("condition", "examine", "syntax")]),
        (
            (Step("examine", when='steps["decide"] == "agreed"'), END),
            [Flaw("asks_later_step", "examine", "decide")],
        ),
        ((Step("examine", when="otherwise"), END), [Flaw("otherwise_alone", "examine")]),
        (
            (Step("examine"), Step("decide", after=("examine",), same_officer=True, separate=True)),
            [Flaw("same_officer", "decide")],
        ),
    ],
)
def test_each_flaw_is_named_with_its_step(rows, found):
    assert flaws(rows) == found


def test_an_unsound_table_cannot_be_made():
    with pytest.raises(StepsUnsound) as refused:
        Steps((Step("examine", heads=0), Step("decide", after=("nothing",))))

    assert refused.value.facts == {
        "flaws": ["heads", "unknown_step"],
        "steps": ["examine", "decide"],
    }


def test_rows_stand_in_an_order_that_can_be_walked():
    late_first = (Step("decide", after=("a", "b")), Step("b", after=("a",)), Step("a"))

    assert [row.code for row in Steps(late_first).rows] == ["a", "b", "decide"]


def test_a_plain_list_is_a_table():
    rows = in_line([Step("examine"), Step("review"), Step("decide")])

    assert [row.after for row in rows] == [(), ("examine",), ("review",)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('answers["cold"] ==', "syntax"),
        ('today == "Monday"', "unknown"),
        ('size(answers["cold"]) == 1', "unknown"),
        ('answers["cold"].startsWith("a")', "unknown"),
        ("answers.cold == 'yes'", "lookup"),
        ("answers == steps", "lookup"),
        ('answers[steps["a"]] == "1"', "lookup"),
        ('answers["cold"]', "type"),
        ("1 == 1 ? 2 : 3", "type"),
        ('answers["cold"] && true', "type"),
        ('answers["x"] == "' + "a" * 500 + '"', "longest"),
    ],
)
def test_a_condition_that_asks_for_anything_else_is_refused(text, rule):
    with pytest.raises(ConditionUnreadable) as refused:
        read_condition(text)

    assert refused.value.facts["rule"] == rule


def test_what_a_condition_asks_for_is_known():
    found = read_condition('answers["cold"] == "是" || steps["site"] in ["agreed", "silent"]')

    assert (found.answers, found.steps) == ({"cold"}, {"site"})
