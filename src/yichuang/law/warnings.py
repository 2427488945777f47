"""How late a case is, in the grades of Jiangsu's electronic supervision (时效预警)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .calendar import Calendar
from .deadlines import Deadline

# 江苏省行政权力网上公开透明运行系统: rule A003 reminds at four fifths of the promise, and the rules
# of 2013 make one working day over yellow, two or more red.
USED, OF = 4, 5
YELLOW_AFTER, RED_AFTER = 1, 2
ONE_DAY = timedelta(days=1)


class Level(StrEnum):
    """A grade; of several that fit, the gravest alone stands."""

    NONE = "none"
    REMINDER = "reminder"  # 提醒
    YELLOW = "yellow"  # 黄牌
    RED = "red"  # 红牌


@dataclass(frozen=True, slots=True)
class Warned:
    """A clock's grade on the day it was read, and what makes it so.

    `remind_on` is the first day with four fifths used, None while that day is not reached and an
    open suspension hides it. `needed` is that many days of `total`. `over` counts the working days
    after the last day of the period, whatever the period's own unit.
    """

    level: Level
    remind_on: date | None
    needed: int | None
    over: int


def remind_on(deadline: Deadline) -> date | None:
    """Return the first day on which four fifths of the period are used.

    Days that are not counted (rest days, suspensions) use nothing; an extension makes the period
    longer. Never after the last day. None while nobody can tell.
    """
    needed = _needed(deadline)
    if needed is None:
        return None
    for line in deadline.lines:
        if line.counted >= needed:
            assert line.first is not None, "what is counted has days"
            reached = line.first + (needed - 1) * ONE_DAY
            return min(reached, deadline.due_on) if deadline.due_on else reached
        needed -= line.counted
    return deadline.due_on


def warned(deadline: Deadline, calendar: Calendar) -> Warned:
    """Return the grade of a clock on the day it was read.

    While the clock stands still nobody is warned. Past the last day, but not yet by a whole working
    day, the reminder stands.
    """
    reminder, needed, read_on = remind_on(deadline), _needed(deadline), deadline.as_of
    if deadline.due_on is None or deadline.suspended:
        return Warned(Level.NONE, reminder, needed, 0)
    over = calendar.working_days_between(deadline.due_on, read_on)
    if over >= RED_AFTER:
        level = Level.RED
    elif over >= YELLOW_AFTER:
        level = Level.YELLOW
    elif reminder is not None and reminder <= read_on:
        level = Level.REMINDER
    else:
        level = Level.NONE
    return Warned(level, reminder, needed, over)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which last days the grades lie when read on one day: red before `red_before`, yellow
    from there and before `yellow_before`, a reminder at most from `yellow_before`."""

    red_before: date
    yellow_before: date


def bounds_on(day: date, calendar: Calendar) -> Bounds:
    """Return the same grades as `warned`, as bounds that a query can compare last days with."""
    tomorrow = day + ONE_DAY
    return Bounds(
        red_before=calendar.working_day_before(tomorrow, RED_AFTER),
        yellow_before=calendar.working_day_before(tomorrow, YELLOW_AFTER),
    )


def _needed(deadline: Deadline) -> int | None:
    return None if deadline.total is None else -(-USED * deadline.total // OF)
