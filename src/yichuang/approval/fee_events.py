"""What can happen to the fees of a case; amounts are whole fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from yichuang.ledger.pure import Event, Sealed, register_events

from .events import LINE


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One item as reckoned: quantity × rate (收费项目、数量、标准)."""

    name: str
    unit_fen: int
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeNoticed(Event):
    """The applicant is told what is to be paid (缴费通知). `due_fen` is what is left of relief."""

    kind: ClassVar[str] = "fee_noticed"
    matters: ClassVar[bool] = False

    items: tuple[FeeLine, ...]
    due_fen: int
    pay_by: date
    officer: str
    relief_fen: int = 0
    approved_by: str = ""
    code: str = ""
    number: str = ""
    paper_digest: str = ""
    relief_ground: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeePaid(Event):
    """The non-tax system has received the money (缴费); takes effect when it was paid."""

    kind: ClassVar[str] = "fee_paid"
    matters: ClassVar[bool] = False

    code: str
    reference: str
    amount_fen: int
    bill_number: str
    payer: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRefundOrdered(Event):
    """A payment is to be paid back in full (退付)."""

    kind: ClassVar[str] = "fee_refund_ordered"
    matters: ClassVar[bool] = False

    reference: str
    amount_fen: int
    # ended: nothing was granted; undone: the grant ended before its result was given; twice: it was
    # paid before
    ground: str
    number: str = ""
    paper_digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRefunded(Event):
    """The non-tax system has paid back (已退付)."""

    kind: ClassVar[str] = "fee_refunded"
    matters: ClassVar[bool] = False

    reference: str


FEE_KINDS: tuple[type[Event], ...] = (FeeNoticed, FeePaid, FeeRefundOrdered, FeeRefunded)

register_events(LINE, FEE_KINDS)
