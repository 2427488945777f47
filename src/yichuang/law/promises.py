"""The two clocks of a case: the statutory period and the shorter one a city promises."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from .calendar import Calendar
from .clock import derive, overdue
from .deadlines import Deadline, Extension, Line, LineKind, Suspension
from .errors import PromiseTooLong
from .periods import Period, Unit

# The fewest and the most hours of wall time one unit can take; None: no bound.
HOURS_OF_UNIT: dict[Unit, tuple[int, int | None]] = {
    Unit.WORKING_HOUR: (1, None),
    Unit.HOUR: (1, 1),
    Unit.WORKING_DAY: (24, None),
    Unit.CALENDAR_DAY: (24, 24),
    Unit.MONTH: (28 * 24, 31 * 24),
    Unit.YEAR: (365 * 24, 366 * 24),
}
SAME_MEASURE = {Unit.MONTH: 1, Unit.YEAR: 12}


def promise_within(statutory: Period, promised: Period) -> bool | None:
    """Return whether a promise is never longer than the law allows; None if it depends on dates.

    Source: BizReg 优化营商环境条例 36: a promise may only shorten.
    """
    if statutory.unit is promised.unit:
        return promised.amount <= statutory.amount
    if statutory.unit in SAME_MEASURE and promised.unit in SAME_MEASURE:
        measure = SAME_MEASURE
        return (
            promised.amount * measure[promised.unit] <= statutory.amount * measure[statutory.unit]
        )
    fewest_promised, most_promised = _bounds(promised)
    fewest_allowed, most_allowed = _bounds(statutory)
    if most_promised is not None and most_promised <= fewest_allowed:
        return True
    if most_allowed is not None and fewest_promised > most_allowed:
        return False
    return None


def two_clocks(
    statutory: Period,
    promised: Period,
    *,
    started_on: date,
    calendar: Calendar,
    suspensions: Iterable[Suspension] = (),
    extensions: Iterable[Extension] = (),
    promised_extensions: Iterable[Extension] = (),
    as_of: date,
) -> tuple[Deadline, Deadline]:
    """Return the statutory and the promised clock (法定时限、承诺时限) of one case.

    Both start on the same day and stop for the same suspensions. An extension lengthens the
    statutory period only; a promise is lengthened by an act of its own. The promised clock never
    ends after the statutory one: where the units differ and the days would have it so, it is
    capped, with a line that says so.

    Raises PromiseTooLong if the promise is longer than the law allows, whatever the dates.
    """
    if promise_within(statutory, promised) is False:
        raise PromiseTooLong(
            article=statutory.source,
            promised_amount=promised.amount,
            promised_unit=promised.unit.value,
            statutory_amount=statutory.amount,
            statutory_unit=statutory.unit.value,
        )
    held = tuple(suspensions)
    by_law = derive(
        statutory,
        started_on=started_on,
        calendar=calendar,
        suspensions=held,
        extensions=extensions,
        as_of=as_of,
    )
    by_promise = derive(
        promised,
        started_on=started_on,
        calendar=calendar,
        suspensions=held,
        extensions=promised_extensions,
        as_of=as_of,
    )
    return by_law, _capped(by_promise, by_law, calendar)


def _capped(promise: Deadline, law: Deadline, calendar: Calendar) -> Deadline:
    if law.due_on is None or (promise.due_on is not None and promise.due_on <= law.due_on):
        return promise
    line = Line(
        LineKind.CAPPED,
        law.due_on,
        law.due_on,
        0,
        Unit.CALENDAR_DAY,
        "statutory_ends_first",
        law.period.source,
        provisional=law.provisional,
        elapsed=law.due_on <= promise.as_of,
    )
    return replace(
        promise,
        due_on=law.due_on,
        overdue_by=overdue(law.due_on, promise.as_of, promise.unit, calendar),
        provisional=promise.provisional or law.provisional,
        lines=(*promise.lines, line),
    )


def _bounds(period: Period) -> tuple[int, int | None]:
    fewest, most = HOURS_OF_UNIT[period.unit]
    return period.amount * fewest, None if most is None else period.amount * most
