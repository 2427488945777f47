"""A running case under another table of steps, worked by hand."""

from __future__ import annotations

import pytest

from yichuang.flow.public import (
    MigrationRefused,
    Standing,
    Step,
    Steps,
    Vote,
    begin,
    in_line,
    losses,
    migrate,
    speak,
)

OLD = Steps(in_line([Step("examine"), Step("site", heads=2), Step("decide", separate=True)]))


def under_way(*spoken):
    marking = begin(OLD, {})
    for code, officer in spoken:
        marking = speak(OLD, marking, code, Vote(officer, True), {})
    return marking


def test_what_is_done_stays_done_and_a_new_step_opens_in_its_turn():
    new = Steps(
        (
            Step("examine"),
            Step("site", after=("examine",), heads=2),
            Step("experts", after=("examine",)),
            Step("decide", after=("site", "experts"), separate=True),
        )
    )
    marking = under_way(("examine", "a"), ("site", "b"))

    moved = migrate(OLD, new, marking, {})

    assert moved["examine"].standing is Standing.DONE
    assert moved["site"].votes == (Vote("b", True),)
    assert moved.open == ("site", "experts")


def test_an_open_step_waits_for_a_new_one_before_it():
    rows = [Step("examine"), Step("experts"), Step("site", heads=2), Step("decide", separate=True)]
    new = Steps(in_line(rows))

    assert migrate(OLD, new, under_way(("examine", "a")), {}).open == ("experts",)


def test_a_step_that_is_done_may_be_gone():
    new = Steps(in_line([Step("site", heads=2), Step("decide", separate=True)]))

    assert migrate(OLD, new, under_way(("examine", "a")), {}).open == ("site",)
    assert losses(OLD, new, under_way()) == [("step_lost", "examine")]


@pytest.mark.parametrize(
    ("rows", "lost"),
    [
        ([Step("examine"), Step("site"), Step("decide", separate=True)], ("fewer_heads", "site")),
        (
            [Step("examine"), Step("site", heads=2), Step("decide")],
            ("less_separate", "decide"),
        ),
        (
            [Step("examine"), Step("site", heads=2, silence=True), Step("decide", separate=True)],
            ("silence_added", "site"),
        ),
        ([Step("examine"), Step("decide", separate=True)], ("step_lost", "site")),
    ],
)
def test_no_safeguard_is_lost(rows, lost):
    with pytest.raises(MigrationRefused) as refused:
        migrate(OLD, Steps(in_line(rows)), under_way(("examine", "a")), {})

    assert (refused.value.facts["losses"], refused.value.facts["steps"]) == ([lost[0]], [lost[1]])
