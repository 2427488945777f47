"""Consents to electronic service, per party and channel (电子送达同意)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from yichuang.kernel.public import framed, ports

from .actors import Actor, ActorKind, Subject
from .errors import PartyInvalid, PartyNotFound
from .masking import masked_email, masked_phone
from .models import Channel, ContactChoice, Party
from .policy import check

PHONE = re.compile(r"\+?[0-9]{8,15}")  # E.164: at most 15 digits
ACCOUNT = re.compile(r"[A-Za-z0-9_.@+-]{1,60}")
LANGUAGES = frozenset({"zh", "en"})
LONGEST_EMAIL, LONGEST_BASIS = 254, 200


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A standing consent as lists show it; the address is masked."""

    id: UUID
    channel: str
    address_masked: str
    language: str
    given_at: datetime

    @property
    def label(self) -> str:
        """The channel's name."""
        return str(Channel(self.channel).label)


def choose_contact(
    actor: Actor,
    party_id: UUID,
    *,
    channel: str,
    address: str = "",
    language: str = "zh",
    basis: str = "",
) -> UUID:
    """Keep a party's consent to a channel, in place of an earlier one, and return its id.

    The party gives it, somebody with a full mandate, or a window clerk who has seen the signed
    paper; then `basis` says which. Saying the same again changes nothing. Raises NotAllowed,
    PartyNotFound, PartyInvalid naming field and rule.
    """
    check(actor, "contact.choose", Subject(party=party_id))
    address, basis = clean_address(channel, address), basis.strip()
    if language not in LANGUAGES:
        raise PartyInvalid(field="language", rule="unknown")
    if len(basis) > LONGEST_BASIS:
        raise PartyInvalid(field="basis", rule="length")
    if actor.kind is ActorKind.OFFICER and not basis:
        raise PartyInvalid(field="basis", rule="required")
    with transaction.atomic():
        if not Party.objects.select_for_update().filter(pk=party_id).exists():
            raise PartyNotFound(party=str(party_id))
        now = ports().clock.now()
        standing = ContactChoice.objects.filter(party=party_id, channel=channel, withdrawn_at=None)
        for one in standing:
            if one.language == language and _opened(one) == address:
                return one.id
        standing.update(withdrawn_at=now)
        choice_id = ports().ids.uuid()
        ContactChoice.objects.create(
            id=choice_id,
            party_id=party_id,
            channel=channel,
            address_sealed=_sealed(choice_id, address) if address else None,
            address_masked=_masked(channel, address),
            language=language,
            given_at=now,
            given_by=actor.id,
            basis=basis,
        )
        return choice_id


def withdraw_contact(actor: Actor, choice_id: UUID) -> None:
    """End a consent now (撤回同意); ending it twice changes nothing.

    What is queued is not sent any more. Raises NotAllowed, PartyInvalid for an unknown one.
    """
    row = ContactChoice.objects.filter(pk=choice_id).first()
    if row is None:
        raise PartyInvalid(field="choice", rule="unknown")
    check(actor, "contact.choose", Subject(party=row.party_id))
    ContactChoice.objects.filter(pk=choice_id, withdrawn_at=None).update(
        withdrawn_at=ports().clock.now()
    )


def contact_choices(party_ids: Iterable[UUID]) -> dict[UUID, list[ContactLine]]:
    """Return the standing consents of these parties, by party; no party without any."""
    found: dict[UUID, list[ContactLine]] = {}
    rows = ContactChoice.objects.filter(party__in=set(party_ids), withdrawn_at=None)
    for row in rows.order_by("given_at", "id"):
        line = ContactLine(row.id, row.channel, row.address_masked, row.language, row.given_at)
        found.setdefault(row.party_id, []).append(line)
    return found


def contact_address(choice_id: UUID) -> str | None:
    """Return the address of a consent that stands now, or None where it was withdrawn.

    For sending the person's own news to the person alone: what was sent where stands on the
    person's own case page, so it is no look.
    """
    row = ContactChoice.objects.filter(pk=choice_id, withdrawn_at=None).first()
    return None if row is None else _opened(row)


def clean_address(channel: str, address: str) -> str:
    """Return an address as it is kept. Raises PartyInvalid naming field and rule."""
    address = unicodedata.normalize("NFKC", address).strip()
    if channel == Channel.IN_SITE:
        return ""
    if channel == Channel.SMS:
        address = re.sub(r"[\s()-]", "", address)
        fits = PHONE.fullmatch(address) is not None
    elif channel == Channel.EMAIL:
        fits = _is_email(address)
    elif channel == Channel.WEBHOOK:
        fits = ACCOUNT.fullmatch(address) is not None
    else:
        raise PartyInvalid(field="channel", rule="unknown")
    if not fits:
        raise PartyInvalid(field=f"address_{channel}", rule="form" if address else "required")
    return address


def _is_email(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return address.isascii() and len(address) <= LONGEST_EMAIL


def _masked(channel: str, address: str) -> str:
    if channel == Channel.EMAIL:
        return masked_email(address)
    return masked_phone(address)


def _sealed(choice_id: UUID, address: str) -> bytes:
    return ports().vault.seal(address.encode(), bound_to=_bound(choice_id))


def _opened(row: ContactChoice) -> str:
    if row.address_sealed is None:
        return ""
    return ports().vault.open(bytes(row.address_sealed), bound_to=_bound(row.id)).decode()


def _bound(choice_id: UUID) -> bytes:
    return framed(b"directory/contact/1", choice_id.bytes)
