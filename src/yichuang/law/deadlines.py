"""What goes into a clock and what comes out of it: suspensions, extensions, deadlines, lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .periods import Period, Unit


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days that do not count, with the reason and the article (期限中止、特别程序).

    The clock stands still from `first` (that day included) to `last`, as recorded, and goes on
    with the next working day. `last` is None while nobody can say when it ends.
    `reason` is a code: "hearing", "inspection", … (see `explanation.REASONS`).
    """

    first: date
    last: date | None
    reason: str
    source: str

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError(f"a suspension ends before it begins: {self.first} to {self.last}")


@dataclass(frozen=True, slots=True)
class Extension:
    """More time, allowed by the person the law names (延长期限); `ground` is a code."""

    amount: int
    unit: Unit
    source: str
    ground: str

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError(f"an extension needs at least one {self.unit.value}: {self.amount}")


class LineKind(StrEnum):
    """What one line of an explanation tells."""

    START = "start"  # the day of the start, not counted
    COUNTED = "counted"
    MAKE_UP = "make_up"  # a weekend day that is worked, counted
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SUSPENSION = "suspension"
    OVERLAP = "overlap"  # a suspension inside another one, not taken off twice
    RESUMPTION = "resumption"  # days off after a suspension: counting waits for a working day
    EXTENSION = "extension"  # more time begins here
    MOVED_END = "moved_end"  # the last day was a day off
    CAPPED = "capped"  # the statutory period ends first


@dataclass(frozen=True, slots=True)
class Line:
    """One span of an explanation: facts and codes, no sentence (see `explanation.say`).

    Both ends are included; `last` is None while open, `first` too for an extension that is not
    reached yet. `counted` is the days this span puts on the clock (0 when it is passed over).
    `reason` is a code, `source` the article, `name` a holiday's Chinese name. `amount` and `unit`
    say how much an extension gives, or what the counted days are. `elapsed` says that the span
    was over on the day the clock was read.
    """

    kind: LineKind
    first: date | None
    last: date | None
    counted: int
    unit: Unit
    reason: str
    source: str
    name: str = ""
    amount: int = 0
    provisional: bool = False
    elapsed: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """A clock read on a day: until when, how much is used, and why (期限计算结果).

    `due_on` is the last day on which an act still keeps the period; None while a suspension is
    open, since no date can be promised. `nominal_on` is the last counted day, before it moves off
    a day off. `total`, `used` and `remaining` are in `unit`: working days, or calendar days (also
    for months and years). The day of reading counts as used. `total` and `remaining` are None
    when months still to come cannot be put in days yet. `overdue_by` counts days after `due_on`
    in the same unit, and is 0 until then. `provisional` says that a day that decides the result
    belongs to a year that is not announced. The counted days of all lines that are `elapsed` sum
    to `used`; once `due_on` is known, those of all lines sum to `total`.
    """

    period: Period
    started_on: date
    as_of: date
    due_on: date | None
    nominal_on: date | None
    unit: Unit
    total: int | None
    used: int
    remaining: int | None
    overdue_by: int
    suspended: bool
    provisional: bool
    calendar_version: str
    lines: tuple[Line, ...]

    @property
    def overdue(self) -> bool:
        return self.overdue_by > 0
