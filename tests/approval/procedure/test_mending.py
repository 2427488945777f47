"""Mistakes: correction and voiding, and what they do to the clocks."""

from __future__ import annotations

from datetime import date

import pytest

from yichuang.approval import commands as c
from yichuang.approval.errors import (
    AnswersInvalid,
    ApproverNotCompetent,
    NotCorrectable,
    OpinionPassed,
    RecallNotAllowed,
    SelfApproval,
    ServedBefore,
    StepNotAllowed,
)

from .sample import (
    CALENDAR,
    HEAD,
    LICENCE,
    PARTY,
    PLAN,
    PROCEDURE,
    STRANGER,
    A,
    B,
    C,
    Sample,
    accepted,
    at,
    examined,
    filed,
    granted,
    raw,
)


def receipt(moment: str, no: int = 1) -> c.Correct:
    return c.Correct(no=no, field="received_at", value=moment, ground="示例", approved_by="负责人")


def test_a_corrected_receipt_moves_the_time_to_answer():
    case = filed("2025-09-22")
    case.do(receipt("2025-09-19T16:00:00+08:00"), at("2025-09-23"))

    assert case.due[0] == date(2025, 9, 26)  # 22 to 26 September
    assert PROCEDURE.wake_at(case.state, CALENDAR) == at("2025-09-27", 0)
    assert case.state.corrections == (1,)


def test_a_corrected_receipt_moves_what_silence_accepted():
    case = filed("2025-09-22")
    case.wake(at("2025-09-29", 0))
    case.do(receipt("2025-09-19T16:00:00+08:00"), at("2025-09-30"))

    assert case.state.accepted_at == at("2025-09-19", 16)
    assert case.due[0] == date(2025, 10, 23)


def test_a_corrected_receipt_moves_no_acceptance_an_officer_gave():
    case = accepted("2025-09-22")
    case.do(receipt("2025-09-19T16:00:00+08:00"), at("2025-09-23"))

    assert case.state.accepted_at == at("2025-09-22", 10)
    assert case.due[0] == date(2025, 10, 24)


def test_an_acceptance_deemed_on_the_supplement_stays_there():
    case = filed("2025-09-22")
    case.do(c.RequestSupplement(items=(c.SupplementItem("plan", ("不清楚",)),)), at("2025-09-23"))
    case.do(c.AnswerSupplement(materials=(PLAN,)), at("2025-09-25"), PARTY)
    case.wake(at("2025-10-10", 0))
    case.do(receipt("2025-09-19T16:00:00+08:00"), at("2025-10-11"))

    assert case.state.received_at == at("2025-09-19", 16)
    assert case.state.accepted_at == at("2025-09-25")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "昨天",
        "2025-09-21T09:00:00",  # no time zone
        "2025-09-24T09:00:00+08:00",  # ahead
        "1999-09-21T09:00:00+08:00",  # before any year the calendar knows
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
    ],
)
def test_a_receipt_that_cannot_be_is_refused(value):
    case = filed("2025-09-22")
    with pytest.raises(NotCorrectable):
        case.do(receipt(value), at("2025-09-23"))


def noticed() -> Sample:
    case = filed("2025-09-22")
    case.do(c.RequestSupplement(items=(c.SupplementItem("plan", ("不清楚",)),)), at("2025-09-23"))
    return case


def paused() -> Sample:
    case = filed("2025-09-22")
    case.wake(at("2025-09-29", 0))
    case.do(
        c.Suspend(procedure="appraisal", reason="示例", expected_until=at("2025-11-28").date()),
        at("2025-09-29", 9),
    )
    return case


@pytest.mark.parametrize(
    ("case", "last_possible", "too_late"),
    [
        (accepted("2025-09-22"), "2025-09-22T10:00:00+08:00", "2025-09-22T10:00:01+08:00"),
        (noticed(), "2025-09-23T09:00:00+08:00", "2025-09-23T09:00:01+08:00"),
        (paused(), "2025-09-22T09:00:00+08:00", "2025-09-22T09:00:01+08:00"),
        (granted("2025-09-22"), "2025-09-22T10:00:00+08:00", "2025-09-22T12:00:00+08:00"),
    ],
)
def test_nothing_is_received_after_it_was_answered(case, last_possible, too_late):
    with pytest.raises(NotCorrectable):
        case.do(receipt(too_late), at("2025-09-30", 12))
    case.do(receipt(last_possible), at("2025-09-30", 12))

    assert case.state.received_at is not None
    assert case.state.received_at.isoformat() == last_possible


def test_receipt_stands_in_the_first_event_only():
    with pytest.raises(NotCorrectable):
        filed("2025-09-22").do(receipt("2025-09-19T16:00:00+08:00", no=2), at("2025-09-23"))


def test_a_corrected_answer_goes_to_the_case_file():
    case = filed("2025-09-22")
    (event,) = case.do(
        c.Correct(no=1, field="form.seats", value=12, ground="示例", approved_by="负责人"),
        at("2025-09-23"),
    )

    assert (event.value, event.sealed_value.content) == ("", 12)


@pytest.mark.parametrize(
    "command",
    [
        c.Void(ground="示例", approved_by=A.id),
        c.Correct(no=1, field="form.DE_X", value="x", ground="示例", approved_by=A.id),
    ],
)
def test_nobody_approves_his_own_mending(command):
    case = filed("2025-09-22")

    with pytest.raises(SelfApproval):
        case.do(command, at("2025-09-23"))


def test_a_licence_made_out_is_revoked_and_not_voided():
    case = granted("2025-09-22")
    case.do(c.Issue(), at("2025-09-26"))

    with pytest.raises(ServedBefore):
        case.do(c.Void(ground="示例", approved_by="负责人"), at("2025-09-26"))


def test_a_voided_case_counts_no_more():
    case = accepted("2025-09-22")
    case.do(c.Void(ground="示例:重复收件", approved_by="负责人"), at("2025-09-23"))

    assert (case.status, case.steps) == ("voided", [])
    assert PROCEDURE.wake_at(case.state, CALENDAR) is None


# --- the form --------------------------------------------------------------------------------


def answer(field: str, value: object, no: int = 1, by: str = HEAD) -> c.Correct:
    return c.Correct(no=no, field=f"form.{field}", value=value, ground="示例", approved_by=by)


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("seats", "12", "type"),
        ("seats", -1, "type"),
        ("seats", True, "type"),
        ("sign", "一二三四五六七八九十一", "longest"),
        ("sign", " ", "required"),
        ("sign", 7, "type"),
        ("fish_from", "示例渔港", "not_asked"),  # the answer about raw food was no
    ],
)
def test_a_value_the_form_would_not_take_is_refused(field, value, rule):
    case = filed("2025-09-22", LICENCE, PLAN, form={"sign": "示例店", **raw("no")})
    before = case.state

    with pytest.raises(AnswersInvalid) as refusal:
        case.do(answer(field, value), at("2025-09-23"))

    assert refusal.value.field == "value"
    assert refusal.value.facts["errors"][0]["rule"] == rule
    assert case.state is before


@pytest.mark.parametrize(
    ("command", "field", "rule"),
    [
        (answer("cat", "x"), "field", "unknown"),
        (answer("situations", {"raw": "yes"}), "field", "unknown"),
        (answer("sign", "示例二店", no=2), "no", "not_held_there"),
        (answer("sign", "示例店"), "value", "unchanged"),
        (answer("seats", ""), "value", "unchanged"),
    ],
)
def test_what_is_not_in_the_form_or_changes_nothing_is_refused(command, field, rule):
    case = filed("2025-09-22", LICENCE, PLAN, form={"sign": "示例店"})

    with pytest.raises(NotCorrectable) as refusal:
        case.do(command, at("2025-09-23"))

    assert (refusal.value.field, refusal.value.facts["rule"]) == (field, rule)


def test_an_answer_given_with_the_supplement_is_corrected_there():
    case = filed("2025-09-22", LICENCE, PLAN, form={"sign": "示例店"})
    case.do(c.RequestSupplement(items=(c.SupplementItem("form", ("不一致",)),)), at("2025-09-23"))
    case.do(c.AnswerSupplement(materials=(), answers={"sign": "示例新店"}), at("2025-09-24"), PARTY)

    with pytest.raises(NotCorrectable):
        case.do(answer("sign", "示例老店", no=1), at("2025-09-25"))
    case.do(answer("sign", "示例老店", no=3), at("2025-09-25"))

    assert case.form.answers["sign"] == "示例老店"


def test_an_optional_answer_may_be_corrected_to_none():
    case = filed("2025-09-22", LICENCE, PLAN, form={"seats": 12})
    case.do(answer("seats", ""), at("2025-09-23"))

    assert case.form.answers["seats"] == ""


# --- who approves ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "rule"),
    [(STRANGER, "other_organ"), ("无此人", "unknown_officer"), ("负责人 ", "unknown_officer")],
)
@pytest.mark.parametrize("kind", ["correct", "void"])
def test_only_a_competent_officer_is_named_as_having_approved(kind, named, rule):
    case = filed("2025-09-22", LICENCE, PLAN, form={"sign": "示例店"})
    void = c.Void(ground="示例", approved_by=named)
    command = void if kind == "void" else answer("sign", "示例二店", by=named)

    with pytest.raises(ApproverNotCompetent) as refusal:
        case.do(command, at("2025-09-23"))

    assert (refusal.value.field, refusal.value.facts["rule"]) == ("approved_by", rule)
    assert case.status == "received"


# --- taking an opinion back ------------------------------------------------------------------


def test_after_a_recall_the_case_stands_as_before_but_for_the_trace():
    case = accepted("2025-09-22")
    before = case.state
    case.do(c.GiveOpinion(step="examine", agrees=True), at("2025-09-22", 11), A)
    (event,) = case.do(c.RecallOpinion(), at("2025-09-22", 12), A)

    assert (event.kind, event.step, event.officer) == ("opinion_recalled", "examine", A.id)
    assert case.state.opinions == before.opinions == ()
    assert [mark.step for mark in case.state.recalled] == ["examine"]
    assert case.steps == ["examine"]
    assert case.due == (date(2025, 10, 24), date(2025, 10, 11))


def test_a_review_is_taken_back_by_the_reviewer_only():
    case = examined()
    for actor, command in ((A, c.RecallOpinion()), (B, c.RecallReview())):
        with pytest.raises(RecallNotAllowed):
            case.do(command, at("2025-09-23"), actor)
    with pytest.raises(StepNotAllowed):
        case.do(c.RecallOpinion(), at("2025-09-23"), C)  # a review, and no examination

    case.do(c.RecallReview(), at("2025-09-23"), C)

    assert case.steps == ["review"]


def test_what_somebody_has_opened_stays_and_the_refusal_says_who_and_when():
    case = accepted("2025-09-22")
    case.do(c.GiveOpinion(step="examine", agrees=True), at("2025-09-22", 11), A)
    case.seen_by = B

    with pytest.raises(OpinionPassed) as refusal:
        case.do(c.RecallOpinion(), at("2025-09-23"), A)

    assert dict(refusal.value.facts) == {
        "rule": "opened",
        "who": B.id,
        "post": "post-b",
        "at": "2025-09-22T09:00:00+08:00",
    }


def test_two_opinions_of_one_officer_are_taken_back_one_after_the_other():
    case = accepted("2025-09-22")
    before = case.state.opinions
    case.do(c.GiveOpinion(step="examine", agrees=True), at("2025-09-22", 11), A)
    case.do(c.GiveOpinion(step="verify", agrees=True), at("2025-09-22", 12), A)
    case.do(c.RecallOpinion(), at("2025-09-22", 13), A)
    case.do(c.RecallOpinion(), at("2025-09-22", 14), A)

    assert case.state.opinions == before
    assert case.steps == ["examine"]


def test_the_first_verification_stays_once_the_second_was_given_even_if_that_is_taken_back():
    case = accepted("2025-09-22")
    case.do(c.GiveOpinion(step="examine", agrees=True), at("2025-09-22", 11), A)
    case.do(c.GiveOpinion(step="verify", agrees=True), at("2025-09-22", 12), A)
    case.do(c.GiveOpinion(step="verify", agrees=True), at("2025-09-22", 13), B)
    case.do(c.RecallOpinion(), at("2025-09-22", 14), B)

    with pytest.raises(RecallNotAllowed):
        case.do(c.RecallOpinion(), at("2025-09-22", 15), A)


def test_an_opinion_stays_once_its_own_author_went_on():
    case = accepted("2025-09-22")
    case.do(c.GiveOpinion(step="examine", agrees=True), at("2025-09-22", 11), A)
    until = date(2025, 10, 20)
    case.do(
        c.Suspend(procedure="appraisal", reason="示例", expected_until=until),
        at("2025-09-22", 12),
        A,
    )
    case.do(c.Resume(), at("2025-09-24"), A)

    with pytest.raises(RecallNotAllowed):
        case.do(c.RecallOpinion(), at("2025-09-24", 12), A)
