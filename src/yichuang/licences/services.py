"""Writing: licences are issued, change state, and are verified in public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from yichuang.directory.public import masked_name
from yichuang.documents.public import (
    Certificate,
    Head,
    Line,
    Paper,
    Verification,
    draw_number,
    issue_paper,
    new_salt,
    new_verification_code,
    paper_file_verdict,
)
from yichuang.kernel.public import insert, ports
from yichuang.law.public import make_licence_identifier

from .errors import LicenceNotFound, LicenceNotReplaceable, StateChangeNotAllowed, TermInvalid
from .models import Licence, StateChange, VerificationLook
from .selectors import (
    LicenceStatus,
    holder_binding,
    licence_by_code,
    status_of,
    today,
)
from .states import LicenceState, may_follow

REPLACED = "replaced"  # ground: a change or renewal issued the next one


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceOrder:
    """What is to be issued (制证内容).

    `type_code` has 21 signs: the credit code of the organ that defines the type and 3 digits.
    `valid_to` None: long-term. `lines` are the printed columns between holder and term. `previous`:
    the licence that this one changes or renews; it lapses and keeps its own page. `from_organ`: the
    organ that issued it, where its power has come to another since (划转).
    """

    type_code: str
    type_name: str
    number: str
    holder: str
    holder_is_person: bool
    holder_party: UUID | None
    organ_code: str
    organ_name: str
    issued_on: date
    valid_from: date
    valid_to: date | None = None
    lines: tuple[Line, ...] = ()
    holder_label: str = "持证人"
    note: str = ""
    simulated: bool = False
    previous: UUID | None = None
    from_organ: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFinding:
    """What is known of a licence, and of the file that claims to be it."""

    status: LicenceStatus
    file: Verification


def issue_licence(order: LicenceOrder, *, case_id: UUID | None) -> Licence:
    """Issue a licence with its paper, in the caller's transaction.

    Raises TermInvalid; LicenceNotFound or LicenceNotReplaceable for `previous`. Source: LicLaw
    行政许可法 39, 44, 49, 50; GB/T 36904-2018.
    """
    if order.valid_to is not None and order.valid_to < order.valid_from:
        raise TermInvalid(field="valid_to", valid_from=order.valid_from.isoformat())
    # Only what is replaced can refuse; a savepoint for nothing is two statements.
    with transaction.atomic(savepoint=order.previous is not None):
        previous = _replaceable(order) if order.previous else None
        identifier = _identifier(order, previous)
        code = new_verification_code()
        paper = issue_paper(
            _certificate(order, identifier),
            case_id=case_id,
            organ_code=order.organ_code,
            verification_code=code,
        )
        licence = _record(order, identifier=identifier, paper=paper, previous=previous)
        if previous is not None:
            _change(
                previous,
                LicenceState.LAPSED,
                ground=REPLACED,
                article="",
                organ_code=order.organ_code,
                case_id=case_id,
                effective_on=order.issued_on,
            )
        return licence


def change_state(
    licence_id: UUID,
    state: LicenceState,
    *,
    ground: str,
    organ_code: str,
    article: str = "",
    case_id: UUID | None = None,
    effective_on: date | None = None,
) -> Licence:
    """Bring a licence into another state; every change stays on record.

    `ground` is a code, `article` a short citation. Raises LicenceNotFound, StateChangeNotAllowed.
    """
    if not ground:
        raise ValueError("a change of state has a ground")
    with transaction.atomic():
        licence = _locked(licence_id)
        return _change(
            licence,
            state,
            ground=ground,
            article=article,
            organ_code=organ_code,
            case_id=case_id,
            effective_on=effective_on or today(),
        )


def verify(code: str, *, channel: str = "page") -> LicenceStatus | None:
    """Answer a public verification and count it; None for a code that is no licence's.

    Unknown codes leave no trace, or a stranger could fill the table.
    """
    licence = licence_by_code(code)
    if licence is None:
        return None
    status = status_of(licence)
    _note(licence, channel, "in_force" if status.in_force else "not_in_force")
    return status


def verify_file(code: str, pdf: bytes) -> FileFinding | None:
    """Say whether a file is the very one that was issued under this code, and count it."""
    licence = licence_by_code(code)
    if licence is None:
        return None
    found = paper_file_verdict(licence.paper_id, pdf)
    _note(licence, "file", "sound" if found.sound else found.tampering.value)
    return FileFinding(status=status_of(licence), file=found)


def _locked(licence_id: UUID) -> Licence:
    row = Licence.objects.select_for_update().filter(pk=licence_id).first()
    if row is None:
        raise LicenceNotFound()
    return row


def _replaceable(order: LicenceOrder) -> Licence:
    assert order.previous is not None
    previous = _locked(order.previous)
    issuer = order.from_organ or order.organ_code
    same = (previous.organ_code, previous.holder_party) == (issuer, order.holder_party)
    # A type is defined by its organ: that of another never bears the same code.
    same = same and (issuer != order.organ_code or previous.type_code == order.type_code)
    if not same or not may_follow(LicenceState(previous.state), LicenceState.LAPSED):
        raise LicenceNotReplaceable(number=previous.number, state=previous.state)
    return previous


def _identifier(order: LicenceOrder, previous: Licence | None) -> str:
    """Return the next version of the licence that is replaced, or a new serial in version 1.

    Another organ's serial is its own: what carries on its licence gets one of this organ.
    """
    if previous is not None and previous.organ_code == order.organ_code:
        serial, version = previous.identifier.split(".")[-3:-1]
        number = int(version) + 1
    else:
        drawn = draw_number(f"licence/{order.type_code}/{order.organ_code}", order.issued_on.year)
        serial, number = f"{order.issued_on:%Y%m%d}{drawn:06}", 1
    return make_licence_identifier(order.type_code, order.organ_code, serial, number)


def _certificate(order: LicenceOrder, identifier: str) -> Certificate:
    return Certificate(
        head=Head(
            organ_name=order.organ_name,
            number=order.number,
            issued_on=order.issued_on,
            salt=new_salt(),
            simulated=order.simulated,
        ),
        name=order.type_name,
        holder=order.holder,
        holder_label=order.holder_label,
        identifier=identifier,
        lines=order.lines,
        valid_from=order.valid_from,
        valid_to=order.valid_to,
        long_term=order.valid_to is None,
        note=order.note,
    )


def _record(
    order: LicenceOrder, *, identifier: str, paper: Paper, previous: Licence | None
) -> Licence:
    licence_id = ports().ids.uuid()
    sealed = ports().vault.seal(order.holder.encode(), bound_to=holder_binding(licence_id))
    licence = Licence(
        id=licence_id,
        identifier=identifier,
        number=order.number,
        type_code=order.type_code,
        type_name=order.type_name,
        holder=sealed,
        holder_masked=masked_name(order.holder, natural=order.holder_is_person),
        holder_party=order.holder_party,
        organ_code=order.organ_code,
        organ_name=order.organ_name,
        issued_on=order.issued_on,
        valid_from=order.valid_from,
        valid_to=order.valid_to,
        state=LicenceState.VALID,
        case_id=paper.case_id,
        paper_id=paper.id,
        verification_code=paper.verification_code,
        content_digest=paper.content_digest,
        previous=previous,
        created_at=ports().clock.now(),
    )
    insert(licence)
    return licence


def _change(
    licence: Licence,
    state: LicenceState,
    *,
    ground: str,
    article: str,
    organ_code: str,
    case_id: UUID | None,
    effective_on: date,
) -> Licence:
    before = LicenceState(licence.state)
    if not may_follow(before, state):
        raise StateChangeNotAllowed(number=licence.number, before=before.value, after=state.value)
    StateChange.objects.create(
        licence=licence,
        before=before,
        after=state,
        ground=ground,
        article=article,
        organ_code=organ_code,
        case_id=case_id,
        effective_on=effective_on,
        recorded_at=ports().clock.now(),
    )
    licence.state = state
    licence.save(update_fields=["state"])
    return licence


def _note(licence: Licence, channel: str, outcome: str) -> None:
    VerificationLook.objects.create(
        licence=licence, channel=channel, outcome=outcome, looked_at=ports().clock.now()
    )
