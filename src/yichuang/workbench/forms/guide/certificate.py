"""Which answers of the form a licence states, under which words, in which order (证照登载事项)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import EditionContent, Particular, form_fields

from ..given import Given
from ..rows import Column, ask_rows, read_rows
from .codes import Asked

PREFIX = "particular"
LONGEST_TITLE = 40


def _columns(content: EditionContent) -> Sequence[Column]:
    fields = tuple((one.element, one.label) for one in form_fields(content))
    return (
        Column("title", "text", gettext_lazy("证照上的栏目名称"), key=True),
        Column("element", "select", gettext_lazy("填申请表的哪一栏"), options=fields),
    )


def ask_certificate(content: EditionContent, given: Given) -> Asked:
    rows = [{"title": one.title, "element": one.element} for one in content.particulars]
    return {
        "hint": _(
            "持证人、编号、有效期、发证机关和发证日期总会印上；这里加申请表里的内容，"
            "按顺序印在持证人下面。空白证照上的位置在“空白证照”里设。"
        ),
        "fields": [],
        "rows": ask_rows(PREFIX, _columns(content), rows, given),
    }


def read_certificate(content: EditionContent, given: Given) -> EditionContent:
    columns = _columns(content)
    known = {element for element, _label in columns[1].options}
    rows = read_rows(PREFIX, columns, given.data)
    titles: set[str] = set()
    for row in rows:
        if fault := _fault(row, known, titles):
            given.errors[f"{row['place']}-{fault[0]}"] = fault[1]
        titles.add(row["title"])
    if given.errors:
        return content
    found = tuple(Particular(row["title"], row["element"]) for row in rows)
    return replace(content, particulars=found)


def _fault(row: dict[str, Any], known: set[str], titles: set[str]) -> tuple[str, str] | None:
    title = row["title"]
    if title in titles:
        return "title", _("栏目“%(name)s”用了两次") % {"name": title}
    if len(title) > LONGEST_TITLE or " " in title or not title.isprintable():
        return "title", _("栏目名称不超过 40 个字，中间不能有空格")
    if row["element"] not in known:
        return "element", _("请选择“%(name)s”填申请表的哪一栏") % {"name": title}
    return None
