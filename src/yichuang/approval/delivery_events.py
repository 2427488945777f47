"""What can happen to a result on its way to the applicant (领取、邮寄); `Delivered` ends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from yichuang.ledger.pure import Event, Sealed, register_events

from .events import LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryChosen(Event):
    """The applicant has said how the result shall come (选择领取方式)."""

    kind: ClassVar[str] = "delivery_chosen"

    way: str  # collection, courier
    entrance: str  # online, window
    address: Sealed | None = None  # name, phone, address


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidReady(Event):
    """The result lies ready at a window, and the applicant is told a code (备妥待领)."""

    kind: ClassVar[str] = "laid_ready"

    place: str
    code_digest: str = ""  # HMAC-SM3 of the code
    number: str = ""
    paper_digest: str = ""
    code: Sealed | None = None  # the applicant's alone: see `selectors`


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRefused(Event):
    """A wrong code was shown at the counter (取件码不符)."""

    kind: ClassVar[str] = "code_refused"
    matters: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatched(Event):
    """The result is on its way with a courier (交寄); nothing is served by that."""

    kind: ClassVar[str] = "dispatched"

    carrier: str
    waybill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelReturned(Event):
    """The parcel came back: nothing was served (退回)."""

    kind: ClassVar[str] = "parcel_returned"

    reason: str
    waybill: str
    note: Sealed | None = None


DELIVERY_KINDS: tuple[type[Event], ...] = (
    DeliveryChosen,
    LaidReady,
    CodeRefused,
    Dispatched,
    ParcelReturned,
)

register_events(LINE, DELIVERY_KINDS)
