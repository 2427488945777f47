"""Writing: a head orders the hand-over of a desk, and both sides sign for it (整岗移交)."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from django.db import IntegrityError, transaction

from yichuang.directory.public import Actor, Subject, check, leads, staff_of, today, worked_in
from yichuang.kernel.public import ports

from ..numbering import document_number, draw_number
from ..originals.services import pass_on
from .errors import DeskRefused
from .models import DeskHandOver, DeskSignature
from .parts import ItemKind, desk_parts
from .selectors import (
    DeskState,
    desk_items,
    desk_named,
    digest_of,
    in_hand_of,
    items_on,
    state_of_desk,
)

LEADS = "staff.lead"
Side = DeskSignature.Side


@transaction.atomic
def hand_over_desk(actor: Actor, *, giver: str, taker: str, seen: str) -> DeskHandOver:
    """Draw up the list of everything that waits for an officer, and hand it to a successor.

    `seen` is the digest of the list the head confirmed: where something came or went meanwhile it
    is refused, so that nobody signs for what nobody looked at. Raises NotAllowed, DeskRefused.
    """
    check(actor, LEADS, Subject(organ=actor.organ, region=actor.region))
    staff = {one.code: one for one in staff_of(actor.organ)}
    if giver == taker:
        raise DeskRefused(reason="desk_himself")
    if taker not in staff or not worked_in(actor.organ, giver):
        raise DeskRefused(reason="desk_not_in_office")
    if staff[taker].administrator:
        raise DeskRefused(reason="desk_administrator")
    year = today().year
    # Drawn first: it lets one list of the organ after the other pass, and a refusal gives it back.
    number = document_number("岗移", year, draw_number(f"desk:{actor.organ}", year))
    items = desk_items(actor.organ, giver, taker)
    if digest_of(items) != seen:
        raise DeskRefused(reason="desk_changed")
    waiting = DeskHandOver.objects.filter(organ=actor.organ, giver=giver)
    if any(_is_open(row) for row in waiting.prefetch_related("signatures")):
        raise DeskRefused(reason="desk_open")
    return DeskHandOver.objects.create(
        id=ports().ids.uuid(),
        number=number,
        organ=actor.organ,
        giver=giver,
        taker=taker,
        items=[asdict(one) for one in items],
        digest=seen,
        ordered_by=actor.id,
        ordered_post=actor.post,
        ordered_at=ports().clock.now(),
    )


@transaction.atomic
def sign_desk(actor: Actor, desk: UUID) -> DeskState:
    """Sign for one's side: first who gives, then who takes; return where it stands now.

    A head signs for a giver who is gone, in his own name. With the taker's signature the papers
    still in the giver's hands pass into his. Raises DeskNotFound, DeskRefused.
    """
    row = desk_named(actor, desk)
    state = state_of_desk(row)
    if state is DeskState.WAITS_FOR_GIVER:
        if actor.id == row.taker or (actor.id != row.giver and not leads(actor, row.organ)):
            raise DeskRefused(reason="desk_giver_first")
        _sign(actor, row, Side.GAVE)
        return DeskState.WAITS_FOR_TAKER
    if state is not DeskState.WAITS_FOR_TAKER:
        raise DeskRefused(reason="desk_ended")
    if actor.id != row.taker or actor.standing_in_for:
        raise DeskRefused(reason="desk_taker_himself")
    _sign(actor, row, Side.TOOK)
    held = in_hand_of(row.organ, row.giver).filter(barcode__in=_refs(row, ItemKind.ORIGINAL))
    pass_on(actor, held.values_list("barcode", flat=True))
    for part in desk_parts():
        part.pass_on(actor, row.giver, _refs(row, part.kind))
    return DeskState.DONE


@transaction.atomic
def call_off_desk(actor: Actor, desk: UUID) -> None:
    """Call off a hand-over that is not yet signed by both. Raises NotAllowed, DeskRefused."""
    check(actor, LEADS, Subject(organ=actor.organ, region=actor.region))
    row = desk_named(actor, desk)
    if not _is_open(row):
        raise DeskRefused(reason="desk_ended")
    _sign(actor, row, Side.OFF)


def _refs(row: DeskHandOver, kind: ItemKind) -> set[str]:
    return {one.ref for one in items_on(row) if one.kind == kind}


def _is_open(row: DeskHandOver) -> bool:
    return state_of_desk(row) in {DeskState.WAITS_FOR_GIVER, DeskState.WAITS_FOR_TAKER}


def _sign(actor: Actor, row: DeskHandOver, side: DeskSignature.Side) -> None:
    try:
        with transaction.atomic():
            DeskSignature.objects.create(
                id=ports().ids.uuid(),
                hand_over=row,
                side=side,
                by=actor.id,
                post=actor.post,
                at=ports().clock.now(),
                digest=digest_of(items_on(row)),
            )
    except IntegrityError as twice:  # somebody else was first
        raise DeskRefused(reason="desk_ended") from twice
