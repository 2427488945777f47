"""The steps of a case, each a noun under it: what was done, and its receipt."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from yichuang.approval import public as approval
from yichuang.directory.public import ActorKind, NotAllowed, requires
from yichuang.ledger.public import Command, case_visible_to

from .applications import Answer, Form, MaterialIn, given_materials
from .base import who
from .security import SIGNED_IN
from .types import (
    CaseId,
    Day,
    Flag,
    IdempotencyKey,
    ReceiptReply,
    SeenNo,
    Strict,
    Text,
    whole,
)

router = Router(tags=["steps"], auth=SIGNED_IN)

Reasons = Annotated[str, Text(5000)]
Code = Annotated[str, Text(40, shortest=1)]
RECEIPTS = {201: ReceiptReply, 200: ReceiptReply}
ReceiptStatus = Status[ReceiptReply]


class StepIn(Strict):
    """What every step may carry."""

    seen_no: SeenNo = None


class NonAcceptanceIn(StepIn):
    """不予受理, LicLaw 32(1)(2), 78."""

    ground: Literal["not_required", "not_competent", "false_materials"]
    reasons: Reasons
    competent_organ: Annotated[str, Text(120)] = ""


class DefectIn(Strict):
    """One material of a notice (`form`: the application form), and what is wrong with it."""

    code: Code
    defects: Annotated[list[Annotated[str, Text(200, shortest=1)]], Field(max_length=50)] = []
    note: Annotated[str, Text(1000)] = ""


class SupplementRequestIn(StepIn):
    """一次性告知补正, LicLaw 32(4)."""

    items: Annotated[list[DefectIn], Field(max_length=100)]
    answer_by: Day | None = None


class SupplementIn(StepIn):
    """提交补正 What was asked for; it may come in parts."""

    materials: Annotated[list[MaterialIn], Field(max_length=100)] = []
    answers: Form | None = None


class WithdrawalIn(StepIn):
    """撤回申请."""

    reason: Reasons = ""


class OpinionIn(StepIn):
    """审查、核查（examination）或复核（review）意见."""

    kind: Literal["examination", "review"] = "examination"
    step: Code
    agrees: Flag
    opinion: Reasons = ""


class RecallIn(StepIn):
    """撤回本步 Of the same kind as the opinion that is taken back."""

    kind: Literal["examination", "review"] = "examination"


class SuspensionIn(StepIn):
    """特别程序开始 Only procedures the guide lists stop the clock."""

    procedure: Code
    reason: Reasons
    expected_until: Day | None = None


class ExtensionIn(StepIn):
    """延长期限，工作日 Working days."""

    days: Annotated[int, whole(1, 366)]
    reason: Reasons


class DecisionIn(StepIn):
    """准予或者不予 A refusal states its reasons; the ground that it is false is LicLaw 78."""

    granted: Flag
    reasons: Reasons = ""
    articles: Annotated[list[Annotated[str, Text(100, shortest=1)]], Field(max_length=20)] = []
    content: Reasons = ""
    ground: Literal["", "false_materials"] = ""
    hearing_record: Reasons = ""


class CompletionIn(StepIn):
    """即办 Accept, decide and hand over at once."""

    method: Literal["counter", "online", "courier"] = "counter"
    content: Reasons = ""


class IssueIn(StepIn):
    """出证 `valid_from` null: the day of the decision."""

    valid_from: Day | None = None


class DeliveryIn(StepIn):
    """送达."""

    method: Literal["counter", "online", "courier"]
    recipient: Annotated[str, Text(200)] = ""


class EvaluationIn(StepIn):
    """评价，5 非常满意至 1 非常不满意."""

    grade: Annotated[int, whole(1, 5)]
    options: Annotated[list[Annotated[str, Text(60, shortest=1)]], Field(max_length=20)] = []
    words: Reasons = ""


class CorrectionIn(StepIn):
    """更正 What stands wrong in entry `no`, the right value, why, and approved by whom."""

    no: Annotated[int, whole(1, 2**31 - 1)]
    field: Annotated[str, Text(100, shortest=1)] = Field(description="received_at, form.<element>")
    value: Answer
    ground: Reasons
    approved_by: Annotated[str, Text(60)] = Field(description="工作人员编号 An officer's code")


class VoidingIn(StepIn):
    """作废."""

    ground: Reasons
    approved_by: Annotated[str, Text(60)]


@router.post("/acceptance", response=RECEIPTS, operation_id="accept", summary="受理 Accept")
@requires("approval.accept")
def acceptance(
    request: HttpRequest, case: CaseId, body: StepIn, key: IdempotencyKey
) -> ReceiptStatus:
    """两个期限自次日起算。 Both clocks count from the next day. LicLaw 32(5)."""
    return take(request, case, approval.Accept(), key, body)


@router.post(
    "/non-acceptance",
    response=RECEIPTS,
    operation_id="decline_acceptance",
    summary="不予受理 Decline",
)
@requires("approval.accept")
def non_acceptance(
    request: HttpRequest, case: CaseId, body: NonAcceptanceIn, key: IdempotencyKey
) -> ReceiptStatus:
    """说明理由；不属本机关的写明应向哪个机关申请。 With reasons; names the competent organ."""
    command = approval.DeclineAcceptance(
        ground=body.ground, reasons=body.reasons, competent_organ=body.competent_organ
    )
    return take(request, case, command, key, body)


@router.post(
    "/supplement-request",
    response=RECEIPTS,
    operation_id="request_supplement",
    summary="一次性告知补正 Ask for what is missing",
)
@requires("approval.accept")
def supplement_request(
    request: HttpRequest, case: CaseId, body: SupplementRequestIn, key: IdempotencyKey
) -> ReceiptStatus:
    """只能告知一次，须一次说全。 Once, and completely. LicLaw 32(4)."""
    items = tuple(
        approval.SupplementItem(item.code, tuple(item.defects), item.note) for item in body.items
    )
    command = approval.RequestSupplement(items=items, answer_by=body.answer_by)
    return take(request, case, command, key, body)


@router.post(
    "/supplement",
    response=RECEIPTS,
    operation_id="give_supplement",
    summary="提交或接收补正 Supplement",
)
@requires("approval.answer", "approval.receive")
def supplement(
    request: HttpRequest, case: CaseId, body: SupplementIn, key: IdempotencyKey
) -> ReceiptStatus:
    """申请人提交，或窗口代收。 The applicant's answer, or a clerk's entry of it."""
    online = who(request).kind is ActorKind.PARTY
    command_type = approval.AnswerSupplement if online else approval.TakeSupplement
    command = command_type(materials=given_materials(body.materials), answers=body.answers)
    return take(request, case, command, key, body)


@router.post("/withdrawal", response=RECEIPTS, operation_id="withdraw", summary="撤回申请 Withdraw")
@requires("approval.withdraw")
def withdrawal(
    request: HttpRequest, case: CaseId, body: WithdrawalIn, key: IdempotencyKey
) -> ReceiptStatus:
    """作出决定之前可以撤回。 Possible until it is decided."""
    return take(request, case, approval.Withdraw(reason=body.reason), key, body)


@router.post(
    "/opinions", response=RECEIPTS, operation_id="give_opinion", summary="审查意见 Opinion"
)
@requires("approval.examine", "approval.review")
def opinions(
    request: HttpRequest, case: CaseId, body: OpinionIn, key: IdempotencyKey
) -> ReceiptStatus:
    """以本人名义完成一个办理环节。 Completes a handling step in one's own name."""
    command_type = approval.GiveReview if body.kind == "review" else approval.GiveOpinion
    command = command_type(step=body.step, agrees=body.agrees, opinion=body.opinion)
    return take(request, case, command, key, body)


@router.post(
    "/suspension", response=RECEIPTS, operation_id="suspend", summary="启动特别程序 Suspend"
)
@requires("approval.suspend")
def suspension(
    request: HttpRequest, case: CaseId, body: SuspensionIn, key: IdempotencyKey
) -> ReceiptStatus:
    """指南列明的特别程序不计入期限。 Only what the guide lists stops the clock. LicLaw 45."""
    command = approval.Suspend(
        procedure=body.procedure, reason=body.reason, expected_until=body.expected_until
    )
    return take(request, case, command, key, body)


@router.post("/resumption", response=RECEIPTS, operation_id="resume", summary="恢复计时 Resume")
@requires("approval.suspend")
def resumption(
    request: HttpRequest, case: CaseId, body: StepIn, key: IdempotencyKey
) -> ReceiptStatus:
    """自下一个工作日继续计算。 Counting goes on with the next working day."""
    return take(request, case, approval.Resume(), key, body)


@router.post("/extension", response=RECEIPTS, operation_id="extend", summary="延长期限 Extend")
@requires("approval.extend")
def extension(
    request: HttpRequest, case: CaseId, body: ExtensionIn, key: IdempotencyKey
) -> ReceiptStatus:
    """经本机关负责人批准，限一次。 By the head of the organ, once. LicLaw 42(1)."""
    return take(request, case, approval.Extend(days=body.days, reason=body.reason), key, body)


@router.post("/decision", response=RECEIPTS, operation_id="decide", summary="作出决定 Decide")
@requires("approval.decide")
def decision(
    request: HttpRequest, case: CaseId, body: DecisionIn, key: IdempotencyKey
) -> ReceiptStatus:
    """准予，或者附理由不予。 Grants, or refuses with reasons. LicLaw 37, 38."""
    command = approval.Decide(
        granted=body.granted,
        reasons=body.reasons,
        articles=tuple(body.articles),
        content=body.content,
        ground=body.ground,
        hearing_record=body.hearing_record,
    )
    return take(request, case, command, key, body)


@router.post(
    "/completion", response=RECEIPTS, operation_id="complete_at_once", summary="当场办结 At once"
)
@requires("approval.decide")
def completion(
    request: HttpRequest, case: CaseId, body: CompletionIn, key: IdempotencyKey
) -> ReceiptStatus:
    """即办件一次完成受理、决定和送达。 Instant matters only. LicLaw 34(2)."""
    command = approval.CompleteAtOnce(method=body.method, content=body.content)
    return take(request, case, command, key, body)


@router.post("/issue", response=RECEIPTS, operation_id="issue", summary="出证 Issue")
@requires("approval.issue")
def issue(request: HttpRequest, case: CaseId, body: IssueIn, key: IdempotencyKey) -> ReceiptStatus:
    """制作证照。 Makes out the licence. LicLaw 39, 44."""
    return take(request, case, approval.Issue(valid_from=body.valid_from), key, body)


@router.post("/delivery", response=RECEIPTS, operation_id="deliver", summary="送达办结 Deliver")
@requires("approval.deliver")
def delivery(
    request: HttpRequest, case: CaseId, body: DeliveryIn, key: IdempotencyKey
) -> ReceiptStatus:
    """结果交付申请人并办结。 Hands the result over and closes."""
    command = approval.Deliver(method=body.method, recipient=body.recipient)
    return take(request, case, command, key, body)


@router.post("/evaluation", response=RECEIPTS, operation_id="evaluate", summary="评价 Rate")
@requires("approval.evaluate")
def evaluation(
    request: HttpRequest, case: CaseId, body: EvaluationIn, key: IdempotencyKey
) -> ReceiptStatus:
    """一次服务一次评价，不得修改。 One rating, never changed. GB/T 39734-2020."""
    command = approval.Evaluate(grade=body.grade, options=tuple(body.options), words=body.words)
    return take(request, case, command, key, body)


@router.post("/correction", response=RECEIPTS, operation_id="correct", summary="更正 Correct")
@requires("approval.correct")
def correction(
    request: HttpRequest, case: CaseId, body: CorrectionIn, key: IdempotencyKey
) -> ReceiptStatus:
    """原值保留，更正另记。 The old value stays on record."""
    command = approval.Correct(
        no=body.no,
        field=body.field,
        value=body.value,
        ground=body.ground,
        approved_by=body.approved_by,
    )
    return take(request, case, command, key, body)


@router.post(
    "/opinion-recall", response=RECEIPTS, operation_id="recall_opinion", summary="撤回本步 Recall"
)
@requires("approval.examine", "approval.review")
def opinion_recall(
    request: HttpRequest, case: CaseId, body: RecallIn, key: IdempotencyKey
) -> ReceiptStatus:
    """下一人打开办件以前，撤回本人的意见。 Take back one's own last opinion or review."""
    command = approval.RecallReview() if body.kind == "review" else approval.RecallOpinion()
    return take(request, case, command, key, body)


@router.post(
    "/deemed-confirmation", response=RECEIPTS, operation_id="confirm_deemed", summary="确认默示受理"
)
@requires("approval.confirm_deemed")
def deemed_confirmation(
    request: HttpRequest, case: CaseId, body: StepIn, key: IdempotencyKey
) -> ReceiptStatus:
    """确认后受理通知书发出，受理日期不变。 Releases the notice; the date stays. LicLaw 32(4)."""
    return take(request, case, approval.ConfirmDeemed(), key, body)


@router.post("/voiding", response=RECEIPTS, operation_id="void", summary="作废 Void")
@requires("approval.void")
def voiding(
    request: HttpRequest, case: CaseId, body: VoidingIn, key: IdempotencyKey
) -> ReceiptStatus:
    """本不应有的办件作废，号码不再使用。 A case that should never have been."""
    command = approval.Void(ground=body.ground, approved_by=body.approved_by)
    return take(request, case, command, key, body)


def take(
    request: HttpRequest, case: CaseId, command: Command, key: str, body: StepIn
) -> ReceiptStatus:
    """Carry a command out; a case out of the caller's sight answers as if it were not there."""
    actor = who(request)
    try:
        receipt = approval.act(case, command, actor=actor, key=key, seen_no=body.seen_no)
    except NotAllowed:
        case_visible_to(actor, case)
        raise
    return Status(200 if receipt.repeated else 201, ReceiptReply.of(receipt))
