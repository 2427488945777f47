"""The table of steps of an edition: read as a table, refused where it does not lead on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.catalogue.making import make_content

from yichuang.catalogue.content import EditionContent, HandUpTerms, Situation, Step
from yichuang.catalogue.lint import BARRING, Flaw, LintContext, lint
from yichuang.catalogue.pure import questions_of, side_by_side, steps_of
from yichuang.kernel.public import dump, load
from yichuang.law.public import Period, Unit

PLAIN = LintContext(resolves=lambda _: True)
COLD = Situation("cold", "是否经营冷食？", ("是", "否"))
TEN = Period(10, Unit.WORKING_DAY, "示例")


def step(code: str, **more) -> Step:
    return Step(code, f"示例{code}", "approval.examine", **more)


TABLE = (
    step("examine"),
    step("site", after=("examine",), when='answers["cold"] == "是"', back_to=("examine",)),
    step(
        "ask",
        after=("examine",),
        organs=("示例甲机关", "示例乙机关"),
        rule="veto",
        silence=True,
        period=TEN,
    ),
)


def with_steps(*steps: Step, **more) -> EditionContent:
    return make_content(steps=steps, situations=(COLD,), **more)


def found_in(content: EditionContent) -> list[tuple[Flaw, str]]:
    return [(one.code, one.element) for one in lint(content, PLAIN) if one.element[:5] == "steps"]


def test_a_plain_list_is_a_table_in_which_each_row_waits_for_the_one_above():
    steps = steps_of(make_content(steps=(step("examine"), step("verify", people=2))))

    assert [(row.code, row.after, row.heads) for row in steps.rows] == [
        ("examine", (), 1),
        ("verify", ("examine",), 2),
        ("decide", ("verify",), 1),
    ]


def test_a_decision_waits_for_every_row_that_none_waits_for():
    steps = steps_of(with_steps(*TABLE))

    assert steps.decision.code == "decide"
    assert steps.decision.after == ("site", "ask")
    assert questions_of(with_steps(*TABLE)) == {"cold"}
    assert found_in(with_steps(*TABLE)) == []


def test_what_an_edition_said_before_there_were_tables_reads_as_it_did():
    old = dump(make_content(steps=(step("examine"),)))
    for name in ("after", "when", "back_to", "organs", "rule", "silence", "same_officer"):
        del old["steps"][0][name]

    assert load(EditionContent, old).steps == (step("examine"),)
    assert load(EditionContent, dump(with_steps(*TABLE))) == with_steps(*TABLE)


@pytest.mark.parametrize(
    ("steps", "element"),
    [
        ((step("a"), step("a")), "steps.a"),
        ((step("a", after=("b",)), step("b", after=("a",))), "steps.a"),
        ((step("a"), step("b", after=("a",), when="answers[cold]")), "steps.b"),
        ((step("a"), step("b", after=("a",), when='answers["warm"] == "是"')), "steps"),
        ((step("a"), step("b", after=("a",), when='answers["cold"] == "或许"')), "steps.b"),
        ((step("a", when='answers["cold"] == "是"'),), "steps.decide"),
        ((step("a", silence=True),), "steps.a"),
        ((step("a", rule="loudest"),), "steps.a"),
        ((step("a", organs=("示例甲机关",)),), "steps.a"),
        ((step("a", back_to=("decide",)),), "steps.a"),
    ],
)
def test_steps_that_do_not_lead_to_the_decision_bar_publishing(steps, element):
    assert (Flaw.STEPS_UNSOUND, element) in found_in(with_steps(*steps))
    assert Flaw.STEPS_UNSOUND in BARRING
    assert all(one.mend and "%s" not in one.mend for one in lint(with_steps(*steps), PLAIN))


def test_a_table_too_large_to_be_played_through_is_only_told(monkeypatch):
    monkeypatch.setattr("yichuang.flow.explore.MOST", 20)

    assert found_in(with_steps(*TABLE)) == [(Flaw.STEPS_NOT_SURVEYED, "steps")]
    assert Flaw.STEPS_NOT_SURVEYED not in BARRING


def test_a_table_does_not_go_with_a_hand_up():
    terms = HandUpTerms("示例上级机关", "示例省测试厅", TEN)
    content = replace(with_steps(*TABLE), hand_up=terms)

    assert (Flaw.HAND_UP_IMPOSSIBLE, "steps") in found_in(content)


def test_side_by_side_names_the_steps_that_neither_wait_nor_are_waited_for():
    report = step("report", after=("site", "ask"))

    found = side_by_side(with_steps(*TABLE, report))

    assert found["site"] == ("ask",)
    assert found["ask"] == ("site",)
    assert found["examine"] == found["report"] == found["decide"] == ()


def test_side_by_side_of_a_plain_list_and_of_a_circle_ends():
    assert set(side_by_side(with_steps(step("a"), step("b"))).values()) == {()}
    circle = with_steps(step("a", after=("b",)), step("b", after=("a", "unknown")))
    assert "b" not in side_by_side(circle)["a"]
