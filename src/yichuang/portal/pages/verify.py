"""Is a licence or paper real, and is it in force? Whoever has its code may ask (核验)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from yichuang.documents.public import PaperStatus, Verification, paper_status
from yichuang.licences.public import LicenceStatus, verify, verify_file

from ..words import SEALS, Words

TAMPERING: dict[str, Words] = {
    "not_a_pdf": _("不是可以读取的 PDF 文件"),
    "no_signature": _("文件上没有签章"),
    "content_changed": _("签章以后内容被改动过"),
    "updated_afterwards": _("签章以后追加过修改"),
    "signer_unknown": _("签章人不受信任"),
    "appended": _("文件末尾被追加了内容"),
    "other_file": _("与签发的文件不一致"),
}
ALGORITHMS: dict[str, Words] = {
    "p256": _("国际算法（P-256，SHA-256）"),
    "sm2": _("国密算法（SM2，SM3）"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What `portal/verified.html` shows: a licence, a paper, or that there is none."""

    code: str
    licence: LicenceStatus | None = None
    paper: PaperStatus | None = None
    file: Verification | None = None

    @property
    def seal(self) -> Words:
        """Which of the organ's seals the paper bears."""
        return SEALS[self.paper.seal] if self.paper else ""

    @property
    def algorithm(self) -> Words:
        """With what the paper, or the file that was handed in, is sealed; empty where unknown."""
        known = self.paper.seal_algorithm if self.paper else ""
        return ALGORITHMS.get(self.file.algorithm if self.file else known, "")

    @property
    def file_fault(self) -> Words:
        """What is wrong with the file that was handed in."""
        return TAMPERING.get(self.file.tampering.value, "") if self.file else ""


def answer(code: str) -> Answer:
    """Return what the public may know of a code; the asking itself is counted."""
    licence = verify(code)
    return Answer(code, licence=licence, paper=None if licence else paper_status(code))


def answer_with_file(code: str, pdf: bytes) -> Answer:
    """Return the same, and whether the file is the very one that was issued."""
    found = verify_file(code, pdf)
    if found is None:
        return answer(code)
    return Answer(code, licence=found.status, file=found.file)
