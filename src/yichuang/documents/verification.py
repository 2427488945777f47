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

from cryptography import x509


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
    algorithm: str = ""  # a SealAlgorithm; empty for one that is not ours
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
    from .examination import examine  # heavy: only who verifies pays for it

    return examine(pdf, roots=roots, moment=moment)
