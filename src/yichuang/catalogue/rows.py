"""Turns one row of a source into a matter and what its edition says, or into reasons why not. Pure.

Nothing missing is invented: an empty cell stays unknown (None), and an empty list of materials in a
source says nothing about whether any are needed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from yichuang.law.public import Period, Unit, check_credit_code, check_division_code

from .citations import bases_from, parse_citations
from .content import (
    Condition,
    EditionContent,
    HandlingKind,
    Material,
    PowerType,
    Result,
    TimeLimit,
)
from .mapping import Rule, SourceMapping
from .reading import RawRow

LONGEST_NAME, LONGEST_CODE, LONGEST_TEXT = 1000, 80, 20_000
MOST_MATERIALS = 300
NATIONAL_TASK_LENGTH = 31  # 18 body, 1 level, 12 base code; handling items add 2
LARGEST_LIMIT = 9999
_NOTHING = frozenset({"", "无", "null", "NULL", "None", "/", "-", "—"})
_USCC = re.compile(r"[0-9A-Z]{18}")


@dataclass(frozen=True, slots=True)
class RowFinding:
    """What is wrong with one cell, and the mend; an error keeps the row out, a warning does not."""

    sheet: str
    row: int
    column: str
    rule: str
    value: str
    mend: str
    error: bool


@dataclass(frozen=True, slots=True)
class OrganNamed:
    """The organ as a source names it. `code` is empty or in the source's own scheme."""

    code: str
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A row that is kept."""

    code: str
    main_code: str  # of the matter it is a handling item of, "" if none
    region: str
    level: str
    organ: OrganNamed | None
    power_code: str
    power_main_code: str
    power_main_name: str
    content: EditionContent


@dataclass(slots=True)
class RowReader:
    """Reads the cells of one row under a mapping and collects what is wrong."""

    row: RawRow
    mapping: SourceMapping
    findings: list[RowFinding] = field(default_factory=list)

    def rule(self, target: str) -> Rule:
        return self.mapping.fields.get(target) or Rule()

    def report(self, target: str, rule: str, value: Any, mend: str, *, error: bool) -> None:
        column = self.rule(target).column or target
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        self.findings.append(
            RowFinding(self.row.sheet, self.row.number, column, rule, shown[:200], mend, error)
        )

    def raw(self, target: str) -> Any:
        rule = self.rule(target)
        return rule.constant if rule.constant else self.row.cells.get(rule.column)

    def text(self, target: str, longest: int = LONGEST_TEXT) -> str:
        """Return a cell as text, "" for an empty one. A required one missing is an error."""
        value = self.raw(target)
        if isinstance(value, list | dict):
            self.report(target, "not_text", value, "填写文字", error=True)
            return ""
        text = "" if value is None else str(value).strip()
        if text in _NOTHING:
            text = ""
        if not text and self.rule(target).required:
            self.report(target, "required", "", "填写本列", error=True)
        if len(text) > longest:
            self.report(target, "too_long", text, f"缩短到{longest}字以内", error=True)
        return text.replace("\x00", "")

    def coded(self, target: str, *, error: bool = False) -> str:
        """Return our code for a source's value; an unknown one is reported and dropped."""
        text, table = self.text(target), self.rule(target).codes
        if not text or not table or self.rule(target).constant:
            return text
        if text not in table:
            known = "、".join(table)
            self.report(target, "unknown_code", text, f"改为 {known} 之一", error=error)
            return ""
        return table[text]

    def items(self, target: str) -> list[str]:
        """Return a cell as a list, its parts each once, in order."""
        value = self.raw(target)
        if isinstance(value, str) and value.lstrip().startswith("["):
            value = _json_list(value)
        if isinstance(value, dict):
            self.report(target, "not_a_list", value, "填写列表", error=True)
            return []
        separators = self.rule(target).split
        if isinstance(value, list):
            parts = ["" if item is None else str(item) for item in value]
        elif value is None:
            parts = []
        else:
            parts = re.split(f"[{re.escape(separators)}]", str(value)) if separators else [value]
        return list(dict.fromkeys(p for part in parts if (p := str(part).strip()) not in _NOTHING))

    def coded_items(self, target: str) -> tuple[str, ...]:
        table, found = self.rule(target).codes, []
        for item in self.items(target):
            if table and item not in table:
                mend = f"改为 {'、'.join(table)} 之一"
                self.report(target, "unknown_code", item, mend, error=False)
            elif code := table.get(item, item):
                found.append(code)
        return tuple(dict.fromkeys(found))

    def whole(self, target: str, largest: int) -> int | None:
        """Return a cell as a whole number from 0 on, None for an empty one."""
        value = self.raw(target)
        if value is None or (isinstance(value, str) and value.strip() in _NOTHING):
            return None
        text = str(value).strip().removesuffix(".0")
        if isinstance(value, bool) or not text.isascii() or not text.isdigit():
            self.report(target, "not_a_number", value, "填写非负整数", error=True)
            return None
        if int(text) > largest:
            self.report(target, "too_large", text, f"不超过{largest}", error=True)
            return None
        return int(text)


def _json_list(text: str) -> Any:
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return text
    return found if isinstance(found, list) else text


def read_row(row: RawRow, mapping: SourceMapping) -> tuple[MatterRow | None, list[RowFinding]]:
    """Return the matter of a row and what was found about it; None when it is rejected."""
    reader = RowReader(row, mapping)
    if row.fault:
        mends = {
            "json": "本行不是完整的 JSON",
            "not_an_object": "每行是一个 JSON 对象",
            "columns": "本行的单元格多于表头：检查多余的分隔符",
        }
        finding = RowFinding(
            row.sheet, row.number, "", row.fault, row.text[:200], mends[row.fault], True
        )
        return None, [finding]
    found = _matter(reader)
    rejected = any(finding.error for finding in reader.findings)
    return (None if rejected else found), reader.findings


def _matter(reader: RowReader) -> MatterRow | None:
    code = _code(reader)
    power_type = _power_type(reader)
    region = _region(reader)
    organ = _organ(reader, region) if reader.mapping.claimed else None
    levels = reader.coded_items("level")
    if power_type is None:
        return None
    national = reader.mapping.national_codes and len(code) > NATIONAL_TASK_LENGTH
    content = _content(reader, code, power_type, levels)
    return MatterRow(
        code=code,
        main_code=code[:NATIONAL_TASK_LENGTH] if national else "",
        region=region,
        level=levels[0] if len(levels) == 1 else "",
        organ=organ,
        power_code=content.catalog_code or content.local_catalog_code,
        power_main_code=reader.text("main_code", LONGEST_CODE),
        power_main_name=reader.text("main_name", LONGEST_NAME),
        content=content,
    )


def _code(reader: RowReader) -> str:
    code = reader.text("code", LONGEST_CODE)
    if code and not re.fullmatch(r"[0-9A-Za-z._/-]+", code):
        reader.report("code", "code_shape", code, "编码只含字母、数字和连接符", error=True)
    return code


def _power_type(reader: RowReader) -> PowerType | None:
    """Return the kind of power. Code and name, where a source gives both, must agree."""
    code = reader.coded("power_type", error=True)
    named = reader.coded("power_type_name") if "power_type_name" in reader.mapping.fields else ""
    if code and named and code != named:
        value = f"{reader.raw('power_type')} / {reader.raw('power_type_name')}"
        reader.report("power_type", "codes_disagree", value, "编码与名称改为一致", error=True)
    try:
        return PowerType(code) if code else None
    except ValueError:
        reader.report("power_type", "unknown_code", code, "改为国家事项类型代码", error=True)
        return None


def _region(reader: RowReader) -> str:
    """Return the 12-digit division code; shorter ones are filled with zeros on the right."""
    text = reader.text("region")
    if not text:
        return ""
    code = text.ljust(12, "0")
    if not re.fullmatch(r"[0-9]{12}", code) or len(text) not in {2, 4, 6, 9, 12}:
        reader.report("region", "region_shape", text, "填写6位或者12位区划代码", error=True)
    elif check_division_code(code):
        reader.report("region", "region_unknown", text, "核对区划代码", error=False)
    return code


def _organ(reader: RowReader, region: str) -> OrganNamed:
    name = re.sub(r"\s+", " ", reader.text("organ_name", 120))
    code = reader.text("organ_code", 60).upper()
    if not code:
        reader.report("organ_code", "organ_code_missing", "", "补充统一社会信用代码", error=False)
    elif not _USCC.fullmatch(code):
        mend = "不是18位统一社会信用代码，已按本地编码收入"
        reader.report("organ_code", "organ_code_local", code, mend, error=False)
    elif check_credit_code(code):
        mend = "统一社会信用代码校验位不符，请核对"
        reader.report("organ_code", "organ_code_check", code, mend, error=False)
    return OrganNamed(code, name, region)


def _content(
    reader: RowReader, code: str, power_type: PowerType, levels: tuple[str, ...]
) -> EditionContent:
    national = reader.mapping.national_codes
    promised, instant = _promised(reader)
    basis = bases_from(reader.text("set_basis"))
    source_words = reader.text("note", 200)
    visits = reader.whole("visits", 99)
    return EditionContent(
        name=re.sub(r"\s+", " ", reader.text("name", LONGEST_NAME)),
        power_type=power_type,
        handling_kind=_handling_kind(reader, instant=instant, promised=promised),
        short_name=reader.text("short_name", LONGEST_NAME),
        everyday_names=tuple(reader.items("everyday_names")),
        catalog_code=reader.text("catalog_code", 50),
        local_catalog_code=_local_catalog_code(reader, code),
        task_code=code[:NATIONAL_TASK_LENGTH] if national else "",
        local_task_code="" if national or not reader.mapping.claimed else code,
        handle_item_code=code if national and len(code) > NATIONAL_TASK_LENGTH else "",
        use_level=levels,
        service_objects=reader.coded_items("service_objects"),
        set_basis=basis,
        statutory=_limit(reader, "statutory"),
        promised=promised,
        conditions=_conditions(reader),
        materials=_materials(reader),
        result=_result(reader),
        handling_forms=("2",) if reader.coded("online") == "1" else (),
        visits=visits,
        visits_reason=reader.text("visits_reason"),
        joint_organs=reader.text("joint_organs"),
        quota=reader.text("quota"),
        location=reader.text("location"),
        hours=reader.text("hours"),
        consult=reader.text("consult"),
        complaint=reader.text("complaint"),
        online_address=reader.text("online_address"),
        courier={"1": True, "0": False}.get(reader.coded("courier")),
        topics=tuple(reader.items("topics")),
        flow_text=reader.text("flow_text"),
        source_note=f"{reader.mapping.title}{';' + source_words if source_words else ''}",
    )


def _local_catalog_code(reader: RowReader, code: str) -> str:
    """Return the local base code; Sichuan's is what stands before the division in the item code."""
    given = reader.text("local_catalog_code", 50)
    if given or "catalog_code" in reader.mapping.fields:
        return given
    before = re.match(r"(.{1,50}?)-[0-9]{12}-", code)
    return before.group(1) if before else ""


def _unit(reader: RowReader, target: str) -> Unit | None:
    code = reader.coded(target, error=True)
    return Unit(code) if code else None


def _limit(reader: RowReader, which: str) -> TimeLimit | None:
    """Return a limit; a number without a unit is an error, for "day" differs from law to law."""
    amount = reader.whole(f"{which}_amount", LARGEST_LIMIT)
    unit = _unit(reader, f"{which}_unit")
    if not amount:
        return None
    if unit is None:
        reader.report(f"{which}_unit", "unit_missing", "", "填写工作日或者自然日", error=True)
        return None
    return TimeLimit(Period(amount, unit, reader.mapping.title))


def _promised(reader: RowReader) -> tuple[TimeLimit | None, bool]:
    """Return the promised limit, and whether the source promises to answer at once (0)."""
    limit = _limit(reader, "promised")
    at_once = limit is None and str(reader.raw("promised_amount")).strip() in {"0", "0.0"}
    return limit, at_once


def _handling_kind(
    reader: RowReader, *, instant: bool, promised: TimeLimit | None
) -> HandlingKind | None:
    given = reader.coded("handling_kind")
    if given in {"1", "2"}:
        return HandlingKind(given)
    if instant:
        return HandlingKind.INSTANT
    return HandlingKind.COMMITTED if promised else None


def _conditions(reader: RowReader) -> tuple[Condition, ...]:
    text = reader.text("conditions")
    return (Condition(text, parse_citations(text)),) if text else ()


def _materials(reader: RowReader) -> tuple[Material, ...] | None:
    names = reader.items("materials")
    if len(names) > MOST_MATERIALS:
        reader.report("materials", "too_many", str(len(names)), "拆分事项", error=True)
        return None
    for name in names:
        if len(name) > LONGEST_NAME:
            reader.report("materials", "too_long", name, "缩短材料名称", error=True)
        if "；" in name:  # not parted here: within one name it can be meant
            reader.report("materials", "several_in_one", name, "每项材料另起一行", error=False)
    return tuple(_bare_material(at, name) for at, name in enumerate(names, 1)) or None


def _bare_material(at: int, name: str) -> Material:
    """Return a material of which only the name is known; kind, form, source, copies stay open."""
    return Material(code=f"m{at}", name=name, kind="", form="", source="", copies=0)


def _result(reader: RowReader) -> Result | None:
    name = reader.text("result_name", LONGEST_NAME)
    return Result(kind="1" if name.endswith("证") else "3", name=name) if name else None
