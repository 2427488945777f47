"""Silence with legal effect (默示): recorded on its lawful moment, whenever somebody wakes up."""

from __future__ import annotations

import logging
from uuid import UUID

from yichuang.directory.public import system

from .calendar import calendar_in_force
from .hashing import command_digest
from .procedure import Wake
from .store import Batch

log = logging.getLogger(__name__)

SILENCE = system("silence")
MOST_AT_ONCE = 20  # effects of silence on one case in one go; more means a procedure that loops


def silence_digest(case_id: UUID) -> bytes:
    """Return the command digest of effects of silence that another command found due."""
    return command_digest("system:silence", f"silence:{case_id}", b"")


def silent_events(batch: Batch) -> None:
    """Add to a batch every effect of silence due by its recording time, in order."""
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
