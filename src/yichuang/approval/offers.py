"""Offering a benefit to those entitled, and what they say to it (免申即享); AnyangReg 33."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from yichuang.catalogue.public import (
    EditionContent,
    OfferTerms,
    PowerType,
    check_answers,
    content_of,
    edition_row,
)
from yichuang.directory.public import (
    Actor,
    LookPurpose,
    Subject,
    check,
    find_party_by_number,
    masked_parties,
    record_looks,
    today,
)
from yichuang.kernel.public import NotFound, canonical_json, ports
from yichuang.law.public import last_day
from yichuang.ledger.public import Receipt, calendar_in_force

from .bars import bar_on
from .commands import File
from .errors import EditionNotInForce, GroundMissing, OfferNotOpen, OfferRowsInvalid
from .events import LINE
from .models import Offer, OfferState
from .offer_rows import binding, opened_answers
from .services import file_application
from .titles import title_of_matter

OFFERS = "approval.offer"
NUMBER_KINDS = ("111", "001")  # identity card, credit code
MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Entitled:
    """One line of the organ's list: who, by number, and what its data say of him."""

    number: str
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OfferCard:
    """An offer as its person reads it. `answers` are opened."""

    row: Offer
    content: EditionContent
    answers: dict[str, Any]

    @property
    def open(self) -> bool:
        """Whether it can still be taken up."""
        return self.row.state == OfferState.OPEN and today() <= self.row.until


def make_offers(actor: Actor, edition_id: UUID, entitled: Sequence[Entitled]) -> list[Offer]:
    """Offer an edition's benefit to everybody on a list, all or none.

    Finding somebody in the organ's data is a look at them, which each of them sees. Raises
    NotAllowed, EditionNotInForce, OfferNotOpen where the guide offers nothing, PowerTransferred,
    TitleNotInForce, OfferRowsInvalid.
    """
    edition = edition_row(edition_id)
    check(actor, OFFERS, Subject(line=LINE, organ=edition.organ_code, region=edition.region))
    terms = _terms(edition_id)
    content, on = content_of(edition_id), today()
    parties = _looked_for(actor, terms, content, edition.matter_code, entitled)
    shown = masked_parties(parties)
    # The day of the offer is not counted: Civil Code 民法典 201.
    until = last_day(terms.stands, started_on=on, calendar=calendar_in_force()).on
    rows = [
        Offer(
            id=(offer := ports().ids.uuid()),
            organ=edition.organ_code,
            matter=edition.matter_code,
            edition=edition_id,
            party=party,
            party_masked=shown[party].name,
            answers=_sealed(offer, one.answers),
            source=terms.data_source,
            until=until,
            made_by=actor.id,
            made_at=ports().clock.now(),
        )
        for party, one in zip(parties, entitled, strict=True)
    ]
    with transaction.atomic():
        passed = Offer.objects.filter(party__in=parties, matter=edition.matter_code, until__lt=on)
        passed.filter(state=OfferState.OPEN).update(state=OfferState.LAPSED)
        return Offer.objects.bulk_create(rows)


def _looked_for(
    actor: Actor,
    terms: OfferTerms,
    content: EditionContent,
    matter: str,
    entitled: Sequence[Entitled],
) -> list[UUID]:
    """Return the parties of a list. Everybody found was looked at, also by a list refused."""
    numbers = {one.number for one in entitled[:MOST_ROWS]}
    found = {party for number in numbers if (party := _party(number))}
    with transaction.atomic():
        record_looks(
            actor,
            [(party, None) for party in sorted(found)],
            purpose=LookPurpose.OFFER,
            what="list",
            ground=terms.data_source,
        )
    return _judged(content, matter, entitled, today())


def offers_to(actor: Actor) -> list[OfferCard]:
    """Return what is open to a party, the first to end in front."""
    rows = _own(actor).filter(state=OfferState.OPEN, until__gte=today()).order_by("until", "id")
    return [_card(row) for row in rows]


def offer_to(actor: Actor, offer_id: UUID) -> OfferCard:
    """Return one's own offer, however it ended. Raises NotFound for anybody else's."""
    row = _own(actor).filter(pk=offer_id).first()
    if row is None:
        raise NotFound(field="offer")
    return _card(row)


def take_up(
    actor: Actor, offer_id: UUID, *, answers: Mapping[str, Any], applicant: dict[str, Any], key: str
) -> Receipt:
    """Say yes: the offer becomes a case, with what the data say and what only the person knows.

    What the data say is not the person's to change; who finds it wrong says no and applies.
    Raises OfferNotOpen, and what a filing raises; asking again under the same key files once.
    """
    card = offer_to(actor, offer_id)
    command = File(form={**answers, **card.answers}, applicant=applicant, offer=str(offer_id))
    return file_application(
        actor=actor, edition_id=card.row.edition, party=card.row.party, command=command, key=key
    )


def decline_offer(actor: Actor, offer_id: UUID) -> None:
    """Say no; nothing follows from it. Raises NotFound, OfferNotOpen."""
    _end(offer_to(actor, offer_id).row, OfferState.DECLINED, actor)


def recall_offer(actor: Actor, offer_id: UUID, *, ground: str) -> None:
    """Take an offer back that should not have been made, with the ground the person will read.

    Raises NotFound, NotAllowed, GroundMissing, OfferNotOpen.
    """
    row = Offer.objects.filter(pk=offer_id).first()
    if row is None:
        raise NotFound(field="offer")
    check(actor, OFFERS, Subject(line=LINE, organ=row.organ))
    if not ground.strip():
        raise GroundMissing(field="ground")
    _end(row, OfferState.RECALLED, actor, ground=ground.strip())


def offers_of_organ(actor: Actor) -> QuerySet[Offer]:
    """Return the offers of the actor's organ, the latest first."""
    check(actor, OFFERS, Subject(line=LINE, organ=actor.organ))
    return Offer.objects.filter(organ=actor.organ).order_by("-made_at", "-id")


def _terms(edition_id: UUID) -> OfferTerms:
    """Return the terms under which an edition's organ may offer it today.

    A licence is never offered (LicLaw 29). Raises PowerTransferred or TitleNotInForce where another
    organ is competent now.
    """
    edition = edition_row(edition_id)
    if edition.state != "effective":
        raise EditionNotInForce(edition=str(edition_id))
    content = content_of(edition_id)
    terms = content.offer
    if terms is None or content.power_type is PowerType.LICENCE or not edition.fileable:
        raise OfferNotOpen(field="edition", offer="")
    title_of_matter(edition, today())
    return terms


def _judged(
    content: EditionContent, matter: str, entitled: Sequence[Entitled], on: date
) -> list[UUID]:
    """Return the parties of a list in its order. Raises OfferRowsInvalid with every fault found."""
    if not 0 < len(entitled) <= MOST_ROWS:
        raise OfferRowsInvalid(
            field="rows", count=1, errors=[{"row": 0, "field": "", "rule": "count"}]
        )
    parties = [_party(one.number) for one in entitled]
    known = {party for party in parties if party}
    taken = set(
        Offer.objects.filter(
            party__in=known, matter=matter, state=OfferState.OPEN, until__gte=on
        ).values_list("party", flat=True)
    )
    faults: list[dict[str, Any]] = []
    seen: set[UUID] = set()
    for at, (party, one) in enumerate(zip(parties, entitled, strict=True), 1):
        rule = ""
        if party is None:
            rule = "unknown"
        elif party in seen or party in taken:
            rule = "twice"
        elif bar_on(party, matter, on) is not None:
            rule = "barred"
        if rule:
            faults.append({"row": at, "field": "number", "rule": rule})
        if party is not None:
            seen.add(party)
        faults += [
            {"row": at, "field": fault.label or fault.field, "rule": fault.rule}
            for fault in check_answers(content, dict(one.answers))
            if fault.rule != "required"
        ]
    if faults:
        raise OfferRowsInvalid(field="rows", count=len(faults), errors=faults)
    return [party for party in parties if party]


def _party(number: str) -> UUID | None:
    found = (find_party_by_number(number, kind) for kind in NUMBER_KINDS)
    return next((party for party in found if party), None)


def _own(actor: Actor) -> QuerySet[Offer]:
    parties = {*actor.mandates, *([actor.party_id] if actor.party_id else ())}
    return Offer.objects.filter(party__in=parties)


def _end(row: Offer, state: OfferState, actor: Actor, **more: Any) -> None:
    """End an open offer, once. Raises OfferNotOpen for one that is over or was ended before."""
    changed = Offer.objects.filter(pk=row.pk, state=OfferState.OPEN, until__gte=today()).update(
        state=state, ended_at=ports().clock.now(), ended_by=actor.id, **more
    )
    if not changed:
        raise OfferNotOpen(field="offer", offer=str(row.pk))


def _card(row: Offer) -> OfferCard:
    return OfferCard(row, content_of(row.edition), opened_answers(row))


def _sealed(offer_id: UUID, answers: Mapping[str, Any]) -> bytes:
    plain = canonical_json(dict(answers)).encode()
    return ports().vault.seal(plain, bound_to=binding(offer_id))
