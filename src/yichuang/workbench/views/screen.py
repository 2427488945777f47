"""The visitor's own screen: what is filed in his name, and his word that it is right."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from yichuang.catalogue.public import content_of, edition_row
from yichuang.directory.public import (
    Actor,
    is_locked,
    masked_parties,
    open_while_locked,
    requires,
)
from yichuang.hall.public import VisitContent, current_visit, keep_visit
from yichuang.kernel.public import canonical_json, sm3

from ..forms.reception import Reception, typed
from ..pages.answers import answers_of
from .staff import officer_of


def shown_digest(query: dict[str, str], taken: Reception) -> str:
    """Return the digest of what a visitor sees: who, for whom, what, with which materials."""
    whole = {
        **{name: query.get(name, "") for name in ("party", "agent", "edition")},
        "answers": taken.answers,
        "materials": [
            [one.material.code, one.how, one.copies, list(one.uploads)]
            for one in taken.materials
            if one.there
        ],
    }
    return sm3(canonical_json(whole).encode()).hex()


def seen(visit: VisitContent) -> str:
    """Return how the visitor's word stands: nothing, `same`, or `changed` since he gave it."""
    if not visit.confirmed or "edition" not in visit.query:
        return ""
    return "same" if visit.confirmed == _digest(visit) else "changed"


def _digest(visit: VisitContent) -> str:
    content = content_of(UUID(visit.query["edition"]))
    return shown_digest(visit.query, typed(content, QueryDict(visit.form)))


@requires("approval.receive")
@open_while_locked
@require_safe
def screen(request: HttpRequest) -> HttpResponse:
    """GET /work/counter/screen/: what the visitor may check; nothing while it is locked."""
    visit = _before(request, officer_of(request))
    query = visit.query
    context: dict[str, Any] = {"visit": visit, "people": _people(visit)}
    if "edition" in query:
        edition = UUID(query["edition"])
        content = content_of(edition)
        taken = typed(content, QueryDict(visit.form))
        context["matter"] = edition_row(edition).name
        context["answers"] = answers_of(content, taken.answers, taken.answers)
        context["materials"] = [one for one in taken.materials if one.there]
        context["shown"] = shown_digest(query, taken)
        context["seen"] = seen(visit)
    return render(request, "workbench/screen.html", context)


@requires("approval.receive")
@open_while_locked
@require_POST
def confirmation(request: HttpRequest) -> HttpResponse:
    """POST /work/counter/screen/confirmation/: the visitor confirms what was shown, and only that.

    Where the clerk changed something meanwhile nothing is kept: the screen shows it as it is now.
    """
    actor = officer_of(request)
    visit = _before(request, actor)
    shown = str(request.POST.get("shown", ""))
    if "edition" in visit.query and shown == _digest(visit):
        keep_visit(actor, confirmed=shown)
    return redirect("workbench:screen")


def _before(request: HttpRequest, actor: Actor) -> VisitContent:
    return VisitContent() if is_locked(request) else current_visit(actor)


def _people(visit: VisitContent) -> list[tuple[str, str, str]]:
    """Return role, name and number of the applicant and of who stands here for him."""
    ids = {role: UUID(visit.query[role]) for role in ("party", "agent") if role in visit.query}
    found = masked_parties(ids.values())
    return [
        (role, visit.names.get(str(one)) or found[one].name, found[one].number)
        for role, one in ids.items()
        if one in found
    ]
