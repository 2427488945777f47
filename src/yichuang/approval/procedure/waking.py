"""What the passing of time does by itself, whichever of it comes first."""

from __future__ import annotations

from datetime import datetime

from yichuang.law.public import Calendar
from yichuang.ledger.pure import Event, Wake

from ..state import ApplicationState
from . import gaps, silence
from .clocks import acceptance_silence
from .facts import Facts


def wake_at(state: ApplicationState, calendar: Calendar) -> datetime | None:
    """Return the next moment at which time alone has a legal effect; None if provisional."""
    silence = acceptance_silence(state, calendar)
    moments = (silence.takes_effect_at if silence else None, gaps.lapses_at(state))
    return min((moment for moment in moments if moment is not None), default=None)


def wake(state: ApplicationState, command: Wake, facts: Facts) -> list[Event]:
    """Record the effect of time that is due, if any: a case waits for one of them at a time."""
    return silence.wake(state, command, facts) or gaps.lapse(state, facts)
