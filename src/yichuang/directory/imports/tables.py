"""Reading CSV, JSON and JSON lines into rows of text."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from yichuang.kernel.public import InvalidInput


class TableUnreadable(InvalidInput):
    """The file is no table this import can read; `rule` says why."""

    code = "directory.table_unreadable"


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a .csv, .json (a list of objects) or .jsonl file, every cell as text.

    CSV may be UTF-8, with or without a mark, or GB 18030. Raises TableUnreadable.
    """
    text = _decoded(path.read_bytes())
    if path.suffix == ".csv":
        return [
            {str(name).strip(): value or "" for name, value in row.items() if name is not None}
            for row in csv.DictReader(io.StringIO(text))
        ]
    if path.suffix not in {".json", ".jsonl"}:
        raise TableUnreadable(field="file", rule="suffix", suffix=path.suffix)
    try:
        if path.suffix == ".jsonl":
            items = [json.loads(line) for line in text.splitlines() if line.strip()]
        else:
            items = json.loads(text)
    except ValueError as fault:
        raise TableUnreadable(field="file", rule="json") from fault
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise TableUnreadable(field="file", rule="list_of_objects")
    return [{name: _as_text(value) for name, value in item.items()} for item in items]


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableUnreadable(field="file", rule="encoding")


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)
