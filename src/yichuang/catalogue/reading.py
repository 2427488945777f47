"""Reads rows out of files: JSON lines (also gzipped), CSV in three encodings, XLSX.

What is read is only cells; what they mean is the mapping's business.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import python_calamine

from .errors import FileUnreadable, HeaderUnknown
from .mapping import SourceMapping, mapping_for, nearest

LARGEST_BYTES = 512 * 1024 * 1024  # unpacked; a small gzip can hide a very large file
LONGEST_CELL = 1_000_000
HEADER_SEARCH_ROWS = 10
MOST_NAMES, LONGEST_NAME = 40, 40  # of an unknown header, as a refusal repeats it
_XLSX_MAGIC, _XLS_MAGIC, _GZIP_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b"
_UNTEXT = re.compile("[\x00\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it stands in the file; `fault` says why it could not be read at all."""

    sheet: str
    number: int  # as an editor of the file counts: the header of a table is row 1
    cells: dict[str, Any]
    fault: str = ""  # json, not_an_object, columns
    text: str = ""


@dataclass(slots=True)
class Table:
    """The rows of one sheet or file under one layout."""

    sheet: str
    header: list[str]
    mapping: SourceMapping
    rows: list[RawRow] = field(default_factory=list)


def read_tables(content: bytes, given: SourceMapping | None = None) -> list[Table]:
    """Return the tables of a file. Raises FileUnreadable if kind, encoding or header is unknown.

    Sheets of a workbook whose header fits no mapping are left out, unless none fits.
    """
    if content.startswith(_GZIP_MAGIC):
        content = _unpacked(content)
    if not content.strip():
        raise FileUnreadable(field="file", rule="empty")
    if content.startswith((_XLSX_MAGIC, _XLS_MAGIC)):
        return _workbook(content, given)
    text = _decoded(content)
    if text.lstrip()[:1] in "{[":
        return [_json_lines(text, given)]
    return [_csv(text, given)]


def _unpacked(content: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(content)) as file:
            found = file.read(LARGEST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as fault:
        raise FileUnreadable(field="file", rule="gzip", detail=str(fault)) from fault
    if len(found) > LARGEST_BYTES:
        raise FileUnreadable(field="file", rule="too_large", limit_bytes=LARGEST_BYTES)
    return found


def _decoded(content: bytes) -> str:
    encodings = ["utf-8-sig", "gb18030"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings.insert(0, "utf-16")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise FileUnreadable(field="file", rule="encoding", known="UTF-8, GB18030")


def _fitting(header: list[str], given: SourceMapping | None) -> SourceMapping:
    mapping = mapping_for(header, given)
    if mapping is None:
        wanted = (given or nearest(header)).signature
        raise HeaderUnknown(
            field="header",
            rule="no_mapping",
            header=[name[:LONGEST_NAME] for name in header if name][:MOST_NAMES],
            wanted=list(wanted),
            missing=[column for column in wanted if column not in header],
            mend="--map",
        )
    return mapping


# --- JSON -------------------------------------------------------------------------------------


def _json_lines(text: str, given: SourceMapping | None) -> Table:
    rows = list(_json_rows(text))
    first = next((row for row in rows if not row.fault), None)
    if first is None:
        raise FileUnreadable(field="file", rule="json", detail=rows[0].text[:80] if rows else "")
    header = list(first.cells)
    try:
        mapping = _fitting(header, given)
    except FileUnreadable:
        # The first row may be the odd one: the layout is what the rows have together.
        header = list(dict.fromkeys(key for row in rows for key in row.cells))
        mapping = _fitting(header, given)
    return Table(sheet="", header=header, mapping=mapping, rows=rows)


def _json_rows(text: str) -> Iterator[RawRow]:
    if text.lstrip().startswith("["):
        try:
            items = json.loads(text)
        except (json.JSONDecodeError, RecursionError) as fault:
            raise FileUnreadable(field="file", rule="json", detail=str(fault)) from fault
        for number, item in enumerate(items, 1):
            yield _json_row(number, item, "")
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield _json_row(number, json.loads(line), line)
            except (json.JSONDecodeError, RecursionError):
                yield RawRow("", number, {}, "json", _clean(line[:LONGEST_CELL]))


def _json_row(number: int, item: Any, line: str) -> RawRow:
    if isinstance(item, dict):
        return RawRow("", number, _clean(item))
    return RawRow("", number, {}, "not_an_object", _clean(line or json.dumps(item)))


def _clean(value: Any) -> Any:
    """Return a value without what no text may hold: NUL and halves of surrogate pairs."""
    if isinstance(value, str):
        return _UNTEXT.sub("", value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    return value


# --- tables -----------------------------------------------------------------------------------


def _csv(text: str, given: SourceMapping | None) -> Table:
    csv.field_size_limit(LONGEST_CELL)
    first_line = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines: list[tuple[int, list[Any]]] = []
    try:
        start = 1
        for cells in reader:
            lines.append((start, list(cells)))
            start = reader.line_num + 1
    except csv.Error as fault:
        raise FileUnreadable(field="file", rule="csv", row=start, detail=str(fault)) from fault
    return _table("", lines, given)


def _workbook(content: bytes, given: SourceMapping | None) -> list[Table]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [(name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names]
    except (python_calamine.CalamineError, OSError, ValueError) as fault:
        raise FileUnreadable(field="file", rule="xlsx", detail=str(fault)) from fault
    tables, faults = [], []
    for name, cells in sheets:
        try:
            tables.append(_table(name, list(enumerate(cells, 1)), given))
        except FileUnreadable as fault:
            faults.append(fault)
    if not tables:
        raise faults[0] if faults else FileUnreadable(field="file", rule="empty")
    return tables


def _table(sheet: str, lines: list[tuple[int, list[Any]]], given: SourceMapping | None) -> Table:
    """Return the table under the first row that is a known header; titles may stand above it."""
    filled = [(at, cells) for at, cells in lines if any(_text(cell) for cell in cells)]
    if not filled:
        raise FileUnreadable(field="file", rule="empty")
    fault: FileUnreadable | None = None
    for place, (_, cells) in enumerate(filled[:HEADER_SEARCH_ROWS]):
        header = [_text(cell) for cell in cells]
        try:
            mapping = _fitting(header, given)
        except FileUnreadable as refused:
            fault = fault or refused
            continue
        table = Table(sheet=sheet, header=header, mapping=mapping)
        table.rows = [_cells(sheet, at, header, row) for at, row in filled[place + 1 :]]
        return table
    assert fault is not None  # at least one row was tried
    raise fault


def _cells(sheet: str, number: int, header: list[str], cells: list[Any]) -> RawRow:
    values = [_text(cell) for cell in cells]
    surplus = [value for value in values[len(header) :] if value]
    found = {name: value for name, value in zip(header, values, strict=False) if name}
    return RawRow(sheet, number, found, "columns" if surplus else "", ",".join(surplus)[:200])


def _text(cell: Any) -> str:
    """Return a cell as text; a whole number without its fraction, a formula guard taken off."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = "" if cell is None else _clean(str(cell)).strip()
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text
