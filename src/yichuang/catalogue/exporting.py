"""Exporting matters: JSON lines that come back unchanged, and a workbook to read and pass on."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from django.db.models import QuerySet

from yichuang.law.public import Period, Unit

from .content import Basis, EditionContent, HandlingKind, PowerType, TimeLimit
from .models import Edition
from .selectors import content_from, in_force_q, today
from .whole_rows import FORMAT

CHUNK = 500
_POWER_NAMES = {
    PowerType.LICENCE: "行政许可",
    PowerType.PENALTY: "行政处罚",
    PowerType.COERCION: "行政强制",
    PowerType.LEVY: "行政征收",
    PowerType.PAYMENT: "行政给付",
    PowerType.INSPECTION: "行政检查",
    PowerType.CONFIRMATION: "行政确认",
    PowerType.REWARD: "行政奖励",
    PowerType.ADJUDICATION: "行政裁决",
    PowerType.OTHER: "其他行政权力",
    PowerType.PUBLIC_SERVICE: "公共服务",
}
_UNIT_NAMES = {
    Unit.WORKING_DAY: "工作日",
    Unit.CALENDAR_DAY: "自然日",
    Unit.WORKING_HOUR: "工作时",
    Unit.HOUR: "小时",
    Unit.MONTH: "月",
    Unit.YEAR: "年",
}
_KIND_NAMES = {HandlingKind.INSTANT: "即办件", HandlingKind.COMMITTED: "承诺件", None: ""}
_STATUS_NAMES = {"cited": "", "quoted": "(待核)", "missing": "(缺)"}

MATTER_COLUMNS = (
    *("事项编码", "基本编码", "事项名称", "事项类型代码", "事项类型", "行使层级", "区划代码"),
    *("实施主体编码", "实施主体", "办件类型", "法定办结时限", "法定时限单位", "承诺办结时限"),
    *("承诺时限单位", "设定依据", "受理条件", "申请材料", "收费", "到现场次数", "办理地点"),
    *("办理时间", "咨询方式", "监督投诉方式", "生效日期", "状态"),
)
MATERIAL_COLUMNS = (
    *("事项编码", "材料编码", "材料名称", "必要性", "材料类型", "材料形式", "来源渠道", "份数"),
    *("受理标准", "填报须知", "要求提供的依据"),
)


def editions_to_export(
    *, organ: str | None = None, drafts: bool = False, on: date | None = None
) -> QuerySet[Edition]:
    """Return the editions an export holds: those in force, or with `drafts` the newest ones."""
    rows = Edition.objects.select_related("matter__power", "matter__main")
    rows = rows.filter(matter__organ_code=organ) if organ is not None else rows
    if not drafts:
        return rows.filter(in_force_q(on or today())).order_by("matter__code")
    return rows.order_by("matter__code", "-version").distinct("matter__code")


def export_matters(
    path: Path, *, organ: str | None = None, drafts: bool = False, on: date | None = None
) -> int:
    """Write matters to a file, as JSON lines or, for the ending .xlsx, a workbook; return how many.

    The JSON lines can be imported again, here or elsewhere; the same rows change nothing.
    """
    editions = editions_to_export(organ=organ, drafts=drafts, on=on)
    if path.suffix.lower() == ".xlsx":
        content, number = workbook(editions)
        path.write_bytes(content)
        return number
    number = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for line in json_lines(editions):
            file.write(line + "\n")
            number += 1
    return number


def json_lines(editions: QuerySet[Edition]) -> Iterator[str]:
    """Yield one edition a line, as `import_matters` takes it back."""
    for edition in editions.iterator(chunk_size=CHUNK):
        yield json.dumps(_whole_row(edition), ensure_ascii=False)


def _whole_row(edition: Edition) -> dict[str, Any]:
    matter = edition.matter
    return {
        "format": FORMAT,
        "code": matter.code,
        "main": matter.main.code if matter.main else "",
        "region": matter.region,
        "level": matter.level,
        "organ_code": matter.organ_code,
        "organ_name": matter.organ_name,
        "power_main_code": matter.power.main_code if matter.power else "",
        "power_main_name": matter.power.main_name if matter.power else "",
        "content": edition.content,
    }


# --- workbook -----------------------------------------------------------------------------------


def workbook(editions: QuerySet[Edition]) -> tuple[bytes, int]:
    """Return an XLSX file of two sheets, matters and materials, and how many matters it holds.

    Every cell is written as text or number, never as a formula.
    """
    buffer = io.BytesIO()
    settings = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": False}
    book = xlsxwriter.Workbook(buffer, settings)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    matters, materials = book.add_worksheet("事项"), book.add_worksheet("材料")
    for sheet, header in ((matters, MATTER_COLUMNS), (materials, MATERIAL_COLUMNS)):
        sheet.write_row(0, 0, header, bold)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(header) - 1, 18)
    number = material_row = 0
    for edition in editions.iterator(chunk_size=CHUNK):
        content = content_from(edition)
        number += 1
        _write(matters, number, _matter_cells(edition, content))
        for cells in _material_cells(edition.matter.code, content):
            material_row += 1
            _write(materials, material_row, cells)
    book.close()
    return buffer.getvalue(), number


def _write(sheet: Any, row: int, cells: Sequence[str | int]) -> None:
    for column, value in enumerate(cells):
        if isinstance(value, int):
            sheet.write_number(row, column, value)
        else:
            sheet.write_string(row, column, guarded(value)[:32_767])


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, even once saved as CSV.

    The import takes the mark off again.
    """
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _matter_cells(edition: Edition, content: EditionContent) -> list[str | int]:
    matter = edition.matter
    fees = "不收费" if content.fees == () else "\n".join(f.name for f in content.fees or ())
    return [
        matter.code,
        content.catalog_code or content.local_catalog_code,
        content.name,
        content.power_type.value,
        _POWER_NAMES[content.power_type],
        matter.level,
        matter.region,
        matter.organ_code,
        matter.organ_name,
        _KIND_NAMES[content.handling_kind],
        *_limit_cells(content.statutory),
        *_limit_cells(content.promised),
        bases_text(content.set_basis),
        "\n".join(condition.text for condition in content.conditions),
        "\n".join(material.name for material in content.materials or ()),
        fees,
        "" if content.visits is None else content.visits,
        content.location,
        content.hours,
        content.consult,
        content.complaint,
        edition.effective_from.isoformat() if edition.effective_from else "",
        edition.get_state_display(),
    ]


def _limit_cells(limit: TimeLimit | None) -> list[str | int]:
    return [limit.period.amount, unit_name(limit.period)] if limit else ["", ""]


def unit_name(period: Period) -> str:
    """Return the unit of a period as catalogues write it."""
    return _UNIT_NAMES[period.unit]


def _material_cells(code: str, content: EditionContent) -> Iterable[list[str | int]]:
    for material in content.materials or ():
        yield [
            code,
            material.code,
            material.name,
            material.need,
            material.kind,
            material.form,
            material.source,
            material.copies or "",
            material.acceptance_standard,
            material.fill_note,
            bases_text(material.basis),
        ]


def bases_text(bases: Iterable[Basis]) -> str:
    """Return bases as one text, each marked where it is not confirmed."""
    return ";".join((b.quoted or _citation(b)) + _STATUS_NAMES[b.status.value] for b in bases)


def _citation(basis: Basis) -> str:
    words = f"《{basis.law_name}》"
    if basis.article:
        words += f"第{basis.article}条"
    return words + (f"第{basis.clause}款" if basis.clause else "")
