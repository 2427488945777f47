"""Mistakes: correction and voiding, and what they do to the clocks."""

from __future__ import annotations

from datetime import date

import pytest

from yichuang.approval import commands as c
from yichuang.approval.errors import NotCorrectable, SelfApproval, ServedBefore

from .sample import CALENDAR, PARTY, PLAN, PROCEDURE, A, Sample, accepted, at, filed, granted


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
        c.Suspend(procedure="hearing", reason="示例", expected_until=at("2025-11-28").date()),
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
        c.Correct(no=1, field="form.seats", value="12", ground="示例", approved_by="负责人"),
        at("2025-09-23"),
    )

    assert (event.value, event.sealed_value.content) == ("", "12")


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
