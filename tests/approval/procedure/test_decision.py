"""Decision, making out, handing over and rating, with dates worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yichuang.approval import commands as c
from yichuang.approval import events as e
from yichuang.catalogue.content import Result
from yichuang.law.public import Period, Unit

from .sample import (
    CALENDAR,
    CONFIRMATION,
    LICENCE,
    PARTY,
    PROCEDURE,
    QUICK,
    SERVICE,
    SHORT,
    A,
    C,
    D,
    accepted,
    at,
    examined,
    filed,
    granted,
)


def test_the_whole_road_of_a_licence():
    case = examined("2025-09-22")
    case.do(c.Decide(granted=True, content="准予"), at("2025-09-23"), D)
    assert (case.status, case.steps) == ("granted", ["issue"])
    case.do(c.Issue(), at("2025-09-24"))
    assert (case.status, case.steps) == ("issued", ["deliver"])
    case.do(c.Deliver(method="counter", recipient="演示甲"), at("2025-09-25"))
    assert (case.status, case.state.outcome, case.steps) == ("closed", "granted", [])
    case.do(c.Evaluate(grade=5), at("2025-09-26"), PARTY)

    assert [event.kind for event in case.events] == [
        "filed",
        "accepted",
        *["opinion_given"] * 4,
        "granted",
        "issued",
        "delivered",
        "closed",
        "evaluated",
    ]
    assert case.state.decided_at == at("2025-09-23")
    assert case.state.anomalies == ()


def test_a_licence_is_made_out_within_ten_working_days_of_the_decision():
    (todo,) = PROCEDURE.todos(granted("2025-09-22").state, CALENDAR)

    assert (todo.step, todo.act, todo.due_on) == ("issue", "approval.issue", date(2025, 10, 11))


def test_a_refusal_carries_its_reasons_and_is_handed_over():
    case = accepted("2025-09-22", SHORT)
    case.do(
        c.Decide(granted=False, reasons="示例理由", articles=("示例规定 5",)), at("2025-09-23"), C
    )
    event = case.events[-1]
    assert isinstance(event, e.Refused)
    assert event.reasons is not None
    assert (event.officer, event.articles) == (C.id, ("示例规定 5",))
    assert event.reasons.content == "示例理由"
    assert (case.status, case.steps) == ("refused", ["deliver"])

    case.do(c.Deliver(method="counter"), at("2025-09-24"))
    assert (case.status, case.state.outcome) == ("closed", "refused")


def test_a_grant_with_nothing_to_hand_out_closes():
    case = accepted("2025-09-22", CONFIRMATION)
    case.do(c.GiveReview(step="review", agrees=True), at("2025-09-22", 11))
    case.do(c.Decide(granted=True), at("2025-09-23"))

    assert (case.status, case.state.outcome, case.steps) == ("closed", "granted", [])


def test_an_instant_matter_is_finished_on_one_screen():
    case = filed("2025-09-22", SERVICE)
    events = case.do(c.CompleteAtOnce(), at("2025-09-22", 9, 5))

    assert [event.kind for event in events] == ["accepted", "granted", "delivered", "closed"]
    assert (case.status, case.state.outcome) == ("closed", "granted")
    assert case.state.accepted_at == case.state.decided_at == at("2025-09-22", 9, 5)


def test_an_instant_licence_is_examined_made_out_and_valid_at_once():
    case = filed("2025-09-22", QUICK)
    events = case.do(c.CompleteAtOnce(), at("2025-09-22", 10))

    assert [event.kind for event in events] == [
        "accepted",
        "opinion_given",
        "granted",
        "issued",
        "delivered",
        "closed",
    ]
    assert case.state.opinions[0].officer == A.id
    issued = events[3]
    assert isinstance(issued, e.Issued)
    assert (issued.valid_from, issued.valid_to) == (date(2025, 9, 22), None)


@pytest.mark.parametrize(
    ("amount", "unit", "first", "last"),
    [
        (3, Unit.YEAR, "2025-09-22", date(2028, 9, 21)),
        (1, Unit.YEAR, "2024-02-29", date(2025, 2, 28)),  # no 29 February: with the month
        (4, Unit.YEAR, "2024-02-29", date(2028, 2, 28)),
        (6, Unit.MONTH, "2025-08-31", date(2026, 2, 28)),
        (1, Unit.MONTH, "2026-01-31", date(2026, 2, 28)),
        (1, Unit.MONTH, "2026-01-01", date(2026, 1, 31)),
        (90, Unit.CALENDAR_DAY, "2026-01-01", date(2026, 3, 31)),
    ],
)
def test_a_term_of_validity_ends_the_day_before(amount, unit, first, last):
    result = Result("1", "示例证", validity=Period(amount, unit, "示例"))
    case = granted(first, replace(SHORT, result=result))
    (issued,) = case.do(c.Issue(), at(first, 16))

    assert isinstance(issued, e.Issued)
    assert (issued.valid_from, issued.valid_to) == (date.fromisoformat(first), last)


def test_validity_may_begin_later_than_the_decision():
    case = granted("2025-09-22", SHORT)
    (issued,) = case.do(c.Issue(valid_from=date(2026, 1, 1)), at("2025-09-23"))

    assert isinstance(issued, e.Issued)
    assert (issued.valid_from, issued.valid_to) == (date(2026, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    "rating",
    [
        c.Evaluate(grade=5),
        c.Evaluate(grade=3),
        c.Evaluate(grade=2, words="示例意见"),
        c.Evaluate(grade=1, options=("101",)),
    ],
)
def test_a_closed_case_is_rated_once(rating):
    case = granted("2025-09-22", SHORT)
    case.do(c.Issue(), at("2025-09-22", 16))
    case.do(c.Deliver(method="online"), at("2025-09-22", 17))
    case.do(rating, at("2025-09-23"), PARTY)

    assert case.state.evaluated == (rating.grade,)


def test_a_decision_is_read_on_its_own_day_for_ever():
    case = accepted("2025-09-22", LICENCE)
    before = case.due
    case = examined("2025-09-22")
    case.do(c.Decide(granted=True), at("2025-12-01"), D)

    assert case.due == before  # late, and stays so
