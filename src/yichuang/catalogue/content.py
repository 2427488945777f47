"""What an edition says (实施清单要素): the shape that is published and pinned.

An edition never changes once published, so this content is stored as one JSON document beside the
columns that are searched. Codes follow the tables of the national implementation list
(GB/T 39554.2 as seen in national interfaces); texts are Chinese.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yichuang.law.public import Period


class PowerType(StrEnum):
    """Kind of power (事项类型), the national two-digit code."""

    LICENCE = "01"  # 行政许可
    PENALTY = "02"  # 行政处罚
    COERCION = "03"  # 行政强制
    LEVY = "04"  # 行政征收
    PAYMENT = "05"  # 行政给付
    INSPECTION = "06"  # 行政检查
    CONFIRMATION = "07"  # 行政确认
    REWARD = "08"  # 行政奖励
    ADJUDICATION = "09"  # 行政裁决
    OTHER = "10"  # 其他行政权力
    PUBLIC_SERVICE = "20"  # 公共服务


ON_APPLICATION = frozenset(
    {
        PowerType.LICENCE,
        PowerType.PAYMENT,
        PowerType.CONFIRMATION,
        PowerType.REWARD,
        PowerType.ADJUDICATION,
        PowerType.OTHER,
        PowerType.PUBLIC_SERVICE,
    }
)


class BasisStatus(StrEnum):
    """How well a statement is founded (依据状态)."""

    CITED = "cited"  # resolves in the law table
    QUOTED = "quoted"  # only the source's words
    MISSING = "missing"


class HandlingKind(StrEnum):
    """办件类型."""

    INSTANT = "1"  # 即办件
    COMMITTED = "2"  # 承诺件


class SatisfiedBy(StrEnum):
    """How a material may be satisfied (材料满足方式)."""

    UPLOAD = "upload"  # 上传
    PAPER = "paper"  # 纸质(验原件)
    LICENCE = "licence"  # 电子证照
    INTERFACE = "interface"  # 数据核验
    PROMISE = "promise"  # 告知承诺


@dataclass(frozen=True, slots=True)
class Basis:
    """One citation (设定依据). `law_id` and `article` resolve in the law table when cited."""

    status: BasisStatus
    law_id: str = ""
    law_name: str = ""
    article: int = 0  # 0: the law as a whole
    clause: int = 0  # 款, 0: the whole article
    quoted: str = ""  # the source's own words, when that is all there is


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A period with where it comes from (时限)."""

    period: Period
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class SpecialProcedure:
    """A procedure whose time is not counted (特别程序), LicLaw 45."""

    kind: str  # hearing, tender, auction, inspection, test, quarantine, appraisal, expert_review
    name: str
    longest: Period | None = None
    basis: tuple[Basis, ...] = ()
    times: int = 1  # how often in one case at most


@dataclass(frozen=True, slots=True)
class GapRule:
    """What follows when a material that may come later does not come by its day (容缺逾期未补).

    `lapses`: it counts as taking the application back; without a basis of its own it never does.
    """

    lapses: bool
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class PromiseTerms:
    """Decision on the applicant's promise (告知承诺制), where the published list allows it.

    `text` is what he promises. Within `check_within` of the grant the organ looks whether he keeps
    it. Source: BizReg 优化营商环境条例 40; 国办发〔2020〕42号.
    """

    text: str
    check_within: Period
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferTerms:
    """A benefit that may be offered without an application (免申即享).

    The organ finds who is entitled in `data_source`, data it may lawfully use, and asks for no
    material; the person only says yes within `stands`. Never for licences: LicLaw 29 asks for an
    application. Source: AnyangReg 安阳市优化营商环境条例 33.
    """

    data_source: str
    stands: Period
    basis: tuple[Basis, ...] = ()


class PeriodBegins(StrEnum):
    """From when the deciding organ's own periods run; the licensing law does not say it."""

    ACCEPTED = "accepted"  # 自受理之日起
    HANDED_UP = "handed_up"  # 自报送之日起
    RECEIVED = "received"  # 自上级机关收到之日起


@dataclass(frozen=True, slots=True)
class HandUpTerms:
    """The organ examines first, and an organ above it decides (初审后报送上级机关决定).

    `first` is the time of the preliminary examination from acceptance. The guide's statutory and
    promised periods are those of the deciding organ and begin as `begins` says. Only for licences:
    no other law in the table says what the upper organ may ask. Source: LicLaw 行政许可法 35, 43.
    """

    organ: str  # credit code of the organ that decides
    organ_name: str
    first: Period
    begins: PeriodBegins = PeriodBegins.HANDED_UP
    basis: tuple[Basis, ...] = ()
    reconsideration_organ: str = ""  # empty: as the directory has it
    court: str = ""
    word: str = ""  # the deciding organ's word of its numbers (发文代字); empty: the guide's


class Risk(StrEnum):
    """What a matter directly concerns, so that no promise can stand in for an examination."""

    NATIONAL_SECURITY = "national_security"  # 国家安全、国家秘密
    PUBLIC_SAFETY = "public_safety"  # 公共安全
    FINANCE = "finance"  # 金融业审慎监管
    ECOLOGY = "ecology"  # 生态环境保护
    LIFE_AND_PROPERTY = "life_and_property"  # 人身健康、生命财产安全


# Who lied to get such a licence may not apply again for a time; LicLaw 行政许可法 78, 79.
BARRING_RISKS = frozenset({Risk.PUBLIC_SAFETY, Risk.LIFE_AND_PROPERTY})


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition for granting (受理/准予条件)."""

    text: str
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """A file that shows how a material looks: a blank form or an example (样表、示例样本)."""

    file: str  # id of the kept file
    name: str
    digest: str  # of its content, so that the edition's own digest covers it


@dataclass(frozen=True, slots=True)
class Material:
    """A document the matter asks for (申请材料)."""

    code: str  # unique within the edition
    name: str
    need: str = "1"  # 1 必要, 2 非必要, 3 容缺后补
    kind: str = "2"  # 1 证件证书证明, 2 申请表格文书, 3 其他
    form: str = "3"  # 1 纸质, 2 电子化, 3 纸质/电子化
    source: str = "10"  # 10 申请人自备, 20 政府部门核发, 99 其他
    copies: int = 1
    satisfied_by: tuple[SatisfiedBy, ...] = (SatisfiedBy.UPLOAD, SatisfiedBy.PAPER)
    licence_type: str = ""  # type code of the licence that satisfies it
    data_element: str = ""  # interface or register element that satisfies it
    acceptance_standard: str = ""  # 受理标准
    fill_note: str = ""  # 填报须知
    common_defects: tuple[str, ...] = ()  # 常见缺陷, become ticks of the supplement notice
    asked_when: str = ""  # situation answer "question=value" that makes it needed; empty: always
    basis: tuple[Basis, ...] = ()
    samples: tuple[Sample, ...] = ()
    promise: str = ""  # 承诺内容: what is promised where a promise may stand for it


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the application form; every field is a data element (数据元)."""

    element: str  # data element code
    label: str
    kind: str = "text"  # text, long_text, integer, money_fen, date, choice, choices, yes_no, code
    required: bool = True
    group: str = ""  # heading under which it stands
    choices: tuple[str, ...] = ()
    unit: str = ""
    help_text: str = ""
    longest: int = 200
    asked_when: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """A question in plain words that decides what applies (情形引导)."""

    code: str
    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A handling step (办理环节) between acceptance and decision: a row of the table of steps.

    `after`: the steps it comes behind; None: the row above, as in a plain list. `when`: the
    condition under which it is taken at all. `organs`: those that speak once each (会签), by credit
    code. What the columns mean is told in `flow.Step`.
    """

    code: str  # examine, verify, review, decide, or own
    name: str
    act: str  # act a post must allow: approval.examine, approval.review, approval.decide
    people: int = 1  # 2 where substance is verified on site, LicLaw 34(3)
    period: Period | None = None
    standard: str = ""  # 审查标准
    separate: bool | None = None  # not by who took an earlier step; None: as the law line has it
    above: bool = False  # taken by the organ that decides, after the hand-up
    after: tuple[str, ...] | None = None
    when: str = ""
    back_to: tuple[str, ...] = ()  # the steps it may be sent back to
    organs: tuple[str, ...] = ()
    rule: str = "everyone"  # everyone, veto, majority
    silence: bool = False  # no answer within its period counts as agreeing
    same_officer: bool = False  # whoever took the step before it has taken it too


@dataclass(frozen=True, slots=True)
class Fee:
    """收费项目. An amount of None means the standard is in words."""

    name: str
    amount_fen: int | None = None
    standard: str = ""
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What a grant gives (办理结果)."""

    kind: str  # 1 证照, 2 批文, 3 其他, 4 无
    name: str = ""
    licence_type: str = ""  # 3-digit type number under the defining organ
    validity: Period | None = None  # None: long-term 长期
    word: str = ""  # organ word of the decision number (发文代字)


@dataclass(frozen=True, slots=True)
class Particular:
    """An answer of the form that the licence states, and under which words (证照登载事项)."""

    title: str
    element: str  # of a field of the form


@dataclass(frozen=True, slots=True)
class Remedy:
    """Where a refusal may be challenged (救济途径)."""

    reconsideration_organ: str = ""
    court: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A reviewer's named consent to publish without a cited basis; shown on the page."""

    reviewer: str
    post: str
    ground: str
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditionContent:
    """Everything the guide says and a case keeps for life (办事指南全要素)."""

    name: str
    power_type: PowerType
    handling_kind: HandlingKind | None = None
    short_name: str = ""
    everyday_names: tuple[str, ...] = ()
    catalog_code: str = ""
    local_catalog_code: str = ""
    task_code: str = ""
    local_task_code: str = ""
    handle_item_code: str = ""
    power_source: str = ""
    organ_nature: str = ""
    use_level: tuple[str, ...] = ()
    service_objects: tuple[str, ...] = ()
    set_basis: tuple[Basis, ...] = ()
    statutory: TimeLimit | None = None
    promised: TimeLimit | None = None
    acceptance: TimeLimit | None = None  # answer to a filing; None: the law's default
    special_procedures: tuple[SpecialProcedure, ...] = ()
    conditions: tuple[Condition, ...] = ()
    materials: tuple[Material, ...] | None = None  # None: unknown; (): none are needed
    fields: tuple[FormField, ...] = ()
    situations: tuple[Situation, ...] = ()
    steps: tuple[Step, ...] = ()
    fees: tuple[Fee, ...] | None = None  # None: unknown; (): free of charge
    result: Result | None = None
    particulars: tuple[Particular, ...] = ()  # in the order they stand on the licence
    remedy: Remedy = Remedy()
    handling_forms: tuple[str, ...] = ()  # 1 窗口, 2 网上, 3 快递
    online_depth: tuple[str, ...] = ()
    cross_region: str = ""  # 通办范围
    visits: int | None = None
    visits_reason: str = ""
    real_name_level: int = 1  # 0 none, 1 primary, 2 middle, 3 high
    joint_organs: str = ""
    quota: str = ""
    quota_limit: int | None = None  # how many may be in force at once; None: no limit
    on_promise: PromiseTerms | None = None  # 告知承诺; None: the ordinary way only
    risks: tuple[Risk, ...] = ()
    gap_rule: GapRule | None = None
    offer: OfferTerms | None = None  # 免申即享
    hand_up: HandUpTerms | None = None  # 报送上级机关决定; None: the organ decides itself
    location: str = ""
    hours: str = ""
    consult: str = ""
    complaint: str = ""
    online_address: str = ""
    courier: bool | None = None
    topics: tuple[str, ...] = ()
    flow_text: str = ""
    faq: tuple[tuple[str, ...], ...] = ()
    waivers: tuple[Waiver, ...] = ()
    source_note: str = ""  # where an imported row came from
