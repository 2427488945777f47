"""The application form of a guide (申请表), field by field; every field is a data element."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import EditionContent, FormField

from ..fields import whole_in
from ..given import Given
from ..rows import Column, ask_rows, lines_in, read_rows
from .codes import FIELD_KINDS, Asked, fresh
from .when import read_when, said_when, when_columns

LONGEST = 200  # signs of an answer, where the editor says nothing
MOST_SIGNS = 5000
FIELDS_HINT = gettext_lazy("不设栏目时，使用通用申请表：申请人、联系方式、代理人、申请内容。")
FIELDS = (
    Column("label", "text", gettext_lazy("栏目名称"), key=True),
    Column("kind", "select", gettext_lazy("类型"), tuple(FIELD_KINDS.items()), default="text"),
    Column("required", "checkbox", gettext_lazy("必须填写"), default="on"),
    Column(
        "group", "text", gettext_lazy("所在标题"), help=gettext_lazy("标题相同的相邻栏目在同一页")
    ),
    Column(
        "choices", "textarea", gettext_lazy("选项"), help=gettext_lazy("单选、多选用，一行一个")
    ),
    Column("help_text", "text", gettext_lazy("填写提示"), more=True),
    Column("unit", "text", gettext_lazy("计量单位"), more=True),
    Column("longest", "text", gettext_lazy("最多字数"), help=gettext_lazy("不填为 200"), more=True),
    Column(
        "element", "text", gettext_lazy("数据元代码"), help=gettext_lazy("不填自动生成"), more=True
    ),
)


def columns_of(content: EditionContent) -> tuple[Column, ...]:
    """Return the cells of a field under the questions of this guide."""
    return (*FIELDS, *when_columns(content))


def ask_fields(content: EditionContent, given: Given) -> Asked:
    rows = [
        {
            "label": one.label,
            "kind": one.kind,
            "required": "on" if one.required else "",
            "group": one.group,
            "choices": "\n".join(one.choices),
            "help_text": one.help_text,
            "unit": one.unit,
            "longest": "" if one.longest == LONGEST else str(one.longest),
            "element": one.element,
            "when": said_when(one.asked_when),
        }
        for one in content.fields
    ]
    asked = ask_rows("field", columns_of(content), rows, given)
    return {"fields": [], "rows": asked, "hint": FIELDS_HINT}


def read_fields(content: EditionContent, given: Given) -> EditionContent:
    columns = columns_of(content)
    rows = read_rows("field", columns, given.data)
    taken = {one.element for one in content.fields} | {row["element"] for row in rows}
    fields: list[FormField] = []
    for row in rows:
        element = row["element"] or fresh(taken, "DE_LOCAL_")
        if element in {one.element for one in fields}:
            given.errors[f"{row['place']}-element"] = _("数据元代码“%(code)s”用了两次") % {
                "code": element
            }
        fields.append(
            FormField(
                element=element,
                label=row["label"],
                kind=_kind(row, given),
                required=bool(row["required"]),
                group=row["group"],
                choices=lines_in(row["choices"]),
                unit=row["unit"],
                help_text=row["help_text"],
                longest=_longest(row, given),
                asked_when=read_when(row, columns, given),
            )
        )
    return replace(content, fields=tuple(fields))


def _kind(row: dict[str, Any], given: Given) -> str:
    kind = row["kind"] if row["kind"] in FIELD_KINDS else "text"
    if kind in {"choice", "choices"} and not lines_in(row["choices"]):
        words = _("“%(label)s”没有选项") % {"label": row["label"]}
        given.errors[f"{row['place']}-choices"] = words
    return kind


def _longest(row: dict[str, Any], given: Given) -> int:
    number = whole_in(row["longest"]) if row["longest"] else LONGEST
    if number is None or not 1 <= number <= MOST_SIGNS:
        words = _("最多字数应当是 1 到 %(most)d 的整数") % {"most": MOST_SIGNS}
        given.errors[f"{row['place']}-longest"] = words
        return LONGEST
    return number
