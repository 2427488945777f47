"""The procedure and the second telling side by side: every move is made in both and compared."""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from yichuang.approval.events import OpinionGiven, OpinionRecalled
from yichuang.approval.procedure import first_deadline, open_step
from yichuang.approval.state import ApplicationState, Hearing, legal_day
from yichuang.kernel.public import DomainError
from yichuang.law.public import ends_at
from yichuang.ledger.pure import Event

from . import model as m
from . import moves_fees, moves_renewal, moves_turns, whole
from .invariants import check_events, check_state, check_stored
from .sample import CALENDAR, PROCEDURE, Sample


def _known(day: date | None) -> date | str | None:
    """Return a day of an announced year; of the years after it the model knows no feasts."""
    return day if day is None or day.year < m.FIRST_UNKNOWN_YEAR else "not announced"


def _money(state: ApplicationState) -> object:
    """Return what is due, and of each payment whether it goes back: None, ordered or done."""
    if state.charge is None:
        return None, []
    back = {"": None, "ordered": False, "done": True}
    return state.charge.due_fen, [
        (one.reference, back[one.refund]) for one in state.charge.payments
    ]


AWAITED = frozenset({"collect", "record_receipt"})


def _way(state: ApplicationState) -> tuple[object, ...]:
    """Return how the result comes, and the day it counts as served by way of a window or post."""
    way = state.delivery
    by_way = way.ready_on is not None or way.sent_at is not None
    served = state.delivered_at if by_way else None
    return (
        way.way,
        way.ready_on,
        way.wrong,
        way.sent_at,
        list(way.used),
        way.returned,
        served and legal_day(served),
    )


@dataclass
class Pair:
    """One case in both tellings, at one moment."""

    ours: Sample
    theirs: whole.Application
    now: datetime
    path: tuple[str, ...] = ()
    before_opinions: tuple[ApplicationState, ...] = ()  # how it stood before each that stands

    @classmethod
    def new(cls, name: str, now: datetime) -> Pair:
        edition, matter = whole.GUIDES[name]
        held = moves_renewal.held(name, now)
        theirs = whole.Application(matter, holds_until=held.valid_to if held else None)
        return cls(Sample(edition, held=held), theirs, now)

    def copy(self) -> Pair:
        ours = replace(self.ours, events=list(self.ours.events))
        return Pair(ours, copy.deepcopy(self.theirs), self.now, self.path, self.before_opinions)

    def wait(self, length: timedelta) -> None:
        """Let time pass; then silence does in both what it does."""
        self.now += length
        self.path = (*self.path, f"wait {length}")
        self.ours.wake(self.now)
        if self.ours.state.of:  # two periods may be over: that of the answer, and the licence's
            self.ours.wake(self.now)
        assert self.ours.wake(self.now) == [], f"waking twice adds something: {self.path}"
        self.theirs.silence(self.now)
        self.theirs.settle()
        self.compare()

    def until_expiry(self) -> tuple[timedelta, ...]:
        """Return how long it is until the end of the last day of a licence that is held."""
        held = self.ours.held
        if held is None or held.valid_to is None:
            return ()
        left = ends_at(held.valid_to) - self.now
        return (left,) if left > timedelta(0) else ()

    def lose_licence(self) -> bool:
        """Let somebody else end the licence that is held; returns whether there was one."""
        held = self.ours.held
        if held is None or held.state != "01":
            return False
        self.path = (*self.path, "the licence is revoked")
        self.ours.held, self.theirs.gone = replace(held, state="03"), True
        self.compare()
        return True

    def make(self, move: whole.AnyMove) -> bool:
        """Make a move in both; returns whether it was allowed. Fails where they differ."""
        before = self.ours.state
        command = move.command(self.now)
        refusal: DomainError | None = None
        events: list[Event] = []
        self.ours.seen_by = move.seen_by
        bar = move.bar if isinstance(move, moves_turns.Move | moves_fees.Move) else None
        self.ours.bar = bar(self.now) if bar else None
        held = self.ours.held
        if held and isinstance(move, moves_renewal.Move):
            self.ours.held = move.sees(held)
        try:
            events = list(self.ours.do(command, self.now, move.actor))
        except DomainError as found:
            refusal = found
        self.ours.held = held
        try:
            move.model(self.theirs, self.now)
            self.theirs.settle()
        except m.No:
            assert refusal is not None, f"{move.name} is allowed after {self.path}"
            assert self.ours.state is before, "a refusal changes nothing"
            return False
        assert refusal is None, f"{move.name} is refused after {self.path}: {refusal!r}"
        assert events, f"{move.name} is allowed and brings nothing about: {self.path}"
        self.path = (*self.path, move.name)
        check_stored(before, events, self.ours.state)
        self._check_recall(before, events)
        self.compare()
        return True

    def _check_recall(self, before: ApplicationState, events: list[Event]) -> None:
        """Fail unless the state after a recall is the one before the opinion, but for the trace.

        What the applicant chose meanwhile about the result is his and stays.
        """
        for event in events:
            if isinstance(event, OpinionGiven):
                self.before_opinions = (*self.before_opinions, before)
            if isinstance(event, OpinionRecalled):
                *rest, stood = self.before_opinions
                self.before_opinions = tuple(rest)
                after = self.ours.state
                kept = replace(
                    stood,
                    recalled=after.recalled,
                    settled=after.settled,
                    delivery=after.delivery,
                )
                assert after == kept, f"after {self.path}"
                assert len(after.recalled) == len(before.recalled) + 1

    def compare(self) -> None:
        """Fail where the tellings differ, or where one of the invariants is broken."""
        assert self.seen() == self.told(), f"after {self.path}"
        check_state(self.ours)
        check_events(self.ours, self.now)

    def seen(self) -> dict[str, object]:
        """Return what our procedure says."""
        state = self.ours.state
        todos = PROCEDURE.todos(state, CALENDAR)
        paused = next((i.expected_until for i in state.suspensions if not i.last), None)
        return {
            "status": state.status.value,
            "gaps": set(state.gaps),
            "asked": set(state.asked),
            "answer_by": state.answer_by,
            "complete": state.answerable_at and legal_day(state.answerable_at),
            "received": state.received_at and legal_day(state.received_at),
            "accepted": state.accepted_at and legal_day(state.accepted_at),
            "deemed": state.deemed,
            "held": (bool(state.deemed_held), not state.renewal_held, state.renewal_moot),
            "of": (state.of.what, state.valid_to) if state.of else None,
            "recalls": len(state.recalled),
            "seats": self.ours.form.answers.get("seats"),
            "opinions": sorted((mark.step, mark.officer) for mark in state.opinions),
            "pauses": [(i.first, i.last) for i in state.suspensions],
            "told": _known(paused) if state.status == "suspended" else None,
            "steps": [todo.step.partition(".")[0] for todo in todos],
            "turn": open_step(state).code if state.status == "accepted" else "",
            "due": [_known(day) for day in self.ours.due] if state.accepted_at else None,
            "wakes": PROCEDURE.wake_at(state, CALENDAR),
            "outcome": state.outcome,
            "grade": sum(state.evaluated),
            "promise": (state.by_promise, state.promise_check, state.correct_by),
            "ended": state.ended.how if state.ended else "",
            "barred": state.barred_until,
            "owed": (set(state.owed.codes), state.owed.by) if state.owed else None,
            "hearing": self._heard(),
            "above": self._above(),
            "fee": _money(state),
            "delivery": _way(state),
            "awaited": next((t.due_on for t in todos if t.step in AWAITED), None),
        }

    def _above(self) -> object:
        """Return when it was sent up and signed for, what was proposed, and the lower end."""
        state = self.ours.state
        if state.pins.hand_up is None:
            return None if self.theirs.matter.first is None else (None, None, None, None)
        at, first = state.above, first_deadline(state, CALENDAR)
        ends = _known(first.due_on) if first else None
        has = PROCEDURE.holder(state)
        assert (has and has.organ) == (at and at.organ)
        return (at and at.on, at and at.received_on, at and at.agrees, ends)

    def _heard(self) -> tuple[object, ...]:
        found = self.ours.state.hearing or Hearing()
        return (
            found.told_on,
            list(found.requested),
            found.asked_on,
            found.public,
            found.set_for,
            found.host,
            found.outcome,
        )

    def told(self) -> dict[str, object]:
        """Return what the model says."""
        app = self.theirs
        return {
            "status": app.status,
            "gaps": app.gaps,
            "asked": app.asked,
            "answer_by": app.answer_by,
            "complete": app.complete and m.day_of(app.complete),
            "received": app.received and m.day_of(app.received),
            "accepted": app.accepted and m.day_of(app.accepted),
            "deemed": app.deemed,
            "held": (app.held, app.renewal_told, app.moot),
            "of": (app.asks, app.renewed_until) if app.asks else None,
            "recalls": app.recalls,
            "seats": app.seats,
            "opinions": sorted(app.opinions),
            "pauses": app.pauses,
            "told": _known(app.pause_told) if app.status == "suspended" else None,
            "steps": app.open_steps(),
            "turn": app.open_step() if app.status == "accepted" else "",
            "due": [_known(day) for day in app.due()] if app.accepted else None,
            "wakes": app.silence_ends(),
            "outcome": app.outcome,
            "grade": app.grade,
            "promise": (app.on_promise, app.found, app.correct_by),
            "ended": app.ended,
            "barred": app.barred,
            "owed": (app.owed, app.owed_by) if app.owed else None,
            "hearing": (
                app.told_on,
                app.wanted_by,
                app.wanted_on,
                app.public,
                app.set_for,
                app.host,
                app.heard,
            ),
            "delivery": (
                app.wants,
                app.lies_since,
                app.tries,
                app.sent,
                app.parcels_back,
                app.back_because,
                app.served_on,
            ),
            "awaited": app.awaited_by(),
            "above": (app.went_up, app.taken, app.proposes, _known(app.first_ends()))
            if app.matter.first
            else None,
            "fee": (app.bill, [(name, app.sent_back.get(name)) for name in app.paid]),
        }
