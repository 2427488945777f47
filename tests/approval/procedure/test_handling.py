"""Between acceptance and decision: steps and persons, pauses, extension. Dates worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yichuang.approval import commands as c
from yichuang.approval import events as e
from yichuang.approval.errors import ExtensionNotAllowed
from yichuang.law.public import Period, Unit

from .sample import (
    CALENDAR,
    CONFIRMATION,
    LICENCE,
    PROCEDURE,
    A,
    B,
    C,
    accepted,
    at,
    days,
    examined,
)

HEARING = c.Suspend(procedure="appraisal", reason="示例", expected_until=date(2025, 11, 28))


def test_steps_are_taken_in_order_and_verified_by_two():
    case = accepted()
    seen = [*case.steps]
    for command, actor in (
        (c.GiveOpinion(step="examine", agrees=True), A),
        (c.GiveOpinion(step="verify", agrees=True), A),
        (c.GiveOpinion(step="verify", agrees=False, opinion="示例意见"), B),
        (c.GiveReview(step="review", agrees=True), C),
    ):
        case.do(command, at("2025-09-23"), actor)
        seen += case.steps

    assert seen == ["examine", "verify", "verify.2", "review", "decide"]
    assert [(mark.step, mark.officer, mark.agrees) for mark in case.state.opinions] == [
        ("examine", A.id, True),
        ("verify", A.id, True),
        ("verify", B.id, False),
        ("review", C.id, True),
    ]


def test_a_step_is_due_on_the_promised_day():
    (todo,) = PROCEDURE.todos(accepted("2025-09-22").state, CALENDAR)

    assert (todo.act, todo.due_on) == ("approval.examine", date(2025, 10, 11))


def test_a_pause_stops_both_clocks_and_its_end_starts_them_again():
    case = accepted("2025-09-22")
    case.do(HEARING, at("2025-10-10"))

    assert (case.status, case.due, case.steps) == ("suspended", (None, None), ["resume"])

    case.do(c.Resume(), at("2025-10-13", 17))
    assert case.status == "accepted"
    # Eight days were used by the 9th; 10, 11 and 13 are taken off; the twentieth is the 29th.
    assert case.due == (date(2025, 10, 29), date(2025, 10, 15))


def test_two_pauses_are_kept_as_two():
    case = accepted("2025-09-22")
    for first, last in (("2025-09-23", "2025-09-24"), ("2025-10-13", "2025-10-13")):
        case.do(HEARING, at(first))
        case.do(c.Resume(), at(last))

    assert [(i.first, i.last) for i in case.state.suspensions] == [
        (date(2025, 9, 23), date(2025, 9, 24)),
        (date(2025, 10, 13), date(2025, 10, 13)),
    ]
    assert case.due[0] == date(2025, 10, 29)  # three working days after the 24th


def test_the_applicant_is_told_how_long_a_pause_takes():
    case = accepted("2025-09-22")
    case.do(c.Suspend(procedure="expert_review", reason="示例"), at("2025-10-09"))
    event = case.events[-1]
    assert isinstance(event, e.Suspended)

    assert event.article == "LicLaw 45"
    assert event.expected_until == date(2025, 11, 19)  # thirty working days after 9 October
    (todo,) = PROCEDURE.todos(case.state, CALENDAR)
    assert (todo.step, todo.act, todo.due_on) == (
        "resume",
        "approval.suspend",
        date(2025, 11, 19),
    )


def test_a_pause_of_another_power_rests_on_the_guides_own_basis():
    case = accepted("2025-09-22", CONFIRMATION)
    case.do(replace(HEARING, procedure="announcement"), at("2025-10-09"))

    assert case.state.suspensions[0].article == "《示例规定》第7条"
    case.do(c.Resume(), at("2025-10-10"))
    # Sixteen days were used by the 8th; the 9th and 10th are off; the 11th is worked and counts.
    assert case.due[0] == date(2025, 10, 24)


def test_a_promise_never_ends_after_the_law():
    case = accepted("2025-09-22", CONFIRMATION)

    # Thirty days end on 22 October; twenty-two working days would end on the 28th.
    assert case.due == (date(2025, 10, 22), date(2025, 10, 22))


def test_a_promise_longer_than_the_law_is_none():
    edition = replace(LICENCE, statutory=days(5), promised=days(10))

    assert accepted("2025-09-22", edition).due == (date(2025, 9, 28), date(2025, 9, 28))


def test_hours_are_kept_by_the_day():
    edition = replace(LICENCE, promised=days(4, Unit.WORKING_HOUR, "示例承诺"))
    case = accepted("2025-09-26", edition)

    assert case.due[1] == date(2025, 9, 28)


def test_an_extension_lengthens_the_law_and_not_the_promise():
    case = accepted("2025-09-22")
    case.do(c.Extend(days=10, reason="示例"), at("2025-10-24"), C)

    assert case.due == (date(2025, 11, 7), date(2025, 10, 11))
    event = case.events[-1]
    assert isinstance(event, e.Extended)
    assert event.period == Period(10, Unit.WORKING_DAY, "LicLaw 42(1)")
    assert event.approved_by == C.id


def test_a_period_that_is_over_is_not_extended():
    case = accepted("2025-09-22")
    with pytest.raises(ExtensionNotAllowed) as refusal:
        case.do(c.Extend(days=10, reason="示例"), at("2025-10-25"), C)

    assert refusal.value.article == "LicLaw 42(1)"


def test_a_pause_lengthens_the_time_in_which_one_may_extend():
    case = accepted("2025-09-22")
    case.do(HEARING, at("2025-10-10"))
    case.do(c.Resume(), at("2025-10-13"))
    case.do(c.Extend(days=1, reason="示例"), at("2025-10-29"), C)

    assert case.due[0] == date(2025, 10, 30)


def test_all_steps_done_leaves_the_decision():
    assert examined().steps == ["decide"]


def test_one_officer_on_record_twice_is_still_one_person():
    """Another system may report it so; the step waits for a second person all the same."""
    case = accepted()
    case.do(c.GiveOpinion(step="examine", agrees=True), at("2025-09-23"), A)
    again = e.OpinionGiven(effective_at=at("2025-09-23"), step="verify", officer=A.id, agrees=True)
    for _ in range(2):
        case.state = PROCEDURE.evolve(case.state, again)

    assert case.steps == ["verify.2"]
