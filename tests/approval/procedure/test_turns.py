"""Promises, gaps and the end of a grant: what follows, by when, on which article. Dates by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yichuang.approval import commands as c
from yichuang.approval import events as e
from yichuang.approval import turn_commands as t
from yichuang.approval import turn_events as te
from yichuang.approval.errors import (
    GapsOpen,
    GrantNotEndable,
    GroundMissing,
    MaterialsMissing,
    NothingOwed,
    OtherPersonNeeded,
    ProcedureUsedUp,
    PromiseNotAllowed,
    ReasonsMissing,
    StepNotAllowed,
)
from yichuang.catalogue.content import GapRule, Risk, Step
from yichuang.kernel.public import InvalidInput

from .sample import (
    APPLICANT,
    CALENDAR,
    CONFIRMATION,
    LATER,
    LICENCE,
    PARTY,
    PLAN,
    PROCEDURE,
    PROMISED,
    QUICK,
    SHORT,
    A,
    C,
    D,
    Sample,
    accepted,
    at,
    examined,
    filed,
    granted,
)

DEED = c.MaterialGiven("deed", "upload", ("u1",), ("d1",))


def promised(day: str = "2025-09-22", edition=PROMISED, *materials: c.MaterialGiven) -> Sample:
    case = Sample(edition)
    command = c.File(
        form={}, applicant=APPLICANT, materials=materials or (DEED,), promise_signed_by="演示甲"
    )
    case.do(command, at(day), PARTY)
    return case


def granted_on_promise(day: str = "2025-09-22") -> Sample:
    case = promised(day)
    case.do(c.Accept(), at(day, 10))
    case.do(c.Decide(granted=True), at(day, 11), C)
    return case


# --- promises -----------------------------------------------------------------------------------


def test_a_promise_is_filed_with_who_signed_and_stands_for_its_materials():
    case = promised()
    filed = case.events[0]
    assert isinstance(filed, e.Filed)
    assert filed.promise is not None

    assert filed.promise.content == {"text": "场所符合示例规定的条件。", "signed_by": "演示甲"}
    assert filed.gaps == ()  # the plan may be promised
    assert case.state.by_promise


def test_what_no_promise_stands_for_is_still_asked_for():
    plan = c.MaterialGiven("plan", "upload", ("u1",), ("d1",))
    case = promised("2025-09-22", PROMISED, plan)

    assert case.state.gaps == ("deed",)
    with pytest.raises(MaterialsMissing):
        case.do(c.Accept(), at("2025-09-22", 10))


def test_on_a_promise_it_is_decided_on_the_spot_and_not_examined():
    case = promised("2025-09-22")
    case.do(c.Accept(), at("2025-09-22", 10))
    (todo,) = PROCEDURE.todos(case.state, CALENDAR)

    assert (todo.step, todo.due_on) == ("decide", date(2025, 9, 22))
    assert case.due == (date(2025, 10, 24), date(2025, 9, 22))


def test_a_post_with_all_acts_finishes_on_one_screen():
    case = promised()
    case.do(c.CompleteAtOnce(), at("2025-09-22", 10), A)

    assert [event.kind for event in case.events[1:]] == [
        "accepted",
        "granted",
        "issued",
        "delivered",
        "closed",
    ]
    assert case.steps == ["check_promise"]


def test_it_may_be_taken_back_before_it_is_decided():
    case = promised()
    case.do(c.Accept(), at("2025-09-22", 10))
    case.do(c.Withdraw(), at("2025-09-22", 11), PARTY)

    assert case.status == "withdrawn"


@pytest.mark.parametrize(
    "edition",
    [QUICK, SHORT, replace(PROMISED, risks=(Risk.ECOLOGY,))],
    ids=["safety", "not listed", "ecology"],
)
def test_no_promise_where_the_harm_could_not_be_mended(edition):
    case = Sample(edition)
    with pytest.raises(PromiseNotAllowed) as refusal:
        case.do(c.File(form={}, applicant=APPLICANT, promise_signed_by="演示甲"), at("2025-09-22"))

    assert refusal.value.article == "BizReg 40"
    assert case.events == []


def test_without_a_signature_it_goes_the_ordinary_way():
    case = Sample(PROMISED)
    case.do(c.File(form={}, applicant=APPLICANT, promise_signed_by="　"), at("2025-09-22"), PARTY)

    assert not case.state.by_promise
    assert case.state.gaps == ("plan", "deed")
    assert [step.code for step in case.state.pins.steps] == ["examine", "decide"]


def test_the_promise_is_looked_at_within_the_set_period():
    case = granted_on_promise("2025-09-22")
    issue, look = PROCEDURE.todos(case.state, CALENDAR)

    assert (issue.step, look.step, look.act) == ("issue", "check_promise", "approval.examine")
    # Thirty working days from 23 September; 28 September and 11 October are worked.
    assert look.due_on == date(2025, 11, 7)


def test_a_kept_promise_ends_the_duty():
    case = granted_on_promise()
    case.do(t.CheckPromise(outcome="kept"), at("2025-10-09"))

    assert case.steps == ["issue"]
    with pytest.raises(StepNotAllowed):
        case.do(t.CheckPromise(outcome="not_kept", findings="示例"), at("2025-10-10"))


def test_what_differs_is_ordered_to_be_put_right_once_and_then_revoked():
    case = granted_on_promise()
    order = t.CheckPromise(outcome="correct", findings="缺一处", correct_by=date(2025, 10, 20))
    case.do(order, at("2025-10-09"))
    (_, look) = PROCEDURE.todos(case.state, CALENDAR)
    assert look.due_on == date(2025, 10, 20)

    with pytest.raises(InvalidInput):
        case.do(replace(order, correct_by=date(2025, 11, 20)), at("2025-10-20"))
    case.do(t.CheckPromise(outcome="not_kept", findings="仍缺"), at("2025-10-21"))
    assert case.steps == ["issue", "end_grant"]

    revoke = t.EndGrant(how="revoked", ground="promise_not_kept", reasons="示例")
    case.do(revoke, at("2025-10-22"), C)
    assert (case.status, case.state.outcome, case.steps) == ("closed", "revoked", [])


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (t.CheckPromise(outcome="not_kept", findings=" "), ReasonsMissing),
        (t.CheckPromise(outcome="correct", findings="示例"), InvalidInput),
        (
            t.CheckPromise(outcome="correct", findings="示例", correct_by=date(2025, 10, 9)),
            InvalidInput,
        ),
        (t.CheckPromise(outcome="perhaps"), InvalidInput),
        (
            t.EndGrant(how="revoked", ground="promise_not_kept", reasons="示例"),
            GrantNotEndable,
        ),
    ],
)
def test_a_finding_says_what_it_found_and_by_when(command, refusal):
    case = granted_on_promise()
    before = case.state
    with pytest.raises(refusal):
        case.do(command, at("2025-10-09"))

    assert case.state is before


def test_nothing_is_checked_that_was_not_promised():
    with pytest.raises(StepNotAllowed):
        granted().do(t.CheckPromise(outcome="kept"), at("2025-10-09"))


# --- the end of a grant -------------------------------------------------------------------------


def _closed(day: str = "2025-09-22", edition=SHORT) -> Sample:
    case = granted(day, edition)
    case.do(c.Issue(), at(day, 16))
    case.do(c.Deliver(method="counter"), at(day, 17))
    return case


@pytest.mark.parametrize(
    ("how", "ground", "article"),
    [
        ("revoked", "abuse", "LicLaw 69(1)"),
        ("revoked", "beyond_power", "LicLaw 69(2)"),
        ("revoked", "wrong_procedure", "LicLaw 69(3)"),
        ("revoked", "unqualified", "LicLaw 69(4)"),
        ("revoked", "fraud", "LicLaw 69"),
        ("recalled", "law_changed", "LicLaw 8"),
        ("deregistered", "person_gone", "LicLaw 70(2)"),
        ("deregistered", "body_ended", "LicLaw 70(3)"),
        ("deregistered", "impossible", "LicLaw 70(5)"),
    ],
)
def test_a_licence_ends_on_a_ground_the_law_lists(how, ground, article):
    case = _closed()
    case.do(
        t.EndGrant(how=how, ground=ground, reasons="示例", compensation="无需补偿"),
        at("2025-12-01"),
        C,
    )
    event = case.events[-1]
    assert isinstance(event, te.GrantEnded)

    assert (event.how, event.article, event.officer) == (how, article, C.id)
    assert (case.status, case.state.outcome) == ("closed", how)
    assert (event.compensation is None) is (how != "recalled")


def test_a_recall_says_how_the_holder_is_compensated():
    with pytest.raises(GroundMissing) as refusal:
        _closed().do(
            t.EndGrant(how="recalled", ground="law_changed", reasons="示例"), at("2025-12-01"), C
        )

    assert (refusal.value.field, refusal.value.article) == ("compensation", "LicLaw 8")


def test_a_licence_is_struck_off_as_expired_from_the_day_after_its_last():
    case = _closed("2025-09-22")  # valid to 21 September 2028
    expired = t.EndGrant(how="deregistered", ground="expired", reasons="有效期届满未延续")
    with pytest.raises(GrantNotEndable):
        case.do(expired, at("2028-09-21"), C)

    case.do(expired, at("2028-09-22"), C)
    assert case.state.ended is not None
    assert case.state.ended.article == "LicLaw 70(1)"


def test_what_was_revoked_is_only_struck_off_and_only_once():
    case = _closed()
    revoke = t.EndGrant(how="revoked", ground="unqualified", reasons="示例")
    strike = t.EndGrant(how="deregistered", ground="ended", reasons="示例")
    with pytest.raises(GrantNotEndable):
        case.do(strike, at("2025-12-01"), C)
    case.do(revoke, at("2025-12-01"), C)
    with pytest.raises(GrantNotEndable):
        case.do(revoke, at("2025-12-02"), C)

    case.do(strike, at("2025-12-02"), C)
    with pytest.raises(GrantNotEndable):
        case.do(strike, at("2025-12-03"), C)


def test_who_got_a_licence_of_safety_by_fraud_waits_three_years():
    case = Sample(QUICK)
    case.do(c.File(form={}, applicant=APPLICANT), at("2025-09-22"), PARTY)
    case.do(c.CompleteAtOnce(), at("2025-09-22", 10), A)
    case.do(t.EndGrant(how="revoked", ground="fraud", reasons="示例"), at("2025-12-01"), C)

    assert case.state.barred_until == date(2028, 12, 1)


def test_striking_off_afterwards_lifts_no_bar():
    case = Sample(QUICK)
    case.do(c.File(form={}, applicant=APPLICANT), at("2025-09-22"), PARTY)
    case.do(c.CompleteAtOnce(), at("2025-09-22", 10), A)
    case.do(t.EndGrant(how="revoked", ground="fraud", reasons="示例"), at("2025-12-01"), C)

    case.do(t.EndGrant(how="deregistered", ground="ended", reasons="示例"), at("2025-12-02"), C)

    assert case.state.barred_until == date(2028, 12, 1)


def test_fraud_in_a_matter_of_no_danger_bars_nobody():
    case = _closed()
    case.do(t.EndGrant(how="revoked", ground="fraud", reasons="示例"), at("2025-12-01"), C)

    assert case.state.barred_until is None


def test_another_power_rests_on_its_guides_own_basis_and_has_no_entry_to_strike_off():
    edition = replace(CONFIRMATION, steps=(), set_basis=CONFIRMATION.special_procedures[0].basis)
    case = accepted("2025-09-22", edition)
    case.do(c.Decide(granted=True), at("2025-09-23"), C)
    with pytest.raises(GrantNotEndable):
        case.do(
            t.EndGrant(how="deregistered", ground="body_ended", reasons="示例"),
            at("2025-12-01"),
            C,
        )

    case.do(t.EndGrant(how="revoked", ground="unqualified", reasons="示例"), at("2025-12-01"), C)
    assert case.state.ended is not None
    assert case.state.ended.article == "《示例规定》第7条"


def test_what_was_refused_has_nothing_to_end():
    case = accepted("2025-09-22", SHORT)
    case.do(c.Decide(granted=False, reasons="示例"), at("2025-09-23"), C)
    with pytest.raises(StepNotAllowed):
        case.do(t.EndGrant(how="revoked", ground="abuse", reasons="示例"), at("2025-09-24"), C)


# --- acceptance with gaps -------------------------------------------------------------------------

SCAN = c.MaterialGiven("scan", "upload", ("u3",), ("d3",))
PHOTO = c.MaterialGiven("photo", "upload", ("u2",), ("d2",))


def owing(day: str = "2025-09-22", by: date = date(2025, 10, 9), edition=LATER) -> Sample:
    """Return a case accepted although its photo is missing."""
    case = filed(day, edition, PLAN, SCAN)
    case.do(t.AcceptWithGaps(bring_by=by, signed_by="演示甲"), at(day, 10))
    return case


def test_what_may_follow_is_promised_for_a_day_and_the_clocks_run():
    case = owing("2025-09-22")
    event = case.events[-1]
    assert isinstance(event, te.AcceptedWithGaps)

    assert (event.codes, event.bring_by) == (("photo",), date(2025, 10, 9))
    assert event.lapses == "《示例规定》第9条"
    assert (case.status, case.due) == ("accepted", (date(2025, 10, 24), date(2025, 10, 11)))
    assert case.steps == ["decide", "materials"]


def test_the_day_is_not_after_the_promised_end():
    case = filed("2025-09-22", LATER)
    # Ten working days from 23 September end on Saturday 11 October, which is worked.
    with pytest.raises(InvalidInput) as refusal:
        case.do(t.AcceptWithGaps(bring_by=date(2025, 10, 12), signed_by="演示甲"), at("2025-09-22"))
    assert refusal.value.facts["longest"] == "2025-10-11"

    case.do(t.AcceptWithGaps(bring_by=date(2025, 10, 11), signed_by="演示甲"), at("2025-09-22"))
    assert case.status == "accepted"


def test_what_must_be_there_is_not_promised():
    case = Sample(LATER)
    case.do(c.File(form={}, applicant=APPLICANT), at("2025-09-22"), PARTY)
    with pytest.raises(MaterialsMissing) as refusal:
        case.do(t.AcceptWithGaps(bring_by=date(2025, 10, 9), signed_by="演示甲"), at("2025-09-22"))

    assert refusal.value.facts["materials"] == ["plan"]


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (t.AcceptWithGaps(bring_by=date(2025, 10, 9), signed_by=" "), GroundMissing),
        (t.AcceptWithGaps(bring_by=date(2025, 9, 22), signed_by="演示甲"), InvalidInput),
        (c.Accept(), MaterialsMissing),
    ],
)
def test_no_acceptance_with_gaps_without_a_written_promise_for_a_day(command, refusal):
    case = filed("2025-09-22", LATER)
    before = case.state
    with pytest.raises(refusal):
        case.do(command, at("2025-09-22", 10))

    assert case.state is before


def test_nothing_is_decided_before_it_has_come():
    case = owing("2025-09-22")
    with pytest.raises(GapsOpen):
        case.do(c.Decide(granted=True), at("2025-10-09"), C)
    with pytest.raises(GapsOpen):
        case.do(c.Decide(granted=False, reasons="示例"), at("2025-10-09"), C)

    case.do(t.TakeMaterials(materials=(PHOTO,)), at("2025-10-09"))
    assert (case.steps, case.state.owed) == (["decide"], None)
    case.do(c.Decide(granted=True), at("2025-10-09", 10), C)
    assert case.status == "granted"


def test_what_does_not_come_by_its_day_counts_as_taken_back():
    case = owing("2025-09-22", date(2025, 10, 9))
    assert case.wake(at("2025-10-09", 23, 59)) == []

    case.wake(at("2025-11-20"))  # whoever looks, and whenever
    event = case.events[-2]
    assert isinstance(event, te.DeemedWithdrawn)
    assert event.effective_at == at("2025-10-10", 0)
    assert (event.article, event.codes) == ("《示例规定》第9条", ("photo",))
    assert (case.status, case.state.outcome, case.steps) == ("withdrawn", "withdrawn", [])


def test_without_a_rule_nothing_lapses_and_it_may_be_refused_afterwards():
    edition = replace(LATER, gap_rule=GapRule(False, LATER.gap_rule.basis))
    case = owing("2025-09-22", date(2025, 10, 9), edition)
    assert case.wake(at("2025-10-20")) == []
    with pytest.raises(GapsOpen):
        case.do(c.Decide(granted=True), at("2025-10-20"), C)

    case.do(c.Decide(granted=False, reasons="未补交照片"), at("2025-10-20", 10), C)
    assert case.status == "refused"


def test_what_silence_accepted_without_may_still_be_brought():
    case = filed("2025-09-22", LATER, PLAN, SCAN)
    case.wake(at("2025-09-30"))
    assert (case.status, case.state.gaps) == ("accepted", ("photo",))

    case.do(t.BringMaterials(materials=(PHOTO,)), at("2025-10-09"), PARTY)
    assert case.state.gaps == ()
    with pytest.raises(NothingOwed):
        case.do(t.BringMaterials(materials=(PHOTO,)), at("2025-10-09"), PARTY)


# --- special procedures and who may decide --------------------------------------------------------


def test_a_special_procedure_takes_place_as_often_as_the_guide_says():
    case = accepted("2025-09-22", SHORT)
    review = c.Suspend(procedure="expert_review", reason="示例")
    case.do(review, at("2025-09-23"))
    case.do(c.Resume(), at("2025-09-24"))
    with pytest.raises(ProcedureUsedUp) as refusal:
        case.do(review, at("2025-09-25"))

    assert refusal.value.article == "LicLaw 45"


def test_a_special_procedure_has_an_end_that_is_told():
    with pytest.raises(InvalidInput) as refusal:
        accepted("2025-09-22", SHORT).do(
            c.Suspend(procedure="hearing", reason="示例"), at("2025-09-23")
        )

    assert refusal.value.field == "expected_until"


def test_who_examined_a_licence_neither_reviews_nor_decides_it():
    case = accepted("2025-09-22")
    case.do(c.GiveOpinion(step="examine", agrees=True), at("2025-09-23"), A)
    case.do(c.GiveOpinion(step="verify", agrees=True), at("2025-09-23"), A)
    case.do(c.GiveOpinion(step="verify", agrees=True), at("2025-09-23"), D)
    with pytest.raises(OtherPersonNeeded):
        case.do(c.GiveReview(step="review", agrees=True), at("2025-09-23"), D)
    with pytest.raises(OtherPersonNeeded):
        examined().do(c.Decide(granted=True), at("2025-09-23"), C)


def test_a_guide_may_leave_it_to_one_person():
    steps = (*LICENCE.steps[:1], Step("decide", "决定", "approval.decide", separate=False))
    case = accepted("2025-09-22", replace(LICENCE, steps=steps))
    case.do(c.GiveOpinion(step="examine", agrees=True), at("2025-09-23"), A)
    case.do(c.Decide(granted=True), at("2025-09-23", 10), A)

    assert case.status == "granted"


def test_other_powers_are_separate_only_where_their_guide_says_so():
    case = accepted("2025-09-22", CONFIRMATION)
    case.do(c.GiveReview(step="review", agrees=True), at("2025-09-23"), A)
    case.do(c.Decide(granted=True), at("2025-09-23", 10), A)

    assert case.status == "closed"
