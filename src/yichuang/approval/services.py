"""Writing: one function an act. Each names what the law asks through the procedure it runs."""

from __future__ import annotations

import dataclasses
from typing import Any
from uuid import UUID

from django.db import transaction

from yichuang.catalogue.public import (
    EditionContent,
    EditionRow,
    check_answers,
    content_of,
    edition_row,
)
from yichuang.directory.public import (
    Actor,
    ActorKind,
    LookPurpose,
    NotAllowed,
    may_act_for,
    record_look,
    today,
)
from yichuang.kernel.public import DomainError, dump, ports
from yichuang.ledger.public import (
    Case,
    Command,
    Receipt,
    case_exists,
    case_id_for,
    execute,
    open_case,
)

from .attachments import attached, borne_out
from .commands import AnswerSupplement, File, MaterialGiven, Receive, TakeSupplement
from .delivery_commands import Collect, NoteWrongCode, RecordReceipt
from .errors import (
    AnswersInvalid,
    CollectionCodeWrong,
    DocumentDiffers,
    EditionNotInForce,
    NotFileable,
    RealNameLevelTooLow,
)
from .offer_rows import offered_answers
from .opening import opening_for
from .titles import filing_day
from .turn_commands import BringMaterials, TakeMaterials


def file_application(
    *,
    actor: Actor,
    edition_id: UUID,
    party: UUID,
    command: File,
    key: str,
) -> Receipt:
    """Apply online for oneself, or for a party that gave a mandate (网上申请).

    Raises NotAllowed without a mandate, UploadNotFound for somebody else's file, NotFileable,
    EditionNotInForce, RealNameLevelTooLow, and what `procedure` refuses. What an offer's data say
    stands in the form, whatever was filled in.
    """
    edition = edition_to_file(edition_id, actor, key)
    content = content_of(edition.id)
    check_mandate(actor, party, edition)
    if actor.real_name_level < content.real_name_level:
        raise RealNameLevelTooLow(needs=content.real_name_level, has=actor.real_name_level)
    form = {**command.form, **offered_answers(command, party, edition.id)}
    command = dataclasses.replace(command, form=form)
    check_form(content, command.form)
    agent = actor.party_id if actor.party_id != party else None
    materials = borne_out(attached(actor, command.materials, ()), content, party)
    command = dataclasses.replace(
        command, materials=materials, promise_signed_by=_signer(command, actor)
    )
    return open_case(opening_for(edition, party, agent), command, actor=actor, key=key)


def _signer(command: File, actor: Actor) -> str:
    """Return who signs a promise online: the agent or the applicant, as the filing names him."""
    if not command.promise_signed_by.strip():
        return ""
    named = command.applicant.get("agent_name") or command.applicant.get("name")
    return str(named or actor.name)


def receive_application(
    *,
    actor: Actor,
    edition_id: UUID,
    party: UUID | None,
    agent: UUID | None = None,
    command: Receive,
    key: str,
) -> Receipt:
    """Take an application at a window, in the name of the organ that holds the power (收件).

    Raises NotAllowed for an agent without a mandate: he could read and withdraw the application.
    """
    if actor.kind is not ActorKind.OFFICER:
        raise NotFileable(rule="only an officer receives at a window")
    edition = edition_to_file(edition_id, actor, key)
    if agent is not None and not (
        party and may_act_for(agent, party, edition.matter_code, today())
    ):
        raise NotAllowed(act="mandate.give", reason="not_own")
    check_form(content_of(edition.id), command.form)
    materials = attached(actor, command.materials, (party, agent))
    signed = _signed(actor, command, (party, agent))
    command = dataclasses.replace(command, materials=materials, signature_digest=signed)
    received_on = filing_day(command, ports().clock.now())
    opening = opening_for(edition, party, agent, received_on)
    return open_case(opening, command, actor=actor, key=key)


def _signed(actor: Actor, command: Receive, parties: tuple[UUID | None, ...]) -> str:
    """Return the digest of the signature. Raises UploadNotFound for somebody else's file."""
    if not command.signature:
        return ""
    given = MaterialGiven("signature", "upload", (command.signature,))
    return attached(actor, (given,), parties)[0].digests[0]


def act(
    case_id: UUID, command: Command, *, actor: Actor, key: str, seen_no: int | None = None
) -> Receipt:
    """Take any later step; see `procedure` for what each command asks.

    A wrong collection code is put on record before it is refused, so that tries are limited; a
    wrong document number is a look.

    Raises UploadNotFound for somebody else's file, and what `execute` raises.
    """
    if isinstance(command, AnswerSupplement | TakeSupplement):
        command = _answer(case_id, command, actor)
    elif isinstance(command, BringMaterials | TakeMaterials):
        command = _brought(case_id, command, actor)
    elif isinstance(command, Collect):
        command = dataclasses.replace(
            command, signature_digest=_own_digest(actor, command.signature)
        )
        return _collect(case_id, command, actor=actor, key=key, seen_no=seen_no)
    elif isinstance(command, RecordReceipt):
        command = dataclasses.replace(command, scan_digest=_own_digest(actor, command.scan))
    return execute(case_id, command, actor=actor, key=key, seen_no=seen_no)


def _collect(
    case_id: UUID, command: Collect, *, actor: Actor, key: str, seen_no: int | None
) -> Receipt:
    """Hand over; what was tried in vain stays on record.

    The case stays locked until a wrong code is counted, or several at once would all be the first.
    A wrong document number is not counted, since nothing else is left where the code is used up;
    but whoever compares it learns something of the person, and that is a look.
    """
    with transaction.atomic():
        row = Case.objects.select_for_update(of=("self",)).filter(pk=case_id)
        party = row.values_list("party", flat=True).first()
        try:
            return execute(case_id, command, actor=actor, key=key, seen_no=seen_no)
        except CollectionCodeWrong as fault:
            # A key of its own each time: one that a caller chose would make five tries one.
            execute(case_id, NoteWrongCode(), actor=actor, key=str(ports().ids.uuid()))
            refusal: DomainError = fault
        except DocumentDiffers as fault:
            if party is not None:
                record_look(actor, party, case_id=case_id, purpose=LookPurpose.CASE, what="detail")
            refusal = fault
    raise refusal


def _own_digest(actor: Actor, upload: str) -> str:
    """Return the digest of a file the officer took in himself; nothing where there is none."""
    if not upload:
        return ""
    given = MaterialGiven("signature", "upload", (upload,))
    return attached(actor, (given,), ())[0].digests[0]


def _answer(
    case_id: UUID, command: AnswerSupplement | TakeSupplement, actor: Actor
) -> AnswerSupplement | TakeSupplement:
    """Return the answer to a notice with what is borne out; forms of the wrong kind are refused."""
    case = Case.objects.filter(pk=case_id).only("party", "agent", "edition").first()
    if case is None or case.edition is None:
        return command  # `execute` says so
    content = content_of(case.edition)
    if command.answers:
        check_form(content, command.answers)
    materials = attached(actor, command.materials, (case.party, case.agent))
    if actor.kind is ActorKind.PARTY:
        materials = borne_out(materials, content, case.party)
    return dataclasses.replace(command, materials=materials)


def _brought(
    case_id: UUID, command: BringMaterials | TakeMaterials, actor: Actor
) -> BringMaterials | TakeMaterials:
    """Return what comes after acceptance as far as it is borne out."""
    case = Case.objects.filter(pk=case_id).only("party", "agent", "edition").first()
    if case is None or case.edition is None:
        return command  # `execute` says so
    materials = attached(actor, command.materials, (case.party, case.agent))
    if actor.kind is ActorKind.PARTY:
        materials = borne_out(materials, content_of(case.edition), case.party)
    return dataclasses.replace(command, materials=materials)


def edition_to_file(edition_id: UUID, actor: Actor, key: str) -> EditionRow:
    """Return the edition if one may file under it now; a retry is not asked again."""
    edition = edition_row(edition_id)
    if case_exists(case_id_for(actor, key)):
        return edition
    if edition.state != "effective":
        raise EditionNotInForce(edition=str(edition_id))
    if not edition.fileable:
        raise NotFileable(lacks=[str(reason) for reason in edition.reasons_not_fileable])
    return edition


def check_mandate(actor: Actor, party: UUID, edition: EditionRow) -> None:
    """Refuse a filing in the name of somebody who gave no mandate for it; Civil Code 民法典 165."""
    own = actor.party_id
    if own is None or party == own or party in actor.mandates:
        return  # for an actor who is no party, the policy has its own answer
    if not may_act_for(own, party, edition.matter_code, today()):
        raise NotAllowed(act=File.act, reason="not_own")


def check_form(content: EditionContent, form: dict[str, Any]) -> None:
    """Refuse answers of the wrong kind; what is only missing does not turn a filing away.

    Raises AnswersInvalid with one entry a field: field, label, rule and the rule's figure.
    """
    faults = check_answers(content, form)
    wrong = [dump(fault) for fault in faults if fault.rule != "required"]
    if wrong:
        raise AnswersInvalid(field=f"form.{wrong[0]['field']}", errors=wrong)
