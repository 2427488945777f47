"""The hand-up to the organ that decides, each step a noun under a case; LicLaw 35, 43."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from yichuang.approval import public as approval
from yichuang.directory.public import requires

from .security import SIGNED_IN
from .steps import RECEIPTS, Reasons, ReceiptStatus, StepIn, take
from .types import CaseId, IdempotencyKey

router = Router(tags=["steps"], auth=SIGNED_IN)


class HandUpIn(StepIn):
    """报送上级机关 What the first examination proposes, and why."""

    agrees: bool
    reasons: Reasons


@router.post("/hand-up", response=RECEIPTS, operation_id="hand_up", summary="报送上级机关 Hand up")
@requires("approval.decide")
def hand_up(
    request: HttpRequest, case: CaseId, body: HandUpIn, key: IdempotencyKey
) -> ReceiptStatus:
    """初审意见和全部申请材料直接报送。 Opinion and whole file go up. LicLaw 35."""
    command = approval.HandUp(agrees=body.agrees, reasons=body.reasons)
    return take(request, case, command, key, body)


@router.post(
    "/hand-up-receipt",
    response=RECEIPTS,
    operation_id="receive_hand_up",
    summary="签收报送 Sign for what was handed up",
)
@requires("approval.examine")
def received(
    request: HttpRequest, case: CaseId, body: StepIn, key: IdempotencyKey
) -> ReceiptStatus:
    """上级机关签收，不得要求重复提供材料。 No material is asked for again. LicLaw 35."""
    return take(request, case, approval.ReceiveHandUp(), key, body)
