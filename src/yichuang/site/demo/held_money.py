"""Money that came and fits nothing: an unknown code, a wrong sum, and one long explained."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from yichuang.approval.public import Bill, held_payments, settle_held, take
from yichuang.kernel.public import PaymentWord
from yichuang.law.public import make_payment_code

from .cast import Desk
from .simulation import Story

DIVISION = "320200"
STRAY = 90_000_000_000  # beyond what the invented city ever draws
PAYER = "演示付款人"


def money_held(desk: Desk, at: datetime) -> Story:
    """What the stand-in of the bank tells that no bill is for, and what a head made of it."""
    first = at - timedelta(days=9)
    yield first
    head = desk.actor("head", first.date())
    _told(_word(_unknown(1, first), 20_000, first, 1, head.organ))
    yield first + timedelta(hours=3)
    (held,) = held_payments(head, "approval.approve_mending")
    settle_held(head, held.pk, "explained", "付款人填错缴款码，已联系其向开户行更正。（示例）")
    yield at
    _told(_word(_unknown(2, at), 12_000, at, 2, head.organ))
    waiting = Bill.objects.filter(waiting=True).order_by("noticed_at").first()
    if waiting is not None:
        _told(_word(waiting.code, waiting.due_fen + 8_000, at, 3))


def _told(word: PaymentWord) -> None:
    """Take what the bank tells; held money is an alarm for an operator, but not in a story."""
    alarm = logging.getLogger(take.__module__.rpartition(".")[0])
    before = alarm.level
    alarm.setLevel(logging.ERROR)
    try:
        take(word)
    finally:
        alarm.setLevel(before)


def _unknown(serial: int, at: datetime) -> str:
    return make_payment_code(DIVISION, at.year, STRAY + serial)


def _word(code: str, fen: int, at: datetime, serial: int, organ: str = "") -> PaymentWord:
    return PaymentWord(
        code=code,
        reference=f"YS{at:%y%m%d}{serial:018d}",
        amount_fen=fen,
        paid_at=at - timedelta(minutes=2),
        bill_number=f"{serial:010d}",
        payer=PAYER,
        organ=organ,
    )
