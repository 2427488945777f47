"""The steps off the straight road, each a noun under a case."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router

from yichuang.approval import public as approval
from yichuang.directory.public import requires

from .security import SIGNED_IN
from .steps import RECEIPTS, Code, Reasons, ReceiptStatus, StepIn, take
from .types import CaseId, Day, IdempotencyKey, Text

router = Router(tags=["steps"], auth=SIGNED_IN)


class PromiseCheckIn(StepIn):
    """承诺核查 What was found; an order to correct names its last day."""

    outcome: Literal["kept", "correct", "not_kept"]
    findings: Reasons = ""
    correct_by: Day | None = None


class EndingIn(StepIn):
    """撤销、撤回、注销 The ground is one the law lists, LicLaw 8, 69, 70."""

    how: Literal["revoked", "recalled", "deregistered"]
    ground: Code
    reasons: Reasons
    compensation: Annotated[str, Text(2000)] = ""


@router.post(
    "/promise-check",
    response=RECEIPTS,
    operation_id="check_promise",
    summary="承诺核查 Check a promise",
)
@requires("approval.examine")
def promise_check(
    request: HttpRequest, case: CaseId, body: PromiseCheckIn, key: IdempotencyKey
) -> ReceiptStatus:
    """不符的先责令改正一次，仍不符的撤销。 An order to correct once, then revocation."""
    command = approval.CheckPromise(
        outcome=body.outcome, findings=body.findings, correct_by=body.correct_by
    )
    return take(request, case, command, key, body)


@router.post(
    "/ending",
    response=RECEIPTS,
    operation_id="end_grant",
    summary="撤销、撤回、注销 End a grant",
)
@requires("approval.decide")
def ending(
    request: HttpRequest, case: CaseId, body: EndingIn, key: IdempotencyKey
) -> ReceiptStatus:
    """已经制作的证照随即失效。 The licence made out is no longer in force. LicLaw 8, 69, 70."""
    command = approval.EndGrant(
        how=body.how, ground=body.ground, reasons=body.reasons, compensation=body.compensation
    )
    return take(request, case, command, key, body)
