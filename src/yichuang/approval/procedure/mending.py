"""Mistakes and silence: correction, voiding, and what the law ties to the passing of time."""

from __future__ import annotations

from yichuang.ledger.pure import Corrected, Event, Sealed, Voided, Wake

from ..commands import Correct, Void
from ..errors import (
    GroundMissing,
    NotCorrectable,
    SelfApproval,
    ServedBefore,
    StepNotAllowed,
)
from ..events import DeemedAccepted
from ..state import ApplicationState, Status, legal_day
from .clocks import acceptance_silence
from .evolve import moment_of
from .facts import Facts, is_past

FILED_NO = 1  # a case is opened by its filing
# Its decision has reached the applicant, who has remedies against it: 不予受理, 办结.
SERVED = frozenset({Status.NOT_ACCEPTED, Status.CLOSED})


def correct(state: ApplicationState, command: Correct, facts: Facts) -> list[Event]:
    """Put a wrong entry right; the old value stays in the chain (更正).

    Raises NotCorrectable for fields a new served document must change, ServedBefore once the
    result has been handed over.
    """
    _open_to_mending(state, command.kind)
    _approved(command, facts)
    if command.field == "received_at":
        _receipt_may_be(state, command, facts)
        value, sealed = command.value, None
    elif command.field.removeprefix("form.") and command.field.startswith("form."):
        value, sealed = "", Sealed(command.value)
    else:
        raise NotCorrectable(field="field", name=command.field)
    return [
        Corrected(
            effective_at=facts.now,
            no=command.no,
            field=command.field,
            value=value,
            sealed_value=sealed,
            ground=Sealed(command.ground, "reason"),
            approved_by=command.approved_by,
        )
    ]


def _receipt_may_be(state: ApplicationState, command: Correct, facts: Facts) -> None:
    """Refuse a moment of receipt that is none, lies ahead, or after the first answer to it."""
    moment = moment_of(command.value)
    if command.no != FILED_NO:
        raise NotCorrectable(field="no", name="received_at")
    if moment is None or not is_past(moment, facts):
        raise NotCorrectable(field="value", name="received_at")
    # A deemed acceptance stands on the moment of receipt and moves with it.
    accepted = None if state.deemed else state.accepted_at
    answered = [m for m in (state.asked_at, accepted, state.decided_at) if m]
    # Silence has had its effect; a later receipt would take it away on an officer's word.
    if state.deemed and state.accepted_at is not None and moment > state.accepted_at:
        raise NotCorrectable(field="value", name="received_at", rule="after_first_step")
    paused = [interval.first for interval in state.suspensions]
    if any(m < moment for m in answered) or any(day < legal_day(moment) for day in paused):
        raise NotCorrectable(field="value", name="received_at", rule="after_first_step")


def void(state: ApplicationState, command: Void, facts: Facts) -> list[Event]:
    """Void a case that should never have been (作废); its numbers are not used again."""
    _open_to_mending(state, command.kind)
    if state.status is Status.ISSUED:
        raise ServedBefore(number=state.number)  # anyone can verify it: revoke it, LicLaw 69, 70
    _approved(command, facts)
    return [
        Voided(
            effective_at=facts.now,
            ground=Sealed(command.ground, "reason"),
            approved_by=command.approved_by,
        )
    ]


def _approved(command: Correct | Void, facts: Facts) -> None:
    """Refuse mending without a ground, or on nobody's word but one's own."""
    if not command.ground.strip():
        raise GroundMissing(field="ground")
    if not command.approved_by.strip():
        raise GroundMissing(field="approved_by")
    if command.approved_by.strip() == facts.actor.id:
        raise SelfApproval(field="approved_by")


def _open_to_mending(state: ApplicationState, step: str) -> None:
    if state.status in {Status.NEW, Status.VOIDED}:
        raise StepNotAllowed(step=step, status=state.status.value)
    if state.delivered_at is not None or state.status in SERVED:
        raise ServedBefore(number=state.number)


def wake(state: ApplicationState, command: Wake, facts: Facts) -> list[Event]:  # noqa: ARG001
    """Record that silence has counted as acceptance, as of the day the materials arrived.

    Source: LicLaw 32(4). Nothing on a provisional calendar day, and nothing before its time.
    """
    silence = acceptance_silence(state, facts.calendar)
    if silence is None or not silence.has_taken_effect(facts.now):
        return []
    assert state.answerable_at is not None
    return [
        DeemedAccepted(
            effective_at=state.answerable_at,
            period_ended_on=silence.takes_effect_on,
            article=silence.source,
        )
    ]
