"""The sequencer: gives committed events and looks their dense place in the house's one order."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from yichuang.directory.public import looks_to_place, mark_looks_placed

from .hashing import log_hash
from .head import EMPTY, Head, read_head, write_head

log = logging.getLogger(__name__)

LOCK = 7_403_001  # advisory lock: one sequencer at a time
CHANNEL = "yichuang_log"


class LogDoesNotFitHead(RuntimeError):
    """The log in the database is not a continuation of HEAD; nothing is placed until looked at."""


def head_path() -> Path:
    """Return where HEAD stands: beside the database, never in it."""
    return Path(settings.VAR) / "head" / "HEAD"


def sequencer_pass(limit: int = 2000) -> int:
    """Place up to `limit` events and looks; return how many, 0 also while another one works.

    Raises LogDoesNotFitHead when the log was cut or rewritten behind HEAD.
    """
    with transaction.atomic():
        if not _lock():
            return 0
        last = last_entry()
        _must_continue(last)
        leaves = [*_waiting_events(limit), *_waiting_looks(limit)]
        head = _place(last, leaves)
    if leaves or read_head(head_path()) != head:
        write_head(head_path(), head)
    return len(leaves)


def last_entry() -> Head:
    """Return the last position of the log and its running hash."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position, running FROM ledger_logentry ORDER BY position DESC LIMIT 1"
        )
        row = cursor.fetchone()
    return Head(row[0], bytes(row[1]).hex()) if row else EMPTY


def _must_continue(last: Head) -> None:
    head = read_head(head_path())
    if head is None or head.position == 0 or head == last:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT running FROM ledger_logentry WHERE position = %s", [head.position])
        row = cursor.fetchone()
    if row is None or bytes(row[0]).hex() != head.running:
        log.error("the log does not continue HEAD at position %s", head.position)
        raise LogDoesNotFitHead(f"position {head.position}")


def _lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _waiting_events(limit: int) -> list[tuple[str, UUID, int, bytes]]:
    """Take events off the queue: in the order recorded, and within a case by number."""
    with connection.cursor() as cursor:
        cursor.execute(
            """WITH taken AS (
                   DELETE FROM ledger_eventqueue WHERE (case_id, no) IN (
                       SELECT q.case_id, q.no FROM ledger_eventqueue q
                       JOIN ledger_event e ON e.case_id = q.case_id AND e.no = q.no
                       ORDER BY e.recorded_at, q.case_id, q.no LIMIT %s)
                   RETURNING case_id, no)
               SELECT e.case_id, e.no, e.hash FROM taken t
               JOIN ledger_event e ON e.case_id = t.case_id AND e.no = t.no
               ORDER BY e.recorded_at, e.case_id, e.no""",
            [limit],
        )
        return [("event", row[0], row[1], bytes(row[2])) for row in cursor.fetchall()]


def _waiting_looks(limit: int) -> list[tuple[str, UUID, int, bytes]]:
    found = looks_to_place(limit)
    mark_looks_placed([look_id for look_id, _ in found])
    return [("look", look_id, 0, leaf) for look_id, leaf in found]


def _place(last: Head, leaves: list[tuple[str, UUID, int, bytes]]) -> Head:
    position, running = last.position, bytes.fromhex(last.running)
    columns: list[list[Any]] = [[], [], [], [], [], []]
    for source, subject, no, leaf in leaves:
        position += 1
        running = log_hash(running, position, source, leaf)
        for column, value in zip(
            columns, (position, source, subject, no, leaf, running), strict=True
        ):
            column.append(value)
    if leaves:
        with connection.cursor() as cursor:
            cursor.execute(
                """INSERT INTO ledger_logentry (position, source, subject, no, leaf, running)
                   SELECT * FROM unnest(%s::bigint[], %s::text[], %s::uuid[], %s::int[],
                       %s::bytea[], %s::bytea[])""",
                columns,
            )
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(position)])
    return Head(position, running.hex())
