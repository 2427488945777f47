"""Waking: makes the effects of silence visible soon, and keeps derived dates fresh."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from yichuang.kernel.public import DomainError, ports

from . import clock_guard, store
from .calendar import calendar_in_force
from .execute import execute
from .procedure import CaseView, Wake, line_named, lines
from .silence import SILENCE

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Woken:
    """What a pass did."""

    trusted: bool
    woken: int
    failed: int


def wake_due(limit: int = 200) -> Woken:
    """Wake the cases whose silence is due; a distrusted clock wakes none and says so."""
    if not clock_guard.beat():
        log.error("the clock is distrusted; nothing is woken until a person confirms the time")
        return Woken(False, 0, 0)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, version FROM ledger_case WHERE wake_at <= %s ORDER BY wake_at LIMIT %s",
            [ports().clock.now(), limit],
        )
        due = cursor.fetchall()
    woken = failed = 0
    for case_id, version in due:
        try:
            _wake(case_id, version)
            woken += 1
        except DomainError as refusal:
            log.warning("case %s did not wake: %s", case_id, refusal.code)
            failed += 1
    return Woken(True, woken, failed)


def _wake(case_id: UUID, version: int) -> None:
    execute(case_id, Wake(), actor=SILENCE, key=f"silence:{case_id}:{version}")


def refresh_dates(limit: int = 500) -> int:
    """Recompute the derived dates of open cases after the calendar changed; return how many.

    Dates are a cache of events and calendar: nothing is recorded, no legal moment moves.
    """
    return _refresh(
        "SELECT id FROM ledger_case c WHERE calendar_version <> %s AND EXISTS"
        " (SELECT 1 FROM ledger_todo t WHERE t.case_id = c.id) ORDER BY id LIMIT %s",
        [calendar_in_force().version, limit],
    )


def refresh_states(limit: int = 500) -> int:
    """Write anew what the procedure of a former release cached; return how many cases it were.

    State, dates and to-dos are a cache of the events: nothing is recorded. Reads every case, so it
    is for the first moments of a release, until it returns 0.
    """
    versions = {line.procedure.line: line.procedure.version for line in lines()}
    return _refresh(
        "SELECT id FROM ledger_case WHERE version > 0 AND (line, procedure_version) NOT IN"
        " (SELECT * FROM unnest(%s::text[], %s::int[])) ORDER BY id LIMIT %s",
        [list(versions), list(versions.values()), limit],
    )


def _refresh(sql: str, parameters: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        stale = [row[0] for row in cursor.fetchall()]
    for case_id in stale:
        with transaction.atomic():
            row = store.lock_case(case_id)
            assert row is not None, "cases are never removed"
            line = line_named(row.opening.line)
            state = store.state_of(row, line)
            case = CaseView(row.id, row.opening, state, row.version)
            store.refresh(case, line)
            if row.procedure_version != line.procedure.version:
                line.project_anew(case)
    return len(stale)
