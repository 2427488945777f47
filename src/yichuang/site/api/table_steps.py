"""What may be done to an open step beside taking it, each a noun under a case."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from yichuang.approval import public as approval
from yichuang.directory.public import requires

from .security import SIGNED_IN
from .steps import RECEIPTS, Code, Reasons, ReceiptStatus, StepIn, take
from .types import CaseId, IdempotencyKey, Text

router = Router(tags=["steps"], auth=SIGNED_IN)

Officer = Annotated[str, Text(60, shortest=1)]
Kind = Annotated[
    Literal["examination", "review"], Field(description="环节的种类 As the step itself")
]


class ReturnIn(StepIn):
    """退回 Which step goes back to which, and whether all behind is done anew."""

    kind: Literal["examination", "review", "decision"] = "examination"
    step: Code
    to: Code
    again: bool = True
    reasons: Reasons


class TransferIn(StepIn):
    """转办 To whom."""

    kind: Kind = "examination"
    step: Code
    to: Officer


class SignerIn(StepIn):
    """加签 Who signs as well, before the others speak or after them."""

    kind: Kind = "examination"
    step: Code
    signer: Officer
    first: bool


class SignatureIn(StepIn):
    """加签意见."""

    kind: Kind = "examination"
    step: Code
    opinion: Reasons = ""


RETURNS = {
    "examination": approval.SendBack,
    "review": approval.SendBackReview,
    "decision": approval.SendBackDecision,
}


@router.post("/returns", response=RECEIPTS, operation_id="send_back", summary="退回 Send back")
@requires("approval.examine", "approval.review", "approval.decide")
def returns(
    request: HttpRequest, case: CaseId, body: ReturnIn, key: IdempotencyKey
) -> ReceiptStatus:
    """退回至环节表列明的环节，说明理由。 Only where the table of steps has such a way."""
    command = RETURNS[body.kind](step=body.step, to=body.to, again=body.again, reasons=body.reasons)
    return take(request, case, command, key, body)


@router.post("/transfers", response=RECEIPTS, operation_id="transfer_step", summary="转办 Transfer")
@requires("approval.examine", "approval.review")
def transfers(
    request: HttpRequest, case: CaseId, body: TransferIn, key: IdempotencyKey
) -> ReceiptStatus:
    """交给一名可以办理的人员，只有他能办。 From now on only that officer may take it."""
    kind = approval.TransferReview if body.kind == "review" else approval.Transfer
    return take(request, case, kind(step=body.step, to=body.to), key, body)


@router.post("/signers", response=RECEIPTS, operation_id="add_signer", summary="加签 Add a signer")
@requires("approval.examine", "approval.review")
def signers(
    request: HttpRequest, case: CaseId, body: SignerIn, key: IdempotencyKey
) -> ReceiptStatus:
    """多一个人签，不改变结果。 What he says is for those who follow."""
    kind = approval.AddReviewSigner if body.kind == "review" else approval.AddSigner
    command = kind(step=body.step, signer=body.signer, first=body.first)
    return take(request, case, command, key, body)


@router.post(
    "/signatures", response=RECEIPTS, operation_id="sign_step", summary="签署加签意见 Sign"
)
@requires("approval.examine", "approval.review")
def signatures(
    request: HttpRequest, case: CaseId, body: SignatureIn, key: IdempotencyKey
) -> ReceiptStatus:
    """被加签的人签署。 By the person who was added."""
    kind = approval.SignReview if body.kind == "review" else approval.SignStep
    return take(request, case, kind(step=body.step, opinion=body.opinion), key, body)
