"""Which places a post stands for: its acts say so, and a place is always the own organ's."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q

from yichuang.directory.public import Actor, Subject, check, may_try, row_filter

from .models import Original
from .rules import Place, PlaceKind

PLACE_ACTS: Mapping[PlaceKind, str] = {
    PlaceKind.WINDOW: "originals.take",
    PlaceKind.ORGAN: "originals.keep",
    PlaceKind.ARCHIVE: "originals.archive",
}


def places_of(actor: Actor) -> tuple[Place, ...]:
    """Return the places an officer may send from and sign for."""
    return tuple(
        Place(kind, actor.organ) for kind, act in PLACE_ACTS.items() if may_try(actor, act)
    )


def check_keeps(actor: Actor, place: Place, row: Original) -> None:
    """Do nothing if the actor stands for the place. Raises NotAllowed if not."""
    subject = Subject(line=row.case.line, organ=place.organ)
    check(actor, PLACE_ACTS[place.kind], subject)


def at_own_places(actor: Actor, before: str = "place") -> Q:
    """Return the condition for originals at (`to`: on the way to) a place of the actor's."""
    found = Q(pk__in=[])
    for kind, act in PLACE_ACTS.items():
        columns = {"line": "case__line", "organ": f"{before}_organ"}
        found |= Q(**{f"{before}_kind": kind.value}) & row_filter(actor, act, columns)
    return found
