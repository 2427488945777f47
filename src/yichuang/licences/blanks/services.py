"""Writing the register of blanks: every function only adds entries, under the batch's lock."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction

from yichuang.directory.public import Actor, NotAllowed, may_try
from yichuang.kernel.public import ports

from ..selectors import licence_by_id
from ..states import LicenceState
from .errors import (
    BlankAlreadyPrinted,
    BlankBatchInvalid,
    BlankNotFound,
    BlankNotUsable,
    BlankNumbersTaken,
    BlankOutOfStock,
    SecondPersonNeeded,
)
from .models import BlankBatch, BlankEntry, BlankLayout
from .rules import (
    HIGHEST_MM,
    WIDEST_MM,
    Fate,
    may_become,
    places_from,
    series_from,
)
from .selectors import BEGINNING, batch_of, blank_of, entry_hash, standing

ACT = "approval.deliver"  # who hands licences over keeps the paper they are printed on


@transaction.atomic
def receive_blanks(
    actor: Actor,
    *,
    type_code: str,
    type_name: str,
    first: str,
    last: str,
    width_mm: int,
    height_mm: int,
    layout: str,
) -> BlankBatch:
    """Take a batch into the organ's stock (入库).

    Raises NotAllowed, BlankBatchInvalid, BlankNumbersTaken.
    """
    _must_keep(actor)
    series = series_from(first, last)
    if series is None:
        raise BlankBatchInvalid(field="last", rule="blank_numbers")
    if len(type_code) != 21 or not type_code.startswith(actor.organ) or not type_name:
        raise BlankBatchInvalid(field="type_code", rule="unknown")
    if not (20 <= width_mm <= WIDEST_MM and 20 <= height_mm <= HIGHEST_MM):
        raise BlankBatchInvalid(field="width", rule="range")
    places = places_from(layout, width=width_mm, height=height_mm)
    if places is None:
        raise BlankBatchInvalid(field="layout", rule="blank_layout")
    _lock(f"blanks:{type_code}:{series.prefix}:{series.digits}")
    kind = BlankBatch.objects.filter(
        type_code=type_code, prefix=series.prefix, digits=series.digits
    )
    if kind.filter(first__lte=series.last, last__gte=series.first).exists():
        raise BlankNumbersTaken(first=first, last=last)
    return BlankBatch.objects.create(
        id=ports().ids.uuid(),
        organ_code=actor.organ,
        type_code=type_code,
        type_name=type_name,
        prefix=series.prefix,
        first=series.first,
        last=series.last,
        digits=series.digits,
        width_mm=width_mm,
        height_mm=height_mm,
        layout=[[one.field, one.x, one.y, one.size] for one in places],
        received_by=actor.id,
        received_at=ports().clock.now(),
    )


@transaction.atomic
def set_layout(actor: Actor, batch_id: UUID, layout: str) -> BlankLayout:
    """Mend where the fields of a batch are printed; what was printed before stays as it is.

    Raises NotAllowed, BlankNotFound, BlankBatchInvalid.
    """
    _must_keep(actor)
    batch = batch_of(actor.organ, batch_id)
    places = places_from(layout, width=batch.width_mm, height=batch.height_mm)
    if places is None:
        raise BlankBatchInvalid(field="layout", rule="blank_layout")
    return BlankLayout.objects.create(
        batch=batch,
        layout=[[one.field, one.x, one.y, one.size] for one in places],
        set_by=actor.id,
        set_at=ports().clock.now(),
    )


@transaction.atomic
def print_on_blank(actor: Actor, licence_id: UUID, *, number: str = "") -> str:
    """Use a blank for a licence and return its number; without one, the next in stock (套打).

    Raises NotAllowed, LicenceNotFound, BlankNotFound, BlankOutOfStock, BlankNotUsable,
    BlankAlreadyPrinted.
    """
    _must_keep(actor)
    licence = licence_by_id(licence_id)
    if licence.organ_code != actor.organ:
        raise BlankNotFound()
    _lock(f"blanks:licence:{licence_id}")
    standing_on = blank_of(licence_id)
    if standing_on is not None:
        raise BlankAlreadyPrinted(number=standing_on[1])
    if licence.state != LicenceState.VALID:
        raise BlankNotUsable(number=licence.number, before=licence.state, after=Fate.ISSUED.value)
    rows = BlankBatch.objects.filter(organ_code=actor.organ, type_code=licence.type_code)
    for batch in rows.order_by("received_at", "id"):
        _lock(f"blanks:batch:{batch.id}")
        serial = _serial_in(batch, number) if number else _next_serial(batch)
        if serial is not None:
            _add(batch, serial, Fate.ISSUED, "", actor, licence_id=licence_id)
            return batch.series.number(serial)
    if number:
        raise BlankNotFound()
    raise BlankOutOfStock(type_name=licence.type_name)


@transaction.atomic
def record_fate(
    actor: Actor, batch_id: UUID, *, first: str, last: str = "", fate: Fate, reason: str
) -> int:
    """Record that blanks were spoilt or lost, or ask to strike them off; return how many.

    All of them or none. Raises NotAllowed, BlankNotFound, BlankNotUsable.
    """
    _must_keep(actor)
    batch = batch_of(actor.organ, batch_id)
    _lock(f"blanks:batch:{batch.id}")
    begin, end = (_serial_in(batch, text) for text in (first, last or first))
    if begin is None or end is None or end < begin or fate in (Fate.ISSUED, Fate.DISPOSED):
        raise BlankNotFound()
    for serial in range(begin, end + 1):
        _add(batch, serial, fate, reason, actor)
    return end - begin + 1


@transaction.atomic
def decide_disposal(actor: Actor, batch_id: UUID, *, confirm: bool) -> int:
    """Confirm that the blanks waiting in a batch were given back or destroyed (双人核销), or not.

    What is not confirmed stays spoilt. Raises NotAllowed, BlankNotFound, SecondPersonNeeded.
    """
    _must_keep(actor)
    batch = batch_of(actor.organ, batch_id)
    _lock(f"blanks:batch:{batch.id}")
    waiting = sorted(s for s, fate in standing(batch).items() if fate is Fate.PROPOSED)
    if not waiting:
        raise BlankNotFound()
    rows = BlankEntry.objects.filter(batch=batch, serial__in=waiting, fate=Fate.PROPOSED)
    if confirm and rows.filter(actor_id=actor.id).exists():
        raise SecondPersonNeeded()
    fate, reason = (Fate.DISPOSED, "") if confirm else (Fate.SPOILT, "not_confirmed")
    for serial in waiting:
        _add(batch, serial, fate, reason, actor)
    return len(waiting)


def _add(
    batch: BlankBatch,
    serial: int,
    fate: Fate,
    reason: str,
    actor: Actor,
    *,
    licence_id: UUID | None = None,
) -> None:
    rows = BlankEntry.objects.filter(batch=batch)
    of_blank = rows.filter(serial=serial).order_by("-position").first()
    before = Fate(of_blank.fate) if of_blank else Fate.STOCK
    if not may_become(before, fate, reason):
        raise BlankNotUsable(
            number=batch.series.number(serial), before=before.value, after=fate.value
        )
    last = rows.order_by("-position").first()
    row = BlankEntry(
        batch=batch,
        position=last.position + 1 if last else 1,
        serial=serial,
        fate=fate.value,
        reason=reason,
        licence_id=licence_id,
        actor_id=actor.id,
        recorded_at=ports().clock.now(),
    )
    row.hash = entry_hash(row, last.hash if last else BEGINNING)
    row.save(force_insert=True)


def _serial_in(batch: BlankBatch, number: str) -> int | None:
    typed = series_from(number, number)
    if typed is None or (typed.prefix, typed.digits) != (batch.prefix, batch.digits):
        return None
    return typed.first if batch.first <= typed.first <= batch.last else None


def _next_serial(batch: BlankBatch) -> int | None:
    used = standing(batch)
    return next((s for s in range(batch.first, batch.last + 1) if s not in used), None)


def _must_keep(actor: Actor) -> None:
    verdict = may_try(actor, ACT)
    if not verdict:
        raise NotAllowed(act=ACT, reason=verdict.reason)


def _lock(name: str) -> None:
    """Let one transaction after the other pass: an append-only table lends no row locks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
