"""Silence: held when it is recorded late or by a provisional calendar, and never moved."""

from __future__ import annotations

from datetime import date

import pytest

from yichuang.approval import commands as c
from yichuang.approval import events as e
from yichuang.approval.errors import StepNotAllowed

from .sample import CALENDAR, LICENCE, PROCEDURE, SERVICE, A, C, Sample, accepted, at, filed


@pytest.mark.parametrize(
    ("woken", "held"),
    [
        (at("2025-09-29", 0), ""),  # the fifth working day was Sunday 28 September, a make-up day
        (at("2025-09-29", 1), ""),
        (at("2025-09-29", 1, 1), "late"),
        (at("2025-10-20"), "late"),
    ],
)
def test_an_effect_recorded_within_an_hour_is_not_held(woken, held):
    case = filed("2025-09-22")
    case.wake(woken)

    assert case.state.accepted_at == at("2025-09-22")
    assert (case.state.deemed, case.state.deemed_held) == (True, held)
    assert case.state.silent_until == date(2025, 9, 28)
    assert case.steps == ["examine", *(["confirm_deemed"] if held else [])]


def test_confirmation_moves_no_date():
    case = filed("2025-09-22")
    case.wake(at("2025-10-20"))
    before = case.due

    (event,) = case.do(c.ConfirmDeemed(), at("2025-10-21"), C)

    assert isinstance(event, e.DeemedConfirmed)
    assert event.officer == C.id
    assert case.state.accepted_at == at("2025-09-22")
    assert case.due == before == (date(2025, 10, 24), date(2025, 10, 11))
    assert case.steps == ["examine"]


def test_a_receipt_put_right_to_long_ago_is_held():
    case = filed("2025-09-22")
    case.do(
        c.Correct(
            no=1,
            field="received_at",
            value="2025-09-12T09:00:00+08:00",
            ground="示例",
            approved_by="负责人",
        ),
        at("2025-09-23"),
    )
    case.wake(at("2025-09-23", 10))  # 15 to 19 September had passed long before

    assert (case.state.deemed_held, case.state.silent_until) == ("late", date(2025, 9, 19))


def _over_new_year() -> Sample:
    """Return a case whose fifth working day is 5 January 2027: 29 30 31, 4, 5."""
    return filed("2026-12-28")


def test_a_provisional_period_ends_by_itself_never():
    case = _over_new_year()

    assert case.wake(at("2027-02-01")) == []
    assert case.steps == ["accept"]


def test_a_person_records_the_effect_of_a_provisional_period_when_it_is_over():
    case = _over_new_year()
    with pytest.raises(StepNotAllowed):
        case.do(c.ConfirmDeemed(), at("2027-01-05", 23), C)

    deemed, confirmed = case.do(c.ConfirmDeemed(), at("2027-01-06", 9), C)

    assert (deemed.kind, deemed.held) == ("deemed_accepted", "provisional")
    assert confirmed.kind == "deemed_confirmed"
    assert case.state.accepted_at == at("2026-12-28")
    assert case.state.silent_until == date(2027, 1, 5)
    assert case.state.deemed_held == ""


def test_officers_may_still_answer_while_a_provisional_end_is_not_confirmed():
    case = _over_new_year()
    case.do(c.Accept(), at("2027-01-06"))

    assert case.status == "accepted"
    with pytest.raises(StepNotAllowed):
        case.do(c.ConfirmDeemed(), at("2027-01-06"), C)


@pytest.mark.parametrize(
    "case", [filed("2025-09-22"), accepted("2025-09-22"), filed("2025-09-22", SERVICE)]
)
def test_nothing_is_confirmed_that_silence_did_not_do(case):
    before = case.state
    with pytest.raises(StepNotAllowed):
        case.do(c.ConfirmDeemed(), at("2025-12-01"), C)
    assert case.state is before


def test_a_held_notice_waits_through_decision_and_is_dropped_with_the_case():
    case = filed("2025-09-22", LICENCE)
    case.wake(at("2025-10-20"))
    until = at("2025-11-28").date()
    hearing = c.Suspend(procedure="appraisal", reason="示例", expected_until=until)
    case.do(hearing, at("2025-10-20", 10), A)
    assert case.steps == ["resume", "confirm_deemed"]

    case.do(c.Withdraw(), at("2025-10-21"))

    assert case.steps == []
    with pytest.raises(StepNotAllowed):
        case.do(c.ConfirmDeemed(), at("2025-10-22"), C)
    assert PROCEDURE.wake_at(case.state, CALENDAR) is None
