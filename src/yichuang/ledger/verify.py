"""`ledger verify`: proves chain, log, files, keys, caches and to-dos, and says what it cannot see.

A check against HEAD also finds a cut tail, a replaced case, or a database rewritten as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from yichuang.directory.public import look_hashes

from .hashing import GENESIS, EventRow, event_hash, log_hash
from .head import EMPTY, Head, read_head
from .verify_case import check_case, stray_rows

CHUNK = 2000


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
        _check_log(report, expected)
        _check_chains(report)
        if whole:
            _check_cases(report)
    _say_limits(report, expected, whole)
    return report


def _rows(sql: str, parameters: list[Any] | None = None) -> Iterator[tuple[Any, ...]]:
    """Stream rows through a cursor on the server, so that memory stays flat."""
    connection.ensure_connection()
    assert connection.connection is not None
    with connection.connection.cursor(name="ledger_verify") as cursor:
        cursor.itersize = CHUNK
        cursor.execute(sql, parameters or [])
        yield from cursor


def _check_log(report: Report, expected: Head | None) -> None:
    running, at = GENESIS, 0
    looks: dict[UUID, bytes] = {}
    for position, source, subject, no, leaf, stored, event in _rows(
        """SELECT l.position, l.source, l.subject, l.no, l.leaf, l.running, e.hash
           FROM ledger_logentry l
           LEFT JOIN ledger_event e ON e.case_id = l.subject AND e.no = l.no AND l.source = 'event'
           ORDER BY l.position"""
    ):
        at += 1
        if position != at:
            report.findings.append(Finding("log_gap", str(subject), no, f"{at}…{position}"))
            at = position
        running = log_hash(running, position, source, bytes(leaf))
        if running != bytes(stored):
            report.findings.append(Finding("log_running_hash", str(subject), no, str(position)))
            running = bytes(stored)
        if source == "event" and (event is None or bytes(event) != bytes(leaf)):
            code = "log_event_missing" if event is None else "log_event_differs"
            report.findings.append(Finding(code, str(subject), no, str(position)))
        elif source == "look":
            looks[subject] = bytes(leaf)
        elif source not in {"event", "look"}:
            report.findings.append(Finding("log_source", str(subject), no, source))
        if expected is not None and position == expected.position:
            _compare_head(report, expected, running)
    report.positions = at
    report.head = Head(at, running.hex())
    if expected is not None and expected.position > at:
        report.findings.append(Finding("log_cut", detail=f"HEAD {expected.position}, log {at}"))
    _check_looks(report, looks)


def _compare_head(report: Report, expected: Head, running: bytes) -> None:
    if running.hex() != expected.running:
        report.findings.append(Finding("head_differs", detail=str(expected.position)))


def _check_looks(report: Report, leaves: dict[UUID, bytes]) -> None:
    found = look_hashes(list(leaves))
    for look_id, leaf in leaves.items():
        if found.get(look_id) != leaf:
            code = "look_differs" if look_id in found else "look_missing"
            report.findings.append(Finding(code, str(look_id)))


_EVENTS = """
    SELECT e.case_id, e.no, e.kind, e.milestone, e.schema_version, e.actor_kind, e.actor_id,
        e.post, e.organ, e.effective_at, e.recorded_at, e.body, e.command_digest, e.nonce, e.hash,
        l.position IS NOT NULL, q.no IS NOT NULL
    FROM ledger_event e
    LEFT JOIN ledger_logentry l ON l.subject = e.case_id AND l.no = e.no AND l.source = 'event'
    LEFT JOIN ledger_eventqueue q ON q.case_id = e.case_id AND q.no = e.no
    ORDER BY e.case_id, e.no"""


def _check_chains(report: Report) -> None:
    case: UUID | None = None
    previous, no, recorded = GENESIS, 0, None
    for row in _rows(_EVENTS):
        if row[0] != case:
            case, previous, no, recorded = row[0], GENESIS, 0, None
            report.cases += 1
        report.events += 1
        if row[1] != no + 1:
            report.findings.append(Finding("event_gap", str(case), row[1]))
        event = EventRow.read(row)
        previous = event_hash(event, previous)
        if previous != bytes(row[14]):
            report.findings.append(Finding("event_hash", str(case), row[1]))
            previous = bytes(row[14])
        if event.effective_at > event.recorded_at or (
            recorded is not None and event.recorded_at < recorded
        ):
            report.findings.append(Finding("event_time", str(case), row[1]))
        no, recorded = row[1], event.recorded_at
        if not row[15]:
            report.unplaced += 1
            if not row[16]:
                report.findings.append(Finding("event_unplaced", str(case), row[1]))


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
