"""Mistakes: correction and voiding, with what, why, by whom and approved by whom."""

from __future__ import annotations

from typing import Any

from yichuang.catalogue.pure import SITUATIONS, check_answers, form_fields
from yichuang.kernel.public import dump
from yichuang.ledger.pure import Corrected, Event, Sealed, Voided

from ..commands import Correct, Void
from ..errors import (
    AnswersInvalid,
    ApproverNotCompetent,
    GroundMissing,
    NotCorrectable,
    SelfApproval,
    ServedBefore,
    StepNotAllowed,
)
from ..state import ApplicationState, Status, legal_day
from .evolve import moment_of
from .facts import Facts, FormNow, is_past

FILED_NO = 1  # a case is opened by its filing
FORM = "form."
# Its decision has reached the applicant, who has remedies against it: 不予受理, 办结.
SERVED = frozenset({Status.NOT_ACCEPTED, Status.CLOSED})


def correct(state: ApplicationState, command: Correct, facts: Facts) -> list[Event]:
    """Put a wrong entry right; the old value stays in the chain (更正).

    Raises NotCorrectable for fields a new served document must change, AnswersInvalid for a value
    the form would not take, ServedBefore once the result has been handed over, and what is wrong
    with who is named as having approved.
    """
    _open_to_mending(state, command.kind)
    _approved(command, facts)
    sealed = None
    if command.field == "received_at":
        _receipt_may_be(state, command, facts)
        value = str(command.value)
    elif command.field.startswith(FORM):
        _answer_may_be(command, facts)
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
    moment = moment_of(command.value) if isinstance(command.value, str) else None
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


def _answer_may_be(command: Correct, facts: Facts) -> None:
    """Refuse a field the case's form has not, an entry that does not hold it, a value it rejects.

    The value is judged as when it was filed, with the answers to the situation questions.
    """
    element = command.field.removeprefix(FORM)
    edition, form = facts.edition, facts.form or FormNow()
    if edition is None or element not in {field.element for field in form_fields(edition)}:
        raise NotCorrectable(field="field", name=command.field, rule="unknown")
    holder = form.held_in.get(element, FILED_NO)
    if command.no != holder:
        raise NotCorrectable(field="no", name=command.field, rule="not_held_there", no=holder)
    answers: dict[str, Any] = {element: command.value, SITUATIONS: form.answers.get(SITUATIONS, {})}
    faults = [fault for fault in check_answers(edition, answers) if fault.field == element]
    if faults:
        raise AnswersInvalid(field="value", errors=[dump(fault) for fault in faults])
    was = form.answers.get(element)
    if was == command.value or (was is None and command.value in ("", [])):
        raise NotCorrectable(field="value", name=command.field, rule="unchanged")


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
    """Refuse mending without a ground, on one's own word, or on that of somebody not competent.

    Raises ApproverNotCompetent with the rule he fails: unknown_officer, not_in_office,
    other_organ, post_lacks_act.
    """
    if not command.ground.strip():
        raise GroundMissing(field="ground")
    if not command.approved_by.strip():
        raise GroundMissing(field="approved_by")
    if command.approved_by.strip() == facts.actor.id:
        raise SelfApproval(field="approved_by")
    approver = facts.approver
    if approver is None or approver.officer != command.approved_by:
        raise ApproverNotCompetent(field="approved_by", rule="unknown_officer")
    if approver.fault:
        raise ApproverNotCompetent(field="approved_by", rule=approver.fault)


def _open_to_mending(state: ApplicationState, step: str) -> None:
    if state.status in {Status.NEW, Status.VOIDED}:
        raise StepNotAllowed(step=step, status=state.status.value)
    if state.delivered_at is not None or state.status in SERVED:
        raise ServedBefore(number=state.number)
