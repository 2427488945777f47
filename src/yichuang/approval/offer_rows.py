"""The offer a filing takes up: looked up, held to what it says, and settled with the filing."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from yichuang.kernel.public import ports
from yichuang.ledger.public import Command, Opening, RecordedEvent

from .commands import File
from .events import Filed
from .models import Offer, OfferState
from .state import legal_day


def offer_source(opening: Opening, command: Command, now: datetime) -> str | None:
    """Return the data behind the open offer a filing names, its row locked; None without one."""
    if not isinstance(command, File) or opening.party is None or opening.edition is None:
        return None
    if not command.offer:
        return None
    row = (
        Offer.objects.select_for_update()
        .filter(pk__in=_named(command), state=OfferState.OPEN, until__gte=legal_day(now))
        .filter(party=opening.party, edition=opening.edition)
        .first()
    )
    return row.source if row else None


def offered_answers(command: File, party: UUID, edition: UUID) -> dict[str, Any]:
    """Return what the data say in the offer a filing names, however it stands; empty without one.

    They are not the person's to change, whatever way the filing comes in.
    """
    if not command.offer:
        return {}
    row = Offer.objects.filter(pk__in=_named(command), party=party, edition=edition).first()
    return opened_answers(row) if row else {}


def opened_answers(row: Offer) -> dict[str, Any]:
    """Return what the data say of the person."""
    opened = ports().vault.open(bytes(row.answers), bound_to=binding(row.id))
    answers: dict[str, Any] = json.loads(opened)
    return answers


def take_offer(recorded: RecordedEvent, filed: Filed) -> None:
    """Settle the offer with the filing that takes it up: `offer_source` has locked it as open."""
    Offer.objects.filter(pk=UUID(filed.offer), state=OfferState.OPEN).update(
        state=OfferState.TAKEN,
        ended_at=recorded.recorded_at,
        ended_by=recorded.actor.id,
        case=recorded.case_id,
    )


def binding(offer_id: UUID) -> bytes:
    """Return what the sealed answers of an offer are bound to."""
    return b"approval/offer/1:" + offer_id.bytes


def _named(command: File) -> list[UUID]:
    """Return the offer a filing names; none where it names none that could be."""
    try:
        return [UUID(command.offer)]
    except ValueError:
        return []
