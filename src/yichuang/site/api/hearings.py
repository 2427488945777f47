"""The steps of a hearing in licensing, each a noun under a case; LicLaw 46 to 48."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from yichuang.approval import public as approval
from yichuang.directory.public import ActorKind, requires

from .base import who
from .security import SIGNED_IN
from .steps import RECEIPTS, Code, Reasons, ReceiptStatus, StepIn, take
from .types import CaseId, IdempotencyKey, MomentIn, Text

router = Router(tags=["steps"], auth=SIGNED_IN)

Told = Literal["applicant", "third"]
Name = Annotated[str, Text(120)]


class HearingRightIn(StepIn):
    """告知听证权利 Whom it concerns, and what is at stake between them."""

    to: Annotated[list[Told], Field(min_length=1, max_length=2)]
    interest: Reasons


class HearingRequestIn(StepIn):
    """申请听证 A window says who asks; online it is the applicant."""

    by: Told = "applicant"
    who: Name = ""
    reason: Reasons = ""


class HearingWaiverIn(StepIn):
    """放弃听证 A window says who gives it up."""

    by: Told = "applicant"
    who: Name = ""


class HearingNoticeIn(StepIn):
    """通知听证 Time, place and the code of the officer who hosts it."""

    set_for: MomentIn
    place: Annotated[str, Text(200)]
    host: Code


class HearingAnnouncementIn(HearingNoticeIn):
    """听证公告 A public hearing on the organ's own motion."""

    reason: Reasons


class HearingRecordIn(StepIn):
    """听证笔录 It was held, or nobody who asked came."""

    outcome: Literal["held", "absent"]
    record: Annotated[str, Text(20000)]
    signed_by: Annotated[str, Text(500)] = ""


@router.post(
    "/hearing-right", response=RECEIPTS, operation_id="tell_hearing", summary="告知听证权利 Tell"
)
@requires("approval.suspend")
def right(
    request: HttpRequest, case: CaseId, body: HearingRightIn, key: IdempotencyKey
) -> ReceiptStatus:
    """被告知之日起五日内可以申请听证。 Those told may ask within five days. LicLaw 47."""
    command = approval.TellHearing(to=tuple(body.to), interest=body.interest)
    return take(request, case, command, key, body)


@router.post(
    "/hearing-request",
    response=RECEIPTS,
    operation_id="request_hearing",
    summary="申请听证 Ask for a hearing",
)
@requires("approval.answer", "approval.receive")
def asked(
    request: HttpRequest, case: CaseId, body: HearingRequestIn, key: IdempotencyKey
) -> ReceiptStatus:
    """自申请之日起停止计算办理期限。 The periods stand still from now on. LicLaw 45, 47."""
    if who(request).kind is ActorKind.PARTY:
        return take(request, case, approval.RequestHearing(reason=body.reason), key, body)
    command = approval.TakeHearingRequest(by=body.by, who=body.who, reason=body.reason)
    return take(request, case, command, key, body)


@router.post(
    "/hearing-waiver",
    response=RECEIPTS,
    operation_id="waive_hearing",
    summary="放弃听证 Give the hearing up",
)
@requires("approval.answer", "approval.receive")
def waived(
    request: HttpRequest, case: CaseId, body: HearingWaiverIn, key: IdempotencyKey
) -> ReceiptStatus:
    """放弃后不能再申请。 Who gave it up cannot ask again."""
    if who(request).kind is ActorKind.PARTY:
        return take(request, case, approval.WaiveHearing(), key, body)
    return take(request, case, approval.TakeHearingWaiver(by=body.by, who=body.who), key, body)


@router.post(
    "/hearing-announcement",
    response=RECEIPTS,
    operation_id="announce_hearing",
    summary="听证公告 Announce a hearing",
)
@requires("approval.suspend")
def announcement(
    request: HttpRequest, case: CaseId, body: HearingAnnouncementIn, key: IdempotencyKey
) -> ReceiptStatus:
    """行政机关主动举行听证，提前七日公告。 On its own motion, seven days ahead. LicLaw 46, 48."""
    moment: datetime = body.set_for
    command = approval.AnnounceHearing(
        set_for=moment, place=body.place, host=body.host, reason=body.reason
    )
    return take(request, case, command, key, body)


@router.post(
    "/hearing-notice",
    response=RECEIPTS,
    operation_id="set_hearing",
    summary="通知听证 Notify the hearing",
)
@requires("approval.suspend")
def notice(
    request: HttpRequest, case: CaseId, body: HearingNoticeIn, key: IdempotencyKey
) -> ReceiptStatus:
    """二十日内举行，提前七日通知。 Within twenty days, notified seven ahead. LicLaw 47, 48."""
    moment: datetime = body.set_for
    command = approval.SetHearing(set_for=moment, place=body.place, host=body.host)
    return take(request, case, command, key, body)


@router.post(
    "/hearing-record",
    response=RECEIPTS,
    operation_id="record_hearing",
    summary="听证笔录 Record the hearing",
)
@requires("approval.hear")
def record(
    request: HttpRequest, case: CaseId, body: HearingRecordIn, key: IdempotencyKey
) -> ReceiptStatus:
    """笔录由参加人签名；下一个工作日起继续计时。 Signed; counting goes on. LicLaw 45, 48."""
    command = approval.RecordHearing(
        outcome=body.outcome, record=body.record, signed_by=body.signed_by
    )
    return take(request, case, command, key, body)
