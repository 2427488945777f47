"""The clocks of an application, derived from what its events say and never stored as facts."""

from __future__ import annotations

from datetime import date

from yichuang.law.public import (
    Calendar,
    Deadline,
    Extension,
    Period,
    Silence,
    Suspension,
    derive,
    silence_on,
)
from yichuang.ledger.pure import Due

from ..state import ANSWER_TARGET, ApplicationState, Status, legal_day


def acceptance_silence(state: ApplicationState, calendar: Calendar) -> Silence | None:
    """Return when silence would accept this filing; None where it cannot (any more)."""
    if state.status is not Status.RECEIVED or not state.pins.silence_accepts:
        return None
    if state.answerable_at is None or state.pins.acceptance is None:
        return None
    return silence_on(legal_day(state.answerable_at), state.pins.acceptance, calendar)


def answer_deadline(
    state: ApplicationState, calendar: Calendar, as_of: date | None = None
) -> Deadline | None:
    """Return by when a filing must be answered, counted from the day it was complete enough."""
    if state.answerable_at is None:
        return None
    start = legal_day(state.answerable_at)
    period = state.pins.acceptance or ANSWER_TARGET
    return derive(period, started_on=start, calendar=calendar, as_of=as_of or start)


def deadline(
    state: ApplicationState, period: Period | None, calendar: Calendar, as_of: date | None = None
) -> Deadline | None:
    """Return one of the two clocks with its explanation; None before acceptance."""
    if state.accepted_at is None or period is None:
        return None
    start = legal_day(state.accepted_at)
    decided = legal_day(state.decided_at) if state.decided_at else None
    return derive(
        period,
        started_on=start,
        calendar=calendar,
        suspensions=[
            Suspension(first=i.first, last=i.last, reason=i.procedure, source=i.article)
            for i in state.suspensions
        ],
        extensions=[
            Extension(amount=e.amount, unit=e.unit, source=e.source, ground="head")
            for e in state.extensions
        ],
        as_of=decided or as_of or start,
    )


def due(state: ApplicationState, calendar: Calendar) -> Due:
    """Return the dates this case must keep, under both clocks."""
    if state.status is Status.RECEIVED:
        answer = answer_deadline(state, calendar)
        return Due(answer.due_on, answer.due_on, answer.provisional) if answer else Due()
    if state.accepted_at is None:
        return Due()
    statutory = deadline(state, state.pins.statutory, calendar)
    promised = deadline(state, state.pins.promised, calendar) or statutory
    clocks = [clock for clock in (statutory, promised) if clock]
    return Due(
        statutory_on=statutory.due_on if statutory else None,
        promised_on=promised.due_on if promised else None,
        provisional=any(clock.provisional for clock in clocks),
    )
