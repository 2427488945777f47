"""Visits wait for the clerk who put them aside, so they are part of the hand-over of his desk."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from yichuang.directory.public import Actor
from yichuang.documents.public import DeskItem, DeskPart, ItemKind
from yichuang.kernel.public import ports

from .models import Visit


def visits_waiting(officer: str) -> list[DeskItem]:
    """Return whom a clerk has put aside, without a word about who they are."""
    rows = Visit.objects.filter(officer=officer).exclude(parked_at=None).order_by("parked_at", "pk")
    return [DeskItem(ItemKind.PARKED, str(row.pk), "") for row in rows]


def pass_visits(actor: Actor, giver: str, refs: Collection[str]) -> None:
    """Give the visits that still wait for the giver to the officer who signs; they stay aside."""
    rows = Visit.objects.filter(officer=giver, pk__in=[UUID(one) for one in refs])
    rows.exclude(parked_at=None).update(officer=actor.id, changed_at=ports().clock.now())


VISITS = DeskPart(ItemKind.PARKED, visits_waiting, pass_visits)
