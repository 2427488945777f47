"""The examination of a signed PDF by pyHanko; see `verification` for what is asked and answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from yichuang.kernel.public import SealAlgorithm

from .certificates import SM3_WITH_SM2
from .signing import asn1_certificate, run_apart
from .sm2_pdf import EitherAlgorithm
from .verification import Tampering, Verification


def examine(
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
            signature_validator=EitherAlgorithm(),
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
        algorithm=_algorithm(status),
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


def _algorithm(status: PdfSignatureStatus) -> str:
    if status.pkcs7_signature_mechanism == SM3_WITH_SM2:
        return SealAlgorithm.SM2
    return SealAlgorithm.P256 if "ecdsa" in status.pkcs7_signature_mechanism else ""
