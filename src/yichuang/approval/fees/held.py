"""Money that came and could not be recorded: kept, shown to the head, sent back or explained.

What the non-tax system was told we have heard is never lost; an officer may say what becomes of
it, and never that a bill is paid.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from yichuang.directory.public import Actor, Subject, colleagues_for, may_try
from yichuang.kernel.public import (
    DomainError,
    InvalidInput,
    PaymentSystemSilent,
    PaymentWord,
    load,
    ports,
)
from yichuang.ledger.public import cases_visible_to

from ..errors import PaymentUnknown
from ..events import LINE
from ..models import Bill, HeldPayment, HeldPaymentOutcome
from ..state import ApplicationState

log = logging.getLogger(__name__)

SEES, SETTLES = "head.view", "approval.approve_mending"
RECONCILES = "approval.reconcile"  # whose money has no case and no organ
RETURN, EXPLAIN = "return_asked", "explained"
RETURNED, RECORDED = "returned", "recorded"
KINDS = (RETURN, EXPLAIN)  # what an officer may say


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a message: recorded, recorded before, or held and why."""

    repeated: bool
    held: str = ""  # the code of the refusal


def hold(word: PaymentWord, refusal: DomainError) -> None:
    """Keep what could not be recorded; the same again changes nothing."""
    bill = Bill.objects.filter(code=word.code).first()
    _, fresh = HeldPayment.objects.get_or_create(
        **_told(word),
        defaults={
            "why": refusal.code,
            "heard_at": ports().clock.now(),
            "case_id": bill.case_id if bill else None,
            "organ": "" if bill else _whose(word),
        },
    )
    if fresh:
        log.warning("a payment is held: %s", refusal.code)


def _whose(word: PaymentWord) -> str:
    """Return the organ told of, if it has somebody to settle what is held; else nobody in it."""
    subject = Subject(line=LINE, organ=word.organ)
    return word.organ if word.organ and colleagues_for(SETTLES, subject) else ""


def release(word: PaymentWord) -> None:
    """Note that what was held could be recorded after all."""
    for held in HeldPayment.objects.filter(**_told(word)).exclude(outcomes__kind=RECORDED):
        _outcome(held, RECORDED)


def _told(word: PaymentWord) -> dict[str, object]:
    return {
        "reference": word.reference,
        "code": word.code,
        "amount_fen": word.amount_fen,
        "paid_at": word.paid_at,
        "bill_number": word.bill_number,
    }


def held_payments(actor: Actor, act: str = SEES) -> QuerySet[HeldPayment]:
    """Return what is held for the cases within reach and for the own organ, the oldest first.

    What has neither case nor organ is for the city's reconciliation post alone.
    """
    within = Q(pk__in=[])
    if may_try(actor, act):
        within |= Q(case__in=cases_visible_to(actor, act))
        within |= Q(case=None, organ=actor.organ) & ~Q(organ="")
    if may_try(actor, RECONCILES):
        within |= Q(case=None, organ="")
    rows = HeldPayment.objects.filter(within).select_related("case")
    return rows.prefetch_related("outcomes").order_by("heard_at", "id")


def waiting_for_a_person(rows: QuerySet[HeldPayment]) -> QuerySet[HeldPayment]:
    """Return those about which nothing was done."""
    return rows.filter(outcomes=None)


def settle_held(actor: Actor, held_id: int, kind: str, note: str) -> None:
    """Say what becomes of a held payment: it goes back, or it is explained; once.

    Raises PaymentUnknown for one out of reach or settled, InvalidInput.
    """
    held = held_payments(actor, SETTLES).filter(pk=held_id).first()
    if held is None or held.outcomes.exists():
        raise PaymentUnknown(field="held")
    if kind not in KINDS:
        raise InvalidInput(field="kind", rule="required")
    if not note.strip() or len(note) > 500:
        raise InvalidInput(field="note", rule="required")
    if kind == RETURN and _recorded(held):
        raise InvalidInput(field="kind", rule="recorded")  # that money is the case's
    try:
        with transaction.atomic():
            _outcome(held, kind, actor.id, note.strip())
    except IntegrityError:  # somebody else has just said what becomes of it
        raise PaymentUnknown(field="held") from None


def return_held() -> int:
    """Ask the non-tax system to pay back what a person sent back; return how many it did."""
    asked = HeldPayment.objects.filter(outcomes__kind=RETURN).exclude(outcomes__kind=RETURNED)
    done = 0
    for held in asked.order_by("id"):
        if _recorded(held):
            continue  # a refund would take from the case what it counts as paid
        try:
            at = ports().payments.refund(held.code, held.reference, held.amount_fen)
        except PaymentSystemSilent:
            return done  # tried again with the next round
        if at is not None:
            _outcome(held, RETURNED)
            done += 1
    return done


def returning(word: PaymentWord) -> bool:
    """Return whether a person has sent this payment back."""
    told = HeldPayment.objects.filter(reference=word.reference, code=word.code)
    return told.filter(outcomes__kind=RETURN).exists()


def _recorded(held: HeldPayment) -> bool:
    """Return whether a case counts a payment of this reference, however it was told then."""
    if held.case is None:
        return False
    charge = load(ApplicationState, held.case.state).charge
    return charge is not None and held.reference in {one.reference for one in charge.payments}


def _outcome(held: HeldPayment, kind: str, officer: str = "", note: str = "") -> None:
    HeldPaymentOutcome.objects.create(
        held=held, kind=kind, at=ports().clock.now(), officer=officer, note=note
    )
