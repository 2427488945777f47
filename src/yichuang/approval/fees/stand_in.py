"""A stand-in of a city's non-tax system, for demonstrations: no money moves."""

from __future__ import annotations

import hmac
from datetime import datetime

from yichuang.kernel.public import PaymentWord, hmac_sm3, ports

from ..errors import PaymentUnknown
from ..models import StandInBill, StandInPayment

PAYER = "演示付款人"


class StandInTreasury:
    """Keeps bills and payments in tables of its own, as the other side would."""

    demonstration = True

    def __init__(self, key: bytes):
        self._key = key

    def register(self, code: str, amount_fen: int) -> None:
        """See the port."""
        StandInBill.objects.get_or_create(code=code, defaults={"amount_fen": amount_fen})

    def payments(self, code: str) -> tuple[PaymentWord, ...]:
        """See the port."""
        rows = StandInPayment.objects.filter(bill_id=code).order_by("id")
        return tuple(
            PaymentWord(code, row.reference, row.bill.amount_fen, row.paid_at, row.number, PAYER)
            for row in rows.select_related("bill")
        )

    def refund(self, code: str, reference: str, amount_fen: int) -> datetime | None:  # noqa: ARG002
        """See the port; this one pays back at once."""
        rows = StandInPayment.objects.filter(bill_id=code, reference=reference)
        rows.filter(refunded_at=None).update(refunded_at=ports().clock.now())
        return rows.values_list("refunded_at", flat=True).first()

    def authentic(self, message: bytes, signature: str) -> bool:
        """See the port."""
        return hmac.compare_digest(self.sign(message), signature.encode("utf-8", "replace"))

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message as the other side would send it, in hex."""
        return hmac_sm3(self._key, message).hex().encode()

    def pay(self, code: str) -> PaymentWord:
        """Do what a payer does at his bank. Raises PaymentUnknown for a bill never made known."""
        bill = StandInBill.objects.filter(code=code).first()
        if bill is None:
            raise PaymentUnknown(field="code")
        row = StandInPayment.objects.create(
            bill=bill,
            reference=f"YS{ports().ids.nonce(12).hex()}",
            number=f"{int.from_bytes(ports().ids.nonce(4)) % 10**10:010d}",
            paid_at=ports().clock.now(),
        )
        return next(word for word in self.payments(code) if word.reference == row.reference)
