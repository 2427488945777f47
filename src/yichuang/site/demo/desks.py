"""Desks handed over in the invented city: one signed by both sides, one waiting (整岗移交)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from yichuang.directory.public import Actor
from yichuang.documents.public import desk_items, digest_of, hand_over_desk, sign_desk

from .cast import Desk
from .simulation import Story


def pass_desks(desk: Desk, at: datetime) -> Story:
    """Three weeks ago the first examiner's desk passed; today the window's waits for its taker."""
    earlier = at - timedelta(days=21)
    yield earlier
    gave, took = (desk.actor("handle", earlier.date(), turn) for turn in (0, 1))
    listed = _listed(desk.actor("head", earlier.date()), gave, took)
    for signer, minutes in ((gave, 40), (took, 90)):
        yield earlier + timedelta(minutes=minutes)
        sign_desk(signer, listed)
    yield at
    gave, took = desk.actor("window", at.date()), desk.actor("handle", at.date(), 1)
    listed = _listed(desk.actor("head", at.date()), gave, took)
    yield at + timedelta(minutes=5)
    sign_desk(gave, listed)


def _listed(head: Actor, giver: Actor, taker: Actor) -> UUID:
    seen = digest_of(desk_items(head.organ, giver.id, taker.id))
    return hand_over_desk(head, giver=giver.id, taker=taker.id, seen=seen).pk
