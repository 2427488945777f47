"""The steps off the straight road, each a noun under a case."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from yichuang.approval import public as approval
from yichuang.directory.public import ActorKind, requires

from .applications import MaterialIn, given_materials
from .base import who
from .security import SIGNED_IN
from .steps import RECEIPTS, Code, Reasons, ReceiptStatus, StepIn, take
from .types import CaseId, Day, IdempotencyKey, Strict, Text, whole

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


class GapAcceptanceIn(StepIn):
    """容缺受理 What may follow is promised for a day, and by whom the promise is signed."""

    bring_by: Day
    signed_by: Annotated[str, Text(120)]


class FeeIn(Strict):
    """收费项目 An item of the guide; a rate where its standard has several."""

    name: Annotated[str, Text(120, shortest=1)]
    quantity: Annotated[int, whole(1, 100_000)] = 1
    unit_fen: Annotated[int, whole(1, 10**12)] | None = None


class FeeNoticeIn(StepIn):
    """缴费通知 What is to be paid and by when; a relief names its ground and who approved."""

    items: Annotated[list[FeeIn], Field(min_length=1, max_length=20)]
    pay_by: Day
    relief_fen: Annotated[int, whole(0, 10**15)] = 0
    relief_ground: Annotated[str, Text(500)] = ""
    approved_by: Annotated[str, Text(40)] = ""


@router.post(
    "/fee-notice",
    response=RECEIPTS,
    operation_id="issue_fee_notice",
    summary="缴费通知 Send a fee notice",
)
@requires("approval.accept")
def fee_notice(
    request: HttpRequest, case: CaseId, body: FeeNoticeIn, key: IdempotencyKey
) -> ReceiptStatus:
    """只按公布的项目和标准。 Only items and rates that are published, LicLaw 58, 59."""
    command = approval.IssueFeeNotice(
        items=tuple(approval.FeeAsked(one.name, one.quantity, one.unit_fen) for one in body.items),
        pay_by=body.pay_by,
        relief_fen=body.relief_fen,
        relief_ground=body.relief_ground,
        approved_by=body.approved_by,
    )
    return take(request, case, command, key, body)


class MaterialsBroughtIn(StepIn):
    """补交材料 What was missing at acceptance; it may come in parts."""

    materials: Annotated[list[MaterialIn], Field(max_length=100)]


@router.post(
    "/acceptance-with-gaps",
    response=RECEIPTS,
    operation_id="accept_with_gaps",
    summary="容缺受理 Accept with gaps",
)
@requires("approval.accept")
def acceptance_with_gaps(
    request: HttpRequest, case: CaseId, body: GapAcceptanceIn, key: IdempotencyKey
) -> ReceiptStatus:
    """只缺指南列明可以后补的材料。 Only what the guide lets follow may be missing."""
    command = approval.AcceptWithGaps(bring_by=body.bring_by, signed_by=body.signed_by)
    return take(request, case, command, key, body)


@router.post(
    "/materials",
    response=RECEIPTS,
    operation_id="bring_materials",
    summary="补交材料 Bring materials",
)
@requires("approval.answer", "approval.receive")
def materials(
    request: HttpRequest, case: CaseId, body: MaterialsBroughtIn, key: IdempotencyKey
) -> ReceiptStatus:
    """受理以后补交，本人网上提交或者窗口代收。 After acceptance, online or at a window."""
    online = who(request).kind is ActorKind.PARTY
    kind = approval.BringMaterials if online else approval.TakeMaterials
    return take(request, case, kind(materials=given_materials(body.materials)), key, body)
