"""One case under the glass: its events against its cache, to-dos, files and keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from yichuang.kernel.public import CodecError, dump, load

from . import store
from .calendar import calendar_in_force
from .case_file import open_item
from .events import Event, read_event
from .fold import fold
from .hashing import command_digest, file_digest
from .procedure import CaseView, Line, Opening, line_named
from .silence import silence_digest

Found = Iterator[tuple[str, int, str]]  # code, event number, detail

_DATES = ("statutory_on", "promised_on", "near_on", "due_provisional", "wake_at")
_CACHE = {
    "number": "number",
    "status": "status",
    "state": "state",
    "statutory_on": "statutory_due_on",
    "promised_on": "promised_due_on",
    "near_on": "near_on",
    "holder": "holder",
    "holder_region": "holder_region",
    "due_provisional": "due_provisional",
    "wake_at": "wake_at",
    "version": "version",
    "procedure_version": "procedure_version",
}


def check_case(case_id: UUID) -> Found:
    """Yield what does not hold for one case."""
    row = _one("SELECT * FROM ledger_case WHERE id = %s", case_id)
    events = _all(
        "SELECT no, kind, schema_version, effective_at, recorded_at, body, command_digest, hash,"
        " milestone FROM ledger_event WHERE case_id = %s ORDER BY no",
        case_id,
    )
    if not events:
        yield "case_without_events", 0, ""
        return
    try:
        opening = load(Opening, json.loads(events[0]["body"])["opening"])
        line = line_named(opening.line)
        typed = [_typed(opening.line, event) for event in events]
    except (KeyError, ValueError, CodecError) as fault:
        yield "event_unreadable", 0, str(fault)
        return
    yield from _check_opening(row, opening, events)
    yield from _check_cache(case_id, row, opening, line, typed, events)
    yield from _check_files(case_id, events)
    yield from _check_keys(case_id, events)


def _typed(line: str, event: dict[str, Any]) -> Event:
    data = json.loads(event["body"])["data"]
    found = read_event(line, event["kind"], event["schema_version"], data, event["effective_at"])
    if (found.milestone.value if found.milestone else "") != event["milestone"]:
        raise ValueError(f"milestone of event {event['no']}")
    return found


def _check_opening(row: dict[str, Any], opening: Opening, events: list[dict[str, Any]]) -> Found:
    for name, value in dump(opening).items():
        stored = row[name]
        if (str(stored) if isinstance(stored, UUID) else stored) != value:
            yield "case_opening", 1, name
    if row["opened_at"] != events[0]["recorded_at"]:
        yield "case_opened_at", 1, ""
    if row["changed_at"] != events[-1]["recorded_at"]:
        yield "case_changed_at", events[-1]["no"], ""
    if bytes(row["head"]) != bytes(events[-1]["hash"]):
        yield "case_head", events[-1]["no"], ""


def _check_cache(
    case_id: UUID,
    row: dict[str, Any],
    opening: Opening,
    line: Line,
    typed: list[Event],
    events: list[dict[str, Any]],
) -> Found:
    state = fold(opening, line, typed)
    expected = store.cache_columns(CaseView(case_id, opening, state, events[-1]["no"]), line)
    same_calendar = row["calendar_version"] == calendar_in_force().version
    for name, column in _CACHE.items():
        if name in _DATES and not same_calendar:
            continue  # dates under an older calendar are refreshed by the worker
        value, stored = expected[name], row[column]
        if name == "state":
            value, stored = (
                json.loads(value),
                json.loads(stored) if isinstance(stored, str) else stored,
            )
        if value != stored:
            yield "case_cache", 0, column
    milestones: dict[str, str] = {}
    for event in typed:
        store.add_milestone(milestones, event.milestone, event.effective_at)
    stored = row["milestones"]
    if (json.loads(stored) if isinstance(stored, str) else stored) != milestones:
        yield "case_cache", 0, "milestones"
    if same_calendar:
        yield from _check_todos(case_id, opening, line, state)
    for name in line.differences(CaseView(case_id, opening, state, events[-1]["no"])):
        yield "line_projection", 0, name


def _check_todos(case_id: UUID, opening: Opening, line: Line, state: Any) -> Found:
    expected = {
        (
            todo.step, opening.line, todo.act, todo.organ, todo.region, todo.officer,
            todo.due_on, todo.provisional,
        )
        for todo in line.procedure.todos(state, calendar_in_force())
    }  # fmt: skip
    rows = _all(
        "SELECT step, line, act, organ, region, officer, due_on, provisional FROM ledger_todo"
        " WHERE case_id = %s",
        case_id,
    )
    if {tuple(row.values()) for row in rows} != expected:
        yield "case_todos", 0, ""


def _check_files(case_id: UUID, events: list[dict[str, Any]]) -> Found:
    named = {
        item: (event["no"], given)
        for event in events
        for item, given in _files(event["no"], event["body"])
    }
    rows = _all(
        "SELECT item, kind, ciphertext, salt FROM ledger_casefile WHERE case_id = %s", case_id
    )
    for row in rows:
        no, given = named.pop(row["item"], (0, None))
        if given is None:
            yield "file_unknown", 0, row["item"]
        elif row["kind"] != given["kind"]:
            yield "file_kind", no, row["item"]
        elif row["ciphertext"] is not None and not _file_fits(case_id, row, given["digest"]):
            yield "file_digest", no, row["item"]
    for item, (no, _) in named.items():
        yield "file_missing", no, item


def _files(no: int, body: str) -> list[tuple[str, dict[str, str]]]:
    return [(f"{no}.{name}", given) for name, given in json.loads(body).get("files", {}).items()]


def _file_fits(case_id: UUID, row: dict[str, Any], digest: str) -> bool:
    try:
        plain = open_item(case_id, row["item"], bytes(row["ciphertext"]))
    except ValueError:
        return False
    return file_digest(row["kind"], bytes(row["salt"]), plain).hex() == digest


def _check_keys(case_id: UUID, events: list[dict[str, Any]]) -> Found:
    """Every event belongs to one command on record, and every command to its events."""
    rows = _all(
        "SELECT scope, key, fingerprint, first_no, last_no, recorded_at FROM ledger_idempotency"
        " WHERE case_id = %s",
        case_id,
    )
    explained = {
        event["no"] for event in events if bytes(event["command_digest"]) == silence_digest(case_id)
    }
    times = {event["no"]: event["recorded_at"] for event in events}
    for row in rows:
        digest = command_digest(row["scope"], row["key"], bytes(row["fingerprint"]))
        mine = [e["no"] for e in events if bytes(e["command_digest"]) == digest]
        if mine != list(range(row["first_no"], row["last_no"] + 1)):
            yield "key_range", row["first_no"], row["key"]
        elif not _time_fits(times, mine, row["recorded_at"]):
            yield "key_time", row["first_no"], row["key"]
        explained.update(mine)
    for event in events:
        if event["no"] not in explained:
            yield "event_without_command", event["no"], ""


def _time_fits(times: dict[int, datetime], mine: list[int], recorded_at: datetime) -> bool:
    return all(times[no] == recorded_at for no in mine)


def stray_rows() -> Iterator[tuple[str, str, int, str]]:
    """Yield rows that belong to no case: (code, subject, number, detail)."""
    checks = {
        "stray_event": "SELECT case_id, no FROM ledger_event e WHERE NOT EXISTS"
        " (SELECT 1 FROM ledger_case c WHERE c.id = e.case_id)",
        "stray_queue": "SELECT case_id, no FROM ledger_eventqueue q WHERE NOT EXISTS"
        " (SELECT 1 FROM ledger_event e WHERE e.case_id = q.case_id AND e.no = q.no)",
    }
    with connection.cursor() as cursor:
        for code, sql in checks.items():
            cursor.execute(sql)
            for row in cursor.fetchall():
                yield code, str(row[0]), row[1], ""


def _all(sql: str, case_id: UUID) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [case_id])
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _one(sql: str, case_id: UUID) -> dict[str, Any]:
    return _all(sql, case_id)[0]
