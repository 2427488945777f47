"""Bridges to devices: paired by a clerk, and every reading judged by its signature."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from yichuang.directory.public import Actor, today
from yichuang.kernel.public import ports
from yichuang.law.public import check_citizen_number

from .errors import ReadingInvalid
from .models import Bridge

CONTEXT = b"yichuang/device/1:"
FRESH = timedelta(minutes=5)  # a counter's clock may be off; a reading kept for later is no reading
LONGEST_PAYLOAD = 4096
IDENTITY_CARD = "111"


@dataclass(frozen=True, slots=True)
class CardRead:
    """A card as a paired reader gave it."""

    name: str
    number: str
    number_kind: str


def pair_bridge(actor: Actor, payload: str, seal: str) -> None:
    """Trust a bridge from now on. Raises ReadingInvalid unless it proves to hold its key."""
    told = _proved(payload, seal, kind="pairing")
    Bridge.objects.get_or_create(
        key=told["bridge"],
        defaults={
            "demo": told.get("demo") is True,
            "paired_by": actor.id,
            "paired_at": ports().clock.now(),
        },
    )


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
    if not Bridge.objects.filter(key=told["bridge"]).exists():
        raise ReadingInvalid(field="reading", rule="pairing")
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
