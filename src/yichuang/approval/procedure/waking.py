"""What the passing of time does by itself, whichever of it comes first."""

from __future__ import annotations

from datetime import datetime

from yichuang.law.public import Calendar
from yichuang.ledger.pure import Event, Wake

from ..state import ApplicationState
from . import gaps, renewal, silence, steering
from .clocks import acceptance_silence
from .facts import Facts


def wake_at(state: ApplicationState, calendar: Calendar) -> datetime | None:
    """Return the next moment at which time alone has a legal effect; None if provisional."""
    found = acceptance_silence(state, calendar)
    moments = (
        found.takes_effect_at if found else None,
        gaps.lapses_at(state),
        renewal.silence_grants_at(state),
        steering.times_out_at(state, calendar),
    )
    return min((moment for moment in moments if moment is not None), default=None)


def wake(state: ApplicationState, command: Wake, facts: Facts) -> list[Event]:
    """Record the earliest effect of time that is due, if any.

    Acceptance and lapse never wait together; a renewal, or silence on a step, may wait beside
    either of them.
    """
    answered_at = steering.times_out_at(state, facts.calendar)
    if answered_at is not None and answered_at == wake_at(state, facts.calendar):
        return steering.time_out(state, facts)
    renewed_at = renewal.silence_grants_at(state)
    if renewed_at is not None and renewed_at == wake_at(state, facts.calendar):
        return renewal.grant_by_silence(state, facts)
    return silence.wake(state, command, facts) or gaps.lapse(state, facts)
