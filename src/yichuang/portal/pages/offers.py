"""What is offered to a person without an application (免申即享), and his yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from yichuang.approval.public import OfferCard, offer_to, offers_to
from yichuang.catalogue.public import FormField, edition_row, form_fields
from yichuang.directory.public import Actor, party_card

from .answers import form_rows
from .wizard import applicant_from


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One open offer in my space."""

    id: UUID
    name: str
    organ_name: str
    until: date


@dataclass(frozen=True, slots=True)
class OfferPage:
    """What `portal/offer.html` shows. `asked`: what the organ's data do not say."""

    card: OfferCard
    organ_name: str
    rows: list[dict[str, str]]
    asked: tuple[FormField, ...]


def open_offers(actor: Actor) -> tuple[OfferRow, ...]:
    """Return what is open to me, the first to end in front."""
    return tuple(
        OfferRow(
            card.row.id,
            card.content.name,
            edition_row(card.row.edition).organ_name,
            card.row.until,
        )
        for card in offers_to(actor)
    )


def offer_page(actor: Actor, offer_id: UUID) -> OfferPage:
    """Return one offer of mine. Raises NotFound for anybody else's."""
    card = offer_to(actor, offer_id)
    return OfferPage(
        card=card,
        organ_name=edition_row(card.row.edition).organ_name,
        rows=form_rows(card.content, card.answers),
        asked=tuple(
            one for one in form_fields(card.content) if card.answers.get(one.element) is None
        ),
    )


def applicant_of(actor: Actor, card: OfferCard) -> dict[str, Any]:
    """Return who takes it up, as a filing carries it."""
    return applicant_from(actor, party_card(actor, card.row.party))
