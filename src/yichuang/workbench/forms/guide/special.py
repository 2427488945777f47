"""Procedures whose time is not counted (特别程序), LicLaw 行政许可法 45."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import EditionContent, SpecialProcedure

from ...words import PROCEDURES
from .. import basis
from ..fields import whole_in
from ..given import Given
from ..rows import Column, ask_rows, read_rows
from .codes import BASIS_HELP, Asked
from .periods import period_columns, read_period, said_period

MOST_TIMES = 9
LONGEST = gettext_lazy("最长多久")
KINDS = {kind: words for kind, words in PROCEDURES.items() if kind != "testing"}  # twice 检测
SPECIAL = (
    Column("name", "text", gettext_lazy("特别程序名称"), key=True),
    Column("kind", "select", gettext_lazy("特别程序种类"), tuple(KINDS.items())),
    *period_columns("longest", LONGEST, gettext_lazy("最长多久的单位")),
    Column(
        "times", "text", gettext_lazy("一件最多几次"), help=gettext_lazy("不填为一次"), more=True
    ),
    Column("basis", "textarea", gettext_lazy("依据"), help=BASIS_HELP),
)
HINT = gettext_lazy("只有法律、法规规定的特别程序，时间才不计入办理时限。")


def ask_special(content: EditionContent, given: Given) -> Asked:
    rows = [
        {
            "name": one.name,
            "kind": one.kind,
            "times": "" if one.times == 1 else str(one.times),
            "basis": basis.said(one.basis),
            **said_period("longest", one.longest),
        }
        for one in content.special_procedures
    ]
    return {"fields": [], "rows": ask_rows("special", SPECIAL, rows, given), "hint": HINT}


def read_special(content: EditionContent, given: Given) -> EditionContent:
    before = {one.name: one for one in content.special_procedures}
    rows = read_rows("special", SPECIAL, given.data)
    found = tuple(_procedure(row, before.get(row["name"]), given) for row in rows)
    return replace(content, special_procedures=found)


def _procedure(
    row: dict[str, Any], before: SpecialProcedure | None, given: Given
) -> SpecialProcedure:
    if row["kind"] not in KINDS:
        words = _("请选择“%(name)s”的种类") % {"name": row["name"]}
        given.errors[f"{row['place']}-kind"] = words
    times = whole_in(row["times"]) if row["times"] else 1
    if times is None or not 1 <= times <= MOST_TIMES:
        words = _("次数应当是 1 到 %(most)d 的整数") % {"most": MOST_TIMES}
        given.errors[f"{row['place']}-times"] = words
    return SpecialProcedure(
        kind=row["kind"],
        name=row["name"],
        longest=read_period(row, "longest", LONGEST, before.longest if before else None, given),
        basis=basis.read(row["basis"], before.basis if before else ()),
        times=times or 1,
    )
