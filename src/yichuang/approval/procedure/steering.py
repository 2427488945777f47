"""What may be done to an open step beside taking it: sent back, given away, signed by one more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from yichuang.law.public import CHINA_TIME, Calendar, ends_at
from yichuang.ledger.pure import Event, Sealed

from ..errors import ColleagueNotCompetent, ReasonsMissing, StepNotAllowed, StepOpen
from ..events import StepPin
from ..state import ApplicationState, Status, legal_day
from ..step_commands import AddSigner, SendBack, SignStep, Transfer
from ..step_events import SignerAdded, StepSentBack, StepSigned, StepTimedOut, StepTransferred
from .acceptance import require
from .clocks import step_deadline
from .facts import Facts, licensing
from .handling import open_step, others_decide, refuse_stranger, steps_open
from .tables import runs_a_table

Steering = SendBack | Transfer | AddSigner | SignStep


def send_back(state: ApplicationState, command: SendBack, facts: Facts) -> list[Event]:
    """Send an open step back to one its row names, with reasons (退回).

    Raises StepOpen out of turn, ReasonsMissing, and NoWayBack where the table has no such way or
    somebody has spoken on the step already.
    """
    step = _on_an_open_step(state, command, facts)
    others_decide(state, step, facts)
    if not command.reasons.strip():
        raise ReasonsMissing(field="reasons")
    return [
        StepSentBack(
            effective_at=facts.now,
            step=step.code,
            to=command.to,
            again=command.again,
            officer=facts.actor.id,
            reasons=Sealed(command.reasons, "opinion"),
        )
    ]


def transfer(state: ApplicationState, command: Transfer, facts: Facts) -> list[Event]:
    """Give an open step of one person to one officer, who alone may take it now (转办).

    Raises ColleagueNotCompetent for who could not take it, CannotPassOn where several speak.
    """
    step = _on_an_open_step(state, command, facts)
    _competent(command.to, "to", facts)
    return [
        StepTransferred(
            effective_at=facts.now, step=step.code, to=command.to, officer=facts.actor.id
        )
    ]


def add_signer(state: ApplicationState, command: AddSigner, facts: Facts) -> list[Event]:
    """Let one more person sign an open step, before the others speak or after them (加签).

    Raises ColleagueNotCompetent for who could not take it, CannotPassOn for one who is there.
    """
    step = _on_an_open_step(state, command, facts)
    _competent(command.signer, "signer", facts)
    return [
        SignerAdded(
            effective_at=facts.now,
            step=step.code,
            signer=command.signer,
            first=command.first,
            officer=facts.actor.id,
        )
    ]


def sign(state: ApplicationState, command: SignStep, facts: Facts) -> list[Event]:
    """Sign as somebody who was added; it is read by who follows and decides nothing.

    Raises NoVoice for who was not added, SignerAwaited before the step's own voices are heard.
    """
    step = _on_an_open_step(state, command, facts)
    said = Sealed(command.opinion, "opinion") if command.opinion.strip() else None
    return [
        StepSigned(effective_at=facts.now, step=step.code, officer=facts.actor.id, opinion=said)
    ]


def _on_an_open_step(state: ApplicationState, command: Steering, facts: Facts) -> StepPin:
    require(state, command.kind, Status.ACCEPTED)
    step = next((one for one in state.pins.steps if one.code == command.step), None)
    if step is None or step.act != command.act or state.pins.hand_up is not None:
        raise StepNotAllowed(field="step", step=command.step, status=state.status.value)
    if step not in steps_open(state):
        raise StepOpen(article=licensing(state, "LicLaw 34"), step=open_step(state).name)
    refuse_stranger(state, step, facts, steering=True)
    return step


def _competent(named: str, field: str, facts: Facts) -> None:
    known = facts.approver
    if not named.strip() or known is None or known.officer != named:
        raise ColleagueNotCompetent(field=field, rule="unknown_officer")
    if known.fault:
        raise ColleagueNotCompetent(field=field, rule=known.fault)


# --- silence on a step -----------------------------------------------------------------------


def _silences(state: ApplicationState, calendar: Calendar) -> Iterator[tuple[datetime, StepPin]]:
    """Yield when silence would answer for an open step; never by a provisional calendar."""
    if state.status is not Status.ACCEPTED or not runs_a_table(state):
        return
    for pin in steps_open(state):
        limit = step_deadline(state, pin, calendar) if pin.silence else None
        if limit is not None and limit.due_on is not None and not limit.provisional:
            yield ends_at(limit.due_on).astimezone(CHINA_TIME), pin


def times_out_at(state: ApplicationState, calendar: Calendar) -> datetime | None:
    """Return the next moment at which silence answers on a step (逾期视为同意), or None."""
    return min((moment for moment, _ in _silences(state, calendar)), default=None)


def time_out(state: ApplicationState, facts: Facts) -> list[Event]:
    """Record that nobody answered within the period of a step, as of the end of its last day."""
    at = times_out_at(state, facts.calendar)
    if at is None or facts.now < at:
        return []
    pin = next(pin for moment, pin in _silences(state, facts.calendar) if moment == at)
    limit = step_deadline(state, pin, facts.calendar)
    assert limit is not None
    assert limit.due_on is not None
    assert legal_day(at) > limit.due_on
    return [StepTimedOut(effective_at=at, step=pin.code, period_ended_on=limit.due_on)]
