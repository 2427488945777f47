"""What a guide lists: materials, conditions, questions, steps and fees."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import (
    Condition,
    EditionContent,
    Fee,
    FormField,
    Material,
    SatisfiedBy,
    Step,
)

from ...words import MATERIAL_NEEDS, MATERIAL_WAYS, TODO_ACTS
from .. import basis
from ..answers import fen_in
from ..fields import options, whole_in
from ..given import Given
from ..rows import Column, ask_rows, lines_in, read_rows
from .codes import (
    BASIS_HELP,
    FEES,
    FIELD_KINDS,
    MATERIAL_FORMS,
    MATERIAL_KINDS,
    MATERIAL_SOURCES,
    STEP_ACTS,
    Asked,
)

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


def ask_materials(content: EditionContent, given: Given) -> Asked:
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


def read_materials(content: EditionContent, given: Given) -> EditionContent:
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


def ask_conditions(content: EditionContent, given: Given) -> Asked:  # noqa: ARG001
    rows = [{"text": one.text, "basis": basis.said(one.basis)} for one in content.conditions]
    return {"fields": [], "rows": ask_rows("condition", CONDITIONS, rows)}


def read_conditions(content: EditionContent, given: Given) -> EditionContent:
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


def ask_fields(content: EditionContent, given: Given) -> Asked:  # noqa: ARG001
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


def read_fields(content: EditionContent, given: Given) -> EditionContent:
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


def ask_steps(content: EditionContent, given: Given) -> Asked:  # noqa: ARG001
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


def read_steps(content: EditionContent, given: Given) -> EditionContent:
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


def ask_fees(content: EditionContent, given: Given) -> Asked:
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


def read_fees(content: EditionContent, given: Given) -> EditionContent:
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
