"""The materials of a guide (申请材料), each with what a clerk ticks when it is not in order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import EditionContent, Material, Sample, SatisfiedBy

from ...words import MATERIAL_NEEDS, MATERIAL_WAYS
from .. import basis
from ..fields import whole_in
from ..given import Given
from ..rows import Column, ask_rows, lines_in, read_rows
from .codes import BASIS_HELP, MATERIAL_FORMS, MATERIAL_KINDS, MATERIAL_SOURCES, Asked, fresh
from .when import read_when, said_when, when_columns

KEPT_HELP = gettext_lazy("取消勾选就是移除")
SAMPLE = Column("sample", "file", gettext_lazy("上传样表或者示例样本"), more=True)
MATERIALS = (
    Column("name", "text", gettext_lazy("材料名称"), key=True),
    Column("need", "select", gettext_lazy("必要性"), tuple(MATERIAL_NEEDS.items()), default="1"),
    Column("kind", "select", gettext_lazy("材料类型"), tuple(MATERIAL_KINDS.items()), default="2"),
    Column("form", "select", gettext_lazy("材料形式"), tuple(MATERIAL_FORMS.items()), default="3"),
    Column("source", "select", gettext_lazy("来源"), tuple(MATERIAL_SOURCES.items()), default="10"),
    Column("copies", "text", gettext_lazy("份数"), default="1"),
    Column(
        "ways",
        "checkboxes",
        gettext_lazy("怎样交"),
        tuple(MATERIAL_WAYS.items()),
        default=["upload", "paper"],
    ),
    Column("standard", "text", gettext_lazy("受理标准")),
    Column(
        "defects",
        "textarea",
        gettext_lazy("常见缺陷"),
        help=gettext_lazy("一行一个；补正时工作人员照此勾选"),
    ),
    Column("basis", "textarea", gettext_lazy("依据"), help=BASIS_HELP),
    Column(
        "fill_note",
        "textarea",
        gettext_lazy("填报须知"),
        help=gettext_lazy("申请人在办事指南里看到"),
        more=True,
    ),
    Column(
        "licence_type",
        "text",
        gettext_lazy("可替代的电子证照类型代码"),
        help=gettext_lazy("“怎样交”选了电子证照时填写"),
        more=True,
    ),
    Column(
        "data_element",
        "text",
        gettext_lazy("可查核的数据元代码"),
        help=gettext_lazy("“怎样交”选了已查核数据时填写"),
        more=True,
    ),
    Column(
        "promise",
        "textarea",
        gettext_lazy("承诺内容"),
        help=gettext_lazy("“怎样交”选了书面承诺时填写，申请人照此承诺"),
        more=True,
    ),
    Column("code", "hidden", ""),
)


def columns_of(content: EditionContent) -> tuple[Column, ...]:
    """Return the cells of a material under the questions of this guide."""
    kept = tuple((one.file, one.name) for one in samples_in(content).values())
    samples = (Column("samples", "checkboxes", gettext_lazy("已有样表"), kept, KEPT_HELP),)
    return (*MATERIALS, *when_columns(content), *(samples if kept else ()), SAMPLE)


def samples_in(content: EditionContent) -> dict[str, Sample]:
    """Return every sample of a guide by its file."""
    return {one.file: one for material in content.materials or () for one in material.samples}


def ask_materials(content: EditionContent, given: Given) -> Asked:
    rows = [_cells(one) for one in content.materials or ()]
    none = given.ask(
        "none", "checkbox", _("这件事不用交任何材料"), value="on" if content.materials == () else ""
    )
    asked = ask_rows("material", columns_of(content), rows, given)
    return {"fields": [none], "rows": [_with_own_samples(row, content) for row in asked]}


def _with_own_samples(row: list[dict[str, Any]], content: EditionContent) -> list[dict[str, Any]]:
    """Return a row's cells; of the guide's samples only its own material's can be unticked."""
    cells = {cell["name"].rpartition("-")[2]: cell for cell in row}
    if "samples" not in cells:
        return row
    code = cells["code"]["value"]
    own = {s.file for one in content.materials or () if one.code == code for s in one.samples}
    listed = [one for one in cells["samples"]["options"] if one["value"] in own]
    cells["samples"] = {**cells["samples"], "options": listed}
    return [cells[name] for name in cells if name != "samples" or listed]


def _cells(one: Material) -> dict[str, Any]:
    return {
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
        "fill_note": one.fill_note,
        "licence_type": one.licence_type,
        "data_element": one.data_element,
        "promise": one.promise,
        "when": said_when(one.asked_when),
        "code": one.code,
        "samples": [sample.file for sample in one.samples],
    }


def read_materials(content: EditionContent, given: Given) -> EditionContent:
    columns = columns_of(content)
    rows = read_rows("material", columns, given.data)
    if not rows:
        return replace(content, materials=() if given.text("none") else None)
    known = {one.code: one for one in content.materials or ()}
    taken, files = set(known), samples_in(content)
    materials = []
    for row in rows:
        code = row["code"] if row["code"] in known else fresh(taken, "m")
        when = read_when(row, columns, given)
        # Only files that are in this draft already: nobody's upload is made public by its number.
        kept = tuple(files[one] for one in row.get("samples", ()) if one in files)
        fresh_ones = tuple(given.kept.get(f"{row['typed']}-sample", ()))
        material = _material(row, code, known.get(code))
        materials.append(replace(material, asked_when=when, samples=(*kept, *fresh_ones)))
    return replace(content, materials=tuple(materials))


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
        fill_note=row["fill_note"],
        licence_type=row["licence_type"],
        data_element=row["data_element"],
        promise=row["promise"],
    )
