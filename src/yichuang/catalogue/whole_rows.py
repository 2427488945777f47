"""Our own exported editions, read back row by row. Pure."""

from __future__ import annotations

from yichuang.kernel.public import CodecError, load

from .content import EditionContent
from .mapping import SourceMapping
from .reading import RawRow
from .rows import MatterRow, OrganNamed, RowFinding, RowReader

FORMAT = "yichuang/matter/1"


def read_whole_row(
    row: RawRow, mapping: SourceMapping
) -> tuple[MatterRow | None, list[RowFinding]]:
    """Return the matter of an exported row and what was found about it; None when rejected."""
    reader = RowReader(row, mapping)
    if row.fault:
        reader.report("content", row.fault, row.text[:200], "本行不是完整的 JSON", error=True)
        return None, reader.findings
    if row.cells.get("format") != FORMAT:
        reader.report("format", "format", row.cells.get("format"), f"应为 {FORMAT}", error=True)
    try:
        content = load(EditionContent, row.cells.get("content"), "content")
    except CodecError as fault:
        reader.report(fault.path, "content", fault.rule, "按导出的格式改正", error=True)
        return None, reader.findings
    texts = {key: row.cells.get(key, "") for key in _TEXTS}
    for key, value in texts.items():
        if not isinstance(value, str):
            reader.report(key, "not_text", value, "填写文字", error=True)
    if not texts["code"]:
        reader.report("code", "required", "", "填写本列", error=True)
    if any(finding.error for finding in reader.findings):
        return None, reader.findings
    named = bool(texts["organ_code"] or texts["organ_name"])
    organ = OrganNamed(texts["organ_code"], texts["organ_name"], texts["region"])
    return MatterRow(
        code=texts["code"],
        main_code=texts["main"],
        region=texts["region"],
        level=texts["level"],
        organ=organ if named else None,
        power_code=content.catalog_code or content.local_catalog_code,
        power_main_code=texts["power_main_code"],
        power_main_name=texts["power_main_name"],
        content=content,
    ), reader.findings


_TEXTS = (
    *("code", "main", "region", "level", "organ_code", "organ_name"),
    *("power_main_code", "power_main_name"),
)
