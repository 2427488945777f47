"""Silence with legal effect (默示): recorded on its lawful moment, whenever somebody wakes up."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from yichuang.directory.public import system
from yichuang.kernel.public import DomainError, ports

from . import clock_guard
from .calendar import calendar_in_force
from .hashing import command_digest
from .procedure import Wake

log = logging.getLogger(__name__)

SILENCE = system("silence")
MOST_AT_ONCE = 20  # effects of silence on one case in one go; more means a procedure that loops


def silence_digest(case_id: UUID) -> bytes:
    """Return the command digest of effects of silence that another command found due."""
    return command_digest("system:silence", f"silence:{case_id}", b"")


def silent_events(batch: object) -> None:
    """Add to a batch every effect of silence due by its recording time, in order."""
    from .store import Batch

    assert isinstance(batch, Batch)
    procedure, calendar = batch.line.procedure, calendar_in_force()
    for _ in range(MOST_AT_ONCE):
        wake_at = procedure.wake_at(batch.case.state, calendar)
        if wake_at is None or wake_at > batch.recorded_at:
            return
        facts = batch.line.gather(batch.case, Wake(), SILENCE, batch.recorded_at)
        events = procedure.decide(batch.case.state, Wake(), facts)
        if not events:
            return
        events = batch.line.assign(batch.case, events, SILENCE)
        digest = silence_digest(batch.case.id)
        for event in events:
            batch.add(event, SILENCE, digest)
    raise RuntimeError(f"silence does not come to rest on case {batch.case.id}")


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
    from .execute import execute

    execute(
        case_id,
        Wake(),
        actor=SILENCE,
        key=f"silence:{case_id}:{version}",
    )
