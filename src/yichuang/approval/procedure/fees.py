"""Fees: only what the published list says, made known by a notice, received by another.

Assessing and collecting are parted (收缴分离): the organ says what is due, the non-tax system
says what came. Waiting for it stops no clock.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from yichuang.catalogue.pure import Fee
from yichuang.kernel.public import InvalidInput
from yichuang.ledger.pure import Event, Sealed

from ..errors import (
    FeeFirst,
    FeeNoticedBefore,
    FeeNotListed,
    FeeRateNotPublished,
    FeeUnpaid,
    PaymentAmountWrong,
    PaymentUnknown,
    ReliefNotApproved,
    StepNotAllowed,
)
from ..fee_commands import FeeAsked, IssueFeeNotice, RecordPayment, RecordRefund
from ..fee_events import FeeLine, FeeNoticed, FeePaid, FeeRefunded, FeeRefundOrdered
from ..state import ApplicationState, Charge, Payment, Status, legal_day
from .facts import Facts, licensing

CHARGEABLE = frozenset({Status.ACCEPTED, Status.SUSPENDED, Status.GRANTED})
WITHOUT_RESULT = frozenset({Status.NOT_ACCEPTED, Status.WITHDRAWN, Status.VOIDED, Status.REFUSED})
NOTHING = "4"  # the kind of a result that is the decision alone
MOST_PIECES = 100_000
_YUAN = re.compile(r"(?<![\d.])(\d{1,9}(?:\.\d{1,2})?)元")


def issue_notice(state: ApplicationState, command: IssueFeeNotice, facts: Facts) -> list[Event]:
    """Tell what is to be paid; LicLaw 58, 59.

    Raises FeeNotListed for what the guide does not charge, FeeRateNotPublished for a rate that its
    standard does not have, ReliefNotApproved, FeeNoticedBefore, InvalidInput.
    """
    if not chargeable(state):
        raise StepNotAllowed(step=command.kind, status=state.status.value, number=state.number)
    if state.charge is not None:
        raise FeeNoticedBefore(number=state.number)
    if command.pay_by <= legal_day(facts.now):
        raise InvalidInput(field="pay_by", rule="not_past")
    items = _reckoned(state, command.items, facts)
    whole = sum(item.unit_fen * item.quantity for item in items)
    _check_relief(command, whole, facts)
    return [
        FeeNoticed(
            effective_at=facts.now,
            items=items,
            due_fen=whole - command.relief_fen,
            pay_by=command.pay_by,
            officer=facts.actor.id,
            relief_fen=command.relief_fen,
            approved_by=command.approved_by if command.relief_fen else "",
            relief_ground=Sealed(command.relief_ground, "reason") if command.relief_fen else None,
        )
    ]


def chargeable(state: ApplicationState) -> bool:
    """Return whether a fee may be told: after acceptance, or before what is finished at once."""
    at_once = state.status is Status.RECEIVED and (state.pins.instant or state.by_promise)
    return at_once or state.status in CHARGEABLE


def _reckoned(
    state: ApplicationState, asked: Sequence[FeeAsked], facts: Facts
) -> tuple[FeeLine, ...]:
    listed = {fee.name: fee for fee in (facts.edition.fees if facts.edition else None) or ()}
    if not asked or len({item.name for item in asked}) < len(asked):
        raise InvalidInput(field="items", rule="once_each")
    lines = []
    for item in asked:
        fee = listed.get(item.name)
        if fee is None or fee.amount_fen == 0:
            raise FeeNotListed(article=licensing(state, "LicLaw 58"), item=item.name)
        if not 1 <= item.quantity <= MOST_PIECES:
            raise InvalidInput(field="quantity", rule="out_of_range")
        rates = rates_of(fee)
        unit = item.unit_fen if item.unit_fen is not None else _only(rates)
        if unit not in rates:
            raise FeeRateNotPublished(article=licensing(state, "LicLaw 59"), item=item.name)
        lines.append(FeeLine(item.name, unit, item.quantity))
    return tuple(lines)


def rates_of(fee: Fee) -> tuple[int, ...]:
    """Return the rates in fen that the published standard has, each once, in its order."""
    if fee.amount_fen is not None:
        return (fee.amount_fen,)
    found = (int(Decimal(text) * 100) for text in _YUAN.findall(fee.standard))
    return tuple(dict.fromkeys(rate for rate in found if rate))


def _only(rates: tuple[int, ...]) -> int:
    """Return the one rate; -1, which no standard has, where a person must choose."""
    return rates[0] if len(rates) == 1 else -1


def _check_relief(command: IssueFeeNotice, whole: int, facts: Facts) -> None:
    if not 0 <= command.relief_fen <= whole:
        raise InvalidInput(field="relief_fen", rule="out_of_range")
    if not command.relief_fen:
        return
    if not command.relief_ground.strip():
        raise ReliefNotApproved(field="relief_ground", reason="ground_missing")
    approver = facts.approver
    if approver is None or approver.officer != command.approved_by or approver.fault:
        raise ReliefNotApproved(field="approved_by", reason="not_competent")
    if approver.officer == facts.actor.id:
        raise ReliefNotApproved(field="approved_by", reason="own_act")


def record_payment(state: ApplicationState, command: RecordPayment, facts: Facts) -> list[Event]:
    """Record a payment as of its own moment, also one that came too late or twice.

    Raises PaymentUnknown for another code, PaymentAmountWrong, InvalidInput for a moment that
    cannot be.
    """
    charge = state.charge
    if charge is None or not charge.due_fen or command.code != charge.code:
        raise PaymentUnknown(field="code")
    if command.amount_fen != charge.due_fen:
        raise PaymentAmountWrong(
            field="amount_fen", due_fen=charge.due_fen, amount_fen=command.amount_fen
        )
    if any(paid.reference == command.reference for paid in charge.payments):
        raise PaymentUnknown(field="reference")
    if not command.reference.strip() or not command.bill_number.strip():
        raise InvalidInput(field="bill_number", rule="required")
    at = command.paid_at
    if at.tzinfo is None or not charge.noticed_at <= at <= facts.now:
        raise InvalidInput(field="paid_at", rule="out_of_range")
    return [
        FeePaid(
            effective_at=at,
            code=command.code,
            reference=command.reference,
            amount_fen=command.amount_fen,
            bill_number=command.bill_number,
            payer=Sealed(command.payer) if command.payer.strip() else None,
        )
    ]


def record_refund(state: ApplicationState, command: RecordRefund, facts: Facts) -> list[Event]:
    """Record that a refund was made that had been ordered; each once."""
    payments = state.charge.payments if state.charge else ()
    found = next((paid for paid in payments if paid.reference == command.reference), None)
    if found is None or found.refund != "ordered":
        raise PaymentUnknown(field="reference")
    at = command.refunded_at
    if at.tzinfo is None or at > facts.now:
        raise InvalidInput(field="refunded_at", rule="out_of_range")
    return [FeeRefunded(effective_at=at, reference=command.reference)]


def orders_due(after: ApplicationState, facts: Facts) -> list[Event]:
    """Return the refunds still to be ordered: all where nothing was given for them, else all but
    one; see `keeps_nothing`.
    """
    if after.charge is None:
        return []
    ground = keeps_nothing(after)
    owed_back = after.charge.payments if ground else after.charge.payments[1:]
    return [
        FeeRefundOrdered(
            effective_at=facts.now,
            reference=paid.reference,
            amount_fen=after.charge.due_fen,
            ground=ground or "twice",
        )
        for paid in owed_back
        if not paid.refund
    ]


def keeps_nothing(state: ApplicationState) -> str:
    """Return why no payment of this case may be kept: "ended", "undone"; empty: one may.

    A fee is taken for what the guide lists, and a notice comes before the result: where the grant
    ended before anything was made out or handed over, nothing was rendered for it, whenever the
    money came. What had been rendered before the end was lawfully due and stays so (LicLaw 58, 59).
    """
    if state.status in WITHOUT_RESULT or state.granted is False:
        return "ended"
    return "undone" if state.ended is not None and not rendered(state) else ""


def rendered(state: ApplicationState) -> bool:
    """Return whether the applicant has had what was granted: the grant alone where it is all."""
    handed_out = state.issued or state.delivered_at is not None
    return handed_out or (bool(state.granted) and state.pins.result_kind == NOTHING)


def awaited(state: ApplicationState) -> bool:
    """Return whether a fee is due and has not come."""
    charge = state.charge
    return bool(
        charge is not None and charge.due_fen and not charge.payments and not keeps_nothing(state)
    )


def refuse_while_unpaid(state: ApplicationState) -> None:
    """Refuse to make out or hand over what was granted while its fee is due.

    What the law itself has renewed (LicLaw 50(2)) hangs on no payment: the fee stays a debt.
    """
    if state.granted and awaited(state) and not state.renewed_by_silence:
        assert state.charge is not None
        raise FeeUnpaid(number=state.number, due_fen=state.charge.due_fen, code=state.charge.code)


def refuse_before_payment(state: ApplicationState, facts: Facts) -> None:
    """Refuse to finish at once what costs something, until it is paid or waived.

    An amount that the guide fixes is owed by everybody; one whose standard is in words only where
    a notice says so. Raises FeeFirst before the notice, FeeUnpaid after it.
    """
    listed = (facts.edition.fees if facts.edition else None) or ()
    items = [fee.name for fee in listed if fee.amount_fen]
    if state.charge is None and items:
        raise FeeFirst(number=state.number, items=items)
    if state.charge is not None and awaited(state):
        raise FeeUnpaid(number=state.number, due_fen=state.charge.due_fen, code=state.charge.code)


# --- what the events do to the state --------------------------------------------------------------


def _noticed(_: ApplicationState, event: FeeNoticed) -> dict[str, Any]:
    return {
        "charge": Charge(
            code=event.code,
            items=event.items,
            due_fen=event.due_fen,
            relief_fen=event.relief_fen,
            pay_by=event.pay_by,
            noticed_at=event.effective_at,
        )
    }


def _paid(state: ApplicationState, event: FeePaid) -> dict[str, Any]:
    payment = Payment(event.reference, event.bill_number, event.effective_at)
    return _with(state, lambda charge: (*charge.payments, payment), event)


def _refund(state: ApplicationState, event: FeeRefundOrdered | FeeRefunded) -> dict[str, Any]:
    how = "ordered" if isinstance(event, FeeRefundOrdered) else "done"

    def marked(charge: Charge) -> tuple[Payment, ...]:
        return tuple(
            dataclasses.replace(paid, refund=how) if paid.reference == event.reference else paid
            for paid in charge.payments
        )

    return _with(state, marked, event)


def _with(
    state: ApplicationState, change: Callable[[Charge], tuple[Payment, ...]], event: Event
) -> dict[str, Any]:
    if state.charge is None:
        return {"anomalies": (*state.anomalies, f"{event.kind} without a notice")}
    return {"charge": dataclasses.replace(state.charge, payments=change(state.charge))}


EXPECTED: dict[type[Event], frozenset[Status]] = {FeeNoticed: CHARGEABLE | {Status.RECEIVED}}
CHANGES: dict[type[Event], Callable[[ApplicationState, Any], dict[str, Any]]] = {
    FeeNoticed: _noticed,
    FeePaid: _paid,
    FeeRefundOrdered: _refund,
    FeeRefunded: _refund,
}
