"""What is wrong or doubtful in an edition, with the mend. Pure.

A finding is advice to the editor and the reviewer. Some also bar publishing
(`BARRING`): a promise longer than the law, a claimed matter looser than the level above, a hand-up
that cannot be, steps that cannot be run; and an unfounded element without a waiver, which
`completeness.unfounded` decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from yichuang.law.public import Period, Unit

from .completeness import founded, waived_elements
from .content import Basis, BasisStatus, EditionContent, HandlingKind, PowerType, SatisfiedBy
from .handing_up import why_no_hand_up
from .steps import MENDS, flaws_of


class Flaw(StrEnum):
    """What can be wrong with an edition."""

    PROMISE_BEYOND_LAW = "promise_beyond_law"
    INSTANT_MISMATCH = "instant_mismatch"
    VISITS_WITHOUT_REASON = "visits_without_reason"
    CATCH_ALL_MATERIAL = "catch_all_material"
    MATERIAL_TWICE = "material_twice"
    BASIS_MISSING = "basis_missing"
    BASIS_UNRESOLVED = "basis_unresolved"
    FEE_WITHOUT_STANDARD = "fee_without_standard"
    LICENCE_WITHOUT_RESULT_TYPE = "licence_without_result_type"
    CIRCULAR_PRECONDITION = "circular_precondition"
    MATERIAL_PRODUCED_HERE = "material_produced_here"
    LOOSER_THAN_PARENT = "looser_than_parent"
    PROMISE_DESPITE_RISK = "promise_despite_risk"
    LICENCE_OFFERED = "licence_offered"
    PROMISE_WITHOUT_WORDS = "promise_without_words"
    HAND_UP_TOO_LONG = "hand_up_too_long"
    HAND_UP_ORGAN = "hand_up_organ"
    HAND_UP_IMPOSSIBLE = "hand_up_impossible"
    STEPS_UNSOUND = "steps_unsound"
    STEPS_NOT_SURVEYED = "steps_not_surveyed"


HAND_UP_FLAWS = frozenset({Flaw.HAND_UP_TOO_LONG, Flaw.HAND_UP_ORGAN, Flaw.HAND_UP_IMPOSSIBLE})
BARRING = HAND_UP_FLAWS | {
    Flaw.PROMISE_BEYOND_LAW,
    Flaw.LOOSER_THAN_PARENT,
    Flaw.LICENCE_OFFERED,
    Flaw.STEPS_UNSOUND,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One flaw: where, which law or standard minds, and what to do about it."""

    code: Flaw
    element: str
    article: str
    mend: str


@dataclass(frozen=True, slots=True)
class Produced:
    """A result that another matter of the same city gives (结果), which may be asked for here."""

    matter_code: str
    matter_name: str


@dataclass(frozen=True, slots=True)
class LintContext:
    """What lies outside the edition: the law table, the level above, the city's other matters."""

    resolves: Callable[[Basis], bool]
    own_code: str = ""
    parent: EditionContent | None = None
    produced: Mapping[str, Produced] = field(default_factory=dict)  # licence type or result name
    needs: Mapping[str, frozenset[str]] = field(default_factory=dict)  # matter → matters before it
    not_above: Callable[[str], str] = lambda _: ""  # why an organ does not stand above the own one


def lint(content: EditionContent, context: LintContext) -> list[Finding]:
    """Return the flaws of an edition, in the order of its elements."""
    found = [
        *_limits(content),
        *_visits(content),
        *_materials(content, context),
        *_foundation(content, context),
        *_fees(content),
        *_result(content),
        *_circles(context),
        *_promise(content),
        *_offer(content),
        *_hand_up(content, context),
        *_steps(content),
    ]
    if context.parent is not None:
        found += tightening(content, context.parent)
    return found


# --- limits -----------------------------------------------------------------------------------

_FEWEST_DAYS = {Unit.CALENDAR_DAY: 1, Unit.MONTH: 28, Unit.YEAR: 365}
_MOST_DAYS = {Unit.CALENDAR_DAY: 1, Unit.MONTH: 31, Unit.YEAR: 366}


def _fewest_hours(period: Period) -> int:
    """Return the least time a period can be, in hours."""
    match period.unit:
        case Unit.HOUR | Unit.WORKING_HOUR:
            return period.amount
        case Unit.WORKING_DAY:
            return 24 * (period.amount + 2 * ((period.amount - 1) // 5))
    return 24 * period.amount * _FEWEST_DAYS[period.unit]


def _most_hours(period: Period) -> int:
    """Return the most a period can be, in hours: ten days of feast stand for the calendar."""
    match period.unit:
        case Unit.HOUR:
            return period.amount
        case Unit.WORKING_HOUR:
            return 24 * (period.amount // 8 + 12)
        case Unit.WORKING_DAY:
            return 24 * (period.amount * 7 // 5 + 12)
    return 24 * period.amount * _MOST_DAYS[period.unit]


def surely_longer(one: Period, other: Period) -> bool:
    """Return whether `one` is longer than `other` whatever the calendar says."""
    if one.unit is other.unit:
        return one.amount > other.amount
    return _fewest_hours(one) > _most_hours(other)


def _limits(content: EditionContent) -> Iterator[Finding]:
    statutory, promised = content.statutory, content.promised
    if statutory and promised and surely_longer(promised.period, statutory.period):
        mend = "承诺办结时限改为不超过法定办结时限"
        yield Finding(Flaw.PROMISE_BEYOND_LAW, "promised", "BizReg 36", mend)
    one_day = Period(1, Unit.WORKING_DAY, "")
    if content.handling_kind is HandlingKind.INSTANT:
        if promised and surely_longer(promised.period, one_day):
            mend = "即办件当场办结：删除承诺办结时限，或者改为承诺件"
            yield Finding(Flaw.INSTANT_MISMATCH, "handling_kind", "", mend)
        elif any(step.people > 1 or step.organs for step in content.steps):
            mend = "需要两人核查的事项不能当场办结：改为承诺件"
            yield Finding(Flaw.INSTANT_MISMATCH, "steps", "LicLaw 34(3)", mend)


def _visits(content: EditionContent) -> Iterator[Finding]:
    if content.visits and not content.visits_reason.strip():
        mend = "写明必须到现场办理的原因，或者将到现场次数改为零"
        yield Finding(Flaw.VISITS_WITHOUT_REASON, "visits_reason", "GB/T 39554.2", mend)


# --- materials --------------------------------------------------------------------------------

_CATCH_ALL = re.compile(
    r"^.{0,24}(其他|其它|有关|相关)(的)?(有关|相关|必要|证明|佐证|申请|需要)?(的)?"
    r"(材料|资料|文件|证件)(等)?$"
)


def is_catch_all(name: str) -> bool:
    """Return whether a material's name leaves open what it asks for (兜底材料)."""
    return bool(_CATCH_ALL.match(re.sub(r"[\s。;;.]+$", "", name.strip())))


def _materials(content: EditionContent, context: LintContext) -> Iterator[Finding]:
    seen: set[str] = set()
    for material in content.materials or ():
        element = f"materials.{material.code}"
        if is_catch_all(material.name):
            mend = f"写明具体材料名称，删除“{material.name}”"
            yield Finding(Flaw.CATCH_ALL_MATERIAL, element, "LicLaw 30", mend)
        key = f"{material.name.strip()}?{material.asked_when}"
        if key in seen:
            yield Finding(Flaw.MATERIAL_TWICE, element, "", f"“{material.name}”只列一次")
        seen.add(key)
        source = context.produced.get(material.licence_type or material.name.strip())
        known = {SatisfiedBy.LICENCE, SatisfiedBy.INTERFACE} & set(material.satisfied_by)
        if source and source.matter_code != context.own_code and not known:
            mend = f"本市“{source.matter_name}”产生此材料：改由电子证照或者数据核验满足"
            yield Finding(Flaw.MATERIAL_PRODUCED_HERE, element, "OnlineReg 7", mend)


def _circles(context: LintContext) -> Iterator[Finding]:
    """A matter that, over others, comes before itself can never be applied for (互为前置)."""
    path = circle_through(context.own_code, context.needs)
    if path:
        mend = "取消其中一项前置:" + " → ".join(path)
        yield Finding(Flaw.CIRCULAR_PRECONDITION, "materials", "", mend)


def circle_through(code: str, needs: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return a shortest chain of preconditions from a matter back to itself, or ()."""
    paths: list[tuple[str, ...]] = [(code, before) for before in sorted(needs.get(code, ()))]
    seen: set[str] = set()
    while paths:
        path = paths.pop(0)
        last = path[-1]
        if last == code:
            return path
        if last not in seen:
            seen.add(last)
            paths += [(*path, before) for before in sorted(needs.get(last, ()))]
    return ()


# --- foundation, fees, result -----------------------------------------------------------------


def _foundation(content: EditionContent, context: LintContext) -> Iterator[Finding]:
    waived = waived_elements(content)
    for item in founded(content):
        if item.status is BasisStatus.MISSING and item.element not in waived:
            mend = "补充设定依据的条款，或者由审查人书面说明理由"
            yield Finding(Flaw.BASIS_MISSING, item.element, "", mend)
        for basis in item.basis:
            if basis.status is BasisStatus.CITED and not context.resolves(basis):
                mend = f"核对《{basis.law_name or basis.law_id}》现行有效文本的条款"
                yield Finding(Flaw.BASIS_UNRESOLVED, item.element, "", mend)


def _fees(content: EditionContent) -> Iterator[Finding]:
    for at, fee in enumerate(content.fees or ()):
        if fee.amount_fen is None and not fee.standard.strip():
            mend = f"写明“{fee.name}”的收费标准"
            yield Finding(Flaw.FEE_WITHOUT_STANDARD, f"fees.{at}", "LicLaw 59", mend)


def _promise(content: EditionContent) -> Iterator[Finding]:
    """Whoever promises must have read what: 国办发〔2020〕42号 wants it in the notice."""
    whole = content.on_promise is not None and content.on_promise.text.strip()
    for material in content.materials or ():
        offered = SatisfiedBy.PROMISE in material.satisfied_by
        if offered and not (whole or material.promise.strip()):
            mend = f"写明用书面承诺代替“{material.name}”时承诺什么"
            element = f"materials.{material.code}"
            yield Finding(Flaw.PROMISE_WITHOUT_WORDS, element, "", mend)
    if content.on_promise is not None and content.risks:
        mend = "直接涉及安全、生态环境等事项的，删除告知承诺"
        yield Finding(Flaw.PROMISE_DESPITE_RISK, "on_promise", "BizReg 40", mend)


def _offer(content: EditionContent) -> Iterator[Finding]:
    if content.offer is not None and content.power_type is PowerType.LICENCE:
        mend = "行政许可依申请作出，删除免申即享"
        yield Finding(Flaw.LICENCE_OFFERED, "offer", "LicLaw 29", mend)


FIRST_EXAMINATION = Period(20, Unit.WORKING_DAY, "LicLaw 43")
NOT_ABOVE = {
    "unknown": "机构目录没有这个机关：核对决定机关的统一社会信用代码",
    "itself": "决定机关就是本机关：删除报送上级机关",
    "beside": "决定机关的管辖范围不包括本机关所在地：核对决定机关",
}


def _hand_up(content: EditionContent, context: LintContext) -> Iterator[Finding]:
    terms = content.hand_up
    if terms is None:
        if any(step.above for step in content.steps):
            mend = "没有报送上级机关的，环节由本机关办理"
            yield Finding(Flaw.HAND_UP_IMPOSSIBLE, "steps", "", mend)
        return
    if surely_longer(terms.first, FIRST_EXAMINATION):
        mend = "初审期限改为不超过二十个工作日"
        yield Finding(Flaw.HAND_UP_TOO_LONG, "hand_up", "LicLaw 43", mend)
    if fault := context.not_above(terms.organ):
        yield Finding(Flaw.HAND_UP_ORGAN, "hand_up", "LicLaw 35", NOT_ABOVE[fault])
    for element, article, mend in why_no_hand_up(content):
        yield Finding(Flaw.HAND_UP_IMPOSSIBLE, element, article, mend)


def _steps(content: EditionContent) -> Iterator[Finding]:
    """Steps that cannot be run to the decision, whatever the applicant answers and anybody says."""
    for found in flaws_of(content):
        too_large = found.code == "too_large"
        code = Flaw.STEPS_NOT_SURVEYED if too_large else Flaw.STEPS_UNSOUND
        mend = MENDS[found.code].replace("%s", found.detail)
        yield Finding(code, f"steps.{found.step}" if found.step else "steps", "", mend)


def _result(content: EditionContent) -> Iterator[Finding]:
    result = content.result
    if result and result.name.endswith("证") and result.kind != "1":
        mend = "结果名称是证件：结果类型改为证照"
        yield Finding(Flaw.LICENCE_WITHOUT_RESULT_TYPE, "result", "GB/T 39554.2", mend)


# --- inheritance ------------------------------------------------------------------------------


def tightening(content: EditionContent, parent: EditionContent) -> list[Finding]:
    """Return where a claimed matter is looser than the entry it was claimed from.

    It may only be shorter, fewer, cheaper, nearer.
    """
    looser = [
        *_longer(content, parent),
        *_more_materials(content, parent),
        *_dearer(content, parent),
        *_farther(content, parent),
    ]
    return [Finding(Flaw.LOOSER_THAN_PARENT, element, "", mend) for element, mend in looser]


def _longer(content: EditionContent, parent: EditionContent) -> Iterator[tuple[str, str]]:
    for element in ("statutory", "promised"):
        own, above = getattr(content, element), getattr(parent, element)
        if own and above and surely_longer(own.period, above.period):
            yield element, "时限不得长于上级清单"
        elif above and not own and content.handling_kind is not HandlingKind.INSTANT:
            yield element, "上级清单载明了时限，本级不得省略"


def _more_materials(content: EditionContent, parent: EditionContent) -> Iterator[tuple[str, str]]:
    if parent.materials is None:
        return
    above = {material.name.strip(): material for material in parent.materials}
    for material in content.materials or ():
        known = above.get(material.name.strip())
        if known is None:
            yield f"materials.{material.code}", "上级清单没有这项材料，本级不得增加"
        elif known.need != "1" and material.need == "1":
            yield f"materials.{material.code}", "上级清单列为非必要，本级不得列为必要"
        elif material.copies > known.copies:
            yield f"materials.{material.code}", "份数不得多于上级清单"


def _dearer(content: EditionContent, parent: EditionContent) -> Iterator[tuple[str, str]]:
    if parent.fees is None:
        return
    above = {fee.name: fee for fee in parent.fees}
    for at, fee in enumerate(content.fees or ()):
        known = above.get(fee.name)
        if known is None:
            yield f"fees.{at}", "上级清单没有这项收费，本级不得增加"
        elif known.amount_fen is not None and (fee.amount_fen or 0) > known.amount_fen:
            yield f"fees.{at}", "收费不得高于上级清单"


def _farther(content: EditionContent, parent: EditionContent) -> Iterator[tuple[str, str]]:
    if parent.visits is not None and (content.visits or 0) > parent.visits:
        yield "visits", "到现场次数不得多于上级清单"
