"""What anyone may ask without an account: progress, verification, and where the record stands."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from yichuang.approval.public import ask_progress
from yichuang.directory.public import client_address, requires
from yichuang.documents.public import PaperNotFound, paper_status
from yichuang.ledger.public import head_path, read_head
from yichuang.licences.public import verify

from .types import Moment, Reply, Strict, Text

router = Router(tags=["public"])

VerificationCode = Annotated[
    str,
    Text(40, shortest=26, pattern=r"^[0-9A-Za-z -]+$"),
    Path(description="核验码 Code printed on the paper", examples=["A" * 26]),
]


class ProgressQuery(Strict):
    """What stands on the receipt."""

    number: Annotated[str, Text(50, shortest=1)] = Field(description="办件编号 Number")
    code: Annotated[str, Text(20, shortest=1)] = Field(description="查询码 Query code")


class ProgressReply(Reply):
    """How far a case is; nothing about the person."""

    case: UUID
    number: str
    matter_name: str
    organ_name: str
    status: str
    outcome: str
    milestones: dict[str, Moment]
    due_on: date | None
    provisional: bool


class VerificationReply(Reply):
    """What anyone who has a paper may know of it; a holder's name is masked."""

    kind: Literal["licence", "paper"]
    name: str
    number: str
    organ_name: str
    issued_on: date
    valid: bool = Field(description="licence: 现在有效 In force today. paper: 未作废 Not voided")
    state: str
    identifier: str = Field(description="证照标识 Of a licence; else empty")
    holder: str
    valid_from: date | None
    valid_to: date | None
    content_digest: str


class HeadReply(Reply):
    """The record's last position and running digest; a copy kept elsewhere proves later cuts."""

    position: int
    running: str = Field(pattern="^[0-9a-f]{64}$")


@router.get(
    "/progress", response=ProgressReply, operation_id="read_progress", summary="进度 Progress"
)
@requires("public.read")
def read_progress(request: HttpRequest, query: Query[ProgressQuery]) -> ProgressReply:
    """凭编号和查询码，无需登录。 By number and code, without an account."""
    found = ask_progress(query.number, query.code, address=client_address(request))
    return ProgressReply(
        case=found.case_id,
        number=found.number,
        matter_name=found.matter_name,
        organ_name=found.organ_name,
        status=found.status,
        outcome=found.outcome,
        milestones=found.milestones,
        due_on=found.due_on,
        provisional=found.provisional,
    )


@router.get(
    "/verification/{code}",
    response=VerificationReply,
    operation_id="verify",
    summary="核验 Verify a paper or licence",
)
@requires("public.read")
def verification(request: HttpRequest, code: VerificationCode) -> VerificationReply:  # noqa: ARG001
    """凭文书上的核验码。 By the code printed on the paper."""
    licence = verify(code, channel="api")
    if licence is not None:
        return VerificationReply(
            kind="licence",
            name=licence.type_name,
            number=licence.number,
            organ_name=licence.organ_name,
            issued_on=licence.issued_on,
            valid=licence.in_force,
            state=licence.state.value,
            identifier=licence.identifier,
            holder=licence.holder_masked,
            valid_from=licence.valid_from,
            valid_to=licence.valid_to,
            content_digest=licence.content_digest,
        )
    paper = paper_status(code)
    if paper is None:
        raise PaperNotFound(field="code")
    return VerificationReply(
        kind="paper",
        name=paper.name,
        number=paper.number,
        organ_name=paper.organ_name,
        issued_on=paper.issued_on,
        valid=paper.valid,
        state="issued" if paper.valid else "void",
        identifier="",
        holder="",
        valid_from=None,
        valid_to=None,
        content_digest=paper.content_digest,
    )


@router.get(
    "/ledger/head",
    response=HeadReply,
    operation_id="read_ledger_head",
    summary="账头 Head of record",
)
@requires("public.read")
def read_ledger_head(request: HttpRequest) -> HeadReply:  # noqa: ARG001
    """最后位置与累计摘要；抄存一份即可日后对账。 Keep a copy, and a later cut can be proved."""
    head = read_head(head_path())
    if head is None:
        return HeadReply(position=0, running="00" * 32)
    return HeadReply(position=head.position, running=head.running)
