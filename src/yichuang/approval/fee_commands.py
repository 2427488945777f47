"""What may be asked for about fees; that one is paid or refunded only the payment port says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from yichuang.ledger.pure import Command


@dataclass(frozen=True, slots=True)
class FeeAsked:
    """One item of the guide's list, how many, and at which rate where the standard is in words."""

    name: str
    quantity: int = 1
    unit_fen: int | None = None  # None: the amount the guide fixes


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFeeNotice(Command):
    """Tell what is to be paid, why, how and until when (发出缴费通知)."""

    kind: ClassVar[str] = "issue_fee_notice"
    act: ClassVar[str] = "approval.accept"

    items: tuple[FeeAsked, ...]
    pay_by: date
    relief_fen: int = 0  # what of it is waived
    relief_ground: str = ""
    approved_by: str = ""  # the officer's code; never who asks


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPayment(Command):
    """Record what the non-tax system says it received; no officer may (到账)."""

    kind: ClassVar[str] = "record_payment"
    act: ClassVar[str] = "approval.payment"

    code: str
    reference: str  # the non-tax system's own number of this payment
    amount_fen: int
    paid_at: datetime
    bill_number: str  # of the electronic bill 电子票据
    payer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRefund(Command):
    """Record that the non-tax system has paid back; no officer may (退付)."""

    kind: ClassVar[str] = "record_refund"
    act: ClassVar[str] = "approval.payment"

    reference: str
    refunded_at: datetime
