"""What must hold of every case, whatever way it went; independent of the second telling."""

from __future__ import annotations

from datetime import datetime

from yichuang.approval import events as e
from yichuang.approval import fee_events as fe
from yichuang.approval.hearing_events import HearingRecorded
from yichuang.approval.procedure import deadline
from yichuang.approval.state import FINAL, HOLDING, ApplicationState, Status, legal_day
from yichuang.kernel.public import dump, load
from yichuang.ledger.events import body_of, read_event
from yichuang.ledger.pure import Event

from .sample import CALENDAR, OPENING, PROCEDURE, Sample

TODO_ACTS = frozenset(
    {
        "approval.accept",
        "approval.answer",
        "approval.examine",
        "approval.review",
        "approval.decide",
        "approval.suspend",
        "approval.hear",
        "approval.issue",
        "approval.deliver",
        "approval.confirm_deemed",
    }
)


# What is owed beside the next step: by the organ on a promise, by the applicant on a gap.
GRANTED = frozenset({"granted", "deemed_renewed"})
DUTIES = frozenset({"check_promise", "end_grant", "materials", "fee"})
HEARING = frozenset({"set_hearing", "record_hearing"})


def check_state(case: Sample) -> None:
    """Fail if a state lacks the steps it needs, has too many, or its clocks contradict."""
    state = case.state
    todos = PROCEDURE.todos(state, CALENDAR)
    waiting = state.status not in FINAL and state.status is not Status.NEW
    besides = [todo for todo in todos if todo.step in DUTIES]
    held = bool(state.deemed_held or state.renewal_held) and state.status in HOLDING
    prepared = any(t.step in HEARING for t in todos) and any(t.step == "resume" for t in todos)
    assert len(todos) - len(besides) == waiting + held + prepared, f"{state.status} has {todos}"
    assert len(besides) <= 2
    assert not besides or state.by_promise or state.owed or state.charge
    has = state.above.organ if state.above else state.organ
    assert all(todo.act in TODO_ACTS and todo.organ == has for todo in todos)
    assert not state.anomalies, state.anomalies
    _check_clocks(state)
    assert load(ApplicationState, dump(state)) == state


def _check_clocks(state: ApplicationState) -> None:
    found = PROCEDURE.due(state, CALENDAR)
    if found.statutory_on is not None and found.promised_on is not None:
        assert found.promised_on <= found.statutory_on
    clocks = [deadline(state, p, CALENDAR) for p in (state.pins.statutory, state.pins.promised)]
    for clock in filter(None, clocks):
        assert state.accepted_at is not None
        handed = state.pins.hand_up is not None
        assert not handed or state.above, "the other organ's time before it has the case"
        begun = state.above.on if state.above else legal_day(state.accepted_at)
        assert clock.started_on == begun
    wake_at = PROCEDURE.wake_at(state, CALENDAR)
    if wake_at is not None:
        renewed = state.of is not None and state.of.what == "renewal" and not state.renewal_moot
        answered = state.status is Status.RECEIVED and state.pins.silence_accepts
        assert state.owed or answered or renewed


def check_events(case: Sample, now: datetime) -> None:
    """Fail if the order of events is one that the law does not know."""
    kinds = [event.kind for event in case.events]
    accepted = {"accepted", "deemed_accepted", "accepted_with_gaps"}
    assert kinds.count("supplement_requested") <= 1
    assert sum(kind in accepted for kind in kinds) <= 1
    assert sum(kind in {"granted", "refused"} for kind in kinds) <= 1
    for index, kind in enumerate(kinds):
        before = set(kinds[:index])
        if kind in {"granted", "refused"}:
            assert before & accepted, "nothing is decided that was not accepted"
            _check_steps_done(case.state, case.events[:index])
            below = case.state.pins.hand_up is not None and "hand_up_received" not in before
            assert not below, "decided by the organ that only examines first"
        if kind in {"promise_checked", "grant_ended"}:
            assert before & GRANTED, "nothing is looked into or ended that was not granted"
        if kind == "granted":
            assert _after(case.events[:index]).owed is None, "granted while something is owed"
        if kind in {"granted", "refused"} and "hearing_recorded" in before:
            _check_follows_record(case.events[: index + 1])
        if kind == "issued":
            assert before & GRANTED, "nothing is made out that was not granted"
        if kind == "deemed_confirmed":
            assert "deemed_accepted" in before, "nothing is confirmed that was not deemed"
        if kind == "accepted":
            assert not _after(case.events[:index]).gaps, "accepted with gaps"
        _check_money(kind, before, case.events[:index])
        _check_renewal(kind, before, case)
    for event in case.events:
        assert event.effective_at <= now, "nothing takes effect in the future"
        if isinstance(event, e.Refused):
            assert event.reasons is not None
            assert str(event.reasons.content).strip()


def _check_follows_record(events: list[Event]) -> None:
    recorded = next(one for one in events if isinstance(one, HearingRecorded))
    decided = events[-1]
    assert isinstance(decided, e.Granted | e.Refused)
    assert (recorded.outcome == "held") == (decided.hearing is not None), "decided past the record"


def _check_renewal(kind: str, before: set[str], case: Sample) -> None:
    if kind == "deemed_renewed":
        assert not before & {"granted", "refused"}, "silence after an answer"
        assert case.events[0].kind == "filed"
        assert "issued" not in before
    if kind == "renewal_confirmed":
        assert "deemed_renewed" in before, "nothing is confirmed that was not renewed"


def _check_money(kind: str, before: set[str], events: list[Event]) -> None:
    if kind in {"issued", "delivered"} and state_due(events):
        free = {
            "fee_paid",
            "refused",
            "deemed_renewed",
        }  # the law's own renewal costs nothing first
        assert free & before, "given before it was paid"
    if kind == "fee_refunded":
        assert "fee_refund_ordered" in before, "paid back unordered"


def state_due(before: list[Event]) -> int:
    """Return the fen that the applicant was told to pay."""
    return sum(event.due_fen for event in before if isinstance(event, fe.FeeNoticed))


def _standing_opinions(before: list[Event]) -> list[e.OpinionGiven]:
    """Return the opinions that were not taken back."""
    found: list[e.OpinionGiven] = []
    for event in before:
        if isinstance(event, e.OpinionGiven):
            found.append(event)
        if isinstance(event, e.OpinionRecalled):
            last = found.pop()
            assert (last.step, last.officer) == (event.step, event.officer)
    return found


def _check_steps_done(state: ApplicationState, before: list[Event]) -> None:
    opinions = _standing_opinions(before)
    for step in state.pins.steps:
        if step.act == "approval.decide":
            continue
        given = {opinion.officer for opinion in opinions if opinion.step == step.code}
        assert len(given) >= step.people, f"decided before {step.code} was done"


def _after(events: list[Event]) -> ApplicationState:
    state = PROCEDURE.initial(OPENING)
    for event in events:
        state = PROCEDURE.evolve(state, event)
    return state


def check_stored(before: ApplicationState, events: list[Event], after: ApplicationState) -> None:
    """Fail unless the events, read back without what is sealed, lead to the same state."""
    state = before
    for event in events:
        body, _ = body_of(event)
        stored = read_event("approval", event.kind, type(event).schema, body, event.effective_at)
        state = PROCEDURE.evolve(state, stored)
    assert state == after, "the state is what its events add up to"
