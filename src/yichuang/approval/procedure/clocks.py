"""The clocks of an application, derived from what its events say and never stored as facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from yichuang.law.public import Calendar, Deadline, Extension, Period, Suspension, derive
from yichuang.ledger.pure import Due

from ..state import ANSWER_TARGET, ApplicationState, Status, day_begins, legal_day


@dataclass(frozen=True, slots=True)
class SilencePeriod:
    """The period after whose last day silence counts as acceptance."""

    ends_on: date
    provisional: bool


def day_after(day: date) -> datetime:
    """Return the first moment after a day: a period ends at 24:00 of its last day."""
    return day_begins(day + timedelta(days=1))


def acceptance_silence(state: ApplicationState, calendar: Calendar) -> SilencePeriod | None:
    """Return when silence would accept this filing; None where it cannot (any more)."""
    if state.status is not Status.RECEIVED or not state.pins.silence_accepts:
        return None
    deadline = answer_deadline(state, calendar)
    if deadline is None or deadline.due_on is None:
        return None
    return SilencePeriod(deadline.due_on, deadline.provisional)


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
    last = legal_day(state.decided_at) if state.decided_at else None
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
        as_of=last or as_of or start,
    )


def due(state: ApplicationState, calendar: Calendar) -> Due:
    """Return the dates this case must keep, under both clocks."""
    if state.status in {Status.RECEIVED, Status.NEW}:
        answer = answer_deadline(state, calendar)
        if answer is None:
            return Due()
        return Due(answer.due_on, answer.due_on, answer.provisional)
    if state.status is Status.SUPPLEMENT:
        return Due()
    statutory = deadline(state, state.pins.statutory, calendar)
    promised = deadline(state, state.pins.promised or state.pins.statutory, calendar)
    return Due(
        statutory_on=statutory.due_on if statutory else None,
        promised_on=promised.due_on if promised else None,
        provisional=bool(
            (statutory and statutory.provisional) or (promised and promised.provisional)
        ),
    )
