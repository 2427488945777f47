"""A case on a table of steps: parallel, on a condition, by organs. Worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yichuang.approval import commands as c
from yichuang.approval import events as e
from yichuang.approval import step_commands as s
from yichuang.approval.errors import (
    ColleagueNotCompetent,
    NotFileable,
    OtherPersonNeeded,
    ReasonsMissing,
    RecallNotAllowed,
    StepOpen,
)
from yichuang.approval.step_events import StepSentBack, StepTimedOut
from yichuang.catalogue.content import HandUpTerms, Situation, Step
from yichuang.directory.pure import Actor
from yichuang.flow.public import NoVoice, NoWayBack, SignerAwaited, SpokenBefore
from yichuang.law.public import Period, Unit

from .invariants import check_stored
from .sample import (
    CALENDAR,
    LICENCE,
    MATERIALS,
    OPENING,
    PROCEDURE,
    QUICK,
    STRANGER,
    A,
    B,
    C,
    D,
    Sample,
    accepted,
    at,
    filed,
)

FIVE = Period(5, Unit.WORKING_DAY, "示例")
ONE, TWO = "示例甲机关", "示例乙机关"
OF_ONE = replace(D, id="officer-one", organ=ONE)
OF_TWO = replace(D, id="officer-two", organ=TWO)
TABLE = replace(
    LICENCE,
    name="示例并行许可",
    materials=MATERIALS[:1],
    situations=(Situation("cold", "是否经营冷食？", ("是", "否")),),
    steps=(
        Step("examine", "审查", "approval.examine"),
        Step(
            "site",
            "现场核查",
            "approval.examine",
            2,
            after=("examine",),
            when='answers["cold"] == "是"',
            back_to=("examine",),
        ),
        Step(
            "ask",
            "征求意见",
            "approval.examine",
            period=FIVE,
            after=("examine",),
            organs=(ONE, TWO),
            rule="veto",
            silence=True,
        ),
        Step("review", "复核", "approval.review", after=("site", "ask"), back_to=("examine",)),
        Step("decide", "决定", "approval.decide", back_to=("examine", "review")),
    ),
)


def begun(cold: str = "是", day: str = "2025-09-22") -> Sample:
    case = filed(day, TABLE, form={"situations": {"cold": cold, "other": "私事"}})
    case.do(c.Accept(), at(day, 10))
    return case


def give(case: Sample, step: str, who: Actor, agrees: bool = True, day: str = "2025-09-23"):
    kind = c.GiveReview if step == "review" else c.GiveOpinion
    return case.do(kind(step=step, agrees=agrees, opinion="示例意见"), at(day), who)


def test_rows_behind_the_same_row_are_open_together_and_a_join_waits_for_all():
    case = begun()
    assert case.steps == ["examine"]

    (given,) = give(case, "examine", A)
    assert isinstance(given, e.OpinionGiven)
    assert given.opens == ("site", "ask")
    assert case.steps == ["site", "site.2", "ask.1", "ask.2"]

    give(case, "site", A)
    give(case, "ask", OF_ONE)
    give(case, "site", B)
    assert case.steps == ["ask.2"]

    give(case, "ask", OF_TWO)
    assert case.steps == ["review"]
    give(case, "review", C)
    case.do(c.Decide(granted=True), at("2025-09-24"), D)
    assert case.status == "granted"


def test_each_organ_has_its_own_to_do_until_the_end_of_the_steps_period():
    case = begun()
    give(case, "examine", A)

    todos = {todo.step: todo for todo in PROCEDURE.todos(case.state, CALENDAR)}
    assert (todos["ask.1"].organ, todos["ask.2"].organ) == (ONE, TWO)
    # Opened on 23 September: 24, 25, 26, the make-up Sunday 28, 29.
    assert todos["ask.1"].due_on == date(2025, 9, 29)
    assert todos["site"].due_on == date(2025, 10, 11)  # the promise, since it has no period


def test_a_row_whose_condition_does_not_hold_is_passed_over():
    case = begun("否")
    (given,) = give(case, "examine", A)

    assert isinstance(given, e.OpinionGiven)
    assert (given.opens, given.passes) == (("ask",), ("site",))
    assert case.steps == ["ask.1", "ask.2"]


def test_only_answers_that_a_condition_asks_for_are_kept_in_the_open():
    filing = begun().events[0]
    assert isinstance(filing, e.Filed)

    assert filing.situations == (e.SituationPin("cold", "是"),)


def test_the_fold_asks_no_condition_again(monkeypatch):
    case = begun("否")
    give(case, "examine", A)

    def asked(*_: object) -> bool:
        raise AssertionError("a condition was asked while an old event was read")

    monkeypatch.setattr("yichuang.flow.game.holds", asked)
    check_stored(PROCEDURE.initial(OPENING), case.events, case.state)


def test_one_veto_ends_the_asking():
    case = begun("否")
    give(case, "examine", A)
    give(case, "ask", OF_ONE, agrees=False)

    assert case.steps == ["review"]


@pytest.mark.parametrize(
    ("step", "who", "refusal"),
    [
        ("review", C, StepOpen),
        ("ask", A, NoVoice),
        ("site", OF_ONE, NoVoice),
    ],
)
def test_nobody_speaks_out_of_turn_or_for_whom_he_is_not(step, who, refusal):
    case = begun()
    give(case, "examine", A)
    before = case.state

    with pytest.raises(refusal):
        give(case, step, who)
    assert case.state is before


def test_nobody_speaks_twice_on_one_step():
    case = begun()
    give(case, "examine", A)
    give(case, "site", A)

    with pytest.raises(SpokenBefore):
        give(case, "site", A)


def test_a_separate_step_is_for_others_in_a_table_too():
    case = begun("否")
    give(case, "examine", C)
    give(case, "ask", OF_ONE)
    give(case, "ask", OF_TWO)

    with pytest.raises(OtherPersonNeeded):
        give(case, "review", C)


def test_an_opinion_taken_back_leaves_the_table_as_it_was():
    case = begun()
    before = case.state
    give(case, "examine", A)
    case.do(c.RecallOpinion(), at("2025-09-23", 10), A)

    assert case.state.places == before.places
    assert case.steps == ["examine"]
    give(case, "examine", A)
    give(case, "site", B)
    with pytest.raises(RecallNotAllowed):
        case.do(c.RecallOpinion(), at("2025-09-23", 11), A)


def test_a_decision_waits_for_the_table():
    case = begun()

    with pytest.raises(StepOpen):
        case.do(c.Decide(granted=True), at("2025-09-23"), D)


def test_whoever_took_the_step_before_takes_the_next_with_it_where_the_row_says_so():
    edition = replace(
        TABLE,
        steps=(
            Step("examine", "审查", "approval.examine"),
            Step("review", "复核", "approval.review", separate=False, same_officer=True),
        ),
    )
    case = accepted("2025-09-22", edition)
    events = give(case, "examine", A)

    assert [(one.step, one.same_officer) for one in events if isinstance(one, e.OpinionGiven)] == [
        ("examine", False),
        ("review", True),
    ]
    assert case.steps == ["decide"]


def test_what_is_finished_at_once_takes_the_steps_that_are_taken():
    edition = replace(
        QUICK,
        situations=TABLE.situations,
        steps=(
            Step("examine", "审查", "approval.examine"),
            Step("cold", "冷食审查", "approval.examine", when='answers["cold"] == "是"'),
        ),
    )
    for cold, steps in (("是", ["examine", "cold"]), ("否", ["examine"])):
        case = filed("2025-09-22", edition, form={"situations": {"cold": cold}})
        case.do(c.CompleteAtOnce(), at("2025-09-22", 10), A)

        assert case.status == "closed"
        assert [mark.step for mark in case.state.opinions] == steps


def test_a_table_that_cannot_be_run_takes_no_filing():
    endless = replace(TABLE, steps=(replace(TABLE.steps[0], after=("examine",)),))
    above = HandUpTerms("示例上级机关", "示例省测试厅", FIVE)

    for edition in (endless, replace(TABLE, hand_up=above)):
        with pytest.raises(NotFileable):
            filed("2025-09-22", edition)


def asked(cold: str = "否", day: str = "2025-09-22") -> Sample:
    """Return a case in which both organs have agreed and the review is open."""
    case = begun(cold, day)
    give(case, "examine", A)
    give(case, "ask", OF_ONE)
    give(case, "ask", OF_TWO)
    return case


def back(step: str, to: str, again: bool = True, reasons: str = "示例理由"):
    kind = s.SendBackDecision if step == "decide" else s.SendBackReview
    return kind(step=step, to=to, again=again, reasons=reasons)


def test_sent_back_to_be_done_anew_all_behind_is_gone_through_again():
    case = asked()
    (event,) = case.do(back("review", "examine"), at("2025-09-24"), C)

    assert isinstance(event, StepSentBack)
    assert (event.to, event.again, event.officer) == ("examine", True, C.id)
    assert event.reasons is not None
    assert event.reasons.content == "示例理由"
    assert case.steps == ["examine"]
    give(case, "examine", A)
    assert case.steps == ["ask.1", "ask.2"]


def test_sent_back_for_a_word_it_comes_straight_back():
    case = asked()
    give(case, "review", C)
    case.do(back("decide", "examine", again=False), at("2025-09-24"), D)
    assert case.steps == ["examine"]

    give(case, "examine", A)
    assert case.steps == ["decide"]


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (back("review", "ask"), NoWayBack),
        (back("review", "site"), NoWayBack),
        (back("review", "examine", reasons=" "), ReasonsMissing),
        (back("decide", "examine"), StepOpen),
    ],
)
def test_a_way_back_that_the_table_does_not_have_is_refused(command, refusal):
    case = asked()
    before = case.state

    with pytest.raises(refusal):
        case.do(command, at("2025-09-24"), C)
    assert case.state is before


def test_an_organ_that_is_asked_may_only_speak():
    case = begun("是")
    give(case, "examine", A)

    with pytest.raises(NoVoice):
        case.do(s.SendBack(step="site", to="examine", reasons="示例"), at("2025-09-24"), OF_ONE)


def test_silence_answers_for_who_was_asked_on_its_lawful_day_whenever_it_is_recorded():
    case = begun("否")
    give(case, "examine", A)  # on 23 September; five working days end on the 29th
    give(case, "ask", OF_ONE)

    ends = at("2025-09-30", 0)
    assert PROCEDURE.wake_at(case.state, CALENDAR) == ends
    assert case.wake(at("2025-09-29", 23, 59)) == []
    (event,) = case.wake(at("2025-10-09"))
    assert isinstance(event, StepTimedOut)
    assert (event.effective_at, event.period_ended_on) == (ends, date(2025, 9, 29))
    assert event.opens == ("review",)
    assert case.steps == ["review"]
    assert case.wake(at("2025-10-09")) == []


def test_a_pause_gives_who_was_asked_its_days_back():
    case = begun("否")
    give(case, "examine", A)
    pause = c.Suspend(procedure="appraisal", reason="示例", expected_until=date(2025, 11, 28))
    case.do(pause, at("2025-09-24"))
    assert PROCEDURE.wake_at(case.state, CALENDAR) is None
    case.do(c.Resume(), at("2025-09-26"))

    # Nothing was used before the 24th; the 28th, the 29th and 30th, then 9 and 10 October.
    assert PROCEDURE.wake_at(case.state, CALENDAR) == at("2025-10-11", 0)


def test_silence_answers_for_nobody_by_an_unannounced_calendar():
    case = begun("否", "2026-12-24")
    case.do(c.GiveOpinion(step="examine", agrees=True), at("2026-12-30"), A)

    assert PROCEDURE.wake_at(case.state, CALENDAR) is None
    assert case.wake(at("2027-02-01")) == []


def test_a_step_given_to_one_officer_is_his_alone_in_a_plain_list_too():
    case = accepted("2025-09-22")
    case.named = B.id
    case.do(s.Transfer(step="examine", to=B.id), at("2025-09-23"), A)

    (todo,) = PROCEDURE.todos(case.state, CALENDAR)
    assert (todo.step, todo.officer) == ("examine", B.id)
    with pytest.raises(NoVoice):
        give(case, "examine", A)
    give(case, "examine", B)
    assert case.steps == ["verify", "verify.2"]


def test_nobody_is_given_a_step_that_he_may_not_take():
    case = accepted("2025-09-22")

    for named, rule in (("", "unknown_officer"), (STRANGER, "other_organ")):
        case.named = named
        with pytest.raises(ColleagueNotCompetent) as refusal:
            case.do(s.Transfer(step="examine", to=named), at("2025-09-23"), A)
        assert refusal.value.facts["rule"] == rule


def test_who_signs_first_is_waited_for_and_who_signs_after_too():
    case = asked()
    case.named = A.id
    for first in (True, False):
        case.do(s.AddReviewSigner(step="review", signer=A.id, first=first), at("2025-09-24"), C)
        if first:
            assert case.steps == ["review.sign.1"]
            with pytest.raises(SignerAwaited):
                give(case, "review", C)
            case.do(s.SignReview(step="review", opinion="示例意见"), at("2025-09-24"), A)
    give(case, "review", C)
    assert case.steps == ["review.sign.1"]
    case.do(s.SignReview(step="review"), at("2025-09-25"), A)
    assert case.steps == ["decide"]
    with pytest.raises(StepOpen):
        case.do(s.SignReview(step="review"), at("2025-09-25"), A)
