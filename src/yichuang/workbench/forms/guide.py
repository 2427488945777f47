"""The sections of a guide as an editor fills them in: each asks its elements and puts them back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import (
    Basis,
    Condition,
    EditionContent,
    Fee,
    FormField,
    HandlingKind,
    Material,
    Remedy,
    Result,
    SatisfiedBy,
    Step,
    TimeLimit,
)
from yichuang.law.public import Period, Unit

from ..words import HANDLING_KINDS, MATERIAL_NEEDS, MATERIAL_WAYS, TODO_ACTS, UNITS
from . import basis
from .answers import fen_in
from .fields import options, whole_in
from .given import Given
from .rows import Column, ask_rows, lines_in, read_rows

Asked = dict[str, Any]
BASIS_HELP = gettext_lazy("一行一条，例如：《中华人民共和国行政许可法》第12条")
AUDIENCES = {
    "1": gettext_lazy("个人"),
    "2": gettext_lazy("企业法人"),
    "3": gettext_lazy("事业单位法人"),
    "4": gettext_lazy("社会组织法人"),
    "5": gettext_lazy("非法人企业和个体工商户"),
    "6": gettext_lazy("行政机关"),
    "9": gettext_lazy("其他组织"),
}
HANDLING_FORMS = {
    "1": gettext_lazy("窗口办理"),
    "2": gettext_lazy("网上办理"),
    "3": gettext_lazy("快递申请"),
}
RESULT_KINDS = {
    "1": gettext_lazy("证照"),
    "2": gettext_lazy("批文"),
    "3": gettext_lazy("其他"),
    "4": gettext_lazy("无"),
}
FIELD_KINDS = {
    "text": gettext_lazy("文字"),
    "long_text": gettext_lazy("长文字"),
    "code": gettext_lazy("编号"),
    "integer": gettext_lazy("整数"),
    "money_fen": gettext_lazy("金额"),
    "date": gettext_lazy("日期"),
    "choice": gettext_lazy("单选"),
    "choices": gettext_lazy("多选"),
    "yes_no": gettext_lazy("是否"),
}
FEES = {
    "free": gettext_lazy("不收费"),
    "listed": gettext_lazy("收费，见下表"),
    "unknown": gettext_lazy("尚未明确"),
}
MATERIAL_KINDS = {
    "1": gettext_lazy("证件、证书、证明"),
    "2": gettext_lazy("申请表格、文书"),
    "3": gettext_lazy("其他"),
}
MATERIAL_FORMS = {
    "1": gettext_lazy("纸质"),
    "2": gettext_lazy("电子化"),
    "3": gettext_lazy("纸质或者电子化"),
}
MATERIAL_SOURCES = {
    "10": gettext_lazy("申请人自备"),
    "20": gettext_lazy("政府部门核发"),
    "99": gettext_lazy("其他"),
}
STEP_ACTS = ("approval.examine", "approval.review", "approval.decide")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a guide. `read` notes errors in `given` and returns the new content."""

    slug: str
    title: Any
    elements: tuple[str, ...]  # what of the list of missing elements it fills in
    ask: Callable[[EditionContent, Given], Asked]
    read: Callable[[EditionContent, Given], EditionContent]


# --- basics ---------------------------------------------------------------------------------------

TEXTS: tuple[tuple[str, str, Any, int], ...] = (
    ("location", "text", gettext_lazy("办理地点"), 300),
    ("hours", "text", gettext_lazy("办理时间"), 200),
    ("consult", "text", gettext_lazy("咨询方式"), 200),
    ("complaint", "text", gettext_lazy("监督投诉方式"), 200),
)


def _ask_basics(content: EditionContent, given: Given) -> Asked:
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


def _read_basics(content: EditionContent, given: Given) -> EditionContent:
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
)


def _ask_limits(content: EditionContent, given: Given) -> Asked:
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
                help=_("只填数字；不填就是没有载明"),
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


def _read_limits(content: EditionContent, given: Given) -> EditionContent:
    return replace(
        content,
        statutory=_limit("statutory", LIMITS[0][1], content.statutory, given),
        promised=_limit("promised", LIMITS[1][1], content.promised, given),
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


# --- rows -----------------------------------------------------------------------------------------

MATERIALS = (
    Column("name", "text", gettext_lazy("材料名称"), key=True),
    Column("need", "select", gettext_lazy("必要性"), tuple(MATERIAL_NEEDS.items())),
    Column("kind", "select", gettext_lazy("材料类型"), tuple(MATERIAL_KINDS.items())),
    Column("form", "select", gettext_lazy("材料形式"), tuple(MATERIAL_FORMS.items())),
    Column("source", "select", gettext_lazy("来源"), tuple(MATERIAL_SOURCES.items())),
    Column("copies", "text", gettext_lazy("份数")),
    Column("ways", "checkboxes", gettext_lazy("怎样交"), tuple(MATERIAL_WAYS.items())),
    Column("standard", "text", gettext_lazy("受理标准")),
    Column("defects", "textarea", gettext_lazy("常见问题"), help=gettext_lazy("一行一个")),
    Column("basis", "textarea", gettext_lazy("依据"), help=BASIS_HELP),
    Column("code", "hidden", ""),
)


def _ask_materials(content: EditionContent, given: Given) -> Asked:
    rows = [
        {
            "name": one.name,
            "need": one.need,
            "kind": one.kind,
            "form": one.form,
            "source": one.source,
            "copies": str(one.copies or ""),
            "ways": [way.value for way in one.satisfied_by],
            "standard": one.acceptance_standard,
            "defects": "\n".join(one.common_defects),
            "basis": basis.said(one.basis),
            "code": one.code,
        }
        for one in content.materials or ()
    ]
    none = given.ask(
        "none", "checkbox", _("这件事不用交任何材料"), value="on" if content.materials == () else ""
    )
    return {"fields": [none], "rows": ask_rows("material", MATERIALS, rows)}


def _read_materials(content: EditionContent, given: Given) -> EditionContent:
    rows = read_rows("material", MATERIALS, given.data)
    if not rows:
        return replace(content, materials=() if given.text("none") else None)
    known = {one.code: one for one in content.materials or ()}
    taken = set(known)
    materials = []
    for row in rows:
        code = row["code"] if row["code"] in known else _fresh(taken, "m")
        materials.append(_material(row, code, known.get(code)))
    return replace(content, materials=tuple(materials))


def _fresh(taken: set[str], prefix: str) -> str:
    number = next(n for n in range(1, 1000) if f"{prefix}{n}" not in taken)
    taken.add(f"{prefix}{number}")
    return f"{prefix}{number}"


def _material(row: dict[str, Any], code: str, before: Material | None) -> Material:
    old = before or Material(code=code, name=row["name"])
    ways = tuple(SatisfiedBy(way) for way in row["ways"] if way in MATERIAL_WAYS)
    return replace(
        old,
        name=row["name"],
        need=row["need"] if row["need"] in MATERIAL_NEEDS else "1",
        kind=row["kind"] if row["kind"] in MATERIAL_KINDS else "",
        form=row["form"] if row["form"] in MATERIAL_FORMS else "",
        source=row["source"] if row["source"] in MATERIAL_SOURCES else "",
        copies=min(whole_in(row["copies"]) or 0, 99),
        satisfied_by=ways or old.satisfied_by,
        acceptance_standard=row["standard"],
        common_defects=lines_in(row["defects"]),
        basis=basis.read(row["basis"], old.basis),
    )


CONDITIONS = (
    Column("text", "textarea", gettext_lazy("条件"), key=True),
    Column("basis", "textarea", gettext_lazy("依据"), help=BASIS_HELP),
)


def _ask_conditions(content: EditionContent, given: Given) -> Asked:  # noqa: ARG001
    rows = [{"text": one.text, "basis": basis.said(one.basis)} for one in content.conditions]
    return {"fields": [], "rows": ask_rows("condition", CONDITIONS, rows)}


def _read_conditions(content: EditionContent, given: Given) -> EditionContent:
    before = tuple(one for condition in content.conditions for one in condition.basis)
    rows = read_rows("condition", CONDITIONS, given.data)
    found = (Condition(row["text"], basis.read(row["basis"], before)) for row in rows)
    return replace(content, conditions=tuple(found))


FIELDS = (
    Column("label", "text", gettext_lazy("栏目名称"), key=True),
    Column("kind", "select", gettext_lazy("类型"), tuple(FIELD_KINDS.items())),
    Column("required", "checkbox", gettext_lazy("必须填写")),
    Column("group", "text", gettext_lazy("所在标题")),
    Column(
        "choices", "textarea", gettext_lazy("选项"), help=gettext_lazy("单选、多选用，一行一个")
    ),
    Column("element", "text", gettext_lazy("数据元代码"), help=gettext_lazy("不填自动生成")),
)


def _ask_fields(content: EditionContent, given: Given) -> Asked:  # noqa: ARG001
    rows = [
        {
            "label": one.label,
            "kind": one.kind,
            "required": "on" if one.required else "",
            "group": one.group,
            "choices": "\n".join(one.choices),
            "element": one.element,
        }
        for one in content.fields
    ]
    return {"fields": [], "rows": ask_rows("field", FIELDS, rows), "hint": FIELDS_HINT}


FIELDS_HINT = gettext_lazy("不设栏目时，使用通用申请表：申请人、联系方式、代理人、申请内容。")


def _read_fields(content: EditionContent, given: Given) -> EditionContent:
    known = {one.element: one for one in content.fields}
    taken = set(known)
    fields = []
    for row in read_rows("field", FIELDS, given.data):
        element = row["element"] or _fresh(taken, "DE_LOCAL_")
        old = known.get(element) or FormField(element, row["label"])
        kind = row["kind"] if row["kind"] in FIELD_KINDS else "text"
        choices = lines_in(row["choices"])
        if kind in {"choice", "choices"} and not choices:
            given.errors["choices"] = _("“%(label)s”没有选项") % {"label": row["label"]}
        fields.append(
            replace(
                old,
                label=row["label"],
                kind=kind,
                required=bool(row["required"]),
                group=row["group"],
                choices=choices,
            )
        )
    return replace(content, fields=tuple(fields))


STEPS = (
    Column("name", "text", gettext_lazy("环节名称"), key=True),
    Column(
        "act", "select", gettext_lazy("由谁办理"), tuple((act, TODO_ACTS[act]) for act in STEP_ACTS)
    ),
    Column("people", "text", gettext_lazy("几人"), help=gettext_lazy("现场核查应当两人")),
    Column("standard", "text", gettext_lazy("审查标准")),
    Column("code", "hidden", ""),
)


def _ask_steps(content: EditionContent, given: Given) -> Asked:  # noqa: ARG001
    rows = [
        {
            "name": one.name,
            "act": one.act,
            "people": str(one.people),
            "standard": one.standard,
            "code": one.code,
        }
        for one in content.steps
    ]
    hint = gettext_lazy("不设环节时，受理后直接作出决定。")
    return {"fields": [], "rows": ask_rows("step", STEPS, rows), "hint": hint}


def _read_steps(content: EditionContent, given: Given) -> EditionContent:
    known = {one.code: one for one in content.steps}
    taken = set(known)
    steps = []
    for row in read_rows("step", STEPS, given.data):
        code = row["code"] if row["code"] in known else _fresh(taken, "s")
        act = row["act"] if row["act"] in STEP_ACTS else STEP_ACTS[0]
        old = known.get(code) or Step(code, row["name"], act)
        people = whole_in(row["people"]) or 1
        steps.append(
            replace(old, name=row["name"], act=act, people=people, standard=row["standard"])
        )
    return replace(content, steps=tuple(steps))


FEE_ROWS = (
    Column("name", "text", gettext_lazy("收费项目"), key=True),
    Column("amount", "text", gettext_lazy("金额（元）")),
    Column("standard", "text", gettext_lazy("收费标准")),
    Column("basis", "textarea", gettext_lazy("依据"), help=BASIS_HELP),
)


def _ask_fees(content: EditionContent, given: Given) -> Asked:
    now = "unknown" if content.fees is None else "listed" if content.fees else "free"
    rows = [
        {
            "name": one.name,
            "amount": "" if one.amount_fen is None else f"{one.amount_fen / 100:.2f}",
            "standard": one.standard,
            "basis": basis.said(one.basis),
        }
        for one in content.fees or ()
    ]
    charged = given.ask("fees", "radio", _("是否收费"), value=now, options=options(FEES))
    return {"fields": [charged], "rows": ask_rows("fee", FEE_ROWS, rows)}


def _read_fees(content: EditionContent, given: Given) -> EditionContent:
    chosen = given.one_of("fees", _("是否收费"), FEES)
    if chosen != "listed":
        return replace(content, fees=() if chosen == "free" else None)
    before = tuple(one for fee in content.fees or () for one in fee.basis)
    fees = []
    for row in read_rows("fee", FEE_ROWS, given.data):
        amount = fen_in(row["amount"]) if row["amount"] else None
        if isinstance(amount, str):
            given.errors["amount"] = _("“%(name)s”的金额不正确") % {"name": row["name"]}
            amount = None
        fees.append(Fee(row["name"], amount, row["standard"], basis.read(row["basis"], before)))
    return replace(content, fees=tuple(fees))


# --- result ---------------------------------------------------------------------------------------


def _ask_result(content: EditionContent, given: Given) -> Asked:
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


def _read_result(content: EditionContent, given: Given) -> EditionContent:
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


SECTIONS: tuple[Section, ...] = (
    Section(
        "basics",
        gettext_lazy("基本信息、地点和救济"),
        (
            "set_basis",
            "handling_kind",
            "service_objects",
            "flow_text",
            "visits",
            "location",
            "hours",
            "consult",
            "complaint",
            "remedy",
        ),
        _ask_basics,
        _read_basics,
    ),
    Section("limits", gettext_lazy("时限"), ("statutory", "promised"), _ask_limits, _read_limits),
    Section(
        "materials",
        gettext_lazy("申请材料"),
        ("materials", "materials.detail"),
        _ask_materials,
        _read_materials,
    ),
    Section(
        "conditions", gettext_lazy("受理条件"), ("conditions",), _ask_conditions, _read_conditions
    ),
    Section("form", gettext_lazy("申请表"), ("fields",), _ask_fields, _read_fields),
    Section("steps", gettext_lazy("办理环节"), ("steps",), _ask_steps, _read_steps),
    Section("fees", gettext_lazy("收费"), ("fees",), _ask_fees, _read_fees),
    Section("result", gettext_lazy("办理结果"), ("result",), _ask_result, _read_result),
)
BY_SLUG = {section.slug: section for section in SECTIONS}


def section_of(element: str) -> Section:
    """Return the section where an element is filled in; "materials.form" stands in materials."""
    group = element.split(".")[0]
    for section in SECTIONS:
        if element in section.elements or group in section.elements:
            return section
    return SECTIONS[0]
