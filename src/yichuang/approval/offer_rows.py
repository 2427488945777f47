"""Looking an offer up for the filing that takes it up."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yichuang.ledger.public import Command, Opening

from .commands import File
from .models import Offer, OfferState
from .state import legal_day


def offer_source(opening: Opening, command: Command, now: datetime) -> str | None:
    """Return the data behind the open offer a filing names, its row locked; None without one."""
    if not isinstance(command, File) or not command.offer:
        return None
    if opening.party is None or opening.edition is None:
        return None
    row = (
        Offer.objects.select_for_update()
        .filter(pk=UUID(command.offer), state=OfferState.OPEN, until__gte=legal_day(now))
        .filter(party=opening.party, edition=opening.edition)
        .first()
    )
    return row.source if row else None
