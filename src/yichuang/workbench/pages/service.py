"""Whom no message reached: the list of those to call, and one notice with its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from yichuang.approval.public import Application
from yichuang.directory.public import Actor, may_try
from yichuang.documents.public import (
    STEPS,
    AttemptLine,
    Service,
    ServiceLine,
    attempts_of,
    service_in_sight,
    service_line,
    services_to_follow,
)
from yichuang.ledger.public import Case, case_file, case_visible_to

from ..cursors import cursor_of, page_of, place_in
from ..words import FOLLOWED, OUTWARD_STEPS, word
from .people import People

PAGE = 25


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice that somebody must follow up; the applicant is masked."""

    line: ServiceLine
    case_id: UUID
    number: str
    matter: str
    organ: str
    applicant: str


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """One page of the list, in one of its states."""

    rows: list[NoticeRow]
    states: list[dict[str, Any]]
    next: str


def notices_page(actor: Actor, query: Mapping[str, str]) -> NoticesPage:
    """Return the notices within reach that reached nobody, or those posted, told or announced."""
    state = query.get("state", "")
    state = state if state in FOLLOWED else "not_reached"
    place = place_in(query.get("after", ""), datetime.fromisoformat, UUID)
    found, last = page_of(services_to_follow(actor, state, place)[: PAGE + 1], PAGE)
    ids = {row.case_id for row in found}
    cases = Case.objects.in_bulk(ids)
    masked = dict(Application.objects.filter(case__in=ids).values_list("case", "applicant_masked"))
    return NoticesPage(
        rows=[_row(one, cases[one.case_id], masked.get(one.case_id, "")) for one in found],
        states=[
            {"value": name, "label": word(FOLLOWED, name), "current": name == state}
            for name in FOLLOWED
        ],
        next=cursor_of(last.happened_at.isoformat(), last.id) if last else "",
    )


def _row(row: Service, case: Case, applicant: str) -> NoticeRow:
    return NoticeRow(
        line=service_line(row),
        case_id=case.id,
        number=case.number or "",
        matter=case.matter_name,
        organ=case.organ_name,
        applicant=applicant,
    )


@dataclass(frozen=True, slots=True)
class Step:
    """A step one may take now, with the question it asks."""

    name: str
    label: str
    field: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of the record, with who did it."""

    line: AttemptLine
    who: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call; opening it was recorded as a look."""

    name: str
    phone: str
    agent: str


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One notice: whom it is for, what was tried, and what can be done."""

    row: NoticeRow
    record: list[Happened]
    steps: list[Step]
    contact: Contact | None
    may_open: bool
    error: dict[str, str] | None = None

    @property
    def errors(self) -> list[dict[str, str]]:
        """What is wrong with what was sent, for the summary."""
        return [self.error] if self.error else []


def notice_page(
    actor: Actor,
    service_id: UUID,
    *,
    opened: bool = False,
    given: Mapping[str, str] | None = None,
    error: str = "",
) -> NoticePage:
    """Return one notice; with `opened` its contact and words too, which is recorded as a look.

    `given` is a step that was refused with `error`: it is shown as it was typed. Raises
    ServiceNotFound.
    """
    row = service_in_sight(actor, service_id)
    case = case_visible_to(actor, row.case_id, "service.follow")
    masked = Application.objects.filter(case=case).values_list("applicant_masked", flat=True)
    contact = _contact(case_file(actor, case, {"applicant"})) if opened else None
    people = People()
    given = given or {}
    name = f"value-{given['step']}" if given else ""
    return NoticePage(
        row=_row(row, case, masked.first() or ""),
        record=[
            Happened(line, people.doer("officer", line.actor_id, line.post, line.at).text)
            if line.post
            else Happened(line, "")
            for line in attempts_of(row.id, with_words=opened)
        ],
        steps=[_step(step, given, error) for step in OUTWARD_STEPS if row.state in STEPS[step]],
        contact=contact,
        may_open=bool(may_try(actor, "file.read")),
        error={"name": name, "message": error} if error else None,
    )


def _step(name: str, given: Mapping[str, str], error: str) -> Step:
    label, kind, asked = OUTWARD_STEPS[name]
    mine = given.get("step") == name
    return Step(
        name=name,
        label=str(label),
        field={
            "name": f"value-{name}",
            "kind": kind,
            "label": str(asked),
            "required": kind != "date",
            "value": given.get("value", "") if mine else "",
            "error": error if mine else "",
            "maxlength": 500 if kind != "date" else None,
            "rows": 2,
        },
    )


def _contact(file: Mapping[str, Any]) -> Contact:
    who: Mapping[str, Any] = next(iter(file.values()), {})
    return Contact(
        name=str(who.get("name", "")),
        phone=str(who.get("phone", "") or _("没有登记电话")),
        agent=str(who.get("agent_name", "")),
    )
