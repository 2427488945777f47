"""Is a signed PDF still what was sealed, and by whom? pyHanko's difference analysis decides.

A reader that only checks the signed bytes calls a page edited by an appended update valid, so
byte checks are not enough here. Junk after the end passes the signature check of most readers:
the signed range must reach to the last byte. Another sound file of the same signer is told from
the delivered one by the digest of the whole file alone (`paper_file_verdict`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO

from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from .signing import asn1_certificate, run_apart


class Tampering(StrEnum):
    """What is wrong with a file (异常情形); empty in a sound one."""

    NONE = ""
    NOT_A_PDF = "not_a_pdf"  # 不是可读的PDF
    NO_SIGNATURE = "no_signature"  # 没有签章
    CONTENT_CHANGED = "content_changed"  # 签章后内容被改动
    UPDATED_AFTERWARDS = "updated_afterwards"  # 签章后追加了修改
    SIGNER_UNKNOWN = "signer_unknown"  # 签章人不受信任
    APPENDED = "appended"  # 文件末尾被追加内容
    OTHER_FILE = "other_file"  # 与签发的文件不一致


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The finding about one file. `sound` is the only thing to build a yes upon.

    `whole_document`: the signature covers every byte. `signed_at` is the signer's own claim.
    """

    intact: bool = False
    trusted: bool = False
    whole_document: bool = False
    signer_name: str = ""
    signed_at: datetime | None = None
    tampering: Tampering = Tampering.NONE

    @property
    def sound(self) -> bool:
        """The seal is trusted, and nothing was changed or added since."""
        return (
            self.intact
            and self.trusted
            and self.whole_document
            and self.tampering is Tampering.NONE
        )


def verify_pdf(
    pdf: bytes, *, roots: Iterable[x509.Certificate], moment: datetime | None = None
) -> Verification:
    """Examine the first seal of a PDF against trusted roots; never raises for a bad file."""
    try:
        signatures = PdfFileReader(BytesIO(pdf), strict=False).embedded_signatures
        if not signatures:
            return Verification(tampering=Tampering.NO_SIGNATURE)
        context = ValidationContext(
            trust_roots=[asn1_certificate(root) for root in roots],
            allow_fetching=False,
            moment=moment,
            revocation_mode="soft-fail",
        )
        status = run_apart(
            async_validate_pdf_signature(signatures[0], signer_validation_context=context)
        )
        start, length = list(signatures[0].byte_range)[2:4]
        return _finding(status, whole=int(start) + int(length) == len(pdf))
    except SignatureValidationError:
        return Verification(tampering=Tampering.CONTENT_CHANGED)
    # A hostile file can break the reader in any way at all; each of them means the same.
    except Exception:  # noqa: BLE001
        return Verification(tampering=Tampering.NOT_A_PDF)


def _finding(status: PdfSignatureStatus, *, whole: bool) -> Verification:
    return Verification(
        intact=bool(status.intact and status.valid),
        trusted=bool(status.trusted),
        whole_document=whole,
        signer_name=str(status.signing_cert.subject.native.get("organization_name", "")),
        signed_at=status.signer_reported_dt,
        tampering=_tampering(status, whole=whole),
    )


def _tampering(status: PdfSignatureStatus, *, whole: bool) -> Tampering:
    if not (status.intact and status.valid):
        return Tampering.CONTENT_CHANGED
    if status.modification_level not in (None, ModificationLevel.NONE) or not status.docmdp_ok:
        return Tampering.UPDATED_AFTERWARDS
    if not whole:
        return Tampering.APPENDED
    return Tampering.NONE if status.trusted else Tampering.SIGNER_UNKNOWN
