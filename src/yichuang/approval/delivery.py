"""Collection codes: drawn, kept as a keyed digest, found again; and what lies where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from yichuang.directory.public import Actor, number_digest
from yichuang.kernel.public import ports
from yichuang.ledger.public import CaseView, Command, cases_visible_to, sealed_items

from .delivery_commands import Collect
from .errors import CollectionCodeUnknown
from .events import LINE
from .models import Application

CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is misread or misheard
CODE_LENGTH = 8
NUMBERS = "approval.collection"  # sets these digests apart from others under the same key
UNARRANGED, READY, UNDER_WAY, RETURNED = "unarranged", "ready", "under_way", "returned"


def new_code() -> str:
    """Return a fresh code; 32 signs, so every byte counts the same."""
    return "".join(CODE_ALPHABET[byte % 32] for byte in ports().ids.nonce(CODE_LENGTH))


def plain_code(text: str) -> str:
    """Return what was typed or scanned without spaces and hyphens, in capitals."""
    return "".join(sign for sign in text.upper() if sign not in " -\t\u3000")


def code_digest(code: str) -> str:
    """Return what is kept of a code: enough to find it by, under a key of the vault."""
    return number_digest(NUMBERS, plain_code(code)).hex()


@dataclass(frozen=True, slots=True)
class Shown:
    """Whether what was shown at the counter fits."""

    code_fits: bool = False
    document_fits: bool = False


def shown(case: CaseView, command: Command) -> Shown:
    """Return whether code and document of a collection fit this case; nothing for other steps."""
    if not isinstance(command, Collect):
        return Shown()
    kept = case.state.delivery.code_digest
    code_fits = bool(command.code.strip() and kept) and code_digest(command.code) == kept
    return Shown(code_fits, _document_fits(case, command.id_number))


def _document_fits(case: CaseView, number: str) -> bool:
    if not plain_code(number):
        return False
    applicants: list[Any] = list(sealed_items(case.id, {"applicant"}).values())
    return any(plain_code(str(one.get("number", ""))) == plain_code(number) for one in applicants)


def deliveries(actor: Actor) -> QuerySet[Application]:
    """Return the applications whose result is still to be handed over, within sight of a post."""
    visible = cases_visible_to(actor).filter(line=LINE)
    return (
        Application.objects.filter(case__in=visible)
        .exclude(delivery="")
        .select_related("case")
        .order_by("delivery_since", "case_id")
    )


def delivery_named(actor: Actor, typed: str) -> Application:
    """Return the result that a code, a waybill or a receipt number names.

    Raises CollectionCodeUnknown; whether such a code lies elsewhere is not told.
    """
    text = plain_code(typed)
    if not text or not text.isprintable():
        raise CollectionCodeUnknown(field="scan")
    open_now = deliveries(actor)
    found = open_now.filter(case__number=text).first() or open_now.filter(waybill=text).first()
    if found is None and len(text) == CODE_LENGTH:
        found = open_now.filter(collection_digest=code_digest(text)).first()
    if found is None:
        raise CollectionCodeUnknown(field="scan")
    return found
