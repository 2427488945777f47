"""What may be asked for on a result's way to the applicant; personal content is sealed later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from yichuang.ledger.pure import Command


@dataclass(frozen=True, slots=True)
class Address:
    """Where a parcel goes (收件地址)."""

    name: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class Collector:
    """Who collects for the applicant: by which document he was checked, and by what authority."""

    name: str
    id_kind: str  # identity_card, passport, permit, other
    id_number: str
    authority: str  # the mandate on record, or the letter he brought


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseDelivery(Command):
    """Say as the applicant how the result shall come (选择领取方式)."""

    kind: ClassVar[str] = "choose_delivery"
    act: ClassVar[str] = "approval.answer"

    way: str  # collection, courier
    address: Address | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeDeliveryChoice(ChooseDelivery):
    """Enter at a window what the applicant says of it (登记领取方式)."""

    kind: ClassVar[str] = "take_delivery_choice"
    act: ClassVar[str] = "approval.deliver"


@dataclass(frozen=True, slots=True, kw_only=True)
class LayReady(Command):
    """Keep the result ready at a window, and let the applicant know (备妥待领)."""

    kind: ClassVar[str] = "lay_ready"
    act: ClassVar[str] = "approval.deliver"

    place: str = ""  # empty: where the guide says


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWrongCode(Command):
    """Put on record that a wrong code was shown (取件码不符); the code itself is not kept."""

    kind: ClassVar[str] = "note_wrong_code"
    act: ClassVar[str] = "approval.deliver"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collect(Command):
    """Hand the result over to whoever collects it (领取).

    The applicant shows his code, or the document whose number he applied with (`id_number`);
    anybody else is named in `collector`.
    """

    kind: ClassVar[str] = "collect"
    act: ClassVar[str] = "approval.deliver"

    by: str  # applicant, agent, other
    code: str = ""
    id_number: str = ""
    collector: Collector | None = None
    signature: str = ""  # upload with the signature; empty: on paper
    signature_digest: str = ""  # SM3 of it; the service sets it
    signed_on_paper: bool = False  # the printed proof of service bears his signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch(Command):
    """Give the result to a courier (交寄)."""

    kind: ClassVar[str] = "dispatch"
    act: ClassVar[str] = "approval.deliver"

    carrier: str
    waybill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReceipt(Command):
    """Enter the proof that the parcel was received: a number, or a scan (签收)."""

    kind: ClassVar[str] = "record_receipt"
    act: ClassVar[str] = "approval.deliver"

    received_on: date
    signed_by: str
    proof: str = ""
    scan: str = ""  # upload with the signed slip
    scan_digest: str = ""  # SM3 of it; the service sets it


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReturn(Command):
    """Enter that the parcel came back, and why (退回)."""

    kind: ClassVar[str] = "record_return"
    act: ClassVar[str] = "approval.deliver"

    reason: str  # refused, unknown, moved, unclaimed, damaged
    note: str = ""
