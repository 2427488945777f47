"""What may become of a numbered blank, and where what stands on it: rules alone.

A number is used once. What was printed on, spoilt or lost never comes back into the stock: a lost
blank that is found is spoilt, so that nobody can hold a second paper of its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """How a blank stands (空白证照状态)."""

    STOCK = "stock"  # 库存
    ISSUED = "issued"  # 已使用
    SPOILT = "spoilt"  # 已作废
    LOST = "lost"  # 遗失
    PROPOSED = "proposed"  # 待双人核销
    DISPOSED = "disposed"  # 已核销


NEXT_FATES: dict[Fate, frozenset[Fate]] = {
    Fate.STOCK: frozenset({Fate.ISSUED, Fate.SPOILT, Fate.LOST, Fate.PROPOSED}),
    Fate.ISSUED: frozenset({Fate.SPOILT}),
    Fate.SPOILT: frozenset({Fate.PROPOSED}),
    Fate.LOST: frozenset({Fate.SPOILT}),
    Fate.PROPOSED: frozenset({Fate.DISPOSED, Fate.SPOILT}),
    Fate.DISPOSED: frozenset(),
}

# Why a blank came to its fate, by codes: free text could name a person.
REASONS: dict[Fate, tuple[str, ...]] = {
    Fate.SPOILT: ("misprint", "damaged", "wrong_content", "found_again", "not_confirmed"),
    Fate.LOST: ("lost", "stolen"),
    Fate.PROPOSED: ("returned", "destroyed"),
}
FIELDS = ("holder", "number", "term", "issued_on", "organ", "lines")
LONGEST_NUMBER = 12
MOST_IN_BATCH = 20_000
NUMBER = re.compile(rf"([A-Z]{{0,6}})([0-9]{{1,{LONGEST_NUMBER}}})")
# One particular of the certificate by its label, placed apart from the other lines.
LINE = "line:"
PLACE = re.compile(r"(line:\S{1,40}|[a-z_]+)\s+(\d{1,3})\s+(\d{1,3})(?:\s+(\d{1,2}))?", re.ASCII)
WIDEST_MM, HIGHEST_MM = 420, 420  # an A3 sheet, either way
USUAL_SIZE_MM = 5


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of a batch: letters, then digits that keep their leading noughts."""

    prefix: str
    first: int
    last: int
    digits: int

    def number(self, serial: int) -> str:
        """Return a number as it is printed on its blank."""
        return f"{self.prefix}{serial:0{self.digits}d}"

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field begins on the blank: the left end of its line, in mm from the upper corner."""

    field: str
    x: int
    y: int
    size: int = USUAL_SIZE_MM


def series_from(first: str, last: str) -> Series | None:
    """Return the numbers from one to the other; None where that is no batch."""
    begin, end = (NUMBER.fullmatch(text.strip().upper()) for text in (first, last))
    if begin is None or end is None or begin[1] != end[1] or len(begin[2]) != len(end[2]):
        return None
    found = Series(begin[1], int(begin[2]), int(end[2]), len(begin[2]))
    return found if 1 <= found.size <= MOST_IN_BATCH else None


def places_from(text: str, *, width: int, height: int) -> tuple[Place, ...] | None:
    """Return the places of a layout, one a line as `field x y [size]`; None for a faulty one.

    A layout is faulty where it names an unknown field or one twice, leaves the holder or the number
    out, or goes over the edge of the sheet.
    """
    places = []
    for line in filter(None, map(str.strip, text.splitlines())):
        found = PLACE.fullmatch(line)
        if found is None:
            return None
        place = Place(found[1], int(found[2]), int(found[3]), int(found[4] or USUAL_SIZE_MM))
        if not is_field(place.field) or place.x >= width or not place.size <= place.y <= height:
            return None
        places.append(place)
    named = [place.field for place in places]
    whole = len(set(named)) == len(named) and {"holder", "number"} <= set(named)
    return tuple(places) if whole else None


def is_field(name: str) -> bool:
    """Return whether something of a licence has this name: one of FIELDS, or `line:` and words."""
    return name in FIELDS or (name.startswith(LINE) and len(name) > len(LINE))


def layout_text(places: Iterable[Place]) -> str:
    """Return places as `places_from` reads them."""
    return "\n".join(f"{one.field} {one.x} {one.y} {one.size}" for one in places)


def may_become(before: Fate, after: Fate, reason: str) -> bool:
    """Return whether a blank may go from one fate into the other, for that reason."""
    known = REASONS.get(after)
    return after in NEXT_FATES[before] and (reason in known if known else reason == "")
