"""What is printed on each paper (文书), as one typed record per kind; pure.

A record holds everything the paper says. Its canonical JSON is what is hashed and what the template
prints, so nothing can stand on a paper that its digest does not cover. The paper's own
verification code and QR are added by the room: they point to the record and state nothing.

Sources: LicLaw 行政许可法 32, 38, 39, 42, 44, 45; for the elements of each paper the licensing
document sets of ministries and provinces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from yichuang.catalogue.pure import PowerType
from yichuang.kernel.public import canonical_json, dump, framed, load, sm3

DOMAIN = b"yichuang/paper/1"


class PaperKind(StrEnum):
    """Kind of paper (文书种类)."""

    RECEIPT = "receipt"  # 申请材料接收凭证
    SUPPLEMENT = "supplement"  # 补正告知书
    ACCEPTANCE = "acceptance"  # 受理通知书
    NON_ACCEPTANCE = "non_acceptance"  # 不予受理决定书
    GRANT = "grant"  # 准予决定书
    REFUSAL = "refusal"  # 不予决定书
    SERVICE_RETURN = "service_return"  # 送达回证
    RESULT_NOTICE = "result_notice"  # 办结通知书
    CERTIFICATE = "certificate"  # 证照


class SealKind(StrEnum):
    """Which of an organ's seals a paper bears (印章种类)."""

    ORGAN = "organ_seal"  # 行政机关印章, LicLaw 39
    PROCEDURE = "procedure_seal"  # 行政许可专用章, LicLaw 32, last paragraph
    SERVICE = "service_seal"  # 政务服务专用章, for powers that are no licences


# (granted, refused): a licence's names come from LicLaw 38, the others from the power's own name.
DECISION_NAMES: dict[PowerType, tuple[str, str]] = {
    PowerType.LICENCE: ("准予行政许可决定书", "不予行政许可决定书"),
    PowerType.PAYMENT: ("准予行政给付决定书", "不予行政给付决定书"),
    PowerType.CONFIRMATION: ("行政确认决定书", "不予行政确认决定书"),
    PowerType.REWARD: ("行政奖励决定书", "不予行政奖励决定书"),
    PowerType.ADJUDICATION: ("行政裁决书", "驳回行政裁决申请决定书"),
    PowerType.OTHER: ("准予办理决定书", "不予办理决定书"),
    PowerType.PUBLIC_SERVICE: ("办理结果告知书", "不予办理告知书"),
}
SALT = re.compile(r"[0-9a-f]{32,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands on every paper (共同要素).

    `salt` is random hex from `new_salt()`: without it a name could be guessed from a published
    digest. `simulated` papers say that they are demonstrations without legal effect.
    """

    organ_name: str
    number: str
    issued_on: date
    salt: str
    simulated: bool = False

    def __post_init__(self) -> None:
        if not self.organ_name or not self.number:
            raise ValueError("a paper names its organ and has a number")
        if not SALT.fullmatch(self.salt):
            raise ValueError("a salt is 16 to 32 random bytes in hex: use new_salt()")


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """What the paper is about (办件). `applicant_document` should come masked."""

    power_type: PowerType
    matter_name: str
    matter_code: str
    case_number: str
    applicant: str
    applicant_document: str = ""
    agent: str = ""

    def __post_init__(self) -> None:
        if self.power_type not in DECISION_NAMES:
            raise ValueError(f"not handled on application: {self.power_type}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Where a person can ask (联系方式)."""

    address: str = ""
    phone: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies:
    """How to challenge the act (救济途径): RecLaw 20, 23; LitLaw 45, 46.

    With `reconsideration_first` a lawsuit is open only after reconsideration.
    """

    reconsideration_organ: str
    court: str
    reconsideration_first: bool = False
    reconsideration_days: int = 60
    lawsuit_months: int = 6


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
    contact: Contact = Contact()
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
    contact: Contact = Contact()

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
    statutory_due_on: date
    promised_period: str = ""
    promised_due_on: date | None = None
    provisional: bool = False
    deemed: bool = False
    excluded: tuple[str, ...] = ()
    fee: str = "不收费"
    query_code: str = ""
    query_url: str = ""
    basis: tuple[str, ...] = ()
    contact: Contact = Contact()

    def __post_init__(self) -> None:
        if self.promised_due_on and self.promised_due_on > self.statutory_due_on:
            raise ValueError("a promise may only be shorter than the law")
        if self.accepted_on < self.applied_on:
            raise ValueError("nothing is accepted before it is applied for")


@dataclass(frozen=True, slots=True, kw_only=True)
class NonAcceptance:
    """不予受理决定书: why, and which organ is competent. LicLaw 32(1), 32(2)."""

    kind: ClassVar[PaperKind] = PaperKind.NON_ACCEPTANCE
    head: Head
    business: Business
    applied_on: date
    reasons: str
    remedies: Remedies
    competent_organ: str = ""
    basis: tuple[str, ...] = ()

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
    publication: str = ""  # where the decision is made public, LicLaw 40
    remedies: Remedies | None = None

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError("a grant says what is granted")
        _check_term(self.valid_from, self.valid_to, long_term=self.long_term)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """不予决定书: reasons and remedies. LicLaw 38, second paragraph."""

    kind: ClassVar[PaperKind] = PaperKind.REFUSAL
    head: Head
    business: Business
    applied_on: date
    accepted_on: date
    reasons: str
    remedies: Remedies
    facts: str = ""
    basis: tuple[str, ...] = ()

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
    contact: Contact = Contact()


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
    | ServiceReturn
    | ResultNotice
    | Certificate
)
CONTENTS: dict[PaperKind, type[PaperContent]] = {
    PaperKind.RECEIPT: Receipt,
    PaperKind.SUPPLEMENT: SupplementNotice,
    PaperKind.ACCEPTANCE: AcceptanceNotice,
    PaperKind.NON_ACCEPTANCE: NonAcceptance,
    PaperKind.GRANT: GrantDecision,
    PaperKind.REFUSAL: Refusal,
    PaperKind.SERVICE_RETURN: ServiceReturn,
    PaperKind.RESULT_NOTICE: ResultNotice,
    PaperKind.CERTIFICATE: Certificate,
}
_FIXED_NAMES = {
    PaperKind.RECEIPT: "申请材料接收凭证",
    PaperKind.SUPPLEMENT: "申请材料补正告知书",
    PaperKind.ACCEPTANCE: "受理通知书",
    PaperKind.NON_ACCEPTANCE: "不予受理决定书",
    PaperKind.SERVICE_RETURN: "送达回证",
    PaperKind.RESULT_NOTICE: "办结通知书",
}


def _check_term(start: date | None, end: date | None, *, long_term: bool) -> None:
    if end and (long_term or start is None or end < start):
        raise ValueError("a term ends after its beginning, or not at all")


def paper_name(content: PaperContent) -> str:
    """Return the name printed as the title; only licences are ever called 许可."""
    if isinstance(content, Certificate):
        return content.name
    if isinstance(content, GrantDecision):
        return DECISION_NAMES[content.business.power_type][0]
    if isinstance(content, Refusal):
        return DECISION_NAMES[content.business.power_type][1]
    return _FIXED_NAMES[content.kind]


def default_seal(content: PaperContent) -> SealKind:
    """Return the seal the law asks for.

    Decisions and licences bear the organ's own seal (LicLaw 39), papers of procedure the
    special one (LicLaw 32, last paragraph), which says 许可 only where a licence is concerned.
    """
    if isinstance(content, Certificate | GrantDecision | Refusal):
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
