"""What a change of the catalogue would do to plans, before any decree (推演).

A change is tried on wishes, never on editions: nothing is published by trying it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from yichuang.kernel.public import InvalidInput
from yichuang.law.public import Calendar, Period

from .plan import Figures, Plan, make_plan
from .wishes import NOTHING_HELD, Answers, Held, Requirement, Wish


class Move(StrEnum):
    """What may be changed."""

    DROP = "drop"  # 取消一项材料
    BESIDE = "beside"  # 两个事项并行: the result of one is no longer awaited by the other
    CUT = "cut"  # 压缩承诺时限


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one matter: which material is dropped or no longer awaited, or which limit."""

    move: Move
    matter: str
    material: str = ""
    limit: Period | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """The same set of matters as it is and as it would be."""

    before: Plan
    after: Plan

    @property
    def figures(self) -> tuple[Figures, Figures]:
        """Return both plans' figures."""
        return self.before.figures, self.after.figures

    @property
    def days_won(self) -> int | None:
        """Return how many days earlier the promise ends; None while a circle forbids a plan."""
        if self.before.promised is None or self.after.promised is None:
            return None
        return (self.before.promised.ends_on - self.after.promised.ends_on).days


def what_if(
    wishes: Sequence[Wish],
    answers: Answers,
    changes: Iterable[Change],
    *,
    starts_on: date,
    calendar: Calendar,
    held: Held = NOTHING_HELD,
) -> Effect:
    """Return what the changes would do to the plan of these matters.

    Raises InvalidInput: field `matter` or `material` for one that is not there (`unknown`),
    `limit` for one that is missing, in another unit, or no shorter than it is (`not_shorter`).
    """
    changed = tuple(wishes)
    for change in changes:
        changed = _changed(changed, change)
    before, after = (
        make_plan(each, answers, starts_on=starts_on, calendar=calendar, held=held)
        for each in (wishes, changed)
    )
    return Effect(before, after)


def _changed(wishes: tuple[Wish, ...], change: Change) -> tuple[Wish, ...]:
    if change.matter not in {wish.id for wish in wishes}:
        raise InvalidInput(field="matter", rule="unknown")
    return tuple(_tried(wish, change) if wish.id == change.matter else wish for wish in wishes)


def _tried(wish: Wish, change: Change) -> Wish:
    if change.move is Move.CUT:
        return _cut(wish, change.limit)
    if change.material not in {one.code for one in wish.requirements}:
        raise InvalidInput(field="material", rule="unknown")
    if change.move is Move.DROP:
        kept = tuple(one for one in wish.requirements if one.code != change.material)
        return replace(wish, requirements=kept)
    kept = tuple(
        _not_awaited(one) if one.code == change.material else one for one in wish.requirements
    )
    return replace(wish, requirements=kept)


def _not_awaited(requirement: Requirement) -> Requirement:
    """Return the requirement as one that the organs pass on among themselves."""
    return replace(requirement, needed=False)


def _cut(wish: Wish, limit: Period | None) -> Wish:
    now = wish.promised or wish.statutory
    if limit is None:
        raise InvalidInput(field="limit", rule="required")
    if now is None or now.unit is not limit.unit or limit.amount >= now.amount:
        raise InvalidInput(field="limit", rule="not_shorter")
    return replace(wish, promised=limit)
