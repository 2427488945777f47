"""What is printed on each paper (文书), as one typed record per kind; pure.

A record holds everything the paper says. Its canonical JSON is what is hashed and what the template
prints, so nothing can stand on a paper that its digest does not cover. The paper's own
verification code and QR are added by the room: they point to the record and state nothing.

Sources: LicLaw 行政许可法 32, 38, 39, 42, 44, 45; for the elements of each paper the licensing
document sets of ministries and provinces.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from yichuang.catalogue.pure import PowerType
from yichuang.kernel.public import canonical_json, dump, framed, load, sm3

from .paper_parts import (
    ABOUT_NAMES,
    DECISION_NAMES,
    NO_CONTACT,
    Business,
    Contact,
    Head,
    PaperKind,
    Remedies,
    SealKind,
)
from .papers_after import CorrectionOrder, EndingDecision, ending_name
from .papers_fees import FeeNotice, FeeRefund
from .papers_gaps import GapAcceptance, GapLapse
from .papers_handling import ExtensionNotice, SpecialProcedureNotice, WithdrawalNotice
from .papers_handup import FirstOpinion
from .papers_hearing import HearingAnnouncement, HearingNotice, HearingRecord, HearingRight

DOMAIN = b"yichuang/paper/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialLine:
    """One received material (收到的材料)."""

    name: str
    form: str = ""  # 原件, 复印件, 电子件, 电子证照, 数据核验
    copies: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One material to be mended: what is wrong and what is asked for (补正要求)."""

    material: str
    problem: str
    requirement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """申请材料接收凭证: what was handed in, when, and how to ask about it."""

    kind: ClassVar[PaperKind] = PaperKind.RECEIPT
    head: Head
    business: Business
    received_at: datetime
    receiver: str
    channel: str  # 窗口, 网上, 邮寄
    materials: tuple[MaterialLine, ...]
    query_code: str
    query_url: str = ""  # the QR leads here; holds no personal data
    contact: Contact = NO_CONTACT
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementNotice:
    """补正告知书: everything that is missing, once. LicLaw 32(4)."""

    kind: ClassVar[PaperKind] = PaperKind.SUPPLEMENT
    head: Head
    business: Business
    received_on: date
    corrections: tuple[Correction, ...]
    answer_by: date | None = None
    consequence: str = ""
    basis: tuple[str, ...] = ()
    contact: Contact = NO_CONTACT

    def __post_init__(self) -> None:
        if not self.corrections:
            raise ValueError("a supplement notice names at least one material")


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceNotice:
    """受理通知书: since when the clock runs and the day the decision is due. LicLaw 32(5).

    `statutory_period` and `promised_period` are words such as 二十个工作日. `deemed`: accepted
    by the law itself as no notice was given in time. `provisional`: the calendar of a later year
    is not announced, so the due date may move. `excluded`: procedures whose time is not counted.
    """

    kind: ClassVar[PaperKind] = PaperKind.ACCEPTANCE
    head: Head
    business: Business
    applied_on: date
    accepted_on: date
    statutory_period: str
    statutory_due_on: date | None  # None: the deciding organ's time has not begun
    promised_period: str = ""
    promised_due_on: date | None = None
    provisional: bool = False
    deemed: bool = False
    decided_by: str = ""  # the organ above, where this one only examines first
    first_period: str = ""
    first_due_on: date | None = None
    begins: str = ""  # from when the deciding organ's time runs, in words
    excluded: tuple[str, ...] = ()
    fee: str = "不收费"
    query_code: str = ""
    query_url: str = ""
    basis: tuple[str, ...] = ()
    contact: Contact = NO_CONTACT

    def __post_init__(self) -> None:
        law = self.statutory_due_on
        if self.promised_due_on and law and self.promised_due_on > law:
            raise ValueError("a promise may only be shorter than the law")
        if law is None and not (self.decided_by and self.first_due_on and self.begins):
            raise ValueError("somebody's time runs from acceptance on")
        if self.accepted_on < self.applied_on:
            raise ValueError("nothing is accepted before it is applied for")


@dataclass(frozen=True, slots=True, kw_only=True)
class NonAcceptance:
    """不予受理决定书: why, which organ is competent, a warning. LicLaw 32(1), 32(2), 78."""

    kind: ClassVar[PaperKind] = PaperKind.NON_ACCEPTANCE
    head: Head
    business: Business
    applied_on: date
    reasons: str
    remedies: Remedies
    competent_organ: str = ""
    basis: tuple[str, ...] = ()
    warned: bool = False
    barred_until: date | None = None

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("a decision against the applicant gives its reasons")


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantDecision:
    """准予决定书: what is granted, in which scope and for how long. LicLaw 38.

    `long_term` without `valid_to`: no end. Neither: the decision has no term (a payment, say).
    """

    kind: ClassVar[PaperKind] = PaperKind.GRANT
    head: Head
    business: Business
    applied_on: date
    accepted_on: date
    content: str
    facts: str = ""
    basis: tuple[str, ...] = ()
    scope: str = ""
    conditions: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    long_term: bool = False
    licence_name: str = ""
    licence_number: str = ""
    deemed: bool = False  # by silence, before the licence expired: LicLaw 50(2)
    publication: str = ""  # where the decision is made public, LicLaw 40
    remedies: Remedies | None = None

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError("a grant says what is granted")
        _check_term(self.valid_from, self.valid_to, long_term=self.long_term)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """不予决定书: reasons and remedies. LicLaw 38, second paragraph; 78 for a warning and a bar."""

    kind: ClassVar[PaperKind] = PaperKind.REFUSAL
    head: Head
    business: Business
    applied_on: date
    accepted_on: date
    reasons: str
    remedies: Remedies
    facts: str = ""
    basis: tuple[str, ...] = ()
    warned: bool = False
    barred_until: date | None = None

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("a decision against the applicant gives its reasons")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedDocument:
    """A document that is served (送达文书)."""

    name: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceReturn:
    """送达回证: what was served on whom, how and when. CPL 民事诉讼法 87 by analogy.

    What is empty is left blank for writing by hand.
    """

    kind: ClassVar[PaperKind] = PaperKind.SERVICE_RETURN
    head: Head
    business: Business
    documents: tuple[ServedDocument, ...]
    recipient: str
    place: str = ""
    method: str = ""  # 直接送达, 留置送达, 电子送达, 邮寄送达, 公告送达
    served_at: datetime | None = None
    receiver: str = ""
    relation: str = ""
    server: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not self.documents:
            raise ValueError("something is served")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultNotice:
    """办结通知书: the result, and where and how to collect it."""

    kind: ClassVar[PaperKind] = PaperKind.RESULT_NOTICE
    head: Head
    business: Business
    applied_on: date
    completed_on: date
    result: str
    collect: str = ""
    licence_number: str = ""
    contact: Contact = NO_CONTACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A labelled line of a certificate (证照栏目)."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A licence or certificate (证照), after GB/T 36905; `identifier` after GB/T 36904."""

    kind: ClassVar[PaperKind] = PaperKind.CERTIFICATE
    head: Head
    name: str
    holder: str
    identifier: str
    lines: tuple[Line, ...] = ()
    holder_label: str = "持证人"
    valid_from: date | None = None
    valid_to: date | None = None
    long_term: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        if not self.name or not self.holder:
            raise ValueError("a certificate has a name and a holder")
        _check_term(self.valid_from, self.valid_to, long_term=self.long_term)


PaperContent = (
    Receipt
    | SupplementNotice
    | AcceptanceNotice
    | NonAcceptance
    | GrantDecision
    | Refusal
    | SpecialProcedureNotice
    | ExtensionNotice
    | WithdrawalNotice
    | ServiceReturn
    | ResultNotice
    | Certificate
    | CorrectionOrder
    | EndingDecision
    | GapAcceptance
    | GapLapse
    | HearingRight
    | HearingAnnouncement
    | HearingNotice
    | HearingRecord
    | FirstOpinion
    | FeeNotice
    | FeeRefund
)
CONTENTS: dict[PaperKind, type[PaperContent]] = {
    PaperKind.RECEIPT: Receipt,
    PaperKind.SUPPLEMENT: SupplementNotice,
    PaperKind.ACCEPTANCE: AcceptanceNotice,
    PaperKind.NON_ACCEPTANCE: NonAcceptance,
    PaperKind.GRANT: GrantDecision,
    PaperKind.REFUSAL: Refusal,
    PaperKind.SPECIAL_PROCEDURE: SpecialProcedureNotice,
    PaperKind.EXTENSION: ExtensionNotice,
    PaperKind.WITHDRAWAL: WithdrawalNotice,
    PaperKind.SERVICE_RETURN: ServiceReturn,
    PaperKind.RESULT_NOTICE: ResultNotice,
    PaperKind.CERTIFICATE: Certificate,
    PaperKind.CORRECTION_ORDER: CorrectionOrder,
    PaperKind.ENDING: EndingDecision,
    PaperKind.GAP_ACCEPTANCE: GapAcceptance,
    PaperKind.GAP_LAPSE: GapLapse,
    PaperKind.HEARING_RIGHT: HearingRight,
    PaperKind.HEARING_ANNOUNCEMENT: HearingAnnouncement,
    PaperKind.HEARING_NOTICE: HearingNotice,
    PaperKind.HEARING_RECORD: HearingRecord,
    PaperKind.FIRST_OPINION: FirstOpinion,
    PaperKind.FEE_NOTICE: FeeNotice,
    PaperKind.FEE_REFUND: FeeRefund,
}
_FIXED_NAMES = {
    PaperKind.RECEIPT: "申请材料接收凭证",
    PaperKind.SUPPLEMENT: "申请材料补正告知书",
    PaperKind.ACCEPTANCE: "受理通知书",
    PaperKind.NON_ACCEPTANCE: "不予受理决定书",
    PaperKind.SPECIAL_PROCEDURE: "特别程序告知书",
    PaperKind.EXTENSION: "延期决定通知书",
    PaperKind.WITHDRAWAL: "准予撤回申请通知书",
    PaperKind.SERVICE_RETURN: "送达回证",
    PaperKind.RESULT_NOTICE: "办结通知书",
    PaperKind.CORRECTION_ORDER: "责令限期改正通知书",
    PaperKind.GAP_ACCEPTANCE: "容缺受理通知书",
    PaperKind.GAP_LAPSE: "视为撤回申请通知书",
    PaperKind.HEARING_RIGHT: "听证告知书",
    PaperKind.HEARING_ANNOUNCEMENT: "听证公告",
    PaperKind.HEARING_NOTICE: "听证通知书",
    PaperKind.HEARING_RECORD: "听证笔录",
    PaperKind.FIRST_OPINION: "初审意见",
    PaperKind.FEE_NOTICE: "缴费通知书",
    PaperKind.FEE_REFUND: "退付通知书",
}


def _check_term(start: date | None, end: date | None, *, long_term: bool) -> None:
    if end and (long_term or start is None or end < start):
        raise ValueError("a term ends after its beginning, or not at all")


def _decision_names(business: Business) -> tuple[str, str]:
    """Return the titles of grant and refusal."""
    return ABOUT_NAMES.get(business.about) or DECISION_NAMES[business.power_type]


def paper_name(content: PaperContent) -> str:
    """Return the name printed as the title; only licences are ever called 许可."""
    if isinstance(content, Certificate):
        return content.name
    if isinstance(content, EndingDecision):
        return ending_name(content)
    if isinstance(content, GrantDecision):
        return _decision_names(content.business)[0]
    if isinstance(content, Refusal):
        return _decision_names(content.business)[1]
    return _FIXED_NAMES[content.kind]


OF_THE_ORGAN = (
    Certificate,
    CorrectionOrder,
    EndingDecision,
    FirstOpinion,
    GrantDecision,
    Refusal,
)


def default_seal(content: PaperContent) -> SealKind:
    """Return the seal the law asks for.

    Decisions and licences bear the organ's own seal (LicLaw 39), papers of procedure the
    special one (LicLaw 32, last paragraph), which says 许可 only where a licence is concerned.
    """
    if isinstance(content, OF_THE_ORGAN):
        return SealKind.ORGAN
    if content.business.power_type is PowerType.LICENCE:
        return SealKind.PROCEDURE
    return SealKind.SERVICE


def paper_data(content: PaperContent) -> dict[str, Any]:
    """Return the JSON value that is hashed, kept and printed."""
    return {"kind": content.kind.value, **dump(content)}


def paper_from_data(data: dict[str, Any]) -> PaperContent:
    """Return the record of `paper_data`. Raises CodecError if it is none."""
    fields = {name: value for name, value in data.items() if name != "kind"}
    return load(CONTENTS[PaperKind(data["kind"])], fields)


def content_digest(content: PaperContent) -> str:
    """Return the hex SM3 of the paper's content, by which it enters the record of the case.

    It depends on what the paper says, never on fonts, layout or signature.
    """
    return sm3(framed(DOMAIN, canonical_json(paper_data(content)).encode())).hex()
