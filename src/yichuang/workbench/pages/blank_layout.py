"""The editor of a blank's layout (打印位置): what is printed where, in words and millimetres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import content_of, editions_in_force
from yichuang.licences.public import LINE, BlankBatch, Place, layout_text, places_of

from ..forms.fields import whole_in

FIELDS: Mapping[str, Any] = {
    "holder": gettext_lazy("持证人"),
    "number": gettext_lazy("证照编号"),
    "term": gettext_lazy("有效期"),
    "issued_on": gettext_lazy("发证日期"),
    "organ": gettext_lazy("发证机关"),
    "lines": gettext_lazy("登载事项（逐行）"),
}
NEEDED = frozenset({"holder", "number"})
# What stands on a licence is Chinese, so the samples are too.
SAMPLES: Mapping[str, str] = {
    "holder": "持证人姓名或者名称",
    "number": "示例许〔2026〕1号",
    "term": "2026年1月1日至2030年12月31日",
    "issued_on": "2026年1月1日",
    "organ": "发证机关名称",
    "lines": "登载事项：示例内容",
}
USUAL: Mapping[str, Place] = {
    one.field: one
    for one in (
        Place("holder", 70, 110),
        Place("number", 130, 50, 4),
        Place("lines", 70, 125),
        Place("term", 70, 190),
        Place("organ", 120, 225),
        Place("issued_on", 120, 235),
    )
}
GRID_MM = 10


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """One field of the licence: whether it is printed, and where."""

    code: str
    label: Any
    sample: str
    on: bool
    needed: bool
    x: str
    y: str
    size: str
    error: str = ""

    @property
    def place(self) -> Place | None:
        """The place, if it is printed and its numbers are numbers."""
        x, y, size = (whole_in(text) for text in (self.x, self.y, self.size))
        if not self.on or x is None or y is None or size is None:
            return None
        return Place(self.code, x, y, size)


@dataclass(frozen=True, slots=True)
class LayoutPage:
    """What `workbench/blank_layout.html` shows."""

    batch: BlankBatch
    rows: list[LayoutRow]
    grid: tuple[list[int], list[int]]

    @property
    def errors(self) -> list[dict[str, str]]:
        """What is wrong, row by row."""
        return [
            {"name": f"{row.code}-x", "message": f"{row.label}：{row.error}"}
            for row in self.rows
            if row.error
        ]

    @property
    def text(self) -> str:
        """The layout as the register takes it."""
        return layout_text(place for row in self.rows if (place := row.place))


def usual_layout(width: int, height: int) -> str:
    """Return a layout for a sheet nobody has laid out: drawn in where the sheet is small."""
    return layout_text(
        Place(one.field, min(one.x, width * 2 // 3), min(one.y, height - 5), one.size)
        for one in USUAL.values()
    )


def layout_page(batch: BlankBatch, typed: QueryDict | None = None) -> LayoutPage:
    """Return the editor as the layout stands, or as it was typed with what is wrong."""
    known = {one.field: one for one in places_of(batch)}
    names = {**FIELDS, **_particulars(batch), **_placed(known)}
    return LayoutPage(
        batch=batch,
        rows=[_row(batch, code, label, known.get(code), typed) for code, label in names.items()],
        grid=(
            list(range(GRID_MM, batch.width_mm, GRID_MM)),
            list(range(GRID_MM, batch.height_mm, GRID_MM)),
        ),
    )


def _particulars(batch: BlankBatch) -> dict[str, str]:
    """Return the particulars that guides of the organ put on this kind of licence."""
    found: dict[str, str] = {}
    for row in editions_in_force(organ=batch.organ_code):
        content = content_of(row.id)
        number = content.result.licence_type if content.result else ""
        if number and f"{batch.organ_code}{number:0>3.3}" == batch.type_code:
            found |= {f"{LINE}{one.title}": one.title for one in content.particulars}
    return found


def _placed(known: Mapping[str, Place]) -> dict[str, str]:
    return {code: code.removeprefix(LINE) for code in known if code.startswith(LINE)}


def _row(
    batch: BlankBatch, code: str, label: Any, place: Place | None, typed: QueryDict | None
) -> LayoutRow:
    stands = place or USUAL.get(code) or Place(code, 70, 140)
    on = place is not None or code in NEEDED
    cells = {"x": str(stands.x), "y": str(stands.y), "size": str(stands.size)}
    if typed is not None:
        on = code in NEEDED or f"{code}-on" in typed
        cells = {name: str(typed.get(f"{code}-{name}", "")).strip()[:20] for name in cells}
    row = LayoutRow(
        code=code,
        label=label,
        sample=SAMPLES.get(code, f"{label}内容"),
        on=on,
        needed=code in NEEDED,
        **cells,
    )
    return LayoutRow(
        **{name: getattr(row, name) for name in cells},
        code=code,
        label=label,
        sample=row.sample,
        on=on,
        needed=row.needed,
        error=_fault(batch, row) if typed is not None and on else "",
    )


def _fault(batch: BlankBatch, row: LayoutRow) -> str:
    place = row.place
    if place is None:
        return _("三格都要填毫米的整数")
    if not 1 <= place.size <= 40:
        return _("字高在 1 到 40 毫米之间")
    if place.x >= batch.width_mm or not place.size <= place.y <= batch.height_mm:
        return _("超出纸边：纸宽 %(width)s、纸高 %(height)s 毫米") % {
            "width": batch.width_mm,
            "height": batch.height_mm,
        }
    return ""
