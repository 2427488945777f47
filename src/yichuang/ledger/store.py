"""How cases and events are read and written: few statements, each doing much.

The hot path is the whole product's speed, so it speaks SQL: one statement locks, one appends
events, files, key, to-dos and the case's cache together.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from yichuang.directory.public import Actor
from yichuang.kernel.public import canonical_json, dump, load, ports, prepared

from .calendar import calendar_in_force
from .case_file import SealedItem, seal
from .events import Event, Milestone, body_of, event_type
from .hashing import EventRow, event_hash
from .procedure import CaseView, Holder, Line, Opening, RecordedEvent, Todo

OPENING_COLUMNS = (
    "line, organ, organ_name, region, matter, matter_name, edition, title, party, agent"
)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A locked case."""

    id: UUID
    opening: Opening
    number: str
    state: dict[str, Any]
    version: int
    procedure_version: int
    head: bytes
    changed_at: datetime
    milestones: dict[str, str]
    holder: Holder | None = None


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A command carried out before under the same key."""

    case_id: UUID
    fingerprint: bytes
    first_no: int
    last_no: int
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Since:
    """An event that came after what an actor had seen."""

    no: int
    kind: str
    actor_kind: str
    actor_id: str
    post: str
    recorded_at: datetime


def insert_case(case_id: UUID, opening: Opening, now: datetime) -> None:
    """Open the row of a new case; does nothing where it is there already (a retry)."""
    with prepared() as cursor:
        cursor.execute(
            f"""INSERT INTO ledger_case (id, {OPENING_COLUMNS}, status, milestones, state,
                    version, procedure_version, calendar_version, due_provisional, head,
                    opened_at, changed_at)
                VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '', '{{}}', '{{}}',
                    0, 0, '', false, ''::bytea, %s, %s)
                ON CONFLICT (id) DO NOTHING""",
            [
                case_id,
                opening.line,
                opening.organ,
                opening.organ_name,
                opening.region,
                opening.matter,
                opening.matter_name,
                opening.edition,
                opening.title,
                opening.party,
                opening.agent,
                now,
                now,
            ],
        )


_WIDTH = 19  # of the case's own columns
_CASE_ROW = f"""{OPENING_COLUMNS}, coalesce(number, ''), state::text, version,
    procedure_version, head, changed_at, milestones::text, holder, holder_region"""
_KEY = """SELECT case_id, fingerprint, first_no, last_no, recorded_at
    FROM ledger_idempotency WHERE scope = %(scope)s AND key = %(key)s"""
_LOCK = f"SELECT {_CASE_ROW} FROM ledger_case WHERE id = %(case)s FOR UPDATE"
# The locked row is the newest, but what stands beside it is as old as the statement: if the lock
# had to be waited for, the case's version then and now differ, and the key is asked for again.
_LOCK_AND_KEY = f"""
    SELECT {_CASE_ROW}, (SELECT version FROM ledger_case seen WHERE seen.id = %(case)s),
        used.case_id, used.fingerprint, used.first_no, used.last_no, used.recorded_at
    FROM ledger_case one
    LEFT JOIN ledger_idempotency used ON used.scope = %(scope)s AND used.key = %(key)s
    WHERE one.id = %(case)s FOR UPDATE OF one
"""


def lock_case(case_id: UUID) -> CaseRow | None:
    """Lock a case until the transaction ends and return it as it stands then."""
    with prepared() as cursor:
        cursor.execute(_LOCK, {"case": case_id})
        row = cursor.fetchone()
    return _case_row(case_id, row) if row else None


def lock_with_key(case_id: UUID, scope: str, key: str) -> tuple[CaseRow, KeyRow | None] | None:
    """Lock a case and return it with the command carried out before under this key, if any."""
    with prepared() as cursor:
        cursor.execute(_LOCK_AND_KEY, {"case": case_id, "scope": scope, "key": key})
        found = cursor.fetchone()
        if found is None:
            return None
        row, (seen, *used) = _case_row(case_id, found[:_WIDTH]), found[_WIDTH:]
        if seen != row.version:
            cursor.execute(_KEY, {"scope": scope, "key": key})
            used = cursor.fetchone() or [None]
    return row, KeyRow(used[0], bytes(used[1]), *used[2:]) if used[0] else None


def _case_row(case_id: UUID, row: Sequence[Any]) -> CaseRow:
    return CaseRow(
        id=case_id,
        opening=Opening(*row[:2], *row[2:10]),
        number=row[10],
        state=json.loads(row[11]),
        version=row[12],
        procedure_version=row[13],
        head=bytes(row[14]),
        changed_at=row[15],
        milestones=json.loads(row[16]),
        holder=Holder(row[17], row[18]) if row[17] else None,
    )


def hash_of(case_id: UUID, no: int) -> bytes:
    """Return the stored hash of one event."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT hash FROM ledger_event WHERE case_id = %s AND no = %s", [case_id, no]
        )
        row = cursor.fetchone()
    return bytes(row[0])


def material_events_since(case: CaseView, seen_no: int) -> Since | None:
    """Return the first event after `seen_no` that a decision should not be made without."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT no, kind, actor_kind, actor_id, post, recorded_at FROM ledger_event
               WHERE case_id = %s AND no > %s ORDER BY no""",
            [case.id, seen_no],
        )
        for row in cursor.fetchall():
            if event_type(case.opening.line, row[1]).matters:
                return Since(*row)
    return None


def state_of(row: CaseRow, line: Line) -> Any:
    """Return the state of a case: from the cache, or folded anew after a change of procedure."""
    procedure = line.procedure
    if row.version == 0:
        return procedure.initial(row.opening)
    if row.procedure_version == procedure.version:
        return load(procedure.state_type, row.state)
    from .fold import fold_case

    return fold_case(row.id, row.opening, line)


@dataclass
class Batch:
    """Events about to be appended to one case, with everything that goes along."""

    case: CaseView
    line: Line
    head: bytes
    recorded_at: datetime
    recorded: list[RecordedEvent] = field(default_factory=list)
    rows: list[tuple[EventRow, bytes]] = field(default_factory=list)
    files: list[SealedItem] = field(default_factory=list)
    _states: list[tuple[Any, bytes]] = field(default_factory=list)

    @property
    def state_before(self) -> Any:
        """The case's state before the first event of the batch; reading it anew would cost more."""
        return self._states[0][0] if self._states else self.case.state

    def add(self, event: Event, actor: Actor, digest: bytes) -> None:
        """Give an event its number, body and hash, and take the state one step on."""
        no = self.case.version + 1
        data, sealed = body_of(event)
        items = [seal(self.case.id, f"{no}.{name}", item) for name, item in sealed.items()]
        body: dict[str, Any] = {"data": data}
        if items:
            body["files"] = {
                item.name: {"kind": item.kind, "digest": item.digest.hex()} for item in items
            }
        if no == 1:
            body["opening"] = dump(self.case.opening)
        if actor.standing_in_for:  # within the hashed bytes: for whom he acted is provable too
            body["standing_in_for"] = actor.standing_in_for
        row = EventRow(
            case_id=self.case.id,
            no=no,
            kind=event.kind,
            milestone=event.milestone.value if event.milestone else "",
            schema_version=event.schema,
            actor_kind=actor.kind.value,
            actor_id=actor.id,
            post=actor.post,
            organ=actor.organ,
            effective_at=event.effective_at,
            recorded_at=self.recorded_at,
            body=canonical_json(body),
            command_digest=digest,
            nonce=ports().ids.nonce(16),
        )
        self._states.append((self.case.state, self.head))
        self.head = event_hash(row, self.head or bytes(32))
        self.rows.append((row, self.head))
        self.files.extend(items)
        self.recorded.append(
            RecordedEvent(self.case.id, no, event, actor, self.recorded_at, self.head)
        )
        state = self.line.procedure.evolve(self.case.state, event)
        self.case = dataclasses.replace(self.case, state=state, version=no)

    def forget_after(self, no: int) -> None:
        """Take back the events after `no`, which a refusal left half-made."""
        keep = len(self.rows) - (self.case.version - no)
        if keep < len(self.rows):
            state, self.head = self._states[keep]
            self.case = dataclasses.replace(self.case, state=state, version=no)
        del self.rows[keep:], self.recorded[keep:], self._states[keep:]
        names = {(row.case_id, row.no) for row, _ in self.rows}
        self.files = [item for item in self.files if (item.case_id, item.no) in names]

    def write(self, before: CaseRow, key: tuple[str, str, bytes, int] | None = None) -> None:
        """Write everything in one statement, then the line's own tables."""
        if not self.rows:
            return  # nothing came of it, so there is nothing to repeat either
        append(self, before, key)
        self.line.project(self.case, self.recorded)
        if before.version and before.procedure_version != self.line.procedure.version:
            self.line.project_anew(self.case)  # nobody comes back to it: the cache is new now


_PUT_TODOS = """
    INSERT INTO ledger_todo
        (case_id, step, line, act, organ, region, officer, due_on, provisional)
    SELECT %(case_id)s::uuid, step, %(line)s::text, act, organ, region, officer, due_on, provisional
    FROM unnest(%(steps)s::text[], %(acts)s::text[], %(todo_organs)s::text[],
        %(todo_regions)s::text[], %(officers)s::text[], %(dues)s::date[], %(provisionals)s::bool[])
        AS given(step, act, organ, region, officer, due_on, provisional)
    ON CONFLICT (case_id, step) DO UPDATE SET act = excluded.act, organ = excluded.organ,
        region = excluded.region, officer = excluded.officer, due_on = excluded.due_on,
        provisional = excluded.provisional"""
_APPEND = f"""
WITH events AS (
    INSERT INTO ledger_event (case_id, no, kind, milestone, schema_version, actor_kind, actor_id,
        post, organ, effective_at, recorded_at, body, command_digest, nonce, hash)
    SELECT * FROM unnest(%(case_ids)s::uuid[], %(nos)s::int[], %(kinds)s::text[],
        %(milestones)s::text[], %(schemas)s::int[], %(actor_kinds)s::text[],
        %(actor_ids)s::text[], %(posts)s::text[], %(organs)s::text[],
        %(effective)s::timestamptz[], %(recorded)s::timestamptz[], %(bodies)s::text[],
        %(digests)s::bytea[], %(nonces)s::bytea[], %(hashes)s::bytea[])
), queue AS (
    INSERT INTO ledger_eventqueue (case_id, no)
    SELECT * FROM unnest(%(case_ids)s::uuid[], %(nos)s::int[])
), files AS (
    INSERT INTO ledger_casefile (case_id, item, kind, ciphertext, salt)
    SELECT %(case_id)s::uuid, * FROM unnest(%(items)s::text[], %(file_kinds)s::text[],
        %(ciphertexts)s::bytea[], %(salts)s::bytea[])
), key AS (
    INSERT INTO ledger_idempotency
        (scope, key, case_id, fingerprint, first_no, last_no, recorded_at)
    SELECT %(scope)s::text, %(key)s::text, %(case_id)s::uuid, %(fingerprint)s::bytea,
        %(first_no)s::int, %(last_no)s::int, %(now)s::timestamptz
    WHERE %(scope)s::text IS NOT NULL
), done AS (
    DELETE FROM ledger_todo
    WHERE case_id = %(case_id)s::uuid AND step = ANY(%(steps_done)s::text[])
), todo AS ({_PUT_TODOS}
)
UPDATE ledger_case SET number = %(number)s, status = %(status)s, state = %(state)s::jsonb,
    milestones = %(all_milestones)s::jsonb, statutory_due_on = %(statutory_on)s,
    promised_due_on = %(promised_on)s, due_provisional = %(due_provisional)s,
    near_on = %(near_on)s, holder = %(holder)s, holder_region = %(holder_region)s,
    wake_at = %(wake_at)s, calendar_version = %(calendar_version)s, version = %(version)s,
    procedure_version = %(procedure_version)s, head = %(head)s, changed_at = %(now)s
WHERE id = %(case_id)s
"""


def append(batch: Batch, before: CaseRow, key: tuple[str, str, bytes, int] | None) -> None:
    """Append a batch: events, their queue, files, key, to-dos and the case's cache."""
    scope, name, fingerprint, first = key or (None, None, None, None)
    rows = [row for row, _ in batch.rows]
    parameters: dict[str, Any] = {
        "case_id": batch.case.id,
        "case_ids": [row.case_id for row in rows],
        "nos": [row.no for row in rows],
        "kinds": [row.kind for row in rows],
        "milestones": [row.milestone for row in rows],
        "schemas": [row.schema_version for row in rows],
        "actor_kinds": [row.actor_kind for row in rows],
        "actor_ids": [row.actor_id for row in rows],
        "posts": [row.post for row in rows],
        "organs": [row.organ for row in rows],
        "effective": [row.effective_at for row in rows],
        "recorded": [row.recorded_at for row in rows],
        "bodies": [row.body for row in rows],
        "digests": [row.command_digest for row in rows],
        "nonces": [row.nonce for row in rows],
        "hashes": [digest for _, digest in batch.rows],
        "items": [item.item for item in batch.files],
        "file_kinds": [item.kind for item in batch.files],
        "ciphertexts": [item.ciphertext for item in batch.files],
        "salts": [item.salt for item in batch.files],
        "scope": scope,
        "key": name,
        "fingerprint": fingerprint,
        "first_no": first,
        "last_no": batch.case.version,
        "now": batch.recorded_at,
        **_todo_parameters(batch, before),
        **cache_columns(batch.case, batch.line),
        "all_milestones": json.dumps(_milestones(batch, before.milestones)),
        "head": batch.head,
    }
    with prepared() as cursor:
        cursor.execute(_APPEND, parameters)


def cache_columns(case: CaseView, line: Line) -> dict[str, Any]:
    """Return the case's cached columns as the procedure gives them for its state."""
    procedure, calendar = line.procedure, calendar_in_force()
    due = procedure.due(case.state, calendar)
    holder = procedure.holder(case.state)
    return {
        "number": case.state.number or None,
        "status": case.state.status,
        "state": json.dumps(dump(case.state), ensure_ascii=False),
        "statutory_on": due.statutory_on,
        "promised_on": due.promised_on,
        "due_provisional": due.provisional,
        "near_on": due.near_on,
        "holder": holder.organ if holder else "",
        "holder_region": holder.region if holder else "",
        "wake_at": procedure.wake_at(case.state, calendar),
        "calendar_version": calendar.version,
        "version": case.version,
        "procedure_version": procedure.version,
    }


_REFRESH = f"""
WITH done AS (
    DELETE FROM ledger_todo WHERE case_id = %(case_id)s::uuid AND step <> ALL(%(steps)s::text[])
), todo AS ({_PUT_TODOS}
)
UPDATE ledger_case SET number = %(number)s, status = %(status)s, state = %(state)s,
    statutory_due_on = %(statutory_on)s, promised_due_on = %(promised_on)s,
    due_provisional = %(due_provisional)s, near_on = %(near_on)s, wake_at = %(wake_at)s,
    holder = %(holder)s, holder_region = %(holder_region)s,
    calendar_version = %(calendar_version)s, procedure_version = %(procedure_version)s
WHERE id = %(case_id)s::uuid
"""


def refresh(case: CaseView, line: Line) -> None:
    """Write a locked case's cache and to-dos anew, as procedure and calendar in force give them."""
    parameters = {
        **cache_columns(case, line),
        **_todo_columns(case, line.procedure.todos(case.state, calendar_in_force())),
        "case_id": case.id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_REFRESH, parameters)


def _todo_parameters(batch: Batch, before: CaseRow) -> dict[str, Any]:
    """Return which to-dos end and which begin; what stays as it was is not written again."""
    procedure, calendar = batch.line.procedure, calendar_in_force()
    new = list(procedure.todos(batch.case.state, calendar))
    old: list[Todo] = []
    if before.version and before.procedure_version == procedure.version:
        old = list(procedure.todos(batch.state_before, calendar))
        known = {todo.step for todo in old}
    else:  # none yet, or a former procedure wrote them: then only the table knows them
        known = _todo_steps(batch.case.id) if before.version else set()
    fresh = [todo for todo in new if todo not in old]
    return {
        "steps_done": sorted(known - {todo.step for todo in new}),
        **_todo_columns(batch.case, fresh),
    }


def _todo_steps(case_id: UUID) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT step FROM ledger_todo WHERE case_id = %s", [case_id])
        return {row[0] for row in cursor.fetchall()}


def _todo_columns(case: CaseView, todos: Sequence[Todo]) -> dict[str, Any]:
    return {
        "line": case.opening.line,
        "steps": [todo.step for todo in todos],
        "acts": [todo.act for todo in todos],
        "todo_organs": [todo.organ for todo in todos],
        "todo_regions": [todo.region for todo in todos],
        "officers": [todo.officer for todo in todos],
        "dues": [todo.due_on for todo in todos],
        "provisionals": [todo.provisional for todo in todos],
    }


def _milestones(batch: Batch, before: dict[str, str]) -> dict[str, str]:
    found = dict(before)
    for recorded in batch.recorded:
        add_milestone(found, recorded.event.milestone, recorded.event.effective_at)
    return found


def add_milestone(found: dict[str, str], milestone: Milestone | None, at: datetime) -> None:
    """Note the first legal moment of a milestone."""
    if milestone is not None:
        found.setdefault(milestone.value, dump(at))
