"""A matter's guide as a person reads it: what, how long, what to bring, where, and on which law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yichuang.approval.public import ANY_COURT, TitlePin
from yichuang.catalogue.public import (
    Basis,
    BasisStatus,
    EditionContent,
    Fee,
    Guide,
    HandlingKind,
    Material,
    PeriodBegins,
    Sample,
    Situation,
    TimeLimit,
    guide,
    materials_asked,
)
from yichuang.catalogue.pure import side_by_side
from yichuang.law.public import LAWSUIT, RECONSIDERATION, Language, cite, say_amount

from ..words import (
    AUDIENCES,
    HANDLING_FORMS,
    HANDLING_KINDS,
    MATERIAL_NEEDS,
    MATERIAL_WAYS,
    NOT_FILEABLE,
    POWER_TYPES,
    Words,
)
from .title import Right, right_of

PREFIX = "s-"  # of a situation question in the address
ONLINE = "2"  # 网上
EVERYBODY = frozenset({"1", "2", "3", "4", "5", "9"})


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """One line of the checklist."""

    name: str
    need: Words
    ways: tuple[Words, ...]
    copies: int
    notes: tuple[str, ...]
    basis: tuple[str, ...]
    maybe: str  # the answer under which it is needed, while that question is open
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class GuidePage:
    """What `portal/guide.html` shows. A fact the guide does not state is left out or said so."""

    guide: Guide
    url: str
    print_url: str
    dates_url: str  # empty where there is nothing to count
    apply_url: str  # empty where nobody can apply online
    why_not: tuple[Words, ...]
    glance: tuple[dict[str, Any], ...]
    questions: tuple[dict[str, Any], ...]
    answered: bool
    asked: bool  # somebody pressed the button, answered or not
    materials: tuple[MaterialRow, ...] | None
    limits: tuple[dict[str, Any], ...]
    conditions: tuple[tuple[str, tuple[str, ...]], ...]
    steps: tuple[dict[str, str], ...]
    fees: tuple[dict[str, Any], ...] | None
    basis: tuple[str, ...]
    remedies: tuple[str, ...]
    special: tuple[str, ...]
    filling_minutes: int
    right: Right

    @property
    def kind(self) -> Words:
        """The kind of power in words."""
        return POWER_TYPES[self.guide.edition.power_type.value]

    @property
    def validity(self) -> str:
        """How long the result is valid; nothing for long-term."""
        result = self.content.result
        term = result.validity if result else None
        return say_amount(term.amount, term.unit, _language()) if term else ""

    @property
    def headings(self) -> list[tuple[str, str]]:
        """The parts of the page to jump to."""
        found = [
            ("materials", _("要准备的材料"), True),
            ("limits", _("多久办好"), True),
            ("fees", _("费用"), True),
            ("where", _("到哪里办，向谁问"), True),
            ("steps", _("怎样办理"), bool(self.steps or self.content.flow_text)),
            ("remedies", _("不同意办理结果怎么办"), bool(self.remedies)),
            ("faq", _("常见问题"), bool(self.content.faq)),
            ("basis", _("法律依据"), True),
        ]
        return [(place, title) for place, title, there in found if there]

    @property
    def crumbs(self) -> list[dict[str, str]]:
        """The way here."""
        return [
            {"label": _("首页"), "url": reverse("portal:home")},
            {"label": _("找事项"), "url": reverse("portal:search")},
            {"label": self.content.short_name or self.content.name, "url": ""},
        ]

    @property
    def instant(self) -> bool:
        """Return whether it is done while one waits (即办件)."""
        return self.content.handling_kind is HandlingKind.INSTANT

    @property
    def content(self) -> EditionContent:
        """What the guide says."""
        return self.guide.content


def guide_page(matter_code: str, asked: Mapping[str, str]) -> GuidePage:
    """Return the page of a matter in force today. Raises MatterUnknown."""
    return page_of(guide(matter_code), asked)


def page_of(found: Guide, asked: Mapping[str, str]) -> GuidePage:
    """Return the page of a guide, in force or not."""
    content, matter_code = found.content, found.edition.matter_code
    answers, right = situation_answers(content, asked), right_of(found.edition)
    why_not = reasons_against_applying(found, right)
    return GuidePage(
        guide=found,
        url=reverse("portal:guide", args=[matter_code]),
        print_url=reverse("portal:guide_print", args=[matter_code]),
        dates_url=_dates_url(matter_code, content),
        apply_url="" if why_not else reverse("portal:apply", args=[found.edition.id]),
        why_not=why_not,
        glance=_glance(content),
        questions=tuple(_question(one, answers) for one in content.situations),
        answered=len(answers) == len(content.situations),
        asked="asked" in asked,
        materials=_materials(content, answers),
        limits=_limits(content),
        conditions=tuple((one.text, citations(one.basis)) for one in content.conditions),
        steps=_steps(content),
        fees=None if content.fees is None else tuple(_fee(fee) for fee in content.fees),
        basis=citations(content.set_basis),
        remedies=_remedies(right.title),
        special=tuple(one.name for one in content.special_procedures),
        filling_minutes=filling_minutes(content, answers),
        right=right,
    )


def situation_answers(content: EditionContent, asked: Mapping[str, str]) -> dict[str, str]:
    """Return the answers the address carries; one the guide does not offer is left out."""
    found = {}
    for one in content.situations:
        answer = asked.get(PREFIX + one.code, "")
        if answer in one.answers:
            found[one.code] = answer
    return found


def reasons_against_applying(found: Guide, right: Right) -> tuple[Words, ...]:
    """Return in words why nobody can apply online; empty where he can."""
    reasons = [NOT_FILEABLE[one.value] for one in found.edition.reasons_not_fileable]
    forms = found.content.handling_forms
    if not reasons and forms and ONLINE not in forms:
        reasons.append(NOT_FILEABLE["window_only"])
    if right.why_not:
        reasons.insert(0, right.why_not)
    return tuple(reasons)


def filling_minutes(content: EditionContent, answers: Mapping[str, str]) -> int:
    """Return how long filling in takes: half a minute a field, two a material, two to check."""
    fields = max(len(content.fields), 4) + len(content.situations)
    return -(-fields // 2) + 2 * len(materials_asked(content, answers)) + 2


def citations(basis: tuple[Basis, ...]) -> tuple[str, ...]:
    """Return each citation as it is written: 《law》 with article and clause."""
    return tuple(citation(one) for one in basis if one.status is not BasisStatus.MISSING)


def citation(one: Basis) -> str:
    """Return one citation; what is only quoted, in the source's own words."""
    if not one.law_name:
        return one.quoted
    article = f"第{one.article}条" if one.article else ""
    clause = f"第{one.clause}款" if one.clause else ""
    return f"《{one.law_name}》{article}{clause}"


def period_words(limit: TimeLimit | None) -> str:
    """Return a limit in words; nothing for none."""
    return say_amount(limit.period.amount, limit.period.unit, _language()) if limit else ""


def _language() -> Language:
    return "zh" if (get_language() or "zh").startswith("zh") else "en"


def _dates_url(matter_code: str, content: EditionContent) -> str:
    counted = content.handling_kind is not HandlingKind.INSTANT
    limited = content.statutory is not None or content.promised is not None
    return reverse("portal:dates", args=[matter_code]) if counted and limited else ""


def _glance(content: EditionContent) -> tuple[dict[str, Any], ...]:
    """Return what one wants to know first, as key and value."""
    promised = period_words(content.promised or content.statutory)
    instant = content.handling_kind is HandlingKind.INSTANT
    found = [
        (_("能拿到什么"), content.result.name if content.result else ""),
        (_("多久办好"), _("材料齐全，当场办好") if instant else promised),
        (_("要不要钱"), _fee_words(content.fees)),
        (_("要跑几次"), _visits(content.visits)),
        (_("谁可以办"), _joined(AUDIENCES, content.service_objects)),
        (_("怎么办"), _joined(HANDLING_FORMS, content.handling_forms)),
        (_("有没有数量限制"), _quota(content)),
        (_("能不能寄给我"), _("可以") if content.courier else ""),
        (_("联合办理机关"), content.joint_organs),
        (_("由谁决定"), _decided_by(content)),
    ]
    return tuple({"key": key, "value": value} for key, value in found if value)


def _decided_by(content: EditionContent) -> str:
    """Return which organ above decides, and how long the first examination takes before."""
    terms = content.hand_up
    if terms is None:
        return ""
    first = say_amount(terms.first.amount, terms.first.unit, _language())
    told = _("本机关在 %(first)s 内初审，报送%(organ)s决定；办结时限从%(begins)s起另算")
    begins = {
        PeriodBegins.ACCEPTED: _("受理之日"),
        PeriodBegins.HANDED_UP: _("报送之日"),
        PeriodBegins.RECEIVED: _("决定机关收到之日"),
    }
    return told % {"first": first, "organ": terms.organ_name, "begins": begins[terms.begins]}


def _quota(content: EditionContent) -> str:
    """Return the limit of their number, which has to be published; LicLaw 30, 57."""
    if content.quota_limit is None:
        return content.quota
    told = _("最多 %(n)s 个，按受理的先后顺序") % {"n": content.quota_limit}
    return f"{content.quota}（{told}）" if content.quota else told


def _joined(words: Mapping[str, Words], codes: tuple[str, ...]) -> str:
    if words is AUDIENCES and set(codes) >= EVERYBODY:
        return _("个人和各类单位")
    return _("、").join(str(words[code]) for code in codes if code in words)


def _fee_words(fees: tuple[Fee, ...] | None) -> str:
    if fees is None:
        return ""
    return _("收费，标准见下") if any(fee.amount_fen != 0 for fee in fees) else _("不收费")


def _visits(visits: int | None) -> str:
    if visits is None:
        return ""
    return _("最多 %(n)s 次") % {"n": visits} if visits else _("一次也不用跑")


def _question(one: Situation, answers: Mapping[str, str]) -> dict[str, Any]:
    """Return a situation question as `components/_field.html` needs it."""
    return {
        "name": PREFIX + one.code,
        "kind": "radio",
        "label": one.question,
        "required": True,
        "value": answers.get(one.code),
        "options": [{"value": answer, "label": answer} for answer in one.answers],
    }


def _materials(
    content: EditionContent, answers: Mapping[str, str]
) -> tuple[MaterialRow, ...] | None:
    """Return the checklist under these answers; an open question leaves its materials possible."""
    if content.materials is None:
        return None
    asked = {material.code for material in materials_asked(content, answers)}
    return tuple(
        _material(one, maybe="" if one.code in asked else one.asked_when.partition("=")[2])
        for one in content.materials
        if one.code in asked or one.asked_when.partition("=")[0].strip() not in answers
    )


def _material(one: Material, *, maybe: str) -> MaterialRow:
    return MaterialRow(
        name=one.name,
        need=MATERIAL_NEEDS.get(one.need, ""),
        ways=tuple(MATERIAL_WAYS[way.value] for way in one.satisfied_by),
        copies=one.copies,
        notes=tuple(note for note in (one.fill_note, one.acceptance_standard) if note),
        basis=citations(one.basis),
        maybe=maybe.replace("|", _("、")),
        samples=one.samples,
    )


def _limits(content: EditionContent) -> tuple[dict[str, Any], ...]:
    if content.handling_kind is HandlingKind.INSTANT:
        return ({"label": HANDLING_KINDS["1"], "period": _("当场"), "basis": ()},)
    found = [
        (_("承诺办结时限"), content.promised),
        (_("法定办结时限"), content.statutory),
        (_("答复是否受理"), content.acceptance),
    ]
    return tuple(
        {"label": label, "period": period_words(limit), "basis": citations(limit.basis)}
        for label, limit in found
        if limit
    )


def _steps(content: EditionContent) -> tuple[dict[str, str], ...]:
    named = {step.code: step.name for step in content.steps}
    beside = side_by_side(content)
    return tuple(
        {
            "name": step.name,
            "beside": _("、").join(named[code] for code in beside[step.code] if code in named),
            "maybe": "yes" if step.when else "",
            "period": say_amount(step.period.amount, step.period.unit, _language())
            if step.period
            else "",
            "standard": step.standard,
        }
        for step in content.steps
    )


def _fee(fee: Fee) -> dict[str, Any]:
    return {
        "name": fee.name,
        "amount_fen": fee.amount_fen,
        "standard": fee.standard,
        "basis": citations(fee.basis),
    }


def _remedies(remedy: TitlePin | None) -> tuple[str, ...]:
    """Return where a refusal can be challenged, and until when. RecLaw 20, LitLaw 46."""
    language, found = _language(), []
    if remedy is None:
        return ()
    if remedy.reconsideration_organ:
        found.append(
            _("自知道决定之日起%(period)s内，可以向%(organ)s申请行政复议（%(law)s）。")
            % {
                "period": say_amount(RECONSIDERATION.amount, RECONSIDERATION.unit, language),
                "organ": remedy.reconsideration_organ,
                "law": cite(RECONSIDERATION.source, language),
            }
        )
    if remedy.court:
        found.append(
            _("自知道决定之日起%(period)s内，可以向%(court)s提起行政诉讼（%(law)s）。")
            % {
                "period": say_amount(LAWSUIT.amount, LAWSUIT.unit, language),
                "court": _("有管辖权的人民法院") if remedy.court == ANY_COURT else remedy.court,
                "law": cite(LAWSUIT.source, language),
            }
        )
    return tuple(found)
