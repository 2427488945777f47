"""What a guide says once: names, places, limits and the result."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import (
    Basis,
    EditionContent,
    HandlingKind,
    Remedy,
    Result,
    TimeLimit,
)
from yichuang.law.public import Period, Unit

from ...words import HANDLING_KINDS, UNITS
from .. import basis
from ..fields import options
from ..given import Given
from ..rows import lines_in
from .codes import (
    AUDIENCES,
    BASIS_HELP,
    HANDLING_FORMS,
    RESULT_KINDS,
    Asked,
)

TEXTS: tuple[tuple[str, str, Any, int], ...] = (
    ("location", "text", gettext_lazy("办理地点"), 300),
    ("hours", "text", gettext_lazy("办理时间"), 200),
    ("consult", "text", gettext_lazy("咨询方式"), 200),
    ("complaint", "text", gettext_lazy("监督投诉方式"), 200),
)


def ask_basics(content: EditionContent, given: Given) -> Asked:
    kind = content.handling_kind.value if content.handling_kind else ""
    fields = [
        given.ask("name", "text", _("事项名称"), value=content.name, required=True, maxlength=200),
        given.ask("short_name", "text", _("简称"), value=content.short_name, maxlength=60),
        given.ask(
            "everyday_names",
            "textarea",
            _("百姓的叫法"),
            value="\n".join(content.everyday_names),
            help=_("一行一个，市民按这些话查找"),
            rows=3,
        ),
        given.ask(
            "handling_kind", "radio", _("办件类型"), value=kind, options=options(HANDLING_KINDS)
        ),
        given.ask(
            "service_objects",
            "checkboxes",
            _("服务对象"),
            value=list(content.service_objects),
            options=options(AUDIENCES),
        ),
        given.ask(
            "handling_forms",
            "checkboxes",
            _("办理形式"),
            value=list(content.handling_forms),
            options=options(HANDLING_FORMS),
        ),
        given.ask(
            "set_basis",
            "textarea",
            _("设定依据"),
            value=basis.said(content.set_basis),
            help=BASIS_HELP,
            rows=3,
        ),
    ]
    for name, kind_of_field, label, longest in TEXTS:
        fields.append(
            given.ask(name, kind_of_field, label, value=getattr(content, name), maxlength=longest)
        )
    fields += _ask_visits(content, given)
    return {"fields": fields}


def _ask_visits(content: EditionContent, given: Given) -> list[Asked]:
    visits = "" if content.visits is None else str(content.visits)
    remedy = content.remedy
    return [
        given.ask("visits", "text", _("到办事现场次数"), value=visits, inputmode="numeric"),
        given.ask(
            "visits_reason",
            "text",
            _("必须到现场的原因"),
            value=content.visits_reason,
            maxlength=300,
        ),
        given.ask("flow_text", "textarea", _("办理流程"), value=content.flow_text, rows=3),
        given.ask(
            "reconsideration_organ",
            "text",
            _("行政复议机关"),
            value=remedy.reconsideration_organ,
            maxlength=100,
        ),
        given.ask("court", "text", _("管辖法院"), value=remedy.court, maxlength=100),
    ]


def read_basics(content: EditionContent, given: Given) -> EditionContent:
    visits = given.text("visits")
    kind = given.text("handling_kind")
    return replace(
        content,
        name=given.needed("name", _("事项名称")) or content.name,
        short_name=given.text("short_name"),
        everyday_names=lines_in(given.text("everyday_names")),
        handling_kind=HandlingKind(kind) if kind in {"1", "2"} else None,
        service_objects=tuple(one for one in given.several("service_objects") if one in AUDIENCES),
        handling_forms=tuple(
            one for one in given.several("handling_forms") if one in HANDLING_FORMS
        ),
        set_basis=basis.read(given.text("set_basis"), content.set_basis),
        visits=given.whole("visits", _("到办事现场次数")) if visits else None,
        visits_reason=given.text("visits_reason"),
        flow_text=given.text("flow_text"),
        remedy=Remedy(given.text("reconsideration_organ"), given.text("court")),
        location=given.text("location"),
        hours=given.text("hours"),
        consult=given.text("consult"),
        complaint=given.text("complaint"),
    )


# --- limits ---------------------------------------------------------------------------------------

LIMITS = (
    ("statutory", gettext_lazy("法定办结时限")),
    ("promised", gettext_lazy("承诺办结时限")),
    ("acceptance", gettext_lazy("答复是否受理的时限")),
)


LIMIT_HELP = {
    "statutory": gettext_lazy("只填数字；不填就是没有载明"),
    "promised": gettext_lazy("只填数字；不填就是没有载明"),
    "acceptance": gettext_lazy("只填数字；不填按法律规定，行政许可为5个工作日"),
}


def ask_limits(content: EditionContent, given: Given) -> Asked:
    fields = []
    for name, label in LIMITS:
        limit: TimeLimit | None = getattr(content, name)
        period = limit.period if limit else None
        fields += [
            given.ask(
                f"{name}-amount",
                "text",
                label,
                value=str(period.amount) if period else "",
                inputmode="numeric",
                help=LIMIT_HELP[name],
            ),
            given.ask(
                f"{name}-unit",
                "select",
                _("%(label)s的单位") % {"label": label},
                value=period.unit.value if period else "working_day",
                options=options(UNITS),
            ),
            given.ask(
                f"{name}-basis",
                "textarea",
                _("%(label)s的依据") % {"label": label},
                value=basis.said(limit.basis) if limit else "",
                help=BASIS_HELP,
                rows=2,
            ),
        ]
    return {"fields": fields}


def read_limits(content: EditionContent, given: Given) -> EditionContent:
    return replace(
        content,
        statutory=_limit("statutory", LIMITS[0][1], content.statutory, given),
        promised=_limit("promised", LIMITS[1][1], content.promised, given),
        acceptance=_limit("acceptance", LIMITS[2][1], content.acceptance, given),
    )


def _limit(name: str, label: Any, before: TimeLimit | None, given: Given) -> TimeLimit | None:
    if not given.text(f"{name}-amount"):
        return None
    amount = given.whole(f"{name}-amount", label)
    unit = given.one_of(f"{name}-unit", label, UNITS)
    if amount < 1:
        given.wrong(f"{name}-amount", _("时限应当大于零"))
    if given.errors:
        return before
    bases = basis.read(given.text(f"{name}-basis"), before.basis if before else ())
    source = before.period.source if before else _source(bases)
    return TimeLimit(Period(amount, Unit(unit), source), bases)


def _source(bases: tuple[Basis, ...]) -> str:
    return basis.said_basis(bases[0]) if bases else _("办事指南")


# --- result ---------------------------------------------------------------------------------------


def ask_result(content: EditionContent, given: Given) -> Asked:
    result = content.result or Result("")
    validity = result.validity
    return {
        "fields": [
            given.ask(
                "kind", "radio", _("结果类型"), value=result.kind, options=options(RESULT_KINDS)
            ),
            given.ask("name", "text", _("结果名称"), value=result.name, maxlength=100),
            given.ask(
                "licence_type",
                "text",
                _("证照类型代码"),
                value=result.licence_type,
                help=_("证照填三位数字"),
                maxlength=3,
            ),
            given.ask(
                "validity",
                "text",
                _("有效期"),
                value=str(validity.amount) if validity else "",
                help=_("不填就是长期有效"),
                inputmode="numeric",
            ),
            given.ask(
                "validity_unit",
                "select",
                _("有效期单位"),
                value=validity.unit.value if validity else "year",
                options=options((k, UNITS[k]) for k in ("year", "month", "calendar_day")),
            ),
            given.ask("word", "text", _("发文代字"), value=result.word, maxlength=20),
        ]
    }


def read_result(content: EditionContent, given: Given) -> EditionContent:
    kind = given.one_of("kind", _("结果类型"), RESULT_KINDS)
    validity = None
    if given.text("validity"):
        amount = given.whole("validity", _("有效期"))
        unit = given.one_of("validity_unit", _("有效期单位"), UNITS)
        if amount < 1:
            given.wrong("validity", _("有效期应当大于零"))
        if not given.errors:
            validity = Period(amount, Unit(unit), _("办事指南"))
    if kind == "1" and not given.text("licence_type").isdigit():
        given.wrong("licence_type", _("证照要填三位数字的类型代码"))
    result = Result(
        kind, given.text("name"), given.text("licence_type"), validity, given.text("word")
    )
    return replace(content, result=result)
