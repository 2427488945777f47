"""Reading licences. Who may see a holder's name is the caller's question."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from yichuang.documents.public import clean_code
from yichuang.kernel.public import framed, ports
from yichuang.law.public import CHINA_TIME

from .errors import LicenceNotFound
from .models import Licence, VerificationLook
from .states import STATE_NAMES, LicenceState


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceStatus:
    """What anyone who has the code may know of a licence; the holder is masked.

    `in_force` is the answer: the state is valid and today lies within the term.
    """

    type_name: str
    number: str
    identifier: str
    holder_masked: str
    organ_name: str
    issued_on: date
    valid_from: date
    valid_to: date | None
    state: LicenceState
    state_name: str
    in_force: bool
    content_digest: str
    previous_identifier: str
    following_identifier: str  # of the licence that replaced this one


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceCard:
    """A licence in a list of its holder's."""

    id: UUID
    type_code: str
    type_name: str
    number: str
    identifier: str
    holder_masked: str
    organ_name: str
    issued_on: date
    valid_from: date
    valid_to: date | None
    state: LicenceState
    state_name: str
    in_force: bool
    paper_id: UUID
    case_id: UUID | None
    verification_code: str


def today() -> date:
    """Return the day in China by the house's clock."""
    return ports().clock.now().astimezone(CHINA_TIME).date()


def holder_binding(licence_id: UUID) -> bytes:
    """Return what the sealed holder is bound to."""
    return framed(b"licences.holder", licence_id.bytes)


def in_force(licence: Licence, on: date) -> bool:
    """Return whether a licence is in force on a day; its last day counts."""
    begun = licence.valid_from <= on
    ended = licence.valid_to is not None and licence.valid_to < on
    return licence.state == LicenceState.VALID and begun and not ended


def taken_of_types(type_codes: Collection[str], on: date) -> int:
    """Return how many licences of some types are in force on a day or will be without more ado."""
    rows = Licence.objects.filter(type_code__in=list(type_codes), state=LicenceState.VALID)
    return rows.filter(Q(valid_to=None) | Q(valid_to__gte=on)).count()


def licence_by_id(licence_id: UUID) -> Licence:
    """Return a licence's row. Raises LicenceNotFound."""
    row = Licence.objects.filter(pk=licence_id).first()
    if row is None:
        raise LicenceNotFound()
    return row


def licence_by_code(code: str) -> Licence | None:
    """Return the licence with this verification code, or None."""
    known = clean_code(code)
    rows = Licence.objects.select_related("previous", "following")
    return rows.filter(verification_code=known).first() if known else None


def holder_of(licence_id: UUID) -> str:
    """Return the holder's full name. Raises LicenceNotFound. Opening it for others is a look."""
    row = licence_by_id(licence_id)
    return ports().vault.open(bytes(row.holder), bound_to=holder_binding(row.id)).decode()


def licences_of(party_id: UUID) -> list[LicenceCard]:
    """Return a party's licences, the newest first, those out of force included."""
    rows = Licence.objects.filter(holder_party=party_id).order_by("-issued_on", "-id")
    return _cards(list(rows))


def standing_licences(
    organ_codes: Sequence[str], number: str, *, lock: bool = False
) -> list[Licence]:
    """Return the licences of a number in the version that stands, in the order of the organs.

    What another organ has carried on stands under that organ's number. `lock`: until the
    transaction ends nobody else may lock or change what is returned.
    """
    rows = Licence.objects.filter(organ_code__in=organ_codes, number=number)
    ordered = sorted(rows, key=lambda row: organ_codes.index(row.organ_code))
    standing = {_last_version(row).id: None for row in ordered}
    chosen = Licence.objects.filter(pk__in=standing)
    by_id = {row.id: row for row in (chosen.select_for_update() if lock else chosen)}
    return [by_id[one] for one in standing]


def _last_version(row: Licence) -> Licence:
    while (following := Licence.objects.filter(previous=row).first()) is not None:
        row = following
    return row


def licences_of_case(case_id: UUID) -> list[LicenceCard]:
    """Return the licences a case has issued."""
    return _cards(list(Licence.objects.filter(case_id=case_id).order_by("issued_on", "id")))


def has_licence_in_force(party_id: UUID, type_code: str) -> LicenceCard | None:
    """Return the party's newest licence of a type in force today: it replaces a paper copy."""
    rows = Licence.objects.filter(holder_party=party_id, type_code=type_code)
    return next((card for card in _cards(list(rows.order_by("-issued_on"))) if card.in_force), None)


def verification_count(licence_id: UUID) -> int:
    """Return how often a licence was verified in public."""
    return VerificationLook.objects.filter(licence=licence_id).count()


def status_of(licence: Licence) -> LicenceStatus:
    """Return what the public may know of a licence."""
    following = getattr(licence, "following", None)
    return LicenceStatus(
        type_name=licence.type_name,
        number=licence.number,
        identifier=licence.identifier,
        holder_masked=licence.holder_masked,
        organ_name=licence.organ_name,
        issued_on=licence.issued_on,
        valid_from=licence.valid_from,
        valid_to=licence.valid_to,
        state=LicenceState(licence.state),
        state_name=str(STATE_NAMES[LicenceState(licence.state)]),
        in_force=in_force(licence, today()),
        content_digest=licence.content_digest,
        previous_identifier=licence.previous.identifier if licence.previous else "",
        following_identifier=following.identifier if following else "",
    )


def _cards(rows: list[Licence]) -> list[LicenceCard]:
    day = today()
    return [
        LicenceCard(
            id=row.id,
            type_code=row.type_code,
            type_name=row.type_name,
            number=row.number,
            identifier=row.identifier,
            holder_masked=row.holder_masked,
            organ_name=row.organ_name,
            issued_on=row.issued_on,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            state=LicenceState(row.state),
            state_name=str(STATE_NAMES[LicenceState(row.state)]),
            in_force=in_force(row, day),
            paper_id=row.paper_id,
            case_id=row.case_id,
            verification_code=row.verification_code,
        )
        for row in rows
    ]
