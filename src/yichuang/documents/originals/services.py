"""Writing: one function for each thing that happens to a paper. Every one only adds moves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from yichuang.catalogue.public import content_of, shown_only
from yichuang.directory.public import Actor, check, today
from yichuang.kernel.public import InvalidInput, ports
from yichuang.ledger.public import case_visible_to, opening_of, subject_of

from ..numbering import document_number, draw_number
from .barcode import DATA_SIGNS, barcode_from, read_barcode
from .errors import (
    CaseNotClosed,
    HandOverIncomplete,
    HandOverNotFound,
    HandOverSigned,
    ListEmpty,
    NotForThisPlace,
    NotReversible,
    OriginalElsewhere,
    OriginalNotFound,
    OriginalNotOnList,
    OwnSending,
)
from .models import HandOver, Move, Original
from .places import check_keeps
from .rules import Moved, MoveKind, Place, PlaceKind, Standing, effective, may_follow, whereabouts
from .selectors import originals_visible_to

MOST_COPIES = 99
MOST_ITEMS = 200
RECIPIENTS = ("party", "agent")
PROOFS = ("signature", "courier")
GROUNDS = ("wrong_item", "wrong_place", "not_handed_over")
COPY_COLUMNS = ("standing", "since", "place_kind", "place_organ", "to_kind", "to_organ")


@dataclass(frozen=True, slots=True)
class PaperTaken:
    """A paper as it is taken: which material of the case, and how many sheets of it."""

    material: str
    name: str
    copies: int = 1


# --- taking ---------------------------------------------------------------------------------------


def record_taken(
    case_id: UUID,
    papers: Iterable[PaperTaken],
    *,
    actor: Actor,
    at: datetime,
    event_no: int | None = None,
) -> list[Original]:
    """Give each paper its barcode, in the transaction that takes it at a window (收取原件).

    Whoever calls has judged that the actor may take papers in this case.
    """
    window = Place(PlaceKind.WINDOW, actor.organ)
    rows = [
        Original(
            id=ports().ids.uuid(),
            barcode=_fresh_barcode(),
            case_id=case_id,
            event_no=event_no,
            material=paper.material,
            name=paper.name,
            copies=max(1, min(paper.copies, MOST_COPIES)),
            taken_organ=actor.organ,
            taken_at=at,
        )
        for paper in papers
    ]
    taken = Moved(MoveKind.TAKEN, at, window)
    for row in rows:
        row.stand(whereabouts([taken]))
    Original.objects.bulk_create(rows)
    Move.objects.bulk_create([_move(row, 1, taken, actor) for row in rows])
    return rows


def _fresh_barcode() -> str:
    """Return a barcode no original has; 31⁸ of them leave room for every paper of a city."""
    while True:
        barcode = barcode_from(ports().ids.nonce(DATA_SIGNS))
        if not Original.objects.filter(barcode=barcode).exists():
            return barcode


@transaction.atomic
def take_original(actor: Actor, case_id: UUID, *, material: str, copies: int = 1) -> Original:
    """Take a paper of a case that is already there, at the actor's window.

    Raises CaseNotFound, NotAllowed, InvalidInput for a material the case's edition does not have,
    and for an identity card, which nobody may keep (居民身份证法 15).
    """
    case = case_visible_to(actor, case_id)
    check(actor, "originals.take", subject_of(opening_of(case)))
    content = content_of(case.edition) if case.edition else None
    names = {one.code: one.name for one in (content.materials if content else None) or ()}
    if material not in names:
        raise InvalidInput(field="material", rule="unknown")
    if shown_only(names[material]):
        raise InvalidInput(field="material", rule="shown_only", article="IDCardLaw 15")
    if not 1 <= copies <= MOST_COPIES:
        raise InvalidInput(field="copies", rule="range")
    paper = PaperTaken(material, names[material], copies)
    return record_taken(case.id, [paper], actor=actor, at=ports().clock.now())[0]


# --- handing over ---------------------------------------------------------------------------------


@transaction.atomic
def hand_over(
    actor: Actor, *, barcodes: Collection[str], sender: Place, to: Place, hand_over_id: UUID
) -> HandOver:
    """Send papers from one of the actor's places to another, on one list he signs (移交).

    The caller chooses the id, so that a retry gives the same list again. Raises NotAllowed for a
    place that is not his, OriginalElsewhere, NotForThisPlace, CaseNotClosed.
    """
    rows = _locked(actor, barcodes)
    again = HandOver.objects.filter(pk=hand_over_id).first()
    if again is not None:
        return _same_list(again, actor, rows, to)
    for row in rows:
        check_keeps(actor, sender, row)
        _require_held(row, sender)
        _require_destination(row, sender, to)
    now = ports().clock.now()
    sent = HandOver.objects.create(
        id=hand_over_id,
        number=_number(sender.organ),
        from_kind=sender.kind.value,
        from_organ=sender.organ,
        to_kind=to.kind.value,
        to_organ=to.organ,
        sent_by=actor.id,
        sent_post=actor.post,
        sent_at=now,
    )
    moved = Moved(MoveKind.SENT, now, sender, to, sent.pk)
    _write([(row, moved) for row in rows], actor)
    return sent


def _number(organ: str) -> str:
    year = today().year
    return document_number("移交", year, draw_number(f"hand-over:{organ}", year))


def _same_list(again: HandOver, actor: Actor, rows: Sequence[Original], to: Place) -> HandOver:
    """Return a list that was sent before, to the same with the same items by the same officer."""
    items = set(Move.objects.filter(hand_over=again, kind=MoveKind.SENT).values_list("original_id"))
    same = again.sent_by == actor.id and again.receiver == to
    if not same or items != {(row.pk,) for row in rows}:
        raise InvalidInput(field="key", rule="used")
    return again


def _require_destination(row: Original, sender: Place, to: Place) -> None:
    """Refuse a place without business with the case: only its organ, or where it was taken."""
    if to.kind is PlaceKind.APPLICANT or to == sender:
        raise InvalidInput(field="to", rule="unknown")
    if to.organ not in {row.case.organ, row.taken_organ}:
        raise NotForThisPlace(field="to", barcode=row.barcode, name=row.name, organ=to.organ)
    closed = "closed" in row.case.milestones or row.case.status == "voided"
    if to.kind is PlaceKind.ARCHIVE and not closed:
        raise CaseNotClosed(field="to", barcode=row.barcode, name=row.name, number=row.case.number)


@transaction.atomic
def sign_for(
    actor: Actor, hand_over_id: UUID, *, here: Collection[str], missing: Collection[str]
) -> HandOver:
    """Sign for a list item by item: what is here is received, what is not is named (签收).

    A missing paper stays with the sender. Raises OwnSending, NotAllowed, HandOverSigned when
    somebody signed before, OriginalNotOnList, HandOverIncomplete for an item in neither heap.
    """
    sent = HandOver.objects.filter(pk=hand_over_id).first()
    if sent is None:
        raise HandOverNotFound(hand_over=str(hand_over_id))
    received = {read_barcode(one) for one in here}
    absent = {read_barcode(one) for one in missing}
    listed = _items_locked(sent)
    for row in listed:
        check_keeps(actor, sent.receiver, row)
    if sent.sent_by == actor.id:
        raise OwnSending(number=sent.number)
    coming = {row.barcode: row for row in listed if row.hand_over_id == sent.pk}
    if not coming:
        raise HandOverSigned(number=sent.number)
    if strange := (received | absent) - coming.keys():
        raise OriginalNotOnList(field="scan", barcodes=sorted(strange), number=sent.number)
    if left := (coming.keys() - received) ^ absent:
        raise HandOverIncomplete(field="here", barcodes=sorted(left), number=sent.number)
    now = ports().clock.now()
    arrived = Moved(MoveKind.RECEIVED, now, sent.receiver, hand_over=sent.pk)
    lost = Moved(MoveKind.MISSING, now, sent.sender, hand_over=sent.pk)
    _write([(row, arrived if code in received else lost) for code, row in coming.items()], actor)
    return sent


def _items_locked(sent: HandOver) -> list[Original]:
    items = Move.objects.filter(hand_over=sent, kind=MoveKind.SENT).values("original_id")
    return list(_for_update().filter(pk__in=items))


# --- losing, finding, giving back -----------------------------------------------------------------


@transaction.atomic
def report_missing(actor: Actor, barcode: str) -> Original:
    """Say that a paper is not where it should be, at one's own place (报失)."""
    (row,) = _locked(actor, [barcode])
    place = row.whereabouts.place
    _require(row, MoveKind.MISSING, Standing.HELD)
    check_keeps(actor, place, row)
    _write([(row, Moved(MoveKind.MISSING, ports().clock.now(), place))], actor)
    return row


@transaction.atomic
def report_found(actor: Actor, barcode: str, *, place: Place) -> Original:
    """Say that a missing paper has been found: with its sender, or where it was going (找到)."""
    (row,) = _locked(actor, [barcode])
    _require(row, MoveKind.FOUND, Standing.MISSING)
    now = row.whereabouts
    if place not in {now.place, now.to}:
        raise NotForThisPlace(field="place", barcode=row.barcode, name=row.name, organ=place.organ)
    check_keeps(actor, place, row)
    _write([(row, Moved(MoveKind.FOUND, ports().clock.now(), place))], actor)
    return row


@transaction.atomic
def give_back(
    actor: Actor, case_id: UUID, *, barcodes: Collection[str], recipient: str, proof: str
) -> list[Original]:
    """Give papers of a case back against a signature (退还).

    Raises OriginalElsewhere for what is not at a place of the actor's, InvalidInput for an agent
    the case does not have or a paper of another case.
    """
    rows = _locked(actor, barcodes)
    if recipient not in RECIPIENTS or proof not in PROOFS:
        raise InvalidInput(
            field="recipient" if recipient not in RECIPIENTS else "proof", rule="unknown"
        )
    applicant = Place(PlaceKind.APPLICANT)
    now = ports().clock.now()
    moves = []
    for row in rows:
        if row.case_id != case_id:
            raise InvalidInput(field="originals", rule="other_case")
        if recipient == "agent" and row.case.agent is None:
            raise InvalidInput(field="recipient", rule="no_agent")
        _require(row, MoveKind.RETURNED, Standing.HELD)
        check_keeps(actor, row.whereabouts.place, row)
        moves.append((row, Moved(MoveKind.RETURNED, now, row.whereabouts.place, applicant)))
    _write(moves, actor, recipient=recipient, proof=proof)
    return rows


@transaction.atomic
def reverse_last(actor: Actor, barcode: str, *, ground: str) -> Original:
    """Reverse the last move of a paper that was wrong, by another (冲正); nothing is deleted.

    Only who stands for the place of that move may; a loss ends by finding. Raises NotReversible.
    """
    (row,) = _locked(actor, [barcode])
    if ground not in GROUNDS:
        raise InvalidInput(field="ground", rule="unknown")
    counting = effective(_moved(row))
    last = counting[-1] if counting else None
    if last is None or last.kind is MoveKind.MISSING:
        raise NotReversible(barcode=row.barcode)
    check_keeps(actor, last.place, row)
    _write([(row, Moved(MoveKind.REVERSED, ports().clock.now(), last.place))], actor, ground=ground)
    return row


@transaction.atomic
def pass_on(actor: Actor, barcodes: Collection[str]) -> int:
    """Record that papers at one place have come into this officer's hands; return how many.

    Part of the hand-over of a desk, whose signature has been judged. What is no longer held there
    is left alone: it went its own way meanwhile.
    """
    rows = _for_update().filter(barcode__in=list(barcodes), place_organ=actor.organ)
    held = [row for row in rows if may_follow(row.whereabouts, MoveKind.PASSED)]
    now = ports().clock.now()
    _write([(row, Moved(MoveKind.PASSED, now, row.whereabouts.place)) for row in held], actor)
    return len(held)


# --- shared ---------------------------------------------------------------------------------------


def _for_update() -> QuerySet[Original]:
    rows = Original.objects.select_related("case").order_by("pk")
    return rows.select_for_update(of=("self",))


def _locked(actor: Actor, typed: Collection[str]) -> list[Original]:
    """Return the originals with these barcodes, locked, so that two cannot move one at once.

    Raises BarcodeInvalid, OriginalNotFound also for what is only out of sight, ListEmpty.
    """
    barcodes = list(dict.fromkeys(read_barcode(one) for one in typed))
    if not barcodes:
        raise ListEmpty(field="originals", rule="required")
    if len(barcodes) > MOST_ITEMS:
        raise InvalidInput(field="originals", rule="too_many", most=MOST_ITEMS)
    seen = set(
        originals_visible_to(actor).filter(barcode__in=barcodes).values_list("barcode", flat=True)
    )
    for barcode in barcodes:
        if barcode not in seen:
            raise OriginalNotFound(field="scan", barcode=barcode)
    return list(_for_update().filter(barcode__in=barcodes))


def _require(row: Original, kind: MoveKind, standing: Standing) -> None:
    if row.standing != standing or not may_follow(row.whereabouts, kind):
        raise _elsewhere(row)


def _require_held(row: Original, place: Place) -> None:
    _require(row, MoveKind.SENT, Standing.HELD)
    if row.whereabouts.place != place:
        raise _elsewhere(row)


def _elsewhere(row: Original) -> OriginalElsewhere:
    standing = f"original.{row.standing}"  # as the texts know it
    return OriginalElsewhere(field="scan", barcode=row.barcode, name=row.name, standing=standing)


def _moved(row: Original) -> list[Moved]:
    return [move.moved for move in row.moves.order_by("no")]


def _write(
    moves: Sequence[tuple[Original, Moved]],
    actor: Actor,
    *,
    recipient: str = "",
    proof: str = "",
    ground: str = "",
) -> None:
    """Add a move to each original and let its row follow; the rows are locked."""
    before: dict[UUID, list[Moved]] = {row.pk: [] for row, _ in moves}
    for move in Move.objects.filter(original_id__in=before).order_by("original_id", "no"):
        before[move.original_id].append(move.moved)
    added = []
    for row, moved in moves:
        past = before[row.pk]
        move = _move(row, len(past) + 1, moved, actor)
        move.recipient, move.proof, move.ground = recipient, proof, ground
        added.append(move)
        row.stand(whereabouts([*past, moved]))
    Move.objects.bulk_create(added)
    Original.objects.bulk_update([row for row, _ in moves], [*COPY_COLUMNS, "hand_over"])


def _move(row: Original, no: int, moved: Moved, actor: Actor) -> Move:
    return Move(
        original=row,
        no=no,
        kind=moved.kind.value,
        place_kind=moved.place.kind.value,
        place_organ=moved.place.organ,
        to_kind=moved.to.kind.value if moved.to else "",
        to_organ=moved.to.organ if moved.to else "",
        hand_over_id=moved.hand_over,
        officer=actor.id,
        post=actor.post,
        organ=actor.organ,
        at=moved.at,
    )
