"""Fees in the procedure: hand-worked amounts, what is refused, and what goes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yichuang.approval import commands as c
from yichuang.approval import fee_commands as f
from yichuang.approval import fee_events as fe
from yichuang.approval import turn_commands as t
from yichuang.approval.errors import (
    FeeFirst,
    FeeNoticedBefore,
    FeeNotListed,
    FeeRateNotPublished,
    FeeUnpaid,
    PaymentAmountWrong,
    PaymentUnknown,
    ReliefNotApproved,
    StepNotAllowed,
)
from yichuang.approval.procedure import Approver, HeldLicence
from yichuang.approval.procedure.fees import rates_of
from yichuang.catalogue.content import Fee
from yichuang.kernel.public import DomainError, InvalidInput
from yichuang.law.public import is_payment_code, make_payment_code

from .sample import APPLICANT, CALENDAR, PARTY, PROCEDURE, SERVICE, SHORT, A, Sample, at, raw

COPY = Fee("示例工本费", 1050, "每本10.5元")
ENTRY = Fee("示例登记费", None, "按件收取：住宅类每件80元，非住宅类每件550元；不按面积收取。")
FREE = Fee("示例减免项目", 0)
CHARGED = replace(SHORT, fees=(COPY, ENTRY, FREE))
BY = date(2025, 10, 10)
NOTICED, PAID_AT, LATER = (at("2025-09-23"), at("2025-09-24", 8), at("2025-09-24"))


def accepted(edition=CHARGED):
    case = Sample(edition)
    given = (c.MaterialGiven("plan", "upload", ("u",), ("d",), 1),)
    filing = c.File(form=raw("no"), applicant=APPLICANT, materials=given)
    case.do(filing, at("2025-09-22"), PARTY)
    case.do(c.Accept(), at("2025-09-22", 10), A)
    return case


def notice(*items, **more):
    return f.IssueFeeNotice(items=items or (f.FeeAsked("示例工本费", 2),), pay_by=BY, **more)


def paid(reference="ref-000001", amount=2100, when=PAID_AT, code="", bill="0000000001"):
    return f.RecordPayment(
        code=code, reference=reference, amount_fen=amount, paid_at=when, bill_number=bill
    )


def noticed():
    case = accepted()
    case.do(notice(), NOTICED, A)
    return case


def kinds(events):
    return [event.kind for event in events]


def test_amount_is_quantity_times_published_rate():
    case = accepted()
    asked = (f.FeeAsked("示例工本费", 3), f.FeeAsked("示例登记费", 2, 55000))
    case.do(notice(*asked), NOTICED, A)

    assert case.state.charge.due_fen == 113150  # 3 × 10.50 + 2 × 550.00 yuan
    assert [todo.step for todo in PROCEDURE.todos(case.state, CALENDAR)][-1] == "fee"


@pytest.mark.parametrize(
    ("fee", "rates"),
    [
        (COPY, (1050,)),
        (ENTRY, (8000, 55000)),
        (Fee("示例", None, "每份0.29元，超过100份的每份0.29元"), (29,)),
        (Fee("示例", None, "按规定收取"), ()),
        (Fee("示例", None, "1.234元"), ()),
    ],
)
def test_rates_are_those_of_the_published_standard(fee, rates):
    assert rates_of(fee) == rates


@pytest.mark.parametrize(
    ("items", "refusal"),
    [
        ((f.FeeAsked("示例评审费"),), FeeNotListed),
        ((f.FeeAsked("示例减免项目"),), FeeNotListed),
        ((f.FeeAsked("示例登记费"),), FeeRateNotPublished),
        ((f.FeeAsked("示例登记费", 1, 8001),), FeeRateNotPublished),
        ((f.FeeAsked("示例工本费", 1, 1051),), FeeRateNotPublished),
        ((f.FeeAsked("示例工本费", 0),), InvalidInput),
        ((f.FeeAsked("示例工本费", -1),), InvalidInput),
        ((f.FeeAsked("示例工本费"), f.FeeAsked("示例工本费")), InvalidInput),
    ],
)
def test_what_is_not_published_is_not_charged(items, refusal):
    case = accepted()
    before = case.state

    with pytest.raises(refusal) as found:
        case.do(notice(*items), NOTICED, A)
    assert case.state is before
    if refusal is FeeNotListed:
        assert found.value.article == "LicLaw 58"
    if refusal is FeeRateNotPublished:
        assert found.value.article == "LicLaw 59"


@pytest.mark.parametrize("fees", [(), None])
def test_free_or_silent_guide_charges_nothing(fees):
    with pytest.raises(FeeNotListed):
        accepted(replace(SHORT, fees=fees)).do(notice(), NOTICED, A)


def test_notice_needs_acceptance_a_day_ahead_and_comes_once():
    case = Sample(CHARGED)
    case.do(c.File(form=raw("no"), applicant=APPLICANT), at("2025-09-22"), PARTY)
    with pytest.raises(StepNotAllowed):
        case.do(notice(), NOTICED, A)
    case = accepted()
    with pytest.raises(InvalidInput):
        case.do(f.IssueFeeNotice(items=(f.FeeAsked("示例工本费"),), pay_by=NOTICED.date()), NOTICED)
    case.do(notice(), NOTICED, A)
    with pytest.raises(FeeNoticedBefore):
        case.do(notice(), NOTICED, A)


@pytest.mark.parametrize(
    ("more", "approver"),
    [
        ({"relief_fen": 100, "approved_by": "负责人"}, Approver("负责人")),
        ({"relief_fen": 100, "relief_ground": "示例"}, None),
        ({"relief_fen": 100, "relief_ground": "示例", "approved_by": "甲"}, Approver("甲", "x")),
        ({"relief_fen": 100, "relief_ground": "示例", "approved_by": A.id}, Approver(A.id)),
        ({"relief_fen": 2101, "relief_ground": "示例", "approved_by": "负"}, Approver("负")),
        ({"relief_fen": -1}, None),
    ],
)
def test_relief_needs_ground_bounds_and_another_who_may(more, approver):
    case = accepted()
    facts = replace(case.facts(NOTICED, A), approver=approver)

    with pytest.raises((ReliefNotApproved, InvalidInput)):
        PROCEDURE.decide(case.state, notice(**more), facts)


def test_full_relief_leaves_nothing_to_pay():
    case = accepted()
    command = notice(relief_fen=2100, relief_ground="示例", approved_by="负责人")
    facts = replace(case.facts(NOTICED, A), approver=Approver("负责人"))
    (event,) = PROCEDURE.decide(case.state, command, facts)
    state = PROCEDURE.evolve(case.state, event)

    assert (event.due_fen, event.approved_by) == (0, "负责人")
    assert "fee" not in [todo.step for todo in PROCEDURE.todos(state, CALENDAR)]


def test_result_is_not_made_out_before_the_fee_has_come_and_no_clock_stops():
    case = accepted()
    before = PROCEDURE.due(case.state, CALENDAR)
    case.do(notice(), NOTICED, A)
    assert PROCEDURE.due(case.state, CALENDAR) == before
    case.do(c.Decide(granted=True), NOTICED, A)
    with pytest.raises(FeeUnpaid):
        case.do(c.Issue(), LATER, A)
    (event,) = case.do(paid(), LATER, A)
    case.do(c.Issue(), LATER, A)

    assert event.effective_at == PAID_AT
    assert case.state.status == "issued"


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (paid(amount=2099), PaymentAmountWrong),
        (paid(amount=2101), PaymentAmountWrong),
        (paid(code="32020026000000000010"), PaymentUnknown),
        (paid(when=at("2025-09-25")), InvalidInput),
        (paid(when=at("2025-09-22")), InvalidInput),
        (paid(bill=" "), InvalidInput),
    ],
)
def test_wrong_payment_is_refused(command, refusal):
    case = noticed()
    before = case.state

    with pytest.raises(refusal):
        case.do(command, LATER, A)
    assert case.state is before


def test_second_payment_is_refunded_once_and_the_first_kept():
    case = noticed()
    assert kinds(case.do(paid(), LATER, A)) == ["fee_paid"]
    events = case.do(paid("ref-000002"), LATER, A)
    with pytest.raises(PaymentUnknown):
        case.do(paid("ref-000002"), LATER, A)
    done = f.RecordRefund(reference="ref-000002", refunded_at=LATER)
    case.do(done, LATER, A)
    with pytest.raises(PaymentUnknown):
        case.do(done, LATER, A)
    with pytest.raises(PaymentUnknown):
        case.do(f.RecordRefund(reference="ref-000001", refunded_at=LATER), LATER, A)

    assert kinds(events) == ["fee_paid", "fee_refund_ordered"]
    assert [one.refund for one in case.state.charge.payments] == ["", "done"]


@pytest.mark.parametrize(
    ("command", "actor"),
    [(c.Withdraw(), PARTY), (c.Decide(granted=False, reasons="示例理由"), A)],
)
def test_what_was_paid_goes_back_in_full_where_nothing_is_granted(command, actor):
    case = noticed()
    case.do(paid(), LATER, A)
    *_, order = case.do(command, LATER, actor)

    assert isinstance(order, fe.FeeRefundOrdered)
    assert (order.amount_fen, order.ground) == (2100, "ended")
    (late,) = [event for event in case.events if isinstance(event, fe.FeeRefundOrdered)]
    assert late is order


def at_once():
    case = Sample(replace(SERVICE, materials=(), fees=(COPY, ENTRY)))
    case.do(c.File(form={}, applicant=APPLICANT), at("2025-09-22"), PARTY)
    return case


def test_instant_matter_is_finished_only_after_notice_and_payment():
    case = at_once()
    with pytest.raises(FeeFirst) as found:
        case.do(c.CompleteAtOnce(), NOTICED, A)
    assert found.value.facts["items"] == ["示例工本费"]  # the entry fee is not everybody's
    case.do(notice(), NOTICED, A)
    with pytest.raises(FeeUnpaid):
        case.do(c.CompleteAtOnce(), LATER, A)
    case.do(paid(), LATER, A)
    case.do(c.CompleteAtOnce(), LATER, A)

    assert (case.status, case.state.outcome) == ("closed", "granted")


def test_instant_matter_whose_fee_is_waived_is_finished_at_once():
    case = at_once()
    case.do(notice(relief_fen=2100, relief_ground="示例", approved_by="负责人"), NOTICED, A)
    case.do(c.CompleteAtOnce(), NOTICED, A)

    assert case.status == "closed"


def test_committed_matter_is_not_charged_before_acceptance():
    case = Sample(CHARGED)
    case.do(c.File(form=raw("no"), applicant=APPLICANT), at("2025-09-22"), PARTY)

    with pytest.raises(StepNotAllowed):
        case.do(notice(), NOTICED, A)


def test_payment_after_the_end_is_recorded_and_goes_back():
    case = noticed()
    case.do(c.Withdraw(), NOTICED, PARTY)
    assert "fee" not in [todo.step for todo in PROCEDURE.todos(case.state, CALENDAR)]
    assert kinds(case.do(paid(), LATER, A)) == ["fee_paid", "fee_refund_ordered"]


END = t.EndGrant(how="revoked", ground="unqualified", reasons="示例理由")


def test_payment_after_the_grant_was_revoked_unmade_goes_back():
    case = noticed()
    case.do(c.Decide(granted=True), NOTICED, A)
    case.do(END, NOTICED, A)
    assert "fee" not in [todo.step for todo in PROCEDURE.todos(case.state, CALENDAR)]
    came, order = case.do(paid(), LATER, A)

    assert (came.kind, order.kind, order.ground) == ("fee_paid", "fee_refund_ordered", "undone")


def test_payment_before_the_grant_was_revoked_unmade_goes_back_with_the_ending():
    case = noticed()
    case.do(paid(), LATER, A)
    case.do(c.Decide(granted=True), LATER, A)
    *_, order = case.do(END, LATER, A)

    assert (order.kind, order.reference, order.ground) == (
        "fee_refund_ordered",
        "ref-000001",
        "undone",
    )


def test_payment_for_a_licence_that_was_made_out_is_kept_when_it_ends():
    case = noticed()
    case.do(paid(), LATER, A)
    case.do(c.Decide(granted=True), LATER, A)
    case.do(c.Issue(), LATER, A)
    case.do(END, LATER, A)

    assert [one.refund for one in case.state.charge.payments] == [""]
    second = case.do(paid("ref-000002"), LATER, A)
    assert kinds(second) == ["fee_paid", "fee_refund_ordered"]


def owing_renewal():
    """Return a renewal asked for in time, noticed, unpaid, as silence grants it."""
    edition = replace(SHORT, fees=(COPY,), materials=())
    held = HeldLicence(
        "示例证〔2022〕1号",
        "01",
        date(2022, 11, 1),
        date(2025, 10, 31),
        date(2022, 11, 1),
        date(2025, 10, 31),
    )
    case = Sample(edition, held=held)
    about = {"what": "renewal", "of_licence": held.number}
    case.do(c.File(form={}, applicant=APPLICANT, **about), at("2025-09-22"), PARTY)
    case.do(c.Accept(), at("2025-09-22", 10), A)
    case.do(notice(), NOTICED, A)
    case.wake(at("2025-11-01", 0))
    return case


def test_silence_renews_although_the_fee_is_unpaid_and_the_fee_stays_due():
    case = owing_renewal()
    assert (case.state.renewed_by_silence, case.status) == (True, "issued")
    assert PROCEDURE.todos(case.state, CALENDAR)[-1].step == "fee"
    case.do(c.Deliver(method="counter"), at("2025-11-03"), A)  # it is not held back

    assert case.status == "closed"
    assert [todo.step for todo in PROCEDURE.todos(case.state, CALENDAR)] == ["fee"]
    (came,) = case.do(paid(when=at("2025-11-04", 8)), at("2025-11-04"), A)
    assert came.kind == "fee_paid"
    assert PROCEDURE.todos(case.state, CALENDAR) == []


def test_fee_of_a_renewal_by_silence_stays_due_when_the_licence_is_revoked_later():
    case = owing_renewal()
    case.do(END, at("2025-11-03"), A)
    assert [todo.step for todo in PROCEDURE.todos(case.state, CALENDAR)] == ["fee"]

    assert kinds(case.do(paid(when=at("2025-11-04", 8)), at("2025-11-04"), A)) == ["fee_paid"]


def test_payment_codes_carry_a_check_digit():
    code = make_payment_code("320200", 2026, 1)

    assert (len(code), code[:19]) == (20, "3202002600000000001")
    assert is_payment_code(code)
    wrong = {code[:-1] + digit for digit in "0123456789"} - {code}
    assert not any(is_payment_code(one) for one in (*wrong, "", "x" * 20, code + "0"))
    for bad in (("3202", 2026, 1), ("320200", 1999, 1), ("320200", 2026, 0)):
        with pytest.raises(ValueError, match="no such payment code"):
            make_payment_code(*bad)


def test_refusals_of_fees_are_domain_errors():
    assert issubclass(FeeUnpaid, DomainError)
