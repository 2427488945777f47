"""Where a page of a list ended, as an opaque word in the address."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable
from typing import Any

from yichuang.kernel.public import InvalidInput


def cursor_of(*place: object) -> str:
    """Return a place as one word; None stays None."""
    written = json.dumps([str(one) if one is not None else None for one in place])
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def place_in(cursor: str, *kinds: Callable[[str], Any]) -> list[Any] | None:
    """Return what `cursor_of` was given, each part read by its kind; None for the first page.

    Raises InvalidInput for a word that is no cursor of this list.
    """
    if not cursor:
        return None
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return [
            None if part is None else kind(part) for kind, part in zip(kinds, place, strict=True)
        ]
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise InvalidInput(field="after", rule="unknown") from None


def page_of(rows: Iterable[Any], size: int) -> tuple[list[Any], Any]:
    """Split `size + 1` rows read ahead into a page and its last row if more follow."""
    read = list(rows)
    shown = read[:size]
    return shown, shown[-1] if len(read) > size else None
