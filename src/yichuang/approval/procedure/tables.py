"""A case on a table of steps (环节表): where its steps stand, and what an event moves.

A plain list needs no marking: its opinions say it all. In a table, conditions are asked once, when
an event is made; the event carries what opened and what was passed over, and the fold never asks
again.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from yichuang.flow import public as flow
from yichuang.kernel.public import DomainError
from yichuang.ledger.pure import Command, Event, Holder

from ..commands import GiveOpinion
from ..events import Accepted, DeemedAccepted, OpinionGiven, OpinionRecalled, StepPin
from ..state import ApplicationState, Status, StepPlace, StepsThen, legal_day
from ..step_events import SignerAdded, StepSentBack, StepSigned, StepTimedOut, StepTransferred
from ..turn_events import AcceptedWithGaps

ACCEPTS = (Accepted, DeemedAccepted, AcceptedWithGaps)


def runs_a_table(state: ApplicationState) -> bool:
    """Return whether the steps of this case are kept as a marking."""
    return bool(state.places) or is_table(state.pins.steps)


def is_table(steps: tuple[StepPin, ...]) -> bool:
    """Return whether pinned steps are a table; in a plain list none says what it comes behind."""
    return any(step.after is not None for step in steps)


@functools.lru_cache(maxsize=1024)
def steps_of(pins: tuple[StepPin, ...]) -> flow.Steps:
    """Return the table of a case, of a plain list too. Raises StepsUnsound."""
    rows = tuple(
        flow.Step(
            code=pin.code,
            name=pin.name,
            after=pin.after or (),
            when=pin.when,
            back_to=pin.back_to,
            heads=pin.people,
            organs=pin.organs,
            rule=flow.Rule(pin.rule),
            silence=pin.silence,
            same_officer=pin.same_officer,
            separate=pin.separate,
        )
        for pin in pins
    )
    return flow.Steps(rows if is_table(pins) else flow.in_line(rows))


def marking_of(state: ApplicationState) -> flow.Marking:
    """Return where the steps stand; of a plain list, as its opinions say."""
    if state.places:
        return flow.Marking(tuple((one.code, one.place) for one in state.places))
    steps = steps_of(state.pins.steps)
    if state.accepted_at is None or is_table(state.pins.steps):
        return flow.nothing_begun(steps)
    marking = flow.begin(steps, flow.Recorded())
    for mark in state.opinions:
        try:
            vote = flow.Vote(mark.officer, mark.agrees)
            marking = flow.speak(steps, marking, mark.step, vote, flow.Recorded())
        except DomainError:  # on record twice by another system: one person, one voice
            continue
    return marking


def open_pins(state: ApplicationState) -> tuple[StepPin, ...]:
    """Return the rows whose turn it is, in the order of the table."""
    marking = marking_of(state)
    return tuple(pin for pin in state.pins.steps if pin.code in marking.open)


def answers_of(state: ApplicationState) -> dict[str, str]:
    """Return the pinned answers to the questions that conditions ask."""
    return {one.code: one.answer for one in state.situations}


def awaited_organs(state: ApplicationState, pin: StepPin) -> tuple[str, ...]:
    """Return the organs that have not spoken yet on an open step that asks organs."""
    if not runs_a_table(state) or not pin.organs:
        return ()
    place = marking_of(state)[pin.code]
    if place.standing is not flow.Standing.OPEN or place.outcome:
        return ()
    spoken = {vote.organ for vote in place.votes}
    return tuple(organ for organ in pin.organs if organ not in spoken)


def voices(state: ApplicationState, command: Command) -> tuple[Holder, ...]:
    """Return the organs asked for this opinion now, each for its own voice and nothing else."""
    if not isinstance(command, GiveOpinion) or state.status is not Status.ACCEPTED:
        return ()
    pin = next((one for one in state.pins.steps if one.code == command.step), None)
    if pin is None or pin.act != command.act:
        return ()
    return tuple(Holder(organ, state.region) for organ in awaited_organs(state, pin))


def steps_for(state: ApplicationState, organ: str) -> tuple[StepPin, ...]:
    """Return the open rows on which an organ's officers may speak: its own, or that ask it."""
    if state.status is not Status.ACCEPTED or not runs_a_table(state):
        return ()
    asked = {one for pin in state.pins.steps for one in pin.organs} - {state.organ}
    return tuple(
        pin
        for pin in open_pins(state)
        if (organ in awaited_organs(state, pin) if pin.organs else organ not in asked)
    )


# --- what an event moves ----------------------------------------------------------------------

Move = Callable[[flow.Steps, flow.Marking, Any, flow.Answers], flow.Marking]


def _spoken(
    steps: flow.Steps, marking: flow.Marking, event: OpinionGiven, answers: flow.Answers
) -> flow.Marking:
    vote = flow.Vote(event.officer, event.agrees, event.organ)
    return flow.speak(steps, marking, event.step, vote, answers)


def _added(
    steps: flow.Steps,
    marking: flow.Marking,
    event: SignerAdded,
    answers: flow.Answers,  # noqa: ARG001
) -> flow.Marking:
    return flow.add_signer(steps, marking, event.step, event.signer, first=event.first)


MOVES: dict[type[Event], Move] = {
    **{kind: lambda steps, _m, _e, answers: flow.begin(steps, answers) for kind in ACCEPTS},
    OpinionGiven: _spoken,
    StepSentBack: lambda s, m, e, _: flow.send_back(s, m, e.step, e.to, again=e.again),
    StepTransferred: lambda s, m, e, _: flow.transfer(s, m, e.step, e.to),
    SignerAdded: _added,
    StepSigned: lambda s, m, e, answers: flow.sign(s, m, e.step, e.officer, answers),
    StepTimedOut: lambda s, m, e, answers: flow.time_out(s, m, e.step, answers),
}
ALWAYS_KEPT = (StepSentBack, StepTransferred, SignerAdded, StepSigned, StepTimedOut)


def concerns(state: ApplicationState, event: Event) -> bool:
    """Return whether an event moves the marking of this case."""
    return isinstance(event, ALWAYS_KEPT) or (type(event) in MOVES and runs_a_table(state))


def moved(state: ApplicationState, event: Event, answers: flow.Answers) -> flow.Marking:
    """Return the marking after an event. Raises what the game refuses."""
    return MOVES[type(event)](steps_of(state.pins.steps), marking_of(state), event, answers)


def filled(state: ApplicationState, event: Event) -> Event:
    """Return an event with what opens and what is passed over, by the applicant's answers."""
    before = marking_of(state)
    after = moved(state, event, answers_of(state))
    if not hasattr(event, "opens"):
        return event
    over = flow.Standing.PASSED_OVER
    carried: dict[str, Any] = {
        "opens": tuple(code for code in after.open if code not in before.open),
        "passes": tuple(
            code for code, place in after.places if place.standing is over and place != before[code]
        ),
    }
    return replace(event, **carried)


def turned(state: ApplicationState, event: Event) -> dict[str, Any]:
    """Return what an event changes about the steps, from what it carries; see `evolve`."""
    if isinstance(event, OpinionRecalled):
        return _undone(state)
    changes: dict[str, Any] = {}
    if concerns(state, event):
        try:
            marking = moved(state, event, flow.Recorded(getattr(event, "passes", ())))
        except DomainError as fault:
            return {"anomalies": (*state.anomalies, f"{event.kind}: {fault.code}")}
        changes["places"] = _dated(state, marking, legal_day(event.effective_at))
    if isinstance(event, OpinionGiven) and changes:
        follows = bool(state.opinions) and state.opinions[-1].officer == event.officer
        earlier = state.undo if follows else ()
        changes["undo"] = (*earlier, StepsThen(state.places))
    return changes


def _undone(state: ApplicationState) -> dict[str, Any]:
    if not state.undo:
        return {}
    return {"places": state.undo[-1].places, "undo": state.undo[:-1]}


def _dated(state: ApplicationState, marking: flow.Marking, today: date) -> tuple[StepPlace, ...]:
    """Return the places, each open one with the day it opened."""
    since = {
        one.code: one.opened_on for one in state.places if one.place.standing is flow.Standing.OPEN
    }
    return tuple(
        StepPlace(
            code,
            place,
            since.get(code, today) if place.standing is flow.Standing.OPEN else None,
        )
        for code, place in marking.places
    )
