"""Reading cases: always through the policy, and a look at a person's data leaves its entry."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from yichuang.directory.public import (
    Actor,
    ActorKind,
    allowed,
    check,
    is_about_himself,
    record_look,
    row_filter,
)
from yichuang.kernel.public import prepared

from .case_file import read_items
from .errors import CaseNotFound
from .execute import subject_of
from .fold import StoredEvent, events_of
from .models import Case, Todo
from .procedure import Holder, Opening

CASE_COLUMNS: Mapping[str, str] = {
    "line": "line",
    "organ": "organ",
    "region": "region",
    "party": "party",
    "agent": "agent",
    "matter": "matter",
}
# The organ that has a case now, where it is not the one it was opened with.
HOLDER_COLUMNS: Mapping[str, str] = {**CASE_COLUMNS, "organ": "holder", "region": "holder_region"}
TODO_COLUMNS: Mapping[str, str] = {
    "line": "line",
    "organ": "organ",
    "region": "region",
    "party": "case__party",
    "agent": "case__agent",
    "matter": "case__matter",
}


def cases_visible_to(actor: Actor, act: str = "case.list") -> QuerySet[Case]:
    """Return the cases this actor may see: lists, searches, counts and exports start here.

    An officer sees what his organ began with and what it has now: who handed a case on may look.
    """
    seen = row_filter(actor, act, CASE_COLUMNS)
    if actor.kind is ActorKind.OFFICER:
        seen |= ~Q(holder="") & row_filter(actor, act, HOLDER_COLUMNS)
    return Case.objects.filter(seen)


def case_visible_to(actor: Actor, case_id: UUID, act: str = "case.read") -> Case:
    """Return one case. Raises CaseNotFound also where it is only out of sight.

    An organ that is asked for its voice sees the case while its to-do is open.
    """
    case = cases_visible_to(actor, act).filter(pk=case_id).first()
    if case is None and is_asked(actor, case_id, act):
        case = Case.objects.get(pk=case_id)
    if case is None:
        raise CaseNotFound(case=str(case_id))
    return case


def case_exists(case_id: UUID) -> bool:
    """Return whether a case was opened under this id, whoever asks: an id alone tells nothing."""
    with prepared() as cursor:
        cursor.execute("SELECT FROM ledger_case WHERE id = %s", [case_id])
        return cursor.fetchone() is not None


@dataclass(frozen=True, slots=True)
class StateOfCase:
    """What a line needs of another case of the same party: its matter, status and state."""

    matter: str
    status: str
    state: dict[str, Any]


_REACHING = """SELECT matter, status, state::text FROM ledger_case
    WHERE line = %(line)s AND party = %(party)s AND state -> %(field)s >= to_jsonb(%(least)s::text)
    ORDER BY id"""


def matters_run() -> frozenset[str]:
    """Return the codes of all matters a case was ever opened for. Reads every case's code."""
    return frozenset(Case.objects.order_by().values_list("matter", flat=True).distinct())


def states_reaching(line: str, party: UUID, field: str, least: str) -> list[StateOfCase]:
    """Return a party's cases of a line in whose state a text is at least `least`."""
    values = {"line": line, "party": party, "field": field, "least": least}
    with prepared() as cursor:
        cursor.execute(_REACHING, values)
        rows = cursor.fetchall()
    return [StateOfCase(matter, status, json.loads(state)) for matter, status, state in rows]


def is_asked(actor: Actor, case_id: UUID, act: str) -> bool:
    """Return whether an officer's own organ has a to-do on a case that his post may do."""
    if actor.kind is not ActorKind.OFFICER or not actor.organ:
        return False
    mine = Todo.objects.filter(case=case_id, organ=actor.organ, act__in=sorted(actor.acts))
    return mine.filter(row_filter(actor, act, TODO_COLUMNS)).exists()


def todos_of(actor: Actor) -> QuerySet[Todo]:
    """Return the open steps this actor may take, the most urgent first."""
    allowed = Todo.objects.filter(
        row_filter(actor, "case.list", TODO_COLUMNS), act__in=sorted(actor.acts)
    )
    return allowed.order_by("due_on", "case_id")


def timeline(case: Case) -> list[StoredEvent]:
    """Return a case's events in order; no personal data is in them."""
    return events_of(case.id, case.line)


@transaction.atomic
def case_file(
    actor: Actor, case: Case, names: set[str] | None = None, *, what: str = "detail"
) -> dict[str, Any]:
    """Return a case's file by item, and record the look of anyone but the person himself.

    The open case is the purpose by itself; nobody is asked for a reason here.
    """
    opening = opening_of(case)
    has = allowed(actor, "file.read", subject_of(opening, holder_of(case)))
    if not has and not is_asked(actor, case.id, "file.read"):
        check(actor, "file.read", subject_of(opening))  # who handed it on may still look
    if case.party is not None and not is_about_himself(actor, subject_of(opening)):
        record_look(actor, case.party, case_id=case.id, purpose="case", what=what)
    return read_items(case.id, names)


def holder_of(case: Case) -> Holder | None:
    """Return who has a case now; None: the organ it was opened with."""
    return Holder(case.holder, case.holder_region) if case.holder else None


def opening_of(case: Case) -> Opening:
    """Return what a case is about."""
    return Opening(
        line=case.line,
        organ=case.organ,
        organ_name=case.organ_name,
        region=case.region,
        matter=case.matter,
        matter_name=case.matter_name,
        edition=case.edition,
        title=case.title,
        party=case.party,
        agent=case.agent,
    )
