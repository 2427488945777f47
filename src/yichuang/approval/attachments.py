"""Files handed in with an application: one's own only, and with the digests they really have."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from uuid import UUID

from yichuang.catalogue.public import EditionContent
from yichuang.directory.public import Actor, ActorKind
from yichuang.documents.public import UploadCard, UploadNotFound, upload_cards
from yichuang.kernel.public import InvalidInput
from yichuang.licences.public import licences_of

from .commands import MaterialGiven

LICENCE_TYPE_DIGITS = 3  # of a type's 21 signs: the number under the organ that defines it


def attached(
    actor: Actor, materials: tuple[MaterialGiven, ...], parties: Collection[UUID | None]
) -> tuple[MaterialGiven, ...]:
    """Return the materials with the digests of their files; what a caller says of them is not used.

    A party hands in his own uploads or those of somebody he acts for; an officer those he took in
    himself, or those of `parties`, for whom he receives. Raises UploadNotFound for any other: to
    name somebody else's file in one's case would be a way to read it.
    """
    wanted = [_id(one) for given in materials for one in given.uploads]
    known = {card.id: card for card in upload_cards(wanted)} if wanted else {}
    for upload in wanted:
        card = known.get(upload)
        if card is None or not _may_hand_in(actor, card, parties):
            raise UploadNotFound(field="materials", upload=str(upload))
    return tuple(
        dataclasses.replace(given, digests=tuple(known[_id(one)].digest for one in given.uploads))
        for given in materials
    )


def borne_out(
    materials: tuple[MaterialGiven, ...], edition: EditionContent, party: UUID | None
) -> tuple[MaterialGiven, ...]:
    """Return the materials without what an applicant only says he has.

    A licence counts if it is held and in force; a check of data somebody else holds counts when
    it has been made, and no interface makes one yet. What is left out stays a gap to be asked for.
    """
    claimed = any(given.how in {"licence", "interface"} for given in materials)
    if not claimed or party is None:
        return materials
    cards = licences_of(party)
    types = {m.code: m.licence_type for m in edition.materials or ()}
    held = {card.type_code[-LICENCE_TYPE_DIGITS:] for card in cards if card.in_force}
    return tuple(
        given
        for given in materials
        if given.how not in {"licence", "interface"}
        or (given.how == "licence" and types.get(given.code, "") in held)
    )


def _may_hand_in(actor: Actor, card: UploadCard, parties: Collection[UUID | None]) -> bool:
    if card.actor_id == actor.id:
        return True
    if actor.kind is ActorKind.PARTY:
        return card.party_id in {actor.id, *(str(one) for one in actor.mandates)}
    return card.party_id in {str(one) for one in parties if one is not None}


def _id(upload: str) -> UUID:
    try:
        return UUID(upload)
    except ValueError:
        raise InvalidInput(field="materials", rule="uuid_parsing") from None
