"""One question as the house's field component takes it, and the reading of small values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise

from yichuang.law.public import CHINA_TIME

Words = str | Promise
LONGEST_TEXT = 5000


def field(name: str, kind: str, label: Words, **more: Any) -> dict[str, Any]:
    """Return a question for `components/_field.html`."""
    return {"name": name, "kind": kind, "label": label, **more}


def options(table: Mapping[Any, Words] | Iterable[tuple[Any, Words]]) -> list[dict[str, Any]]:
    """Return choices for a select or radios."""
    pairs = table.items() if isinstance(table, Mapping) else table
    return [{"value": str(value), "label": label} for value, label in pairs]


def day_in(text: str) -> date | None:
    """Return a typed day, or None for anything that is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def moment_in(text: str) -> datetime | None:
    """Return a typed moment in the city's time, or None for anything that is none."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA_TIME)


def whole_in(text: str) -> int | None:
    """Return a typed whole number, or None for anything that is none."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
