"""Conditions over the abstract columns of the policy, each in two readings made from one object.

`holds` judges one subject; `rows` is the same condition over a table's columns. A table names its
own columns in `columns`; one it does not have counts as `Subject` leaves it by default.
"""
# ruff: noqa: ARG002  (every condition takes the same arguments, whether or not it looks at them)

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from django.db.models import BooleanField, Q, Value

from .actors import Actor, PostScope, Subject


class Column(StrEnum):
    """What the policy looks at in a record."""

    LINE = "line"
    ORGAN = "organ"
    REGION = "region"
    PARTY = "party"
    AGENT = "agent"
    SECRECY = "secrecy"
    MATTER = "matter"


Where = Q | bool  # True and False stay symbols until the end, so the database sees plain columns
UNSAID = Subject()
NOTHING_WITHIN = "-"  # a prefix no division code has


class Condition(Protocol):
    """A condition that can be asked of one subject or of a whole table."""

    def holds(self, actor: Actor, subject: Subject) -> bool:
        """Return whether it is true of this subject."""
        ...

    def rows(self, actor: Actor, columns: Mapping[str, str]) -> Where:
        """Return which rows it is true of."""
        ...


def as_q(where: Where) -> Q:
    """Return a `Q` that keeps its meaning when combined by & and | (an empty Q would not)."""
    if isinstance(where, bool):
        return Q(Value(where, output_field=BooleanField()))
    return where


def region_prefix(code: str) -> str:
    """Return the digits that every division within this one begins with.

    "320200000000" → "3202", "320213000000" → "320213", "320213001000" → "320213001". A code that
    is not 12 digits has nothing within it: the result is NOTHING_WITHIN.
    """
    if len(code) != 12 or not (code.isascii() and code.isdigit()):
        return NOTHING_WITHIN
    for length in (2, 4, 6, 9):
        if code[length:] == "0" * (12 - length):
            return code[:length]
    return code


@dataclass(frozen=True, slots=True)
class Anything:
    """Always true."""

    def holds(self, actor: Actor, subject: Subject) -> bool:
        return True

    def rows(self, actor: Actor, columns: Mapping[str, str]) -> Where:
        return True


@dataclass(frozen=True, slots=True)
class Same:
    """The column has the actor's own value; an actor without one has nothing."""

    column: Column
    of_actor: str

    def holds(self, actor: Actor, subject: Subject) -> bool:
        own = getattr(actor, self.of_actor)
        return bool(own) and getattr(subject, self.column) == own

    def rows(self, actor: Actor, columns: Mapping[str, str]) -> Where:
        own = getattr(actor, self.of_actor)
        if not own:
            return False
        if self.column not in columns:
            return bool(getattr(UNSAID, self.column) == own)
        return Q(**{columns[self.column]: own})


@dataclass(frozen=True, slots=True)
class Among:
    """The column's value is in a set the actor carries."""

    column: Column
    of_actor: str

    def holds(self, actor: Actor, subject: Subject) -> bool:
        return getattr(subject, self.column) in getattr(actor, self.of_actor)

    def rows(self, actor: Actor, columns: Mapping[str, str]) -> Where:
        known: frozenset[Any] = getattr(actor, self.of_actor)
        if self.column not in columns:
            return getattr(UNSAID, self.column) in known
        if not known:
            return False
        return Q(**{f"{columns[self.column]}__in": sorted(known)})


@dataclass(frozen=True, slots=True)
class PairAmong:
    """The values of two columns together are in a set of pairs the actor carries."""

    first: Column
    second: Column
    of_actor: str

    def holds(self, actor: Actor, subject: Subject) -> bool:
        pair = (getattr(subject, self.first), getattr(subject, self.second))
        return pair in getattr(actor, self.of_actor)

    def rows(self, actor: Actor, columns: Mapping[str, str]) -> Where:
        known: frozenset[tuple[Any, Any]] = getattr(actor, self.of_actor)
        pairs = [AllOf(Is(self.first, one), Is(self.second, other)) for one, other in sorted(known)]
        return AnyOf(*pairs).rows(actor, columns)


@dataclass(frozen=True, slots=True)
class Within:
    """The region is the actor's or lies in it."""

    def holds(self, actor: Actor, subject: Subject) -> bool:
        return subject.region.startswith(region_prefix(actor.region))

    def rows(self, actor: Actor, columns: Mapping[str, str]) -> Where:
        prefix = region_prefix(actor.region)
        if prefix == NOTHING_WITHIN or Column.REGION not in columns:
            return False
        return Q(**{f"{columns[Column.REGION]}__startswith": prefix})


@dataclass(frozen=True, slots=True)
class Reaches:
    """The actor's post reaches this far; says nothing about the subject."""

    scope: PostScope

    def holds(self, actor: Actor, subject: Subject) -> bool:
        return actor.scope is self.scope

    def rows(self, actor: Actor, columns: Mapping[str, str]) -> Where:
        return actor.scope is self.scope


@dataclass(frozen=True, slots=True)
class EveryLine:
    """The actor's post is not bound to lines of business."""

    def holds(self, actor: Actor, subject: Subject) -> bool:
        return not actor.lines

    def rows(self, actor: Actor, columns: Mapping[str, str]) -> Where:
        return not actor.lines


@dataclass(frozen=True, slots=True)
class Is:
    """The column has this fixed value."""

    column: Column
    value: Any

    def holds(self, actor: Actor, subject: Subject) -> bool:
        return bool(getattr(subject, self.column) == self.value)

    def rows(self, actor: Actor, columns: Mapping[str, str]) -> Where:
        if self.column not in columns:
            return bool(getattr(UNSAID, self.column) == self.value)
        return Q(**{columns[self.column]: self.value})


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: Condition

    def holds(self, actor: Actor, subject: Subject) -> bool:
        return not self.part.holds(actor, subject)

    def rows(self, actor: Actor, columns: Mapping[str, str]) -> Where:
        inner = self.part.rows(actor, columns)
        return (not inner) if isinstance(inner, bool) else ~inner


class AllOf:
    """Every part is true."""

    def __init__(self, *parts: Condition):
        self.parts = parts

    def holds(self, actor: Actor, subject: Subject) -> bool:
        return all(part.holds(actor, subject) for part in self.parts)

    def rows(self, actor: Actor, columns: Mapping[str, str]) -> Where:
        found: Where = True
        for part in self.parts:
            where = part.rows(actor, columns)
            if where is False:
                return False
            if not isinstance(where, bool):
                found = where if isinstance(found, bool) else found & where
        return found


class AnyOf:
    """At least one part is true."""

    def __init__(self, *parts: Condition):
        self.parts = parts

    def holds(self, actor: Actor, subject: Subject) -> bool:
        return any(part.holds(actor, subject) for part in self.parts)

    def rows(self, actor: Actor, columns: Mapping[str, str]) -> Where:
        found: Where = False
        for part in self.parts:
            where = part.rows(actor, columns)
            if where is True:
                return True
            if not isinstance(where, bool):
                found = where if isinstance(found, bool) else found | where
        return found
