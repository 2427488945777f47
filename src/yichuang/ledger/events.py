"""What can happen to any case, and how an event is written down (事件).

A line of business adds its own events; readers know only the milestones and the events here.
"""

from __future__ import annotations

import dataclasses
import functools
import typing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from yichuang.kernel.public import dump, load


class Milestone(StrEnum):
    """The small shared vocabulary that readers know (法定节点)."""

    RECEIVED = "received"  # 收件
    SUPPLEMENT_REQUESTED = "supplement_requested"  # 补正告知
    SUPPLEMENTED = "supplemented"  # 补正
    ACCEPTED = "accepted"  # 受理
    NOT_ACCEPTED = "not_accepted"  # 不予受理
    SUSPENDED = "suspended"  # 中止计时
    RESUMED = "resumed"  # 恢复计时
    EXTENDED = "extended"  # 延期
    DECIDED = "decided"  # 决定
    ISSUED = "issued"  # 出证
    DELIVERED = "delivered"  # 送达
    WITHDRAWN = "withdrawn"  # 撤回申请
    CLOSED = "closed"  # 办结
    EVALUATED = "evaluated"  # 评价
    CORRECTED = "corrected"  # 更正
    VOIDED = "voided"  # 作废


@dataclass(frozen=True, slots=True)
class Sealed:
    """Personal data or free text on its way into the case file; never part of an event's body.

    `content` is any canonical JSON value. An event read back carries None in its place: the item
    is then found in the case file as "<event number>.<field name>".
    """

    content: Any
    kind: str = "personal"  # personal, opinion, reason, document


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact in the past tense. `effective_at` is the legal moment; the entry keeps its own."""

    kind: ClassVar[str] = ""
    milestone: ClassVar[Milestone | None] = None
    schema: ClassVar[int] = 1
    matters: ClassVar[bool] = True  # whether a decision made without having seen it is unsafe

    effective_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(Event):
    """A recorded value was wrong and is put right; the old one stays in the chain (更正)."""

    kind: ClassVar[str] = "corrected"
    milestone: ClassVar[Milestone | None] = Milestone.CORRECTED

    no: int  # the event that held the wrong value
    field: str
    value: str  # the right value as text; empty when it is personal and stands in the case file
    sealed_value: Sealed | None = None
    ground: Sealed | None = None
    approved_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voided(Event):
    """The case should never have been; it stays on record and counts no more (作废)."""

    kind: ClassVar[str] = "voided"
    milestone: ClassVar[Milestone | None] = Milestone.VOIDED

    ground: Sealed | None = None
    approved_by: str = ""


_known: dict[tuple[str, str], type[Event]] = {}


def register_events(line: str, kinds: tuple[type[Event], ...]) -> None:
    """Make a line's events readable by kind. Raises ValueError if a kind is taken by another."""
    shared: tuple[type[Event], ...] = (Corrected, Voided)
    for kind in (*kinds, *shared):
        if _known.setdefault((line, kind.kind), kind) is not kind:
            raise ValueError(f"two events of line {line} are called {kind.kind}")


def event_type(line: str, kind: str) -> type[Event]:
    """Return the class of an event kind. Raises KeyError for one nobody registered."""
    return _known[line, kind]


def body_of(event: Event) -> tuple[dict[str, Any], dict[str, Sealed]]:
    """Split an event into its open body and what must go into the case file."""
    open_part: dict[str, Any] = {}
    sealed: dict[str, Sealed] = {}
    for field in dataclasses.fields(event):
        value = getattr(event, field.name)
        if isinstance(value, Sealed):
            sealed[field.name] = value
        elif field.name != "effective_at" and field.name not in _sealed_fields(type(event)):
            open_part[field.name] = dump(value)
    return open_part, sealed


def read_event(
    line: str, kind: str, schema: int, body: dict[str, Any], effective_at: datetime
) -> Event:
    """Return the typed event of a stored body; older schemas pass through their upcasters."""
    cls = event_type(line, kind)
    for version in range(schema, cls.schema):
        body = _upcasters[line, kind, version](body)
    return load(cls, {**body, "effective_at": dump(effective_at)})


_upcasters: dict[tuple[str, str, int], typing.Callable[[dict[str, Any]], dict[str, Any]]] = {}


def register_upcaster(
    line: str, kind: str, version: int, read: typing.Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    """Say how a body of schema `version` becomes one of `version + 1`."""
    _upcasters[line, kind, version] = read


def _find_sealed_fields(cls: Any) -> frozenset[str]:
    hints = typing.get_type_hints(cls)
    return frozenset(name for name, hint in hints.items() if Sealed in typing.get_args(hint))


_sealed_fields: typing.Callable[[Any], frozenset[str]] = functools.cache(_find_sealed_fields)
