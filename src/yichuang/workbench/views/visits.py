"""Visits at the counter: put aside, gone on with, cleared; and what the visitor sees of his own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from yichuang.catalogue.public import edition_row
from yichuang.directory.public import (
    Actor,
    masked_parties,
    requires,
)
from yichuang.hall.public import (
    VisitContent,
    current_visit,
    end_visit,
    park_visit,
    parked_visits,
    resume_visit,
)
from yichuang.kernel.public import canonical_json, sm3

from .screen import seen
from .staff import officer_of

NOT_KEPT = {"csrfmiddlewaretoken", "then", "checks", "all_paper", "turn"}
LONGEST_TURN = 15  # signs of a moment in milliseconds


@dataclass(frozen=True, slots=True)
class ParkedLine:
    """A visit put aside, as the list shows it."""

    id: UUID
    name: str
    matter: str
    parked_at: datetime


def counter_address(query: dict[str, str]) -> str:
    """Return the counter's address at one point of a visit."""
    return f"{reverse('workbench:counter')}?{urlencode(query)}"


def form_data(data: QueryDict) -> str:
    """Return what of a page's data is to be kept."""
    kept = data.copy()
    for name in NOT_KEPT:
        kept.pop(name, None)
    return kept.urlencode()


def turn_of(data: QueryDict) -> int:
    """Return when the page sent its form, by its own clock; 0 where it does not say."""
    turn = str(data.get("turn", ""))
    return int(turn) if turn.isascii() and turn.isdigit() and len(turn) <= LONGEST_TURN else 0


def statement_digest(data: QueryDict, answers: dict[str, Any]) -> str:
    """Return the digest of what an applicant signs: who applies, for what, with which answers."""
    whole = {
        "party": str(data.get("party", "")),
        "edition": str(data.get("edition", "")),
        "answers": answers,
    }
    return sm3(canonical_json(whole).encode()).hex()


def beside(actor: Actor) -> dict[str, Any]:
    """Return what stands beside the form on the counter's page: others waiting, the signature."""
    parked = parked_visits(actor)
    visit = current_visit(actor)
    wanted = [UUID(one.content.query["party"]) for one in parked if "party" in one.content.query]
    names = masked_parties(wanted)
    return {
        "parked": [_line(one.id, one.content, one.parked_at, names) for one in parked],
        "visit": visit,
        "seen": seen(visit),
    }


def _line(visit: UUID, content: VisitContent, at: datetime, names: dict[UUID, Any]) -> ParkedLine:
    query = content.query
    party = names.get(UUID(query["party"])) if "party" in query else None
    matter = edition_row(UUID(query["edition"])).name if "edition" in query else ""
    return ParkedLine(visit, party.name if party else "", matter, at)


@requires("approval.receive")
@require_POST
def park(request: HttpRequest) -> HttpResponse:
    """POST /work/counter/parking/: put the visitor aside; who only was looked up is forgotten."""
    actor = officer_of(request)
    visit = current_visit(actor)
    if visit.form or visit.photos:
        park_visit(actor)
    else:
        end_visit(actor)
    return redirect("workbench:counter")


@requires("approval.receive")
@require_POST
def resume(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """POST /work/counter/visits/<id>/resumption/: go on where it was left."""
    visit = resume_visit(officer_of(request), visit_id)
    return HttpResponseRedirect(counter_address(visit.query))


@requires("approval.receive")
@require_POST
def remove(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """POST /work/counter/visits/<id>/removal/: the visitor will not come back."""
    end_visit(officer_of(request), visit_id)
    return redirect("workbench:counter")
