"""The inbox: open steps by lawful urgency; and the head's day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from yichuang.approval.public import Span, head_figures, inbox
from yichuang.directory.public import organ_names, requires
from yichuang.ledger.public import Todo

from .base import who
from .security import SIGNED_IN
from .types import (
    PAGE,
    Cursor,
    Day,
    Page,
    Reply,
    Size,
    Strict,
    Text,
    cursor_of,
    page_of,
    place_in,
)

router = Router(tags=["work"], auth=SIGNED_IN)


class TodoQuery(Strict):
    """Which open steps to list."""

    act: Annotated[str, Text(40, pattern=r"^[a-z_.]*$")] = Field("", description="动作 Act")
    matter: Annotated[str, Text(60)] = ""
    due_before: Day | None = Field(None, description="到期早于 Due before this day")
    cursor: Cursor = ""
    size: Size = PAGE


class TodoLine(Reply):
    """An open step; the name is masked."""

    case: UUID
    number: str
    step: str
    act: str
    matter: str
    matter_name: str
    organ: str
    organ_name: str
    applicant: str
    status: str
    due_on: date | None
    provisional: bool


class OrganCounts(Reply):
    """One organ's day in numbers."""

    organ: str
    organ_name: str
    received: int
    accepted: int
    closed: int
    open: int
    near: int
    overdue: int


# What the reply tells of a head's figures.
SHOWN = ("received", "accepted", "closed", "open", "near", "overdue")


class TodayReply(Reply):
    """今日概览 Today in numbers, within the reach of the post."""

    received: int
    accepted: int
    closed: int
    open: int
    near: int = Field(description="临期 Four fifths of the promised period are used")
    overdue: int
    by_organ: list[OrganCounts]


@router.get("/todos", response=Page[TodoLine], operation_id="list_todos", summary="待办 Open steps")
@requires("case.list")
def list_todos(request: HttpRequest, query: Query[TodoQuery]) -> Page[TodoLine]:
    """本岗位可办的步骤，最急的在前。 What this post may do, the most urgent first."""
    rows = inbox(who(request)).order_by("due_on", "case_id", "step")
    if query.act:
        rows = rows.filter(act=query.act)
    if query.matter:
        rows = rows.filter(case__matter=query.matter)
    if query.due_before is not None:
        rows = rows.filter(due_on__lt=query.due_before)
    place = place_in(query.cursor, date.fromisoformat, UUID, str)
    if place is not None:
        rows = rows.filter(_after(*place))
    shown, last = page_of(rows[: query.size + 1], query.size)
    return Page[TodoLine](
        items=[_line(row) for row in shown],
        next=cursor_of(last.due_on, last.case_id, last.step) if last else None,
    )


@router.get("/head/today", response=TodayReply, operation_id="read_today", summary="今日概览 Today")
@requires("head.view")
def read_today(request: HttpRequest) -> TodayReply:
    """管辖范围内的收件、受理、办结、临期和超期。 Counts within the reach of the post."""
    found = head_figures(who(request), Span.TODAY)
    names = organ_names(found.organs)
    return TodayReply(
        **_shown(found.totals),
        by_organ=[
            OrganCounts(organ=code, organ_name=names.get(code, code), **_shown(row))
            for code, row in sorted(found.organs.items())
        ],
    )


def _shown(figures: Mapping[str, int]) -> dict[str, int]:
    return {name: figures[name] for name in SHOWN}


def _after(due_on: date | None, case: UUID, step: str) -> Q:
    """Return the condition for what follows a row; steps without a date come last."""
    same = Q(due_on=due_on)
    later = same & (Q(case_id__gt=case) | Q(case_id=case, step__gt=step))
    if due_on is None:
        return later
    return later | Q(due_on__gt=due_on) | Q(due_on=None)


def _line(row: Todo) -> TodoLine:
    case = row.case
    return TodoLine(
        case=case.id,
        number=case.number or "",
        step=row.step,
        act=row.act,
        matter=case.matter,
        matter_name=case.matter_name,
        organ=row.organ,
        organ_name=case.organ_name,
        applicant=case.application.applicant_masked,
        status=case.status,
        due_on=row.due_on,
        provisional=row.provisional,
    )
