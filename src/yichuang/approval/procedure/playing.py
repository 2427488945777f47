"""How the steps of a table go on with what was just decided: conditions are asked here alone."""

from __future__ import annotations

from collections.abc import Sequence

from yichuang.ledger.pure import Event

from ..events import Accepted, OpinionGiven
from ..state import DECISION_STEP, ApplicationState
from .evolve import evolve
from .facts import Facts
from .tables import concerns, filled, open_pins, runs_a_table


def played(state: ApplicationState, events: Sequence[Event], facts: Facts) -> list[Event]:
    """Return the events with what each opens and passes over, and what passes with it.

    Raises what the game refuses, for instance a second voice of the same person.
    """
    done: list[Event] = []
    waiting = list(events)
    while waiting:
        event = waiting.pop(0)
        if concerns(state, event):
            event = filled(state, event)
        state = evolve(state, event)
        done.append(event)
        if isinstance(event, OpinionGiven) and runs_a_table(state):
            given = {one.step for one in waiting if isinstance(one, OpinionGiven)}
            waiting[:0] = [one for one in _with_it(state, event, facts) if one.step not in given]
    return done


def _with_it(state: ApplicationState, event: OpinionGiven, facts: Facts) -> list[OpinionGiven]:
    """Return what the same officer would say again on the step directly behind (同一人自动通过)."""
    return [
        OpinionGiven(
            effective_at=event.effective_at,
            step=pin.code,
            officer=event.officer,
            agrees=event.agrees,
            same_officer=True,
        )
        for pin in state.pins.steps
        if pin.code in event.opens
        and pin.same_officer
        and pin.after == (event.step,)
        and pin.act in facts.actor.acts - {DECISION_STEP.act}
        and facts.actor.id == event.officer
    ]


def taken_by_one(state: ApplicationState, facts: Facts) -> list[Event]:
    """Return every step before the decision taken by one officer at once, in order."""
    if not runs_a_table(state):
        return [
            _opinion(step.code, facts) for step in state.pins.steps if step.act != DECISION_STEP.act
        ]
    accepted = filled(state, Accepted(effective_at=facts.now))
    state = evolve(state, accepted)
    given: list[Event] = []
    while (step := open_pins(state)[0]).act != DECISION_STEP.act:
        event = filled(state, _opinion(step.code, facts))
        state = evolve(state, event)
        given.append(event)
    return given


def _opinion(step: str, facts: Facts) -> OpinionGiven:
    return OpinionGiven(effective_at=facts.now, step=step, officer=facts.actor.id, agrees=True)
