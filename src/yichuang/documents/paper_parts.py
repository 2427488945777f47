"""What the records of papers share: kinds, seals, head, business, contact, remedies; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yichuang.catalogue.pure import PowerType


class PaperKind(StrEnum):
    """Kind of paper (文书种类)."""

    RECEIPT = "receipt"  # 申请材料接收凭证
    SUPPLEMENT = "supplement"  # 补正告知书
    ACCEPTANCE = "acceptance"  # 受理通知书
    NON_ACCEPTANCE = "non_acceptance"  # 不予受理决定书
    SPECIAL_PROCEDURE = "special_procedure"  # 特别程序告知书
    EXTENSION = "extension"  # 延期决定通知书
    WITHDRAWAL = "withdrawal"  # 准予撤回申请通知书
    GRANT = "grant"  # 准予决定书
    REFUSAL = "refusal"  # 不予决定书
    SERVICE_RETURN = "service_return"  # 送达回证
    RESULT_NOTICE = "result_notice"  # 办结通知书
    CERTIFICATE = "certificate"  # 证照
    CORRECTION_ORDER = "correction_order"  # 责令限期改正通知书
    ENDING = "ending"  # 撤销、撤回、注销决定书
    GAP_ACCEPTANCE = "gap_acceptance"  # 容缺受理通知书
    GAP_LAPSE = "gap_lapse"  # 视为撤回申请通知书
    HEARING_RIGHT = "hearing_right"  # 听证告知书
    HEARING_ANNOUNCEMENT = "hearing_announcement"  # 听证公告
    HEARING_NOTICE = "hearing_notice"  # 听证通知书
    HEARING_RECORD = "hearing_record"  # 听证笔录
    FIRST_OPINION = "first_opinion"  # 初审意见
    FEE_NOTICE = "fee_notice"  # 缴费通知书
    FEE_REFUND = "fee_refund"  # 退付通知书


# What organs write for each other: the applicant is shown none of them.
INTERNAL_PAPERS = frozenset({PaperKind.FIRST_OPINION})


class SealKind(StrEnum):
    """Which of an organ's seals a paper bears (印章种类)."""

    ORGAN = "organ_seal"  # 行政机关印章, LicLaw 39
    PROCEDURE = "procedure_seal"  # 行政许可专用章, LicLaw 32, last paragraph
    SERVICE = "service_seal"  # 业务专用章, for powers that are no licences


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
# What is done to a licence that is held: (granted, refused), LicLaw 49, 50.
ABOUT_NAMES: dict[str, tuple[str, str]] = {
    "renewal": ("准予延续决定书", "不予延续决定书"),
    "change": ("准予变更决定书", "不予变更决定书"),
}
SALT = re.compile(r"[0-9a-f]{32,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands on every paper (共同要素).

    `salt` is random hex from `new_salt()`: without it a name could be guessed from a published
    digest. `simulated` papers say that they are demonstrations without legal effect. `organ_name`
    is the organ in whose name it is done, which its seal shows; `acting_organ` the entrusted organ
    that does it; `title_basis` the sentence by what right, where it is not its own by law.
    """

    organ_name: str
    number: str
    issued_on: date
    salt: str
    simulated: bool = False
    acting_organ: str = ""
    title_basis: str = ""

    def __post_init__(self) -> None:
        if not self.organ_name or not self.number:
            raise ValueError("a paper names its organ and has a number")
        if not SALT.fullmatch(self.salt):
            raise ValueError("a salt is 16 to 32 random bytes in hex: use new_salt()")


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """What the paper is about (办件). `applicant_document` should come masked.

    `about`: renewal or change of a licence that is held; empty: a new grant. `accepted_by`: the
    organ that accepted it and examined it first; empty: the organ of the paper itself.
    """

    power_type: PowerType
    matter_name: str
    matter_code: str
    case_number: str
    applicant: str
    applicant_document: str = ""
    agent: str = ""
    about: str = ""
    accepted_by: str = ""

    def __post_init__(self) -> None:
        if self.power_type not in DECISION_NAMES:
            raise ValueError(f"not handled on application: {self.power_type}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Where a person can ask (联系方式)."""

    address: str = ""
    phone: str = ""
    hours: str = ""


NO_CONTACT = Contact()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies:
    """How to challenge the act (救济途径): RecLaw 20, 23; LitLaw 45, 46.

    `respondent` is named where it is another organ than the reader would think: the entrusting one
    (RecLaw 19, LitLaw 26). With `reconsideration_first` a lawsuit is open only after
    reconsideration.
    """

    reconsideration_organ: str
    court: str
    reconsideration_first: bool = False
    reconsideration_days: int = 60
    lawsuit_months: int = 6
    respondent: str = ""
