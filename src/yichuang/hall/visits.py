"""Visits: what a clerk typed for a visitor is kept, until it is filed or cleared."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from yichuang.directory.public import Actor
from yichuang.kernel.public import canonical_json, ports

from .errors import VisitNotFound
from .models import Visit

KEPT = timedelta(days=30)  # a parked visit nobody came back to names people for no reason


@dataclass(frozen=True, slots=True)
class VisitContent:
    """How far a visit has come. `query` is the counter's address, `form` the page's own data.

    `identities` says by party how its number came: read, typed. `photos` are the pages taken of
    each material. `signature` is the upload, `signed` the digest of the form it stands under.
    `names` are the full names by party, for the visitor's own screen; `confirmed` is the digest of
    what he confirmed there. `turn` is the moment of the newest form by the page's clock.
    """

    query: dict[str, str] = field(default_factory=dict)
    form: str = ""
    identities: dict[str, str] = field(default_factory=dict)
    photos: dict[str, list[str]] = field(default_factory=dict)
    signature: str = ""
    signed: str = ""
    names: dict[str, str] = field(default_factory=dict)
    confirmed: str = ""
    turn: int = 0


@dataclass(frozen=True, slots=True)
class ParkedVisit:
    """A visit put aside, for the list."""

    id: UUID
    content: VisitContent
    parked_at: datetime


def current_visit(actor: Actor) -> VisitContent:
    """Return the visit before this clerk; an empty one where nobody stands."""
    row = _own(actor).filter(parked_at=None).first()
    return _opened(row) if row else VisitContent()


@transaction.atomic
def keep_visit(actor: Actor, **changes: Any) -> VisitContent:
    """Keep how far the visit has come; `changes` are fields of VisitContent, the rest stays.

    Another person or matter, with a form already begun, is another visit: the first is parked.
    """
    row = _own(actor).select_for_update().filter(parked_at=None).first()
    before = _opened(row) if row else VisitContent()
    content = dataclasses.replace(before, **changes)
    if row is not None and _is_another(before.query, content.query):
        if before.form:
            _park(row)
            row = None
        content = dataclasses.replace(
            VisitContent(query=content.query, identities=content.identities), **changes
        )
    if row is None or content != before:
        _save(row or Visit(id=ports().ids.uuid(), officer=actor.id), content)
    return content


@transaction.atomic
def keep_draft(actor: Actor, *, query: dict[str, str], form: str, turn: int) -> VisitContent:
    """Keep a form that the page sends by itself while it is filled in; a late one changes nothing.

    Answers overtake each other. Late is a draft of a visit that was filed or put aside meanwhile,
    which must not come back before the next visitor, and one older than what is kept.
    """
    row = _own(actor).select_for_update().filter(parked_at=None).first()
    if row is None:
        return VisitContent()
    before = _opened(row)
    if turn < before.turn or _is_another(before.query, query):
        return before
    content = dataclasses.replace(before, query=query, form=form, turn=turn)
    _save(row, content)
    return content


@transaction.atomic
def park_visit(actor: Actor) -> None:
    """Put the visitor aside with all that was typed; forget whom nobody came back to."""
    row = _own(actor).select_for_update().filter(parked_at=None).first()
    if row is not None:
        _park(row)
    _own(actor).filter(changed_at__lt=ports().clock.now() - KEPT).delete()


@transaction.atomic
def resume_visit(actor: Actor, visit_id: UUID) -> VisitContent:
    """Go on with a parked visit; whoever stands here now is parked. Raises VisitNotFound."""
    row = _own(actor).select_for_update().filter(pk=visit_id).exclude(parked_at=None).first()
    if row is None:
        raise VisitNotFound(field="visit")
    park_visit(actor)
    row.parked_at = None
    row.save(update_fields=["parked_at"])
    return _opened(row)


def parked_visits(actor: Actor) -> list[ParkedVisit]:
    """Return whom this clerk has put aside, the latest first."""
    rows = _own(actor).exclude(parked_at=None).order_by("-parked_at")
    return [ParkedVisit(row.id, _opened(row), row.parked_at) for row in rows if row.parked_at]


def end_visit(actor: Actor, visit_id: UUID | None = None) -> None:
    """Forget the visit before this clerk, or one he parked: it was filed, or is to be cleared."""
    rows = _own(actor)
    (rows.filter(pk=visit_id) if visit_id else rows.filter(parked_at=None)).delete()


def _own(actor: Actor) -> QuerySet[Visit]:
    return Visit.objects.filter(officer=actor.id)


def _is_another(before: dict[str, str], after: dict[str, str]) -> bool:
    """Return whether an address is of another person or matter than the one before."""
    return any(before.get(one) and before[one] != after.get(one) for one in ("party", "edition"))


def _park(row: Visit) -> None:
    row.parked_at = ports().clock.now()
    row.save(update_fields=["parked_at"])


def _save(row: Visit, content: VisitContent) -> None:
    row.content = ports().vault.seal(
        canonical_json(dataclasses.asdict(content)).encode(), bound_to=_binding(row.id)
    )
    row.changed_at = ports().clock.now()
    row.save()


def _opened(row: Visit) -> VisitContent:
    plain = ports().vault.open(bytes(row.content), bound_to=_binding(row.id))
    return VisitContent(**json.loads(plain))


def _binding(visit_id: UUID) -> bytes:
    return b"hall/visit/1:" + visit_id.bytes
