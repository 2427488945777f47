"""`ledger verify`: proves chain, log, files, keys, caches and to-dos, and says what it cannot see.

A check against HEAD also finds a cut tail, a replaced case, or a database rewritten as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection, transaction

from yichuang.directory.public import look_hashes

from .hashing import GENESIS, hash_of_columns, log_hash
from .head import EMPTY, Head, read_head
from .verify_case import check_case, stray_rows

CHUNK = 100  # rows at a time; with 1,000 the processor's cache overflows: half as long again


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold. `subject` is a case or look, `no` an event, where known."""

    code: str
    subject: str = ""
    no: int = 0
    detail: str = ""


@dataclass
class Report:
    """The outcome of a verification; `limits` says what this run could not find."""

    events: int = 0
    cases: int = 0
    positions: int = 0
    unplaced: int = 0
    head: Head = EMPTY
    findings: list[Finding] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether everything that was checked holds."""
        return not self.findings


def verify(*, against: Path | Head | None = None, whole: bool = True) -> Report:
    """Verify the ledger as it stands in one snapshot.

    `against` is a HEAD kept elsewhere; `whole=False` checks chain and log only, without folding
    states. Raises ValueError when `against` names a file that is not a HEAD.
    """
    expected = read_head(against) if isinstance(against, Path) else against
    if isinstance(against, Path) and expected is None:
        raise ValueError(f"there is no HEAD at {against.name}")
    report = Report()
    own_transaction = not connection.in_atomic_block
    with transaction.atomic():
        if own_transaction:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        _check_chains(report, _check_log(report, expected))
        if whole:
            _check_cases(report)
    _say_limits(report, expected, whole)
    return report


def _rows(sql: str) -> Iterator[tuple[Any, ...]]:
    """Stream rows as they come: memory stays flat, and the server works ahead of the hashing."""
    connection.ensure_connection()
    assert connection.connection is not None
    with psycopg.Cursor(connection.connection) as cursor:
        yield from cursor.stream(sql, binary=True, size=CHUNK)


def _check_log(report: Report, expected: Head | None) -> int:
    """Check the log by itself and against HEAD; return how many events it says it holds."""
    running, at, events = GENESIS, 0, 0
    looks: dict[UUID, bytes] = {}
    for position, source, subject, no, leaf, stored in _rows(_LOG):
        at += 1
        if position != at:
            report.findings.append(Finding("log_gap", _uuid(subject), no, f"{at}…{position}"))
            at = position
        running = log_hash(running, position, source, leaf)
        if running != stored:
            report.findings.append(Finding("log_running_hash", _uuid(subject), no, str(position)))
            running = stored
        if source == "event":
            events += 1
        elif source == "look":
            looks[UUID(bytes=subject)] = leaf
        else:
            report.findings.append(Finding("log_source", _uuid(subject), no, source))
        if expected is not None and position == expected.position:
            _compare_head(report, expected, running)
    report.positions = at
    report.head = Head(at, running.hex())
    if expected is not None and expected.position > at:
        report.findings.append(Finding("log_cut", detail=f"HEAD {expected.position}, log {at}"))
    _check_looks(report, looks)
    return events


def _uuid(raw: bytes) -> str:
    return str(UUID(bytes=raw))


def _compare_head(report: Report, expected: Head, running: bytes) -> None:
    if running.hex() != expected.running:
        report.findings.append(Finding("head_differs", detail=str(expected.position)))


def _check_looks(report: Report, leaves: dict[UUID, bytes]) -> None:
    found = look_hashes(list(leaves))
    for look_id, leaf in leaves.items():
        if found.get(look_id) != leaf:
            code = "look_differs" if look_id in found else "look_missing"
            report.findings.append(Finding(code, str(look_id)))


# Read as the bytes that are hashed, as far as the server can give them. The log's leaf stands
# beside the event, so that the log itself is read without looking every event up again.
_LOG = """
    SELECT position, source, uuid_send(subject), no, leaf, running
    FROM ledger_logentry ORDER BY position"""
_EVENTS = """
    SELECT uuid_send(e.case_id), e.no, e.kind, e.milestone, e.schema_version, e.actor_kind,
        e.actor_id, e.post, e.organ, timestamptz_send(e.effective_at),
        timestamptz_send(e.recorded_at), e.body, e.command_digest, e.nonce, e.hash, l.leaf,
        l.position, EXISTS (SELECT FROM ledger_eventqueue q
            WHERE q.case_id = e.case_id AND q.no = e.no)
    FROM ledger_event e
    LEFT JOIN ledger_logentry l ON l.subject = e.case_id AND l.no = e.no AND l.source = 'event'
    ORDER BY e.case_id, e.no"""
_MISSING = """
    SELECT l.position, uuid_send(l.subject), l.no FROM ledger_logentry l
    WHERE l.source = 'event' AND NOT EXISTS (
        SELECT FROM ledger_event e WHERE e.case_id = l.subject AND e.no = l.no)
    ORDER BY l.position"""
# The server counts microseconds from the year 2000.
_FROM_1970 = 946_684_800_000_000


def _check_chains(report: Report, placed: int) -> None:
    """Check every case's chain; `placed` is how many events the log says it holds."""
    case, previous, no, recorded, found = b"", GENESIS, 0, 0, 0
    for row in _rows(_EVENTS):
        if row[0] != case:
            case, previous, no, recorded = row[0], GENESIS, 0, -(2**63)
            report.cases += 1
        report.events += 1
        if row[1] != no + 1:
            report.findings.append(Finding("event_gap", _uuid(case), row[1]))
        no = row[1]
        effective_us, recorded_us = _since_1970(row[9]), _since_1970(row[10])
        columns = (*row[:9], _moment(effective_us), _moment(recorded_us), *row[11:14], previous)
        previous = hash_of_columns(*columns)
        if previous != row[14]:
            report.findings.append(Finding("event_hash", _uuid(case), no))
            previous = row[14]
        if effective_us > recorded_us or recorded_us < recorded:
            report.findings.append(Finding("event_time", _uuid(case), no))
        recorded = recorded_us
        if row[15] is None:
            report.unplaced += 1
            if not row[17]:
                report.findings.append(Finding("event_unplaced", _uuid(case), no))
        else:
            found += 1
            if row[15] != row[14]:
                finding = Finding("log_event_differs", _uuid(case), no, str(row[16]))
                report.findings.append(finding)
    if found != placed:
        for position, subject, number in _rows(_MISSING):
            finding = Finding("log_event_missing", _uuid(subject), number, str(position))
            report.findings.append(finding)


def _since_1970(raw: bytes) -> int:
    return int.from_bytes(raw, "big", signed=True) + _FROM_1970


def _moment(microseconds: int) -> bytes:
    """Write a moment as it is hashed; one that is none (infinity) as something no event has."""
    return (microseconds & _ALL_BITS).to_bytes(8, "big")


_ALL_BITS = 2**64 - 1


def _check_cases(report: Report) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM ledger_case ORDER BY id")
        ids = [row[0] for row in cursor.fetchall()]
    for case_id in ids:
        report.findings.extend(
            Finding(code, str(case_id), no, detail) for code, no, detail in check_case(case_id)
        )
    report.findings.extend(
        Finding(code, subject, no, detail) for code, subject, no, detail in stray_rows()
    )


def _say_limits(report: Report, expected: Head | None, whole: bool) -> None:
    if expected is None:
        report.limits.append("without_head")
    else:
        beyond = report.positions - expected.position
        if beyond > 0 or report.unplaced:
            report.limits.append("after_head")
    if not whole:
        report.limits.append("caches_not_checked")
