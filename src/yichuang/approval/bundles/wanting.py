"""What a bundle is planned from: editions, and the licences its applicant holds already."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from yichuang.catalogue.public import content_of, edition_row
from yichuang.catalogue.pure import Held, wish_of
from yichuang.licences.public import licences_of

from ..attachments import LICENCE_TYPE_DIGITS
from ..procedure.bundle import Wanted


def wanted_of(editions: Sequence[UUID]) -> tuple[Wanted, ...]:
    """Return the matters of these editions as the plan sees them. Raises what they refuse."""
    found = []
    for edition_id in editions:
        row, content = edition_row(edition_id), content_of(edition_id)
        found.append(
            Wanted(
                wish=wish_of(row.matter_code, content, organ=row.organ_code),
                edition=row.id,
                organ=row.organ_code,
                organ_name=row.organ_name,
                region=row.region,
            )
        )
    return tuple(found)


def held_by(party: UUID | None) -> Held:
    """Return the documents nobody need bring: the party's licences in force."""
    if party is None:
        return Held()
    cards = [card for card in licences_of(party) if card.in_force]
    return Held(documents={licence_id(card.type_code): card.number for card in cards})


def licence_id(type_code: str) -> str:
    """Return the plan's id of a licence of this type, full or short."""
    return f"licence:{type_code[-LICENCE_TYPE_DIGITS:]}"
