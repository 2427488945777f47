"""Reading uploads and papers. Who may see them is the caller's question: these ask nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from yichuang.kernel.public import framed, ports, prepared, sm3

from .errors import PaperNotFound, UploadNotFound
from .models import Paper, PaperState, Upload
from .paper_parts import INTERNAL_PAPERS
from .papers import PaperContent, paper_from_data
from .sealed import open_bytes, open_json
from .seals import seal_port
from .verification import Tampering, Verification, verify_pdf

CODE = re.compile(r"[A-Z2-7]{26}")  # 128 bits, RFC 4648 base 32


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadedFile:
    """An upload with its content, as it was kept."""

    id: UUID
    filename: str
    media_type: str
    content: bytes
    digest: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadCard:
    """An upload without its content, for lists."""

    id: UUID
    filename: str
    media_type: str
    size: int
    digest: str
    party_id: str
    actor_id: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStatus:
    """What anyone may know of a paper by its verification code; no person is named."""

    name: str
    number: str
    organ_name: str
    issued_on: date
    seal: str  # which of the organ's seals it bears: a SealKind
    valid: bool  # issued and not voided
    content_digest: str
    pdf_digest: str  # empty until the file was first made
    seal_algorithm: str = ""  # a SealAlgorithm, once the file was made


def upload_binding(upload_id: UUID, part: str) -> bytes:
    """Return what an upload's sealed bytes are bound to."""
    return framed(b"documents.upload", upload_id.bytes, part.encode())


def paper_binding(paper_id: UUID, part: str) -> bytes:
    """Return what a paper's sealed bytes are bound to."""
    return framed(b"documents.paper", paper_id.bytes, part.encode())


def upload_card(upload_id: UUID) -> UploadCard:
    """Return an upload's card. Raises UploadNotFound."""
    return _card(_upload(upload_id))


def upload_cards(upload_ids: list[UUID]) -> list[UploadCard]:
    """Return the cards of those uploads that exist, in the order asked for."""
    found = Upload.objects.in_bulk(upload_ids)
    return [_card(found[upload_id]) for upload_id in upload_ids if upload_id in found]


def read_upload(upload_id: UUID) -> UploadedFile:
    """Return an upload with its content. Raises UploadNotFound."""
    row = _upload(upload_id)
    sealed = ports().blobs.get(row.blob)
    return UploadedFile(
        id=row.id,
        filename=_filename(row),
        media_type=row.media_type,
        content=open_bytes(sealed, upload_binding(row.id, "content")),
        digest=row.digest,
        created_at=row.created_at,
    )


def papers_of_case(case_id: UUID) -> QuerySet[Paper]:
    """Return the papers of a case, in the order of their issue."""
    return Paper.objects.filter(case_id=case_id).order_by("created_at", "id")


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A paper by name and number."""

    name: str
    number: str


_ISSUED = """SELECT name, number FROM documents_paper
    WHERE case_id = %s AND state = %s AND kind = ANY(%s) ORDER BY created_at, id"""


def issued_papers(case_id: UUID, kinds: Sequence[str]) -> list[IssuedPaper]:
    """Return the papers of a case that are of these kinds and not void, in order of issue."""
    with prepared() as cursor:
        cursor.execute(_ISSUED, [case_id, PaperState.ISSUED, list(kinds)])
        return [IssuedPaper(*cells) for cells in cursor.fetchall()]


def papers_for_applicant(case_id: UUID) -> QuerySet[Paper]:
    """Return the papers of a case for its applicant: not what organs write for each other."""
    return papers_of_case(case_id).exclude(kind__in=[kind.value for kind in INTERNAL_PAPERS])


def paper_by_id(paper_id: UUID) -> Paper:
    """Return a paper's row. Raises PaperNotFound."""
    row = Paper.objects.filter(pk=paper_id).first()
    if row is None:
        raise PaperNotFound()
    return row


def paper_content(paper_id: UUID) -> PaperContent:
    """Return what a paper says. Raises PaperNotFound."""
    row = paper_by_id(paper_id)
    return paper_from_data(open_json(row.data, paper_binding(row.id, "data")))


def clean_code(typed: str) -> str:
    """Return a verification code as a person may type it; empty when it can be none."""
    code = re.sub(r"[\s-]", "", typed).upper()
    return code if CODE.fullmatch(code) else ""


def paper_status(code: str) -> PaperStatus | None:
    """Return what the public may know of the paper with this code, or None."""
    known = clean_code(code)
    row = Paper.objects.filter(verification_code=known).first() if known else None
    if row is None:
        return None
    return PaperStatus(
        name=row.name,
        number=row.number,
        organ_name=row.organ_name,
        issued_on=row.issued_on,
        seal=row.seal,
        valid=row.state == PaperState.ISSUED,
        content_digest=row.content_digest,
        pdf_digest=row.pdf_digest,
        seal_algorithm=row.seal_algorithm,
    )


def paper_file_verdict(paper_id: UUID, pdf: bytes) -> Verification:
    """Compare a file with the one that was delivered, and say what is wrong with another.

    Only the very bytes that were delivered are sound. Raises PaperNotFound.
    """
    row = paper_by_id(paper_id)
    found = verify_pdf(pdf, roots=seal_port().trusted_roots(), moment=ports().clock.now())
    same = row.pdf_digest != "" and sm3(pdf).hex() == row.pdf_digest
    if same or found.tampering is not Tampering.NONE:
        return found
    return Verification(
        intact=found.intact,
        trusted=found.trusted,
        signer_name=found.signer_name,
        signed_at=found.signed_at,
        algorithm=found.algorithm,
        tampering=Tampering.OTHER_FILE,
    )


def _upload(upload_id: UUID) -> Upload:
    row = Upload.objects.filter(pk=upload_id).first()
    if row is None:
        raise UploadNotFound()
    return row


def _card(row: Upload) -> UploadCard:
    return UploadCard(
        id=row.id,
        filename=_filename(row),
        media_type=row.media_type,
        size=row.size,
        digest=row.digest,
        party_id=row.party_id,
        actor_id=row.actor_id,
        created_at=row.created_at,
    )


def _filename(row: Upload) -> str:
    return open_bytes(row.filename, upload_binding(row.id, "filename")).decode()
