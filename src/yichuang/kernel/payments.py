"""The port to the city's non-tax system: it alone says that something was paid (收缴分离)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC


class PaymentSystemSilent(RuntimeError):
    """The non-tax system does not answer; to be tried again."""


@dataclass(frozen=True, slots=True)
class PaymentWord:
    """What the non-tax system says of one payment; `reference` is its own number of it."""

    code: str
    reference: str
    amount_fen: int
    paid_at: datetime
    bill_number: str  # of the electronic bill 电子票据
    payer: str = ""
    organ: str = ""  # the credit code of the collecting organ 执收单位, where it is told


class PaymentPort(Protocol):
    """A city's non-tax system (非税收入收缴系统). Each call may raise PaymentSystemSilent."""

    @property
    def demonstration(self) -> bool:
        """Whether no real money moves."""
        ...

    def register(self, code: str, amount_fen: int) -> None:
        """Make a bill known; the same again changes nothing."""
        ...

    def payments(self, code: str) -> tuple[PaymentWord, ...]:
        """Return every payment that came for a code, in their order."""
        ...

    def refund(self, code: str, reference: str, amount_fen: int) -> datetime | None:
        """Ask to pay back in full, once however often asked; return when done, None if not yet."""
        ...

    def authentic(self, message: bytes, signature: str) -> bool:
        """Return whether a message bears the system's HMAC-SM3."""
        ...


class NoPayments:
    """No non-tax system is connected: every call says that it does not answer."""

    demonstration = False

    def register(self, code: str, amount_fen: int) -> None:  # noqa: ARG002
        raise PaymentSystemSilent

    def payments(self, code: str) -> tuple[PaymentWord, ...]:  # noqa: ARG002
        raise PaymentSystemSilent

    def refund(self, code: str, reference: str, amount_fen: int) -> datetime | None:  # noqa: ARG002
        raise PaymentSystemSilent

    def authentic(self, message: bytes, signature: str) -> bool:  # noqa: ARG002
        return False


def hmac_sm3(key: bytes, message: bytes) -> bytes:
    """Return the 32-byte HMAC of a message with SM3 (GB/T 15852.2)."""
    mac = HMAC(key, hashes.SM3())
    mac.update(message)
    return mac.finalize()
