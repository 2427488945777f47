"""The head's figures: each a number of cases, each with the rows behind it (领导页数字)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import cached_property

from yichuang.directory.public import Actor
from yichuang.kernel.public import ports
from yichuang.law.public import CHINA_TIME, Deadline, Level, Warned, bounds_on, warned
from yichuang.ledger.public import (
    Case,
    calendar_in_force,
    cases_by_event,
    cases_visible_to,
    last_officer,
    opened_by,
    with_event,
)

from .events import LINE
from .procedure.handup import awaits_hand_up
from .selectors import clocks_of
from .state import FINAL, ApplicationState, Status, legal_day

ACT = "head.view"
OPEN = frozenset(Status) - FINAL - {Status.NEW}
# While a special procedure runs there is no last day, unless it began after that day was over.
RUNNING = frozenset({Status.RECEIVED, Status.ACCEPTED, Status.SUSPENDED, Status.HANDED_UP})

# What happened within the period: figure → kinds of events. One case counts once in each.
HAPPENED: Mapping[str, frozenset[str]] = {
    "accepted": frozenset({"accepted", "accepted_with_gaps", "deemed_accepted"}),
    "closed": frozenset({"closed"}),
    "not_accepted": frozenset({"not_accepted"}),
    "supplement": frozenset({"supplement_requested"}),
    "refused": frozenset({"refused"}),
}
# A case is filed once, by its first event; a correction may move the moment of receipt.
RECEIVED = {"received": frozenset({"filed"})}
NOW = ("open", "near", "overdue")  # as things stand, whatever the period
FIGURES = ("received", *HAPPENED, *NOW)
GRADES = (Level.RED, Level.YELLOW, Level.REMINDER)
BY_OFFICER = ("received", *HAPPENED, "near", "overdue")


class Span(StrEnum):
    """The period a head looks at; each reaches up to now."""

    TODAY = "today"
    WEEK = "week"  # from Monday
    MONTH = "month"

    def first_day(self, today: date) -> date:
        """Return the day the period begins with."""
        return {
            Span.TODAY: today,
            Span.WEEK: today - timedelta(days=today.weekday()),
            Span.MONTH: today.replace(day=1),
        }[self]

    def begin(self, today: date) -> datetime:
        """Return the moment the period begins with."""
        return datetime.combine(self.first_day(today), time(), CHINA_TIME)


@dataclass(frozen=True)
class HeadFigures:
    """Numbers of cases by organ, and by organ and officer ("" is nobody: online, the system)."""

    organs: Mapping[str, Mapping[str, int]]
    officers: Mapping[tuple[str, str], Mapping[str, int]]

    @cached_property
    def totals(self) -> Mapping[str, int]:
        """Every figure over all organs; a case belongs to one."""
        return {name: sum(row[name] for row in self.organs.values()) for name in FIGURES}


def head_figures(actor: Actor, span: Span) -> HeadFigures:
    """Return the figures within an actor's reach; five statements, however many cases.

    A voided case counts nowhere. Received by the corrected moment of receipt; near and overdue by
    the answer or promise date, and by the officer who was the last to act on the case.
    """
    organs: dict[Any, dict[str, int]] = {}
    officers: dict[Any, dict[str, int]] = {}
    today = legal_day(ports().clock.now())
    begin = span.begin(today)
    not_void = ~Q(case__status=Status.VOIDED)

    def note(organ: str, officer: str, name: str, n: int) -> None:
        organs.setdefault(organ, dict.fromkeys(FIGURES, 0))[name] += n
        note_officer(organ, officer, name, n)

    def note_officer(organ: str, officer: str, name: str, n: int) -> None:
        officers.setdefault((organ, officer), dict.fromkeys(BY_OFFICER, 0))[name] += n

    for organ, officer, name, n in cases_by_event(
        actor,
        ACT,
        RECEIVED,
        begin,
        besides=not_void,
        when=Q(case__application__received_at__gte=begin),
        by_officer=True,
    ):
        note(organ, officer, name, n)
    for organ, _, name, n in cases_by_event(actor, ACT, HAPPENED, begin, besides=not_void):
        organs.setdefault(organ, dict.fromkeys(FIGURES, 0))[name] += n
    for organ, officer, name, n in cases_by_event(
        actor, ACT, HAPPENED, begin, besides=not_void, by_officer=True
    ):
        note_officer(organ, officer, name, n)
    standing: Any = _reach(actor).filter(status__in=OPEN).values_list("organ").order_by()
    for organ, n in standing.annotate(n=Count("*")):
        organs.setdefault(organ, dict.fromkeys(FIGURES, 0))["open"] += n
    near, overdue = _near(today), _overdue(today)
    pressing: Any = _reach(actor).filter(near | overdue).annotate(who=last_officer())
    pressing = pressing.values_list("organ", "who").order_by()
    for organ, officer, *counts in pressing.annotate(
        near=Count("id", filter=near), overdue=Count("id", filter=overdue)
    ):
        for name, n in zip(("near", "overdue"), counts, strict=True):
            note(organ, officer, name, n)
    return HeadFigures(organs, officers)


def head_cases(
    actor: Actor, figure: str, span: Span, *, organ: str = "", officer: str | None = None
) -> QuerySet[Case]:
    """Return the cases behind one figure; officer "" means nobody's, None everybody's.

    Raises KeyError for a figure there is none of.
    """
    today = legal_day(ports().clock.now())
    rows = _reach(actor)
    if organ:
        rows = rows.filter(organ=organ)
    if figure in HAPPENED:
        return with_event(rows, HAPPENED[figure], span.begin(today), officer)
    begin = span.begin(today)
    rows = rows.filter(
        {
            # A receipt is entered on its day or later, never before: the index is on that.
            "received": Q(opened_at__gte=begin, application__received_at__gte=begin),
            "open": Q(status__in=OPEN),
            "near": _near(today),
            "overdue": _overdue(today),
        }[figure]
    )
    if officer is None:
        return rows
    who = opened_by() if figure == "received" else last_officer()
    return rows.annotate(who=who).filter(who=officer)


def _reach(actor: Actor) -> QuerySet[Case]:
    return cases_visible_to(actor, ACT).filter(line=LINE).exclude(status=Status.VOIDED)


def _near(today: date) -> Q:
    return Q(status__in=RUNNING, near_on__lte=today, promised_due_on__gte=today)


def _overdue(today: date) -> Q:
    return Q(status__in=RUNNING, promised_due_on__lt=today)


def warned_cases(actor: Actor, levels: Collection[Level], *, organ: str = "") -> QuerySet[Case]:
    """Return the cases within an actor's reach that stand at one of these grades (时限预警).

    What the query says is what `graded` says of each case.
    """
    wanted = Q(pk__in=[])
    for level in levels:
        wanted |= _at_levels()[level]
    rows = _reach(actor).filter(wanted)
    return rows.filter(organ=organ) if organ else rows


def warning_counts(actor: Actor, *, organ: str = "") -> dict[Level, int]:
    """Return how many cases stand at each grade; one statement."""
    counts = {level.value: Count("id", filter=where) for level, where in _at_levels().items()}
    rows = warned_cases(actor, GRADES, organ=organ)
    return {Level(name): n for name, n in rows.aggregate(**counts).items()}


@dataclass(frozen=True, slots=True)
class Graded:
    """A case's grade today, and the clock that gives it.

    `clock_name`: answer (until it is accepted), promised, statutory (where nothing is promised).
    """

    clock_name: str
    clock: Deadline
    warned: Warned


def graded(state: ApplicationState) -> Graded | None:
    """Return how late a case is today; None where no clock runs.

    The house's own target for answering a filing is no promise and no law: it reminds, and no card
    follows from letting it pass.
    """
    found = _clock_that_runs(state)
    if found is None:
        return None
    name, clock = found
    grade = warned(clock, calendar_in_force())
    if name == "answer" and state.pins.acceptance is None and grade.over:
        grade = replace(grade, level=Level.REMINDER)
    return Graded(name, clock, grade)


def _clock_that_runs(state: ApplicationState) -> tuple[str, Deadline] | None:
    clocks = clocks_of(state)
    if state.status is Status.RECEIVED:
        return ("answer", clocks.answer) if clocks.answer else None
    if awaits_hand_up(state):
        running = (("first", clocks.first), ("promised", clocks.promised or clocks.statutory))
        ending = [(name, clock) for name, clock in running if clock and clock.due_on]
        return min(ending, key=lambda one: one[1].due_on or date.max, default=None)
    for name, clock in (("promised", clocks.promised), ("statutory", clocks.statutory)):
        if clock is not None:
            return name, clock
    return None


def _at_levels() -> dict[Level, Q]:
    """Return the condition of each grade today: what `graded` says of a case."""
    today = legal_day(ports().clock.now())
    bounds = bounds_on(today, calendar_in_force())
    running = Q(status__in=RUNNING)
    # Only the house's own target for answering has a date and no statutory one beside it.
    own_target = Q(status=Status.RECEIVED, statutory_due_on=None)
    late = running & ~own_target
    in_time = running & Q(promised_due_on__gte=bounds.yellow_before)
    return {
        Level.RED: late & Q(promised_due_on__lt=bounds.red_before),
        Level.YELLOW: late
        & Q(promised_due_on__gte=bounds.red_before, promised_due_on__lt=bounds.yellow_before),
        Level.REMINDER: (in_time | own_target) & Q(near_on__lte=today),
    }
