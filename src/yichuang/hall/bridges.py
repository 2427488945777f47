"""Bridges to devices: paired by a clerk, and every reading judged by its signature."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import transaction
from django.db.models import Q, QuerySet

from yichuang.directory.public import Actor, today
from yichuang.kernel.public import InvalidInput, ports
from yichuang.law.public import check_citizen_number

from .errors import BridgeNotFound, ReadingInvalid
from .models import Bridge

CONTEXT = b"yichuang/device/1:"
FRESH = timedelta(minutes=5)  # a counter's clock may be off; a reading kept for later is no reading
LONGEST_PAYLOAD = 4096
IDENTITY_CARD = "111"
WITHDRAWAL_GROUNDS = frozenset({"replaced", "moved", "lost", "mistaken"})


@dataclass(frozen=True, slots=True)
class CardRead:
    """A card as a paired reader gave it."""

    name: str
    number: str
    number_kind: str


@dataclass(frozen=True, slots=True)
class PairedBridge:
    """A bridge as the list of pairings shows it; `withdrawn_at` None: it is trusted."""

    key: str
    demo: bool
    paired_by: str
    paired_at: datetime
    withdrawn_by: str
    withdrawn_at: datetime | None
    ground: str


def pair_bridge(actor: Actor, payload: str, seal: str) -> None:
    """Trust a bridge from now on. Raises ReadingInvalid unless it proves to hold its key.

    A key whose pairing was withdrawn is not trusted again (rule `withdrawn`): it may be known to
    somebody. The bridge makes a new one.
    """
    told = _proved(payload, seal, kind="pairing")
    row, _new = Bridge.objects.get_or_create(
        key=told["bridge"],
        defaults={
            "demo": told.get("demo") is True,
            "organ": actor.organ,
            "paired_by": actor.id,
            "paired_at": ports().clock.now(),
        },
    )
    if row.withdrawn_at is not None:
        raise ReadingInvalid(field="pairing", rule="withdrawn")


def bridges_of(actor: Actor) -> list[PairedBridge]:
    """Return the bridges this officer's organ has paired, the latest first."""
    return [
        PairedBridge(
            key=row.key,
            demo=row.demo,
            paired_by=row.paired_by,
            paired_at=row.paired_at,
            withdrawn_by=row.withdrawn_by,
            withdrawn_at=row.withdrawn_at,
            ground=row.withdrawal_ground,
        )
        for row in _of_the_organ(actor).order_by("-paired_at", "key")
    ]


@transaction.atomic
def withdraw_bridge(actor: Actor, key: str, ground: str) -> None:
    """Trust a bridge no longer, whoever of the organ paired it; who did it and why is recorded.

    Raises InvalidInput for an unknown ground, BridgeNotFound for a bridge of another organ and for
    one that was withdrawn already.
    """
    if ground not in WITHDRAWAL_GROUNDS:
        raise InvalidInput(field="ground", rule="unknown")
    row = _of_the_organ(actor).select_for_update().filter(pk=key, withdrawn_at=None).first()
    if row is None:
        raise BridgeNotFound(field="bridge")
    row.withdrawn_by, row.withdrawn_at = actor.id, ports().clock.now()
    row.withdrawal_ground = ground
    row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawal_ground"])


def _of_the_organ(actor: Actor) -> QuerySet[Bridge]:
    return Bridge.objects.filter(Q(organ=actor.organ) | Q(organ="", paired_by=actor.id))


def card_read(payload: str, seal: str) -> CardRead:
    """Return whom a card names. Raises ReadingInvalid: unpaired, forged, old, expired, misread."""
    told = _of_a_paired_bridge(payload, seal, kind="card")
    name, number, kind = (told.get(one) for one in ("name", "number", "number_kind"))
    if not (isinstance(name, str) and isinstance(number, str) and isinstance(kind, str)):
        raise ReadingInvalid(field="reading", rule="form")
    if kind == IDENTITY_CARD and check_citizen_number(number):
        raise ReadingInvalid(field="reading", rule="check_digit")
    if _ends(told.get("valid_to")) < today():
        raise ReadingInvalid(field="reading", rule="expired")
    return CardRead(name.strip(), number.strip(), kind)


def signature_made(payload: str, seal: str, *, document: str, image: bytes) -> None:
    """Do nothing if this picture was signed under this form. Raises ReadingInvalid otherwise."""
    told = _of_a_paired_bridge(payload, seal, kind="signature")
    if told.get("document") != document:
        raise ReadingInvalid(field="signature", rule="other_form")
    if told.get("image") != hashlib.sha256(image).hexdigest():
        raise ReadingInvalid(field="signature", rule="seal")


def _of_a_paired_bridge(payload: str, seal: str, *, kind: str) -> dict[str, Any]:
    told = _proved(payload, seal, kind=kind)
    row = Bridge.objects.filter(key=told["bridge"]).first()
    if row is None or row.withdrawn_at is not None:
        raise ReadingInvalid(field="reading", rule="withdrawn" if row else "pairing")
    return told


def _proved(payload: str, seal: str, *, kind: str) -> dict[str, Any]:
    """Return what was said, by whoever holds the key it names, just now."""
    if len(payload) > LONGEST_PAYLOAD:
        raise ReadingInvalid(field="reading", rule="form")
    try:
        told = json.loads(payload)
        key, at = str(told["bridge"]), datetime.fromisoformat(told["at"])
        age = abs(ports().clock.now() - at)
        held = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        held.verify(bytes.fromhex(seal), CONTEXT + payload.encode())
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ReadingInvalid(field="reading", rule="form") from None
    except InvalidSignature:
        raise ReadingInvalid(field="reading", rule="seal") from None
    if told.get("kind") != kind:
        raise ReadingInvalid(field="reading", rule="form")
    if age > FRESH:
        raise ReadingInvalid(field="reading", rule="old")
    return {**told, "bridge": held.public_bytes_raw().hex()}


def _ends(value: object) -> date:
    """Return until when a card is valid; none named: for good."""
    try:
        return date.fromisoformat(str(value)) if value else date.max
    except ValueError:
        raise ReadingInvalid(field="reading", rule="form") from None
