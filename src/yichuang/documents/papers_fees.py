"""Papers on fees: what is to be paid, and what is paid back; pure. Amounts are whole fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper_parts import NO_CONTACT, Business, Contact, Head, PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeItem:
    """One item as the notice prints it: rate × quantity, with the published standard."""

    name: str
    standard: str
    basis: str
    rate: str  # in yuan, as printed
    quantity: int
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeNotice:
    """缴费通知书: items, standard, basis, what is due, the payment code and the last day."""

    kind: ClassVar[PaperKind] = PaperKind.FEE_NOTICE
    head: Head
    business: Business
    items: tuple[FeeItem, ...]
    due_fen: int
    due: str  # the same in yuan, as printed
    pay_by: date
    code: str = ""  # empty where everything is waived
    relief: str = ""
    relief_ground: str = ""
    contact: Contact = NO_CONTACT

    def __post_init__(self) -> None:
        if not self.items or self.due_fen < 0:
            raise ValueError("a notice names its items and an amount")
        if bool(self.due_fen) != bool(self.code):
            raise ValueError("what is due has a payment code, what is waived has none")
        if bool(self.relief) != bool(self.relief_ground):
            raise ValueError("a relief has a ground")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRefund:
    """退付通知书: a payment that goes back in full, the way it came."""

    kind: ClassVar[PaperKind] = PaperKind.FEE_REFUND
    head: Head
    business: Business
    code: str
    amount_fen: int
    amount: str
    bill_number: str
    paid_on: date
    reason: str
    contact: Contact = NO_CONTACT

    def __post_init__(self) -> None:
        if self.amount_fen < 1 or not self.reason:
            raise ValueError("a refund has an amount and a reason")
