"""What is on a list, and what rooms above keep for one officer personally."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from yichuang.directory.public import Actor


class ItemKind(StrEnum):
    """What waits, from what binds most to what only is good to know."""

    ALONE = "alone"  # nobody else of the organ may do this step
    ORIGINAL = "original"  # a paper that came last into his hands
    SENT = "sent"  # a list he sent, not signed for
    PARKED = "parked"  # a visitor he has put aside, not yet filed
    LEAVE = "leave"  # he is away, or stands in
    TOUCHED = "touched"  # an open case in which he has acted: the post goes on with it


@dataclass(frozen=True, slots=True)
class DeskItem:
    """One thing that waits: `ref` names it, `text` says what it is, `count` how many sheets."""

    kind: str
    ref: str
    text: str
    count: int = 1
    detail: str = ""  # the act of a step, the standing of a paper, the days of a leave
    case: str = ""  # its id, for a link
    taker_may: bool = True  # of a step: whether the successor's posts allow it on that day


@dataclass(frozen=True, slots=True)
class DeskPart:
    """Things of one kind that another room keeps by officer, and how they pass on.

    `items` returns what waits for an officer; `pass_on` gives those of the refs that still are the
    giver's to the officer who signs, in the caller's transaction.
    """

    kind: ItemKind
    items: Callable[[str], list[DeskItem]]
    pass_on: Callable[[Actor, str, Collection[str]], None]


_parts: dict[ItemKind, DeskPart] = {}


def register_desk_part(part: DeskPart) -> None:
    """Add what a room keeps by officer; called when its app is ready."""
    _parts[part.kind] = part


def desk_parts() -> list[DeskPart]:
    """Return the parts of all rooms."""
    return list(_parts.values())
