"""Reading the register of blanks. An officer sees his own organ's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yichuang.kernel.public import framed, sm3

from .errors import BlankNotFound
from .models import BlankBatch, BlankEntry, BlankLayout
from .rules import Fate, Place

DOMAIN = b"yichuang/blank/1"
BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchCard:
    """A batch with how many of its blanks stand how."""

    id: UUID
    type_code: str
    type_name: str
    first: str
    last: str
    total: int
    counts: dict[Fate, int]
    received_by: str
    received_at: datetime

    @property
    def stock(self) -> int:
        """How many can still be printed on."""
        return self.counts[Fate.STOCK]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One entry of the register, the newest first."""

    number: str
    fate: Fate
    reason: str
    licence_number: str
    actor_id: str
    recorded_at: datetime


def batch_of(organ_code: str, batch_id: UUID) -> BlankBatch:
    """Return an organ's batch. Raises BlankNotFound."""
    row = BlankBatch.objects.filter(organ_code=organ_code, pk=batch_id).first()
    if row is None:
        raise BlankNotFound()
    return row


def batches_of(organ_code: str, type_code: str = "") -> list[BatchCard]:
    """Return an organ's batches in the order they came, all kinds or one."""
    rows = BlankBatch.objects.filter(organ_code=organ_code).order_by("received_at", "id")
    return [_card(row) for row in (rows.filter(type_code=type_code) if type_code else rows)]


def places_of(batch: BlankBatch) -> tuple[Place, ...]:
    """Return where the fields of a batch stand now: as last mended, else as received."""
    last = BlankLayout.objects.filter(batch=batch).order_by("-id").first()
    return tuple(Place(*one) for one in last.layout) if last else batch.places


def last_batch_of(organ_code: str, type_code: str) -> BlankBatch | None:
    """Return the organ's latest batch of a kind: the next is printed alike."""
    rows = BlankBatch.objects.filter(organ_code=organ_code, type_code=type_code)
    return rows.order_by("-received_at", "-id").first()


def standing(batch: BlankBatch) -> dict[int, Fate]:
    """Return how those blanks of a batch stand to which anything has happened."""
    rows = BlankEntry.objects.filter(batch=batch).order_by("position")
    return {serial: Fate(fate) for serial, fate in rows.values_list("serial", "fate")}


def entries_of(batch: BlankBatch, *, most: int = 200) -> list[EntryLine]:
    """Return the newest entries of a batch."""
    rows = BlankEntry.objects.filter(batch=batch).select_related("licence").order_by("-position")
    return [
        EntryLine(
            number=batch.series.number(row.serial),
            fate=Fate(row.fate),
            reason=row.reason,
            licence_number=row.licence.number if row.licence else "",
            actor_id=row.actor_id,
            recorded_at=row.recorded_at,
        )
        for row in rows[:most]
    ]


def proposed(batch: BlankBatch) -> list[tuple[str, str]]:
    """Return the blanks that wait for the second person: number, and who asked."""
    waiting = {serial for serial, fate in standing(batch).items() if fate is Fate.PROPOSED}
    rows = BlankEntry.objects.filter(batch=batch, serial__in=waiting, fate=Fate.PROPOSED)
    last = {row.serial: row.actor_id for row in rows.order_by("position")}
    return [(batch.series.number(serial), last[serial]) for serial in sorted(last)]


def blank_of(licence_id: UUID) -> tuple[BlankBatch, str] | None:
    """Return the blank a licence stands on with its number; None while it stands on none."""
    rows = BlankEntry.objects.filter(licence=licence_id, fate=Fate.ISSUED)
    row = rows.select_related("batch").order_by("-recorded_at", "-id").first()
    if row is None:
        return None
    spoilt = BlankEntry.objects.filter(
        batch=row.batch, serial=row.serial, position__gt=row.position
    ).exists()
    return None if spoilt else (row.batch, row.batch.series.number(row.serial))


def entry_hash(row: BlankEntry, previous: str) -> str:
    """Return the hash an entry must have after the one before it."""
    parts = (
        row.batch_id.bytes,
        str(row.position).encode(),
        str(row.serial).encode(),
        row.fate.encode(),
        row.reason.encode(),
        row.licence_id.bytes if row.licence_id else b"",
        row.actor_id.encode(),
        str(int(row.recorded_at.timestamp() * 1_000_000)).encode(),
        previous.encode(),
    )
    return sm3(framed(DOMAIN, *parts)).hex()


def faults_of(batch: BlankBatch) -> list[int]:
    """Return the positions that do not fit the entries before them; empty where all agrees."""
    faults, previous = [], BEGINNING
    rows = BlankEntry.objects.filter(batch=batch).order_by("position")
    for expected, row in enumerate(rows, start=1):
        if row.position != expected or row.hash != entry_hash(row, previous):
            faults.append(expected)
        previous = row.hash
    return faults


def _card(row: BlankBatch) -> BatchCard:
    counts = Counter(standing(row).values())
    series = row.series
    counts[Fate.STOCK] = series.size - sum(counts.values())
    return BatchCard(
        id=row.id,
        type_code=row.type_code,
        type_name=row.type_name,
        first=series.number(series.first),
        last=series.number(series.last),
        total=series.size,
        counts={fate: counts[fate] for fate in Fate},
        received_by=row.received_by,
        received_at=row.received_at,
    )
