"""Where an original is, as its moves tell it (原件去向); pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class PlaceKind(StrEnum):
    """Who has a paper in hand."""

    WINDOW = "window"  # 窗口
    ORGAN = "organ"  # 办理部门
    ARCHIVE = "archive"  # 档案室
    APPLICANT = "applicant"  # 申请人


class MoveKind(StrEnum):
    """What happened to a paper."""

    TAKEN = "taken"  # 收取
    SENT = "sent"  # 移交
    RECEIVED = "received"  # 签收
    MISSING = "missing"  # 记明未到、不见
    FOUND = "found"  # 找到
    RETURNED = "returned"  # 退还
    PASSED = "passed"  # 同一处换人保管
    REVERSED = "reversed"  # 冲正


class Standing(StrEnum):
    """How a paper stands."""

    HELD = "held"
    UNDER_WAY = "under_way"
    MISSING = "missing"
    RETURNED = "returned"
    STRUCK = "struck"  # it was never there: its taking was reversed


@dataclass(frozen=True, slots=True)
class Place:
    """A place of one organ; the applicant's has none."""

    kind: PlaceKind
    organ: str = ""

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.organ}"


@dataclass(frozen=True, slots=True)
class Moved:
    """One move: `place` is who answers for it, `to` where a sending goes."""

    kind: MoveKind
    at: datetime
    place: Place
    to: Place | None = None
    hand_over: UUID | None = None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a paper is: who answers for it, on the way whereto and by which list, since when."""

    standing: Standing
    place: Place
    since: datetime
    to: Place | None = None
    hand_over: UUID | None = None


# What may follow what; a reversal is possible wherever something can be reversed.
FOLLOWS: dict[tuple[Standing | None, MoveKind], Standing] = {
    (None, MoveKind.TAKEN): Standing.HELD,
    (Standing.HELD, MoveKind.SENT): Standing.UNDER_WAY,
    (Standing.HELD, MoveKind.MISSING): Standing.MISSING,
    (Standing.HELD, MoveKind.RETURNED): Standing.RETURNED,
    (Standing.HELD, MoveKind.PASSED): Standing.HELD,
    (Standing.UNDER_WAY, MoveKind.RECEIVED): Standing.HELD,
    (Standing.UNDER_WAY, MoveKind.MISSING): Standing.MISSING,
    (Standing.MISSING, MoveKind.FOUND): Standing.HELD,
}


def may_follow(now: Whereabouts | None, kind: MoveKind) -> bool:
    """Return whether a move of this kind may come next."""
    return (now.standing if now else None, kind) in FOLLOWS


def effective(moves: Iterable[Moved]) -> list[Moved]:
    """Return the moves that count: a reversal takes away the last one before it."""
    counting: list[Moved] = []
    for move in moves:
        if move.kind is not MoveKind.REVERSED:
            counting.append(move)
        elif counting:
            counting.pop()
    return counting


def whereabouts(moves: Sequence[Moved]) -> Whereabouts:
    """Return where a paper is after all its moves. A missing one keeps whereto it was going.

    Raises ValueError without a move, or for an order that cannot be.
    """
    if not moves:
        raise ValueError("an original begins with its taking")
    counting = effective(moves)
    if not counting:
        return Whereabouts(Standing.STRUCK, moves[0].place, moves[-1].at)
    now: Whereabouts | None = None
    for move in counting:
        if not may_follow(now, move.kind):
            raise ValueError(f"{move.kind} cannot follow {now}")
        now = _after(now, move)
    assert now is not None
    return now


def _after(now: Whereabouts | None, move: Moved) -> Whereabouts:
    if move.kind is MoveKind.PASSED and now is not None:
        return now  # from hand to hand at one place: how long it has been there goes on counting
    standing = FOLLOWS[now.standing if now else None, move.kind]
    after = Whereabouts(standing, move.place, move.at)
    if move.kind is MoveKind.SENT:
        return replace(after, to=move.to, hand_over=move.hand_over)
    if move.kind is MoveKind.MISSING and now is not None:
        return replace(after, to=now.to)
    if move.kind is MoveKind.RETURNED:
        return replace(after, place=Place(PlaceKind.APPLICANT))
    return after
