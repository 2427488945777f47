"""The clocks of an application, derived from what its events say and never stored as facts."""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import date

from yichuang.catalogue.pure import PowerType
from yichuang.law.public import (
    Calendar,
    Deadline,
    Extension,
    Period,
    Silence,
    Suspension,
    Unit,
    derive,
    promise_within,
    remind_on,
    silence_on,
    two_clocks,
)
from yichuang.ledger.pure import Due

from ..events import StepPin
from ..state import ANSWER_TARGET, ApplicationState, Status, legal_day
from .handup import awaits_hand_up, decider_begins_on

HOURS_A_DAY = {Unit.WORKING_HOUR: 8, Unit.HOUR: 24}
# A command asks for the same clock several times, and the cases of a day share theirs.
_remembered = functools.lru_cache(maxsize=1024)
_derive = _remembered(derive)
_silence_on = _remembered(silence_on)
_two_clocks = _remembered(two_clocks)


def acceptance_silence(state: ApplicationState, calendar: Calendar) -> Silence | None:
    """Return when silence would accept this filing; None where it cannot (any more)."""
    if state.status is not Status.RECEIVED or not state.pins.silence_accepts:
        return None
    if state.answerable_at is None or state.pins.acceptance is None:
        return None
    period = in_days(state.pins.acceptance)
    return _silence_on(legal_day(state.answerable_at), period, calendar)


def answer_deadline(
    state: ApplicationState, calendar: Calendar, as_of: date | None = None
) -> Deadline | None:
    """Return by when a filing must be answered, counted from the day it was complete enough."""
    if state.answerable_at is None:
        return None
    start = legal_day(state.answerable_at)
    period = state.pins.acceptance or ANSWER_TARGET
    found = _derive(in_days(period), started_on=start, calendar=calendar, as_of=as_of or start)
    return replace(found, period=period)


def deadline(
    state: ApplicationState, period: Period | None, calendar: Calendar, as_of: date | None = None
) -> Deadline | None:
    """Return one of the two clocks with its explanation; None before acceptance.

    An extension lengthens what the law allows, not what the city has promised; the promise never
    ends after the law's own date. LicLaw 42(1), 45; BizReg 36.
    """
    start = decider_begins_on(state)
    if start is None or period is None:
        return None
    statutory = state.pins.statutory or period
    if promise_within(in_days(statutory), in_days(period)) is False:
        period = statutory  # a promise may only shorten
    decided = legal_day(state.decided_at) if state.decided_at else None
    by_law, promise = _two_clocks(
        in_days(statutory),
        in_days(period),
        started_on=start,
        calendar=calendar,
        suspensions=_suspensions(state),
        extensions=_extensions(state),
        as_of=decided or as_of or start,
    )
    return replace(by_law if period == statutory else promise, period=period)


def first_deadline(
    state: ApplicationState, calendar: Calendar, as_of: date | None = None
) -> Deadline | None:
    """Return the clock of the preliminary examination, which the hand-up stops. LicLaw 43."""
    pin = state.pins.hand_up
    if pin is None or state.accepted_at is None:
        return None
    start, above = legal_day(state.accepted_at), state.above
    found = _derive(
        in_days(pin.first),
        started_on=start,
        calendar=calendar,
        suspensions=_suspensions(state, until=above.pauses if above else None),
        as_of=above.on if above else as_of or start,
    )
    return replace(found, period=pin.first)


def step_deadline(
    state: ApplicationState, pin: StepPin, calendar: Calendar, as_of: date | None = None
) -> Deadline | None:
    """Return the clock of an open step, from the day it opened; None where it has no period."""
    since = next((one.opened_on for one in state.places if one.code == pin.code), None)
    if since is None or pin.period is None:
        return None
    found = _derive(
        in_days(pin.period),
        started_on=since,
        calendar=calendar,
        suspensions=_suspensions(state),
        as_of=as_of or since,
    )
    return replace(found, period=pin.period)


def _suspensions(state: ApplicationState, *, until: int | None = None) -> tuple[Suspension, ...]:
    return tuple(
        Suspension(first=i.first, last=i.last, reason=i.procedure, source=i.article)
        for i in state.suspensions[:until]
    )


def _extensions(state: ApplicationState) -> tuple[Extension, ...]:
    return tuple(
        Extension(amount=e.amount, unit=e.unit, source=e.source, ground="head")
        for e in state.extensions
    )


def in_days(period: Period) -> Period:
    """Return a period in hours as the days within which it must end; others as they are.

    Cases are kept by the day: the day after acceptance is the last on which hours of one day end.
    """
    per_day = HOURS_A_DAY.get(period.unit)
    if per_day is None:
        return period
    unit = Unit.WORKING_DAY if period.unit is Unit.WORKING_HOUR else Unit.CALENDAR_DAY
    return Period(-(-period.amount // per_day), unit, period.source)


def due(state: ApplicationState, calendar: Calendar) -> Due:
    """Return the dates this case must keep, under both clocks.

    Where no law says by when a filing is answered, the house's own target is no statutory date.
    """
    if state.status is Status.RECEIVED:
        answer = answer_deadline(state, calendar)
        if answer is None:
            return Due()
        by_law = answer.due_on if state.pins.acceptance else None
        return Due(by_law, answer.due_on, answer.provisional, remind_on(answer))
    if state.accepted_at is None:
        return Due()
    if awaits_hand_up(state):
        return _first_due(state, calendar)
    statutory = deadline(state, state.pins.statutory, calendar)
    promised = deadline(state, state.pins.promised, calendar) or statutory
    if state.by_promise:  # it is decided on the spot
        return Due(
            statutory_on=statutory.due_on if statutory else None,
            promised_on=legal_day(state.accepted_at),
            provisional=bool(statutory and statutory.provisional),
        )
    clocks = [clock for clock in (statutory, promised) if clock]
    found = Due(
        statutory_on=statutory.due_on if statutory else None,
        promised_on=promised.due_on if promised else None,
        provisional=any(clock.provisional for clock in clocks),
        near_on=remind_on(promised) if promised else None,
    )
    return _before_expiry(found, state, calendar)


def _first_due(state: ApplicationState, calendar: Calendar) -> Due:
    """Return the dates of the lower organ; those of the whole too, where both run already."""
    first = first_deadline(state, calendar)
    statutory = deadline(state, state.pins.statutory, calendar)
    promised = deadline(state, state.pins.promised, calendar)
    by_law = [clock for clock in (first, statutory) if clock]
    soonest = min(
        (clock for clock in (*by_law, promised) if clock and clock.due_on),
        key=lambda clock: clock.due_on or date.max,
        default=None,
    )
    return Due(
        statutory_on=min((clock.due_on for clock in by_law if clock.due_on), default=None),
        promised_on=soonest.due_on if soonest else None,
        provisional=any(clock.provisional for clock in by_law),
        near_on=remind_on(soonest) if soonest else None,
    )


def renewal_end(state: ApplicationState) -> date | None:
    """Return the day by which a renewal is decided: the licence's last; LicLaw 50(2)."""
    of = state.of
    renews = of is not None and of.what == "renewal"
    licence = state.pins.power_type == PowerType.LICENCE
    return of.valid_to if of and renews and licence else None


def _before_expiry(found: Due, state: ApplicationState, calendar: Calendar) -> Due:
    """Return the dates of a renewal: none is later than the expiry of the licence."""
    end = renewal_end(state)
    if end is None or (found.statutory_on is not None and found.statutory_on <= end):
        return found
    if found.promised_on is not None and found.promised_on <= end:
        return replace(found, statutory_on=end)
    near = calendar.working_day_before(end, 2)
    return replace(found, statutory_on=end, promised_on=end, near_on=near, provisional=False)
