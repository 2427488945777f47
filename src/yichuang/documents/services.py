"""Writing: uploads are kept, papers are issued at once and made out as files when first wanted."""

from __future__ import annotations

import base64
import contextlib
import contextvars
from collections.abc import Iterator
from io import BytesIO
from uuid import UUID

import segno
from django.conf import settings
from django.db import transaction

from yichuang.kernel.public import insert, ports, sm3

from .errors import PaperIsVoid, PaperNotFound
from .models import Paper, PaperState, Upload
from .paper_parts import SealKind
from .papers import (
    Certificate,
    PaperContent,
    Receipt,
    content_digest,
    default_seal,
    paper_data,
    paper_from_data,
    paper_name,
)
from .rendering import render
from .sealed import open_bytes, open_json, seal_bytes, seal_json
from .seals import SealOrder, seal_port
from .selectors import clean_code, paper_binding, upload_binding
from .tasks import ORDER, order_for
from .uploads import LIMIT_BYTES, check_upload

VERIFY_PATH = "/verify/"  # the public page that a paper's QR leads to, followed by the code
DRAFT_CODE = "A" * 26
_make_soon: contextvars.ContextVar[bool] = contextvars.ContextVar("make_soon", default=True)


def new_salt() -> str:
    """Return the random salt of a paper's head."""
    return ports().ids.nonce(16).hex()


def new_verification_code() -> str:
    """Return an opaque code of 128 random bits, 26 letters and digits."""
    return base64.b32encode(ports().ids.nonce(16)).decode().rstrip("=")


def verify_url(code: str) -> str:
    """Return the address of the public verification page for a code."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{VERIFY_PATH}{code}"


def store_upload(
    *,
    filename: str,
    content: bytes,
    actor_id: str,
    party_id: str = "",
    limit_bytes: int = LIMIT_BYTES,
) -> Upload:
    """Check a file and keep it sealed. Raises an `UploadRefused`; then nothing is kept."""
    checked = check_upload(filename, content, limit_bytes=limit_bytes)
    upload_id = ports().ids.uuid()
    sealed = seal_bytes(checked.clean_content, upload_binding(upload_id, "content"))
    return Upload.objects.create(
        id=upload_id,
        party_id=party_id,
        actor_id=actor_id,
        filename=seal_bytes(checked.filename.encode(), upload_binding(upload_id, "filename")),
        media_type=checked.media_type,
        size=len(checked.clean_content),
        digest=sm3(checked.clean_content).hex(),
        blob=ports().blobs.put(sealed),
        warnings=list(checked.warnings),
        created_at=ports().clock.now(),
    )


def issue_paper(
    content: PaperContent,
    *,
    case_id: UUID | None,
    organ_code: str,
    seal: SealKind | None = None,
    verification_code: str | None = None,
) -> Paper:
    """Record a paper as issued, in the caller's transaction; its file is made later.

    `seal` None: the one the law asks for. `verification_code` None: a fresh one; a licence gives
    the paper its own, so that one QR serves both.
    """
    code = verification_code or new_verification_code()
    if clean_code(code) != code:
        raise ValueError("not a verification code")
    paper_id = ports().ids.uuid()
    paper = Paper(
        id=paper_id,
        case_id=case_id,
        kind=content.kind.value,
        name=paper_name(content),
        number=content.head.number,
        organ_code=organ_code,
        organ_name=content.head.organ_name,
        content_digest=content_digest(content),
        data=seal_json(paper_data(content), paper_binding(paper_id, "data")),
        seal=(seal or default_seal(content)).value,
        state=PaperState.ISSUED,
        verification_code=code,
        issued_on=content.head.issued_on,
        created_at=ports().clock.now(),
    )
    if _make_soon.get():
        insert(paper, along=ORDER, values=order_for(paper_id))
    else:
        insert(paper)
    return paper


@contextlib.contextmanager
def making_papers_on_demand() -> Iterator[None]:
    """Within the block no job is queued: files are made when first wanted (simulations)."""
    token = _make_soon.set(False)
    try:
        yield
    finally:
        _make_soon.reset(token)


def paper_pdf(paper_id: UUID) -> bytes:
    """Return the paper's sealed file; the first call makes it, every later one returns the same.

    Raises PaperNotFound; PaperIsVoid for a paper voided before it was ever made out; SealFailed
    when the seal service does not answer, after which another try may help.
    """
    with transaction.atomic():
        row = Paper.objects.select_for_update().filter(pk=paper_id).first()
        if row is None:
            raise PaperNotFound()
        if row.blob:
            sealed = ports().blobs.get(row.blob)
            return open_bytes(sealed, paper_binding(row.id, "pdf"))
        if row.state == PaperState.VOID:
            raise PaperIsVoid(number=row.number)
        return _make_out(row)


def render_paper(paper_id: UUID) -> None:
    """Make the paper's file out ahead of its first download; does nothing the second time."""
    paper_pdf(paper_id)


def preview_paper(content: PaperContent) -> bytes:
    """Return a paper as it would look, marked as a draft: unsealed, unrecorded, no code."""
    return _draw(content, code=DRAFT_CODE, draft=True)


def void_paper(paper_id: UUID, *, ground: str) -> Paper:
    """Void a paper (作废); what was delivered stays readable and verifies as void.

    `ground` is a code. Raises PaperNotFound, PaperIsVoid.
    """
    if not ground:
        raise ValueError("voiding needs a ground")
    with transaction.atomic():
        row = Paper.objects.select_for_update().filter(pk=paper_id).first()
        if row is None:
            raise PaperNotFound()
        if row.state == PaperState.VOID:
            raise PaperIsVoid(number=row.number)
        row.state, row.void_ground = PaperState.VOID, ground
        row.voided_at = ports().clock.now()
        row.save(update_fields=["state", "void_ground", "voided_at"])
        return row


def _make_out(row: Paper) -> bytes:
    content = paper_from_data(open_json(row.data, paper_binding(row.id, "data")))
    sealed_at = ports().clock.now()
    order = SealOrder(
        organ_code=row.organ_code,
        organ_name=row.organ_name,
        kind=SealKind(row.seal),
        reason=f"{row.name} {row.number}",
        sealed_at=sealed_at,
        certify=isinstance(content, Certificate),
    )
    pdf = seal_port().seal(_draw(content, code=row.verification_code), order)
    row.blob = ports().blobs.put(seal_bytes(pdf, paper_binding(row.id, "pdf")))
    row.pdf_digest, row.pdf_size, row.signed_at = sm3(pdf).hex(), len(pdf), sealed_at
    row.seal_algorithm = seal_port().algorithm.value
    row.save(update_fields=["blob", "pdf_digest", "pdf_size", "signed_at", "seal_algorithm"])
    return pdf


def _draw(content: PaperContent, *, code: str, draft: bool = False) -> bytes:
    target = verify_url(code)
    if isinstance(content, Receipt) and content.query_url:
        target = content.query_url
    mark = {
        "qr": _qr(target),
        "code_lines": [] if draft else [code[:13], code[13:]],
        "draft": draft,
    }
    data = {"paper": paper_data(content), "title": paper_name(content), "mark": mark}
    return render(content.kind.value, data, made_on=content.head.issued_on)


def _qr(text: str) -> str:
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=0, xmldecl=False, svgns=True
    )
    return out.getvalue().decode()
