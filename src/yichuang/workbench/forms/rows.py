"""Rows that may be added and removed without a script: a few blank ones, emptying removes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise

from .given import Given

BLANK = 2
MOST = 100


@dataclass(frozen=True, slots=True)
class Column:
    """One cell of a row: its name, kind and label.

    `key` marks the cell a row cannot do without, `more` one that is folded away until wanted;
    `default` stands in the rows that are still blank.
    """

    name: str
    kind: str
    label: str | Promise
    options: tuple[tuple[str, Any], ...] = ()
    help: str | Promise = ""
    key: bool = False
    rows: int = 2
    more: bool = False
    default: Any = ""


def ask_rows(
    prefix: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]], given: Given
) -> list[list[dict[str, Any]]]:
    """Return the cells of every row and of some blank ones; with errors, as they were typed."""
    if given.errors:
        rows = read_rows(prefix, columns, given.data)
    new = {one.name: one.default for one in columns if one.default}
    shown: list[Mapping[str, Any]] = [*rows, *(new for _ in range(BLANK))]
    return [
        [
            {
                "name": f"{prefix}-{at}-{column.name}",
                "kind": column.kind,
                "label": column.label,
                "help": column.help,
                "rows": column.rows,
                "value": row.get(column.name, [] if column.kind == "checkboxes" else ""),
                "options": [{"value": v, "label": words} for v, words in column.options],
                "place": f"{prefix}-{at}",
                "error": given.errors.get(f"{prefix}-{at}-{column.name}", ""),
                "more": column.more,
                "has_more": any(one.more for one in columns),
            }
            for column in columns
        ]
        for at, row in enumerate(shown)
    ]


def read_rows(prefix: str, columns: Sequence[Column], data: QueryDict) -> list[dict[str, Any]]:
    """Return the rows whose key cell is filled in, in their order, but for one to be removed.

    Each has its `place` from now on, and where it was `typed`.
    """
    found = []
    for at in range(MOST):
        row: dict[str, Any] = {}
        for column in columns:
            name = f"{prefix}-{at}-{column.name}"
            if column.kind == "checkboxes":
                row[column.name] = data.getlist(name)
            else:
                row[column.name] = str(data.get(name, "")).strip()
        if str(data.get("remove", "")) == f"{prefix}-{at}-row":
            continue
        if all(row[column.name] for column in columns if column.key):
            found.append((at, row))
    moved = _moved(found, prefix, str(data.get("move", "")))
    return [
        row | {"place": f"{prefix}-{at}", "typed": f"{prefix}-{before}"}
        for at, (before, row) in enumerate(moved)
    ]


def _moved(
    found: list[tuple[int, dict[str, Any]]], prefix: str, asked: str
) -> list[tuple[int, dict[str, Any]]]:
    """Return the rows with one of them a place up or down, as "prefix-number-up" asks."""
    place = next(
        (i for i, (at, _row) in enumerate(found) if asked.startswith(f"{prefix}-{at}-")), -1
    )
    other = place + {"up": -1, "down": 1}.get(asked.rpartition("-")[2], 0)
    if place >= 0 and 0 <= other < len(found):
        found[place], found[other] = found[other], found[place]
    return found


def lines_in(text: str) -> tuple[str, ...]:
    """Return the lines of a text that hold something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
