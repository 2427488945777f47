"""Filing a bundle: one form, one set of documents, one act; each matter its own case."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yichuang.catalogue.public import EditionContent, EditionRow, content_of, form_fields
from yichuang.catalogue.pure import SITUATIONS
from yichuang.directory.public import Actor
from yichuang.kernel.public import InvalidInput, load
from yichuang.ledger.public import Case, Opening, Receipt, open_case

from ..attachments import attached
from ..bundle_commands import BundleDocument, FileBundle
from ..bundle_events import BUNDLE_LINE
from ..bundle_state import BundleState
from ..commands import MaterialGiven
from ..errors import AnswersInvalid, BundleTooLarge, BundleTooSmall, RealNameLevelTooLow
from ..procedure.bundle import LEAST, part_of
from ..services import check_form, check_mandate, edition_to_file

MOST = 20


@dataclass(frozen=True, slots=True)
class MemberReceipt:
    """One matter in the receipt; case and number are None and empty while it waits."""

    matter: str
    name: str
    organ_name: str
    case_id: UUID | None
    number: str
    waits_for: tuple[str, ...]  # the matters whose results it waits for


@dataclass(frozen=True, slots=True)
class BundleReceipt:
    """What the applicant holds: the bundle's own receipt, its cases, the day it is promised for."""

    receipt: Receipt
    members: tuple[MemberReceipt, ...]
    promised_on: date | None


def file_bundle(*, actor: Actor, party: UUID, command: FileBundle, key: str) -> BundleReceipt:
    """Apply for several matters at once, for oneself or for a party that gave a mandate.

    Everything or nothing; the same key gives the same receipt again. Raises NotAllowed without a
    mandate for each matter, UploadNotFound for somebody else's file, NotFileable,
    EditionNotInForce, RealNameLevelTooLow, AnswersInvalid, BundleTooSmall, BundleTooLarge, and
    what `procedure.bundle` refuses.
    """
    if len(command.editions) < LEAST:
        raise BundleTooSmall(field="matters", least=LEAST)
    if len(command.editions) > MOST:
        raise BundleTooLarge(field="matters", most=MOST)
    rows = [edition_to_file(edition_id, actor, key) for edition_id in command.editions]
    if len({row.matter_code for row in rows}) != len(rows):
        raise InvalidInput(field="matters", rule="twice")
    for row in rows:
        check_mandate(actor, party, row)
    _check(actor, rows, command)
    command = dataclasses.replace(command, documents=_documents(actor, command.documents))
    agent = actor.party_id if actor.party_id != party else None
    receipt = open_case(_opening(rows, party, agent), command, actor=actor, key=key)
    return receipt_of(receipt)


def receipt_of(receipt: Receipt) -> BundleReceipt:
    """Return the whole receipt of a bundle as its members stand now."""
    state = load(BundleState, Case.objects.get(pk=receipt.case_id).state)
    members = tuple(
        MemberReceipt(
            matter=one.pin.matter,
            name=one.pin.name,
            organ_name=one.pin.organ_name,
            case_id=UUID(one.case) if one.case else None,
            number=one.number,
            waits_for=tuple(dict.fromkeys(wait.giver for wait in one.pin.waits)),
        )
        for one in state.members
    )
    return BundleReceipt(receipt, members, state.promised_on)


def _check(actor: Actor, rows: list[EditionRow], command: FileBundle) -> None:
    """Refuse answers of the wrong kind, or to a question nobody asks; gaps turn nobody away."""
    values = {**command.form, SITUATIONS: command.situations}
    known: set[str] = set()
    for row in rows:
        content = content_of(row.id)
        if actor.real_name_level < content.real_name_level:
            raise RealNameLevelTooLow(needs=content.real_name_level, has=actor.real_name_level)
        check_form(content, part_of(content, row.matter_code, values))
        known |= _names(content, row.matter_code)
    if unknown := sorted((command.form.keys() | command.situations.keys()) - known):
        errors = [
            {"field": name, "label": name, "rule": "unknown", "detail": ""} for name in unknown
        ]
        raise AnswersInvalid(field=f"form.{unknown[0]}", errors=errors)


def _names(content: EditionContent, matter: str) -> set[str]:
    codes = [one.element for one in form_fields(content)]
    codes += [one.code for one in content.situations]
    return {*codes, *(f"{matter}:{code}" for code in codes)}


def _documents(actor: Actor, documents: tuple[BundleDocument, ...]) -> tuple[BundleDocument, ...]:
    """Return the documents with the digests of their files, each file taken in once."""
    given = tuple(MaterialGiven(one.id, "upload", one.uploads) for one in documents)
    known = attached(actor, given, ())
    return tuple(BundleDocument(one.code, one.uploads, one.digests) for one in known)


def _opening(rows: list[EditionRow], party: UUID, agent: UUID | None) -> Opening:
    """Return what a bundle is about; the organ of its first matter leads."""
    lead = rows[0]
    return Opening(
        line=BUNDLE_LINE,
        organ=lead.organ_code,
        organ_name=lead.organ_name,
        region=lead.region,
        matter=BUNDLE_LINE,
        matter_name="、".join(row.name for row in rows),
        party=party,
        agent=agent,
    )
