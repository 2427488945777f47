"""What becomes of the papers in the invented city: handed over, now and then missed, put away."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from yichuang.directory.public import Actor
from yichuang.documents.public import (
    Original,
    Place,
    PlaceKind,
    Standing,
    give_back,
    hand_over,
    originals_of_case,
    sign_for,
)

from .simulation import Story

if TYPE_CHECKING:
    from .cast import Desk

# Of so many cases one list is left unsigned, and one paper does not arrive.
UNSIGNED, MISSED = 13, 7


def send_to_organ(case: UUID, desk: Desk, at: datetime) -> Story:
    """The window sends the papers of an accepted case to the desk that handles it."""
    rows = _held(case)
    if not rows:
        return
    at += timedelta(minutes=20)
    yield at
    clerk = desk.actor(desk.window, at.date())
    organ = Place(PlaceKind.ORGAN, rows[0].case.organ)
    sent = _send(case, rows, clerk, organ)
    if case.int % UNSIGNED == 0:
        return
    at += timedelta(minutes=70)
    yield at
    # Nobody signs for his own sending: where the organ takes in itself, its reviewer receives.
    receiver = desk.actor("handle" if desk.window == "window" else "review", at.date())
    codes = [row.barcode for row in rows]
    lost = 1 if case.int % MISSED == 0 else 0
    sign_for(receiver, sent, here=codes[lost:], missing=codes[:lost])


def put_away(case: UUID, desk: Desk, at: datetime) -> Story:
    """After closing, what the organ has goes to its archive, and the window gives back its own."""
    rows = _held(case)
    at_window = [row for row in rows if row.place_kind == PlaceKind.WINDOW]
    at_organ = [row for row in rows if row.place_kind == PlaceKind.ORGAN]
    if at_window:
        yield at + timedelta(minutes=5)
        codes = [row.barcode for row in at_window]
        clerk = desk.actor(desk.window, at.date())
        give_back(clerk, case, barcodes=codes, recipient="party", proof="signature")
    if at_organ and "closed" in at_organ[0].case.milestones:
        at += timedelta(minutes=40)
        yield at
        sender = desk.actor("handle", at.date())
        sent = _send(case, at_organ, sender, Place(PlaceKind.ARCHIVE, at_organ[0].place_organ))
        yield at + timedelta(minutes=30)
        codes = [row.barcode for row in at_organ]
        sign_for(desk.actor("review", at.date()), sent, here=codes, missing=[])


def _held(case: UUID) -> list[Original]:
    rows = originals_of_case(case).filter(standing=Standing.HELD)
    return list(rows.select_related("case"))


def _send(case: UUID, rows: list[Original], actor: Actor, to: Place) -> UUID:
    sender = rows[0].whereabouts.place
    codes = [row.barcode for row in rows]
    chosen = uuid5(case, str(to))
    hand_over(actor, barcodes=codes, sender=sender, to=to, hand_over_id=chosen)
    return chosen
