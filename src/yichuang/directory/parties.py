"""Registering, finding and reading parties (当事人)."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives import hashes, hmac
from django.db import transaction

from yichuang.kernel.public import Columns, framed, ports, prepared
from yichuang.law.public import check_citizen_number, check_credit_code

from .actors import Actor, ActorKind, NotAllowed
from .errors import PartyInvalid, PartyNotFound
from .looks import Sealing, record_look
from .masking import masked_name, masked_number, masked_phone
from .models import Party, PartyKind, SealedKey
from .policy import may_try

IDENTITY_CARD = "111"  # GB/T 36903 appendix A
CREDIT_CODE = "001"
NUMBER_KINDS = frozenset({IDENTITY_CARD, CREDIT_CODE, "114", "414", "511", "516", "553"})
DIGEST_KEY = "party-number"
# Signs without a shape: control, direction, line ends. On a paper they would forge or hide text.
UNWRITTEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
LONGEST_NAME, LONGEST_NUMBER = 120, 40


@dataclass(frozen=True, slots=True)
class MaskedParty:
    """A party as lists show it; reading this is no look."""

    id: UUID
    kind: str
    name: str
    number: str
    phone: str
    credit_code: str | None
    real_name_level: int


@dataclass(frozen=True, slots=True)
class PartyCard:
    """What identifies a party, in the clear; reading it is a look."""

    id: UUID
    kind: str
    name: str
    number_kind: str
    number: str
    phone: str
    credit_code: str | None
    real_name_level: int


def register_party(
    *,
    kind: str,
    name: str,
    number: str,
    number_kind: str = IDENTITY_CARD,
    phone: str = "",
    real_name_level: int = 0,
) -> UUID:
    """Keep a party and return its id; one that has this number already is returned unchanged.

    A legal person's number is its credit code. Two registrations of the same number at once give
    one party. Raises PartyInvalid naming field and rule.
    """
    name, number = _clean(name), _clean(number).replace(" ", "").upper()
    if kind == PartyKind.LEGAL:
        number_kind = CREDIT_CODE
    _validate(kind, name, number_kind, number, real_name_level)
    digest = number_digest(number_kind, number)
    party_id = ports().ids.uuid()
    natural = kind == PartyKind.NATURAL
    with transaction.atomic():
        Party.objects.bulk_create(
            [
                Party(
                    id=party_id,
                    kind=kind,
                    name_sealed=_seal(party_id, "name", name),
                    name_masked=masked_name(name, natural=natural),
                    number_kind=number_kind,
                    number_sealed=_seal(party_id, "number", number),
                    number_masked=masked_number(number) if natural else number,
                    number_digest=digest,
                    phone_sealed=_seal(party_id, "phone", phone) if phone else None,
                    phone_masked=masked_phone(phone),
                    credit_code=None if natural else number,
                    real_name_level=real_name_level,
                    registered_at=ports().clock.now(),
                )
            ],
            ignore_conflicts=True,  # the same number registered meanwhile: take that party
        )
        return Party.objects.get(number_kind=number_kind, number_digest=digest).id


def _validate(kind: str, name: str, number_kind: str, number: str, level: int) -> None:
    if kind not in PartyKind.values:
        raise PartyInvalid(field="kind", rule="unknown")
    if not 0 < len(name) <= LONGEST_NAME:
        raise PartyInvalid(field="name", rule="length")
    if any(unicodedata.category(sign) in UNWRITTEN for sign in name + number):
        raise PartyInvalid(field="name", rule="characters")
    if number_kind not in NUMBER_KINDS:
        raise PartyInvalid(field="number_kind", rule="unknown", article="GB/T 36903")
    if (kind == PartyKind.LEGAL) is not (number_kind == CREDIT_CODE):
        raise PartyInvalid(field="number_kind", rule="not_for_this_kind")
    if not 0 < len(number) <= LONGEST_NUMBER:
        raise PartyInvalid(field="number", rule="length")
    if number_kind == IDENTITY_CARD and (faults := check_citizen_number(number)):
        raise PartyInvalid(field="number", rule=faults[0].fault.value, article="GB 11643-1999")
    # A credit code with a wrong check character stands in real registers, so only its form counts.
    if number_kind == CREDIT_CODE and any(f.fault != "check" for f in check_credit_code(number)):
        raise PartyInvalid(field="number", rule="form", article="GB 32100-2015")
    if level not in range(4):
        raise PartyInvalid(field="real_name_level", rule="unknown")


def _clean(text: str) -> str:
    """Return the text with full-width signs made plain and without spaces around it."""
    return unicodedata.normalize("NFKC", text).strip()


def number_digest(number_kind: str, number: str) -> bytes:
    """Return HMAC-SM3 of a number, under a key that only the vault can open."""
    mac = hmac.HMAC(_digest_key(), hashes.SM3())
    mac.update(framed(number_kind.encode(), number.encode()))
    return mac.finalize()


def _digest_key() -> bytes:
    bound_to = b"directory/key/1:" + DIGEST_KEY.encode()
    kept = SealedKey.objects.filter(pk=DIGEST_KEY).first()
    if kept is None:
        # Never from the port: a simulation's ids repeat, and this key must not.
        fresh = ports().vault.seal(secrets.token_bytes(32), bound_to=bound_to)
        SealedKey.objects.bulk_create(
            [SealedKey(name=DIGEST_KEY, sealed=fresh)], ignore_conflicts=True
        )
        kept = SealedKey.objects.get(pk=DIGEST_KEY)  # ours, or one made at the same moment
    return ports().vault.open(bytes(kept.sealed), bound_to=bound_to)


def _seal(party_id: UUID, field: str, text: str) -> bytes:
    return ports().vault.seal(text.encode(), bound_to=_bound(party_id, field))


def _opened(party: Party, field: str) -> str:
    sealed = getattr(party, f"{field}_sealed")
    if sealed is None:
        return ""
    return ports().vault.open(bytes(sealed), bound_to=_bound(party.id, field)).decode()


def _bound(party_id: UUID, field: str) -> bytes:
    return framed(b"directory/party/1", party_id.bytes, field.encode())


def find_party_by_number(number: str, number_kind: str = IDENTITY_CARD) -> UUID | None:
    """Return the party with this number, or None. Whoever asks knows the number already."""
    digest = number_digest(number_kind, _clean(number).replace(" ", "").upper())
    found = Party.objects.filter(number_kind=number_kind, number_digest=digest)
    return found.values_list("id", flat=True).first()


def masked_parties(party_ids: Iterable[UUID]) -> dict[UUID, MaskedParty]:
    """Return these parties as lists show them; unknown ids are left out."""
    return {
        party.id: MaskedParty(
            party.id,
            party.kind,
            party.name_masked,
            party.number_masked,
            party.phone_masked,
            party.credit_code,
            party.real_name_level,
        )
        for party in Party.objects.filter(pk__in=set(party_ids))
    }


def party_card(
    actor: Actor,
    party_id: UUID,
    *,
    purpose: str | None = None,
    case_id: UUID | None = None,
    ground: str = "",
    what: str = "detail",
    sealing: Sealing | None = None,
) -> PartyCard:
    """Return what identifies a party, and record the look in the same transaction.

    With a case, the caller has asked the policy about the case. Raises NotAllowed without the
    right to read files, LookNeedsReason without case and ground, PartyNotFound.
    """
    verdict = may_try(actor, "file.read")
    if not verdict:
        raise NotAllowed(act="file.read", reason=verdict.reason)
    with transaction.atomic():
        party = _party(party_id)
        if party is None:
            raise PartyNotFound(party=str(party_id))
        record_look(
            actor,
            party_id,
            case_id=case_id,
            purpose=purpose,
            what=what,
            ground=ground,
            sealing=sealing,
        )
        return _card(party)


_COLUMNS = Columns(Party)
_ONE_PARTY = f"SELECT {_COLUMNS.of('party')} FROM directory_party party WHERE id = %s"  # noqa: S608


def _party(party_id: UUID) -> Party | None:
    with prepared() as cursor:
        cursor.execute(_ONE_PARTY, [party_id])
        cells = cursor.fetchone()
    return _COLUMNS.read(cells) if cells else None


def own_card(actor: Actor) -> PartyCard:
    """Return a signed-in party's own data. Raises NotAllowed for anybody else."""
    if actor.kind is not ActorKind.PARTY:
        raise NotAllowed(act="look.own", reason=f"not_for_{actor.kind.value}")
    return party_card(actor, UUID(actor.id))


def _card(party: Party) -> PartyCard:
    return PartyCard(
        id=party.id,
        kind=party.kind,
        name=_opened(party, "name"),
        number_kind=party.number_kind,
        number=_opened(party, "number"),
        phone=_opened(party, "phone"),
        credit_code=party.credit_code,
        real_name_level=party.real_name_level,
    )


def change_phone(party_id: UUID, phone: str) -> None:
    """Keep another phone number for a party. Raises PartyNotFound, PartyInvalid."""
    phone = _clean(phone)
    if not 5 <= len(phone) <= 20:
        raise PartyInvalid(field="phone", rule="length")
    changed = Party.objects.filter(pk=party_id).update(
        phone_sealed=_seal(party_id, "phone", phone), phone_masked=masked_phone(phone)
    )
    if not changed:
        raise PartyNotFound(party=str(party_id))
