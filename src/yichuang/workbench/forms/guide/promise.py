"""Questions about the situation, decision on a promise, and materials that may come later."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import (
    EditionContent,
    GapRule,
    PromiseTerms,
    Risk,
    SatisfiedBy,
    Situation,
)
from yichuang.law.public import Period, Unit

from ...words import UNITS
from .. import basis
from ..fields import options
from ..given import Given
from ..rows import Column, ask_rows, lines_in, read_rows
from .codes import BASIS_HELP, Asked

SITUATIONS = (
    Column("question", "text", gettext_lazy("问题"), key=True),
    Column("answers", "textarea", gettext_lazy("回答"), help=gettext_lazy("一行一个，至少两个")),
    Column("code", "hidden", ""),
)
RISKS = {
    Risk.NATIONAL_SECURITY: gettext_lazy("国家安全、国家秘密"),
    Risk.PUBLIC_SAFETY: gettext_lazy("公共安全"),
    Risk.FINANCE: gettext_lazy("金融业审慎监管"),
    Risk.ECOLOGY: gettext_lazy("生态环境保护"),
    Risk.LIFE_AND_PROPERTY: gettext_lazy("人身健康、生命财产安全"),
}
GAP_RULES = {
    "": gettext_lazy("没有规定"),
    "stays": gettext_lazy("继续办理，由工作人员处理"),
    "lapses": gettext_lazy("视为撤回申请"),
}


def ask_situations(content: EditionContent, given: Given) -> Asked:  # noqa: ARG001
    rows = [
        {"question": one.question, "answers": "\n".join(one.answers), "code": one.code}
        for one in content.situations
    ]
    return {"fields": [], "rows": ask_rows("situation", SITUATIONS, rows)}


def read_situations(content: EditionContent, given: Given) -> EditionContent:
    known = {one.code for one in content.situations}
    free = iter(f"q{n}" for n in range(1, 1000) if f"q{n}" not in known)
    found = []
    for row in read_rows("situation", SITUATIONS, given.data):
        answers = tuple(dict.fromkeys(lines_in(row["answers"])))
        if len(answers) < 2:
            words = _("“%(label)s”至少要有两个回答")
            given.errors["answers"] = words % {"label": row["question"]}
        code = row["code"] if row["code"] in known else next(free)
        found.append(Situation(code, row["question"], answers))
    changed = replace(content, situations=tuple(found))
    for asker in _orphans(changed):
        words = _("“%(name)s”还要看这里改掉的回答，请先保留")
        given.errors["asked_when"] = words % {"name": asker}
    return changed


def _orphans(content: EditionContent) -> list[str]:
    """Return what is asked only under an answer that no question offers any more."""
    offered = {one.code: set(one.answers) for one in content.situations}
    askers = [(one.name, one.asked_when) for one in content.materials or ()]
    askers += [(one.label, one.asked_when) for one in content.fields]
    found = []
    for name, when in askers:
        code, _equals, wanted = when.partition("=")
        answers = {one.strip() for one in wanted.split("|")}
        if when and not answers <= offered.get(code.strip(), set()):
            found.append(name)
    return found


def ask_promise(content: EditionContent, given: Given) -> Asked:
    terms, rule = content.on_promise, content.gap_rule
    replaced = [m.code for m in content.materials or () if SatisfiedBy.PROMISE in m.satisfied_by]
    now = "" if rule is None else "lapses" if rule.lapses else "stays"
    return {
        "fields": [
            given.ask(
                "text",
                "textarea",
                _("承诺内容"),
                value=terms.text if terms else "",
                help=_("不填就是不实行告知承诺"),
            ),
            given.ask(
                "amount",
                "text",
                _("准予以后多久核查"),
                value=str(terms.check_within.amount) if terms else "",
                inputmode="numeric",
            ),
            given.ask(
                "unit",
                "select",
                _("核查期限的单位"),
                value=terms.check_within.unit.value if terms else "month",
                options=options(UNITS),
            ),
            _ask_basis(given, "basis", _("告知承诺的依据"), terms),
            given.ask(
                "materials",
                "checkboxes",
                _("承诺可以代替的材料"),
                value=replaced,
                options=options((m.code, m.name) for m in content.materials or ()),
            ),
            given.ask(
                "risks",
                "checkboxes",
                _("直接涉及的风险"),
                value=[one.value for one in content.risks],
                options=options((one.value, words) for one, words in RISKS.items()),
            ),
            given.ask(
                "gaps", "radio", _("容缺材料到期没有补交"), value=now, options=options(GAP_RULES)
            ),
            _ask_basis(given, "gaps-basis", _("容缺逾期的依据"), rule),
        ]
    }


def _ask_basis(given: Given, name: str, label: str, of: PromiseTerms | GapRule | None) -> Any:
    value = basis.said(of.basis) if of else ""
    return given.ask(name, "textarea", label, value=value, help=BASIS_HELP, rows=2)


def read_promise(content: EditionContent, given: Given) -> EditionContent:
    risks, chosen = set(given.several("risks")), set(given.several("materials"))
    materials = content.materials and tuple(
        replace(one, satisfied_by=_ways(one.satisfied_by, promise=one.code in chosen))
        for one in content.materials
    )
    gaps = given.text("gaps")
    before = content.gap_rule.basis if content.gap_rule else ()
    found = basis.read(given.text("gaps-basis"), before)
    return replace(
        content,
        on_promise=_terms(content.on_promise, given),
        risks=tuple(one for one in Risk if one.value in risks),
        materials=materials,
        gap_rule=GapRule(gaps == "lapses", found) if gaps in {"stays", "lapses"} else None,
    )


def _ways(ways: tuple[SatisfiedBy, ...], *, promise: bool) -> tuple[SatisfiedBy, ...]:
    if promise == (SatisfiedBy.PROMISE in ways):
        return ways
    if promise:
        return (*ways, SatisfiedBy.PROMISE)
    return tuple(one for one in ways if one is not SatisfiedBy.PROMISE) or (SatisfiedBy.PAPER,)


def _terms(before: PromiseTerms | None, given: Given) -> PromiseTerms | None:
    text = given.text("text")
    if not text:
        return None
    amount = given.whole("amount", _("准予以后多久核查"))
    unit = given.one_of("unit", _("核查期限的单位"), UNITS)
    if amount < 1:
        given.wrong("amount", _("时限应当大于零"))
    if given.errors:
        return before
    found = basis.read(given.text("basis"), before.basis if before else ())
    source = before.check_within.source if before else _("办事指南")
    return PromiseTerms(text, Period(amount, Unit(unit), source), found)
