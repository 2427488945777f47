"""From events back to state: what the cache must equal."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from yichuang.kernel.public import load

from .events import Event, read_event
from .procedure import Line, Opening


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it stands in the ledger, typed, with who entered it and when."""

    case_id: UUID
    no: int
    kind: str
    milestone: str
    actor_kind: str
    actor_id: str
    post: str
    organ: str
    effective_at: datetime
    recorded_at: datetime
    event: Event
    files: dict[str, dict[str, str]]
    hash: bytes
    standing_in_for: str = ""  # officer code, where the actor stood in for an absent colleague


COLUMNS = (
    "case_id, no, kind, milestone, schema_version, actor_kind, actor_id, post, organ,"
    " effective_at, recorded_at, body, hash"
)


def stored(line: str, row: tuple[Any, ...]) -> StoredEvent:
    """Return a row of `COLUMNS` as a typed event."""
    body = json.loads(row[11])
    return StoredEvent(
        case_id=row[0],
        no=row[1],
        kind=row[2],
        milestone=row[3],
        actor_kind=row[5],
        actor_id=row[6],
        post=row[7],
        organ=row[8],
        effective_at=row[9],
        recorded_at=row[10],
        event=read_event(line, row[2], row[4], body["data"], row[9]),
        files=body.get("files", {}),
        hash=bytes(row[12]),
        standing_in_for=body.get("standing_in_for", ""),
    )


def events_of(case_id: UUID, line: str) -> list[StoredEvent]:
    """Return a case's events in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM ledger_event WHERE case_id = %s ORDER BY no", [case_id]
        )
        return [stored(line, row) for row in cursor.fetchall()]


def fold(opening: Opening, line: Line, events: Iterable[Event]) -> Any:
    """Return the state that a case's events add up to."""
    state = line.procedure.initial(opening)
    for event in events:
        state = line.procedure.evolve(state, event)
    return state


def fold_case(case_id: UUID, opening: Opening, line: Line) -> Any:
    """Return the state of a stored case from its events alone."""
    return fold(opening, line, (item.event for item in events_of(case_id, opening.line)))


def opening_in(body: str) -> Opening:
    """Return what the first event says the case is about."""
    return load(Opening, json.loads(body)["opening"])
