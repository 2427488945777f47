"""Rows of cases for lists, search and exports: number, masked name, status, dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from yichuang.approval.public import LINE, legal_day
from yichuang.directory.public import Actor, organs_of, today
from yichuang.kernel.public import ports
from yichuang.law.public import CHINA_TIME, Calendar
from yichuang.ledger.public import Case, calendar_in_force, cases_visible_to

from ..cursors import cursor_of, page_of, place_in
from ..forms.fields import day_in, field, options
from ..words import STATUS, status_of
from .left import Left, left_of

PAGE = 25
RUNNING = frozenset({"received", "accepted"})


@dataclass(frozen=True, slots=True)
class Row:
    """One case in a list; the name is masked."""

    case_id: UUID
    number: str
    matter: str
    applicant: str
    organ: str
    status: dict[str, str]
    received_at: datetime
    due_on: date | None
    left: Left
    late: bool
    turn: str  # renewal or change of a licence, else empty


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found, and the form it was asked with."""

    rows: list[Row]
    fields: list[dict[str, Any]]
    next: str
    asked: bool
    errors: list[dict[str, str]]


def row_of(case: Case, calendar: Calendar, on: date) -> Row:
    """Return a case as a row; its application must be loaded with it."""
    application = case.application
    due_on = case.promised_due_on if case.status in RUNNING else None
    return Row(
        case_id=case.id,
        number=case.number or "",
        matter=case.matter_name,
        applicant=application.applicant_masked,
        organ=case.organ_name,
        status=status_of(case.status, application.outcome),
        received_at=application.received_at,
        due_on=due_on,
        left=left_of(case, due_on, on, calendar),
        late=application.late,
        turn=(case.state.get("of") or {}).get("what", ""),
    )


def paged(rows: QuerySet[Case], after: str) -> tuple[list[Row], str]:
    """Return one page of rows, the latest first, and where the next begins."""
    rows = rows.select_related("application").order_by("-opened_at", "-id")
    place = place_in(after, datetime.fromisoformat, UUID)
    if place is not None:
        opened_at, case = place
        rows = rows.filter(Q(opened_at__lt=opened_at) | Q(opened_at=opened_at, id__lt=case))
    shown, last = page_of(rows[: PAGE + 1], PAGE)
    calendar, on = calendar_in_force(), legal_day(ports().clock.now())
    following = cursor_of(last.opened_at.isoformat(), last.id) if last else ""
    return [row_of(case, calendar, on) for case in shown], following


def search_page(actor: Actor, query: Mapping[str, str]) -> Found:
    """Return the cases an officer asks for; a masked name cannot be searched by."""
    days = {name: _day(query, name) for name in ("from", "to")}
    errors = {name: text for name, (_value, text) in days.items() if text}
    asked = any(query.get(name) for name in ("q", "status", "organ", "from", "to", "after"))
    fields = _fields(actor, query, errors)
    if errors:
        summary = [{"name": name, "message": text} for name, text in errors.items()]
        return Found([], fields, "", asked=True, errors=summary)
    rows, following = paged(matching(actor, query), query.get("after", ""))
    return Found(rows, fields, following, asked=asked, errors=[])


def matching(actor: Actor, query: Mapping[str, str], act: str = "case.list") -> QuerySet[Case]:
    """Return the cases within reach that fit the question."""
    rows = cases_visible_to(actor, act).filter(line=LINE)
    if asked := query.get("q", "").strip():
        rows = rows.filter(
            Q(number=asked) | Q(number__endswith=asked) | Q(matter_name__icontains=asked)
        )
    if status := query.get("status"):
        rows = rows.filter(status=status)
    if organ := query.get("organ"):
        rows = rows.filter(organ=organ)
    first, last = day_in(query.get("from", "")), day_in(query.get("to", ""))
    if first:
        rows = rows.filter(opened_at__gte=_begin(first))
    if last:
        rows = rows.filter(opened_at__lt=_begin(last + timedelta(days=1)))
    return rows


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA_TIME)


def _day(query: Mapping[str, str], name: str) -> tuple[date | None, str]:
    text = query.get(name, "").strip()
    day = day_in(text)
    wrong = bool(text) and (day is None or not 1990 <= day.year <= 2100)
    return day, _("不是有效的日期") if wrong else ""


def _fields(
    actor: Actor, query: Mapping[str, str], errors: Mapping[str, str]
) -> list[dict[str, Any]]:
    fields = [
        field(
            "q",
            "search",
            _("收件编号（或末几位）、事项名称"),
            value=query.get("q", ""),
            hotkey="/",
            maxlength=60,
        ),
        field(
            "status",
            "select",
            _("状态"),
            value=query.get("status", ""),
            options=options((code, words) for code, (words, _tone) in STATUS.items()),
        ),
        field("from", "date", _("收件日期自"), value=query.get("from"), error=errors.get("from")),
        field("to", "date", _("至"), value=query.get("to"), error=errors.get("to")),
    ]
    if actor.scope == "region":
        organs = options((one.code, one.name) for one in organs_of(actor.region, today()))
        fields.insert(
            2,
            field("organ", "select", _("机关"), value=query.get("organ", ""), options=organs),
        )
    return fields
