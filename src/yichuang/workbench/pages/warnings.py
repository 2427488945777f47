"""The list of warnings (时限预警): reminder, yellow and red, derived anew at every reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yichuang.approval.public import (
    GRADES,
    ApplicationState,
    graded,
    legal_day,
    warned_cases,
    warning_counts,
)
from yichuang.directory.public import Actor, organ_names
from yichuang.kernel.public import InvalidInput, load, ports
from yichuang.law.public import Deadline, Level, Warned
from yichuang.ledger.public import Case, calendar_in_force

from ..cursors import cursor_of, page_of, place_in
from .rows import Row, row_of

PAGE = 25
LEVELS: Mapping[Level, tuple[Any, str]] = {
    Level.RED: (gettext_lazy("红牌"), "bad"),
    Level.YELLOW: (gettext_lazy("黄牌"), "warn"),
    Level.REMINDER: (pgettext_lazy("grade", "提醒"), "info"),
}
CLOCKS: Mapping[str, Any] = {
    "answer": gettext_lazy("答复期限"),
    "promised": gettext_lazy("承诺时限"),
    "statutory": gettext_lazy("法定时限"),
}


@dataclass(frozen=True, slots=True)
class WarnedRow:
    """A case, its grade and the clock that gives it."""

    row: Row
    level: str
    label: str
    tone: str
    clock_name: str
    clock: Deadline
    why: str


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade as a filter, with its number of cases."""

    key: str
    label: str
    tone: str
    count: int


@dataclass(frozen=True, slots=True)
class WarningsPage:
    """One page of the list."""

    at: date
    grades: list[Grade]
    total: int
    level: str
    rows: list[WarnedRow]
    next: str
    organ: str


def warnings_page(actor: Actor, query: Mapping[str, str]) -> WarningsPage:
    """Return a page of the cases that are warned of, the longest overdue first.

    Raises InvalidInput for a grade there is none of.
    """
    level, organ = query.get("level", ""), query.get("organ", "")
    if level and level not in GRADES:
        raise InvalidInput(field="level", rule="unknown")
    rows = warned_cases(actor, [Level(level)] if level else GRADES, organ=organ)
    place = place_in(query.get("after", ""), date.fromisoformat, UUID)
    if place is not None:
        due, case_id = place
        rows = rows.filter(Q(promised_due_on__gt=due) | Q(promised_due_on=due, id__gt=case_id))
    rows = rows.select_related("application").order_by("promised_due_on", "id")
    shown, last = page_of(rows[: PAGE + 1], PAGE)
    counts = warning_counts(actor, organ=organ)
    return WarningsPage(
        at=legal_day(ports().clock.now()),
        grades=[
            Grade(one.value, str(words), tone, counts[one]) for one, (words, tone) in LEVELS.items()
        ],
        total=sum(counts.values()),
        level=level,
        rows=[_row(case) for case in shown],
        next=cursor_of(last.promised_due_on, last.id) if last else "",
        organ=organ_names([organ]).get(organ, organ) if organ else "",
    )


def _row(case: Case) -> WarnedRow:
    calendar, today = calendar_in_force(), legal_day(ports().clock.now())
    found = graded(load(ApplicationState, case.state))
    assert found is not None, "what has a date to keep has a clock"
    words, tone = LEVELS.get(found.warned.level, ("", "neutral"))
    return WarnedRow(
        row=row_of(case, calendar, today),
        level=found.warned.level.value,
        label=str(words),
        tone=tone,
        clock_name=str(CLOCKS[found.clock_name]),
        clock=found.clock,
        why=_why(found.warned, found.clock),
    )


def _why(grade: Warned, clock: Deadline) -> str:
    """Return one sentence: what of the period is used, or by how much it is over."""
    if grade.over:
        return _("超过期限 %(n)s 个工作日，还没有办理") % {"n": grade.over}
    if clock.due_on is not None and clock.as_of > clock.due_on:
        return _("期限已过，还不满一个工作日")
    return _("全部 %(total)s 日，已用 %(used)s 日；用到第 %(needed)s 日起提醒（五分之四）") % {
        "total": clock.total,
        "used": clock.used,
        "needed": grade.needed,
    }
