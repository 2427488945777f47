"""The inbox (待办): open steps of a post by lawful urgency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from yichuang.approval.public import Status, inbox, legal_day
from yichuang.directory.public import Actor
from yichuang.kernel.public import ports
from yichuang.law.public import Calendar, SilenceStage, silence_stage
from yichuang.ledger.public import Todo, calendar_in_force

from ..cursors import cursor_of, page_of, place_in
from ..words import TODO_ACTS, TODO_STEPS, URGENCY, word
from .left import Left, left_of

PAGE = 25
# Counts look no further than this: whoever has a thousand open steps needs no exact number.
COUNTED = 1000
NEAR_WORKING_DAYS = 2
ANSWERING = "approval.accept"
SHORTEST_QUESTION = 2
LABELS = {"q": _("编号或事项"), "step": _("环节"), "organ": _("机关"), "matter": _("事项")}


@dataclass(frozen=True, slots=True)
class Line:
    """One open step as a row."""

    case_id: UUID
    number: str
    matter: str
    applicant: str
    organ: str
    step: str
    urgency: str
    due_on: date | None
    left: Left
    provisional: bool
    late: bool
    gaps: int
    instant: bool
    turn: str  # renewal or change of a licence, else empty
    silence: SilenceStage  # how near an effect of silence is, if this step lets it come
    renews: bool  # silence would renew a licence; otherwise accept the application


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many open steps are this urgent, and the filter that shows them."""

    key: str
    label: str
    tone: str
    count: int


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The rows of one page, the counts, and what may be filtered by."""

    lines: list[Line]
    buckets: list[Bucket]
    total: int
    capped: bool
    fields: list[dict[str, Any]]
    urgency: str
    next: str
    filtered: bool


@dataclass(frozen=True, slots=True)
class _Days:
    """Today, and the last day that counts as near."""

    today: date
    near_until: date

    @classmethod
    def now(cls, calendar: Calendar) -> _Days:
        today = legal_day(ports().clock.now())
        return cls(today, calendar.working_day_after(today, NEAR_WORKING_DAYS))

    def urgency(self, due_on: date | None) -> str:
        """Return how urgent a date is."""
        if due_on is None:
            return "open"
        if due_on < self.today:
            return "overdue"
        if due_on == self.today:
            return "today"
        return "near" if due_on <= self.near_until else "later"

    def rows(self, urgency: str) -> Q:
        """Return the condition of an urgency."""
        return {
            "overdue": Q(due_on__lt=self.today),
            "today": Q(due_on=self.today),
            "near": Q(due_on__gt=self.today, due_on__lte=self.near_until),
            "later": Q(due_on__gt=self.near_until),
            "open": Q(due_on=None),
        }.get(urgency, Q())


def inbox_page(actor: Actor, query: Mapping[str, str]) -> InboxPage:
    """Return a page of the inbox; one query for the counts, one for the rows."""
    calendar = calendar_in_force()
    days = _Days.now(calendar)
    every = list(
        inbox(actor).values_list(
            "due_on", "act", "organ", "case__organ_name", "case__matter", "case__matter_name"
        )[: COUNTED + 1]
    )
    rows, urgency = _narrowed(inbox(actor), query, days), query.get("urgency", "")
    place = place_in(query.get("after", ""), date.fromisoformat, UUID, str)
    if place is not None:
        rows = rows.filter(_after(*place))
    shown, last = page_of(rows.order_by("due_on", "case_id", "step")[: PAGE + 1], PAGE)
    return InboxPage(
        lines=[_line(todo, days, calendar) for todo in shown],
        buckets=_buckets(every[:COUNTED], days),
        total=min(len(every), COUNTED),
        capped=len(every) > COUNTED,
        fields=_fields(every, query),
        urgency=urgency,
        next=cursor_of(last.due_on, last.case_id, last.step) if last else "",
        filtered=any(query.get(name) for name in ("q", "step", "organ", "matter", "urgency")),
    )


def _narrowed(rows: QuerySet[Todo], query: Mapping[str, str], days: _Days) -> QuerySet[Todo]:
    rows = rows.filter(days.rows(query.get("urgency", "")))
    if step := query.get("step"):
        rows = rows.filter(act=step)
    if organ := query.get("organ"):
        rows = rows.filter(organ=organ)
    if matter := query.get("matter"):
        rows = rows.filter(case__matter=matter)
    asked = query.get("q", "").strip()
    if len(asked) >= SHORTEST_QUESTION:
        rows = rows.filter(Q(case__number__icontains=asked) | Q(case__matter_name__icontains=asked))
    return rows


def _after(due_on: date | None, case: UUID, step: str) -> Q:
    """Return the condition for what follows a row; steps without a date come last."""
    same = Q(due_on=due_on)
    later = same & (Q(case_id__gt=case) | Q(case_id=case, step__gt=step))
    if due_on is None:
        return later
    return later | Q(due_on__gt=due_on) | Q(due_on=None)


def _buckets(every: list[Any], days: _Days) -> list[Bucket]:
    counted = Counter(days.urgency(row[0]) for row in every)
    return [Bucket(key, str(label), tone, counted[key]) for key, (label, tone) in URGENCY.items()]


def _fields(every: list[Any], query: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the filters; a choice of one thing only is left out."""
    acts = Counter(row[1] for row in every)
    organs = Counter((row[2], row[3]) for row in every)
    matters = Counter((row[4], row[5]) for row in every)
    fields: list[dict[str, Any]] = [
        {
            "name": "q",
            "kind": "search",
            "label": LABELS["q"],
            "value": query.get("q", ""),
            "hotkey": "/",
            "maxlength": 60,
        }
    ]
    for name, options in (
        ("step", [(act, word(TODO_ACTS, act), n) for act, n in sorted(acts.items())]),
        ("organ", [(code, title, n) for (code, title), n in sorted(organs.items())]),
        ("matter", [(code, title, n) for (code, title), n in sorted(matters.items())]),
    ):
        if len(options) > 1:
            fields.append(
                {
                    "name": name,
                    "kind": "select",
                    "label": LABELS[name],
                    "value": query.get(name, ""),
                    "options": [
                        {"value": value, "label": f"{title}（{n}）"} for value, title, n in options
                    ],
                }
            )
    if query.get("urgency"):
        fields.append({"name": "urgency", "kind": "hidden", "value": query["urgency"]})
    return fields


def _line(todo: Todo, days: _Days, calendar: Calendar) -> Line:
    case, application = todo.case, todo.case.application
    return Line(
        case_id=case.id,
        number=case.number or "",
        matter=case.matter_name,
        applicant=application.applicant_masked,
        organ=case.organ_name,
        step=str(TODO_STEPS.get(todo.step) or word(TODO_ACTS, todo.act)),
        urgency=days.urgency(todo.due_on),
        due_on=todo.due_on,
        left=left_of(case, todo.due_on, days.today, calendar),
        provisional=todo.provisional,
        late=application.late,
        gaps=application.gaps,
        instant=application.instant,
        turn=(case.state.get("of") or {}).get("what", ""),
        silence=_silence(todo, days.today, calendar),
        renews=todo.act != ANSWERING,
    )


def _silence(todo: Todo, today: date, calendar: Calendar) -> SilenceStage:
    """Return how near silence is: while an answer or a decision is awaited that the law limits."""
    last_day = todo.case.statutory_due_on
    if todo.act != ANSWERING:
        open_still = todo.case.status in {Status.ACCEPTED, Status.SUSPENDED}
        last_day = todo.case.application.renewal_until if open_still else None
    if last_day is None:
        return SilenceStage.FAR
    return silence_stage(last_day, today, calendar)
