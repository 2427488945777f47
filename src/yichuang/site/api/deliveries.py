"""A result's way to the applicant, each step a noun under its case; CPL 民事诉讼法 87, 88, 91."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from yichuang.approval import public as approval
from yichuang.directory.public import ActorKind, requires

from .base import who
from .security import SIGNED_IN
from .steps import RECEIPTS, Reasons, ReceiptStatus, StepIn, take
from .types import CaseId, Day, Flag, IdempotencyKey, Strict, Text

router = Router(tags=["steps"], auth=SIGNED_IN)

Short = Annotated[str, Text(60)]


class AddressIn(Strict):
    """收件地址 Where a parcel goes."""

    name: Short
    phone: Annotated[str, Text(20)]
    address: Annotated[str, Text(120)]


class DeliveryChoiceIn(StepIn):
    """领取方式 A courier needs an address."""

    way: Literal["collection", "courier"]
    address: AddressIn | None = None


class CollectionNoticeIn(StepIn):
    """备妥待领 Empty: where the guide says."""

    place: Annotated[str, Text(200)] = ""


class CollectorIn(Strict):
    """代领人 Who collects for the applicant, and by what authority."""

    name: Short
    id_kind: Literal["identity_card", "passport", "permit", "other"]
    id_number: Annotated[str, Text(30)]
    authority: Annotated[str, Text(200)]


class CollectionIn(StepIn):
    """领取 By the code, or by the document with whose number the application was filed."""

    by: Literal["applicant", "agent", "other"] = "applicant"
    code: Annotated[str, Text(20)] = ""
    id_number: Annotated[str, Text(30)] = ""
    collector: CollectorIn | None = None
    signature: Annotated[str, Text(36)] = Field("", description="签名图像 An upload's id")
    signed_on_paper: Flag = False


class DispatchIn(StepIn):
    """交寄 Letters and digits, 8 to 32."""

    carrier: Short
    waybill: Annotated[str, Text(40)]


class CourierReceiptIn(StepIn):
    """签收 A number of the proof, or an upload with it."""

    received_on: Day
    signed_by: Annotated[str, Text(100)]
    proof: Short = ""
    scan: Annotated[str, Text(36)] = Field("", description="回执扫描件 An upload's id")


class CourierReturnIn(StepIn):
    """退回."""

    reason: Literal["refused", "unknown", "moved", "unclaimed", "damaged"]
    note: Reasons = ""


@router.post(
    "/delivery-choice",
    response=RECEIPTS,
    operation_id="choose_delivery",
    summary="选择领取方式 Choose the way",
)
@requires("approval.answer", "approval.deliver")
def choice(
    request: HttpRequest, case: CaseId, body: DeliveryChoiceIn, key: IdempotencyKey
) -> ReceiptStatus:
    """申请人选择，或者窗口登记。 The applicant's choice, or a clerk's entry of it."""
    address = approval.Address(**body.address.model_dump()) if body.address else None
    online = who(request).kind is ActorKind.PARTY
    kind = approval.ChooseDelivery if online else approval.TakeDeliveryChoice
    return take(request, case, kind(way=body.way, address=address), key, body)


@router.post(
    "/collection-notice", response=RECEIPTS, operation_id="lay_ready", summary="备妥待领 Lay ready"
)
@requires("approval.deliver")
def ready(
    request: HttpRequest, case: CaseId, body: CollectionNoticeIn, key: IdempotencyKey
) -> ReceiptStatus:
    """生成取件码并告知申请人。 Draws a code and tells the applicant."""
    return take(request, case, approval.LayReady(place=body.place), key, body)


@router.post("/collection", response=RECEIPTS, operation_id="collect", summary="领取 Collect")
@requires("approval.deliver")
def collection(
    request: HttpRequest, case: CaseId, body: CollectionIn, key: IdempotencyKey
) -> ReceiptStatus:
    """取件码输错五次即停用，改凭证件。 Five wrong codes end its use; then a document."""
    collector = approval.Collector(**body.collector.model_dump()) if body.collector else None
    command = approval.Collect(
        by=body.by,
        code=body.code,
        id_number=body.id_number,
        collector=collector,
        signature=body.signature,
        signed_on_paper=body.signed_on_paper,
    )
    return take(request, case, command, key, body)


@router.post("/dispatch", response=RECEIPTS, operation_id="dispatch", summary="交寄 Dispatch")
@requires("approval.deliver")
def dispatch(
    request: HttpRequest, case: CaseId, body: DispatchIn, key: IdempotencyKey
) -> ReceiptStatus:
    """交寄不是送达。 Nothing is served by sending it."""
    command = approval.Dispatch(carrier=body.carrier, waybill=body.waybill)
    return take(request, case, command, key, body)


@router.post(
    "/courier-receipt",
    response=RECEIPTS,
    operation_id="record_receipt",
    summary="登记签收 Record the receipt",
)
@requires("approval.deliver")
def receipt(
    request: HttpRequest, case: CaseId, body: CourierReceiptIn, key: IdempotencyKey
) -> ReceiptStatus:
    """以回执上的收件日期为送达日期。 Served on the day written on the receipt."""
    command = approval.RecordReceipt(
        received_on=body.received_on, signed_by=body.signed_by, proof=body.proof, scan=body.scan
    )
    return take(request, case, command, key, body)


@router.post(
    "/courier-return",
    response=RECEIPTS,
    operation_id="record_return",
    summary="登记退回 Record the return",
)
@requires("approval.deliver")
def returned(
    request: HttpRequest, case: CaseId, body: CourierReturnIn, key: IdempotencyKey
) -> ReceiptStatus:
    """退回后可以重新交寄、改为领取或者其他方式。 It may be sent again or collected."""
    command = approval.RecordReturn(reason=body.reason, note=body.note)
    return take(request, case, command, key, body)
