"""Files handed in, and papers the house has issued."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import File, Query, Router
from ninja.files import UploadedFile
from pydantic import Field

from yichuang.approval.public import LINE
from yichuang.directory.public import Actor, ActorKind, requires
from yichuang.documents.public import (
    INTERNAL_PAPERS,
    PaperNotFound,
    UploadNotFound,
    paper_by_id,
    paper_pdf,
    papers_for_applicant,
    papers_of_case,
    read_upload,
    store_upload,
    upload_card,
)
from yichuang.kernel.public import InvalidInput
from yichuang.ledger.public import CaseNotFound, case_file, case_visible_to

from .base import who
from .security import SIGNED_IN
from .types import LARGEST_PAGE, CaseId, Moment, Page, Reply, Strict

router = Router(tags=["papers"], auth=SIGNED_IN)
BINARY = {"schema": {"type": "string", "format": "binary"}}


def _file_reply(*media_types: str) -> dict[str, Any]:
    """Return how an answer that is a file is described."""
    return {
        "responses": {200: {"description": "OK", "content": dict.fromkeys(media_types, BINARY)}}
    }


class UploadReply(Reply):
    """A file that was kept; pictures are redrawn, so size and digest are those of what is kept."""

    id: UUID
    filename: str
    media_type: str
    size: int
    digest: str = Field(description="SM3")
    created_at: Moment


class UploadQuery(Strict):
    """Within which case the file is read."""

    case: UUID | None = Field(None, description="办件；读他人文件时必填 Needed for others' files")


class PaperReply(Reply):
    """A paper of a case (文书)."""

    id: UUID
    kind: str
    name: str
    number: str
    organ_name: str
    issued_on: date
    valid: bool
    verification_code: str
    content_digest: str


@router.post(
    "/uploads",
    response={201: UploadReply},
    operation_id="upload_file",
    summary="上传材料 Upload a file",
)
@requires("approval.file", "approval.receive")
def upload(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> UploadReply:
    """一个文件，按内容判定类型，最大 20 MB。 One file, judged by its content, 20 MB at most."""
    if len(request.FILES.getlist("file")) != 1 or len(request.FILES) != 1 or request.POST:
        raise InvalidInput(field="body", rule="extra_forbidden")
    actor = who(request)
    kept = store_upload(
        filename=file.name or "",
        content=file.read(),
        actor_id=actor.id,
        party_id=str(actor.party_id or ""),
    )
    card = upload_card(kept.id)
    return UploadReply(
        id=card.id,
        filename=card.filename,
        media_type=card.media_type,
        size=card.size,
        digest=card.digest,
        created_at=card.created_at,
    )


@router.get(
    "/uploads/{upload}",
    operation_id="read_upload",
    summary="读取材料 Read a file",
    openapi_extra=_file_reply(
        "application/pdf", "image/png", "image/jpeg", "application/octet-stream"
    ),
)
@requires("approval.file", "file.read")
def read(request: HttpRequest, upload: UUID, query: Query[UploadQuery]) -> HttpResponse:
    """本人的文件，或可见办件中的文件；后者留痕。 One's own, or within a case: a look."""
    actor = who(request)
    if query.case is None:
        card = upload_card(upload)
        if actor.kind is not ActorKind.PARTY or card.party_id not in _own(actor):
            raise UploadNotFound()
    else:
        _look_at_upload(actor, query.case, upload)
    found = read_upload(upload)
    return _as_file(found.content, found.media_type, found.filename)


@router.get(
    "/cases/{case}/papers",
    response=Page[PaperReply],
    operation_id="list_papers",
    summary="文书 Papers of a case",
)
@requires("case.read")
def list_papers(request: HttpRequest, case: CaseId) -> Page[PaperReply]:
    """按制发先后。 In the order of their issue."""
    actor = who(request)
    row = case_visible_to(actor, case)
    party = actor.kind is ActorKind.PARTY
    papers = papers_for_applicant(row.id) if party else papers_of_case(row.id)
    return Page[PaperReply](
        items=[
            PaperReply(
                id=paper.id,
                kind=paper.kind,
                name=paper.name,
                number=paper.number,
                organ_name=paper.organ_name,
                issued_on=paper.issued_on,
                valid=paper.state == "issued",
                verification_code=paper.verification_code,
                content_digest=paper.content_digest,
            )
            for paper in papers[:LARGEST_PAGE]
        ],
        next=None,
    )


@router.get(
    "/papers/{paper}.pdf",
    operation_id="read_paper",
    summary="文书文件 A paper as signed PDF",
    openapi_extra=_file_reply("application/pdf"),
)
@requires("file.read", "approval.file")
def read_paper(request: HttpRequest, paper: UUID) -> HttpResponse:
    """带签章的 PDF；工作人员读取会留痕。 A look by staff is recorded and shown."""
    row = paper_by_id(paper)
    internal = row.kind in INTERNAL_PAPERS and who(request).kind is ActorKind.PARTY
    if row.case_id is None or internal:
        raise PaperNotFound()
    try:
        case_file(who(request), case_visible_to(who(request), row.case_id), set(), what="file")
    except CaseNotFound:
        raise PaperNotFound() from None
    return _as_file(paper_pdf(paper), "application/pdf", f"{row.name}{row.number}.pdf")


@transaction.atomic
def _look_at_upload(actor: Actor, case_id: UUID, upload: UUID) -> None:
    """Record that a file of a case is opened. Raises UploadNotFound if the case has none such."""
    try:
        case = case_visible_to(actor, case_id)
    except CaseNotFound:
        raise UploadNotFound() from None
    materials = case.state.get("materials", []) if case.line == LINE else []
    if not any(str(upload) in material["uploads"] for material in materials):
        raise UploadNotFound()
    case_file(actor, case, set(), what="file")


def _own(actor: Actor) -> set[str]:
    return {actor.id, *(str(party) for party in actor.mandates)}


def _as_file(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Return a file that a browser shows or saves, and that nobody on the way keeps."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name, safe='')}"
    response["Cache-Control"] = "private, no-store"
    return response
