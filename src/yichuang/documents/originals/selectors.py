"""Reading: where originals are, which lists wait for a signature, and what is an alarm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from yichuang.directory.public import Actor, may_try, row_filter, today
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import calendar_in_force

from .barcode import read_barcode
from .errors import HandOverNotFound, OriginalNotFound
from .models import HandOver, Move, Original
from .places import at_own_places, places_of
from .rules import MoveKind, PlaceKind, Standing, whereabouts

WATCH = "head.view"
CASE_COLUMNS = {
    "line": "case__line",
    "organ": "case__organ",
    "region": "case__region",
    "party": "case__party",
    "agent": "case__agent",
    "matter": "case__matter",
}


def originals_of_case(case_id: UUID) -> QuerySet[Original]:
    """Return a case's originals in the order they were taken; who asks must see the case."""
    return Original.objects.filter(case_id=case_id).order_by("taken_at", "material", "pk")


def originals_visible_to(actor: Actor) -> QuerySet[Original]:
    """Return the originals of cases within sight, and those at or coming to an own place."""
    return Original.objects.filter(
        row_filter(actor, "case.read", CASE_COLUMNS)
        | at_own_places(actor)
        | at_own_places(actor, "to")
    ).select_related("case", "hand_over")


def original_named(actor: Actor, typed: str) -> Original:
    """Return the original with this barcode. Raises BarcodeInvalid, OriginalNotFound."""
    barcode = read_barcode(typed)
    found = originals_visible_to(actor).filter(barcode=barcode).first()
    if found is None:
        raise OriginalNotFound(field="scan", barcode=barcode)
    return found


def moves_of(original: Original) -> list[Move]:
    """Return every move of an original, the first one first."""
    return list(original.moves.select_related("hand_over").order_by("no"))


def originals_held(actor: Actor) -> QuerySet[Original]:
    """Return what lies at the actor's own places, what came first first."""
    rows = originals_visible_to(actor).filter(at_own_places(actor), standing=Standing.HELD)
    return rows.order_by("since", "pk")


def hand_over_named(actor: Actor, hand_over_id: UUID) -> tuple[HandOver, list[Original]]:
    """Return a list with its items, as they stand today.

    Raises HandOverNotFound for anybody but its two sides and those who see each of its cases.
    """
    row = HandOver.objects.filter(pk=hand_over_id).first()
    if row is None:
        raise HandOverNotFound(hand_over=str(hand_over_id))
    items = Original.objects.filter(pk__in=_items(row)).order_by("case__number", "material", "pk")
    seen = items.filter(row_filter(actor, "case.read", CASE_COLUMNS))
    sides = {row.sender, row.receiver}
    if sides.isdisjoint(places_of(actor)) and seen.count() < items.count():
        raise HandOverNotFound(hand_over=str(hand_over_id))
    return row, list(items.select_related("case", "hand_over"))


def signature_of(row: HandOver) -> Move | None:
    """Return the move by which a list was last signed for; None while nobody did."""
    signed = Move.objects.filter(hand_over=row, kind__in=[MoveKind.RECEIVED, MoveKind.MISSING])
    return signed.order_by("at", "no").last()


def _items(row: HandOver) -> QuerySet[Move, UUID]:
    sent = Move.objects.filter(hand_over=row, kind=MoveKind.SENT)
    return sent.values_list("original_id", flat=True)


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list somebody has still to sign for."""

    hand_over: HandOver
    items: int


def lists_under_way(actor: Actor, *, coming: bool) -> list[OpenList]:
    """Return the lists on the way to (`coming`) or from the actor's places, the oldest first."""
    mine = at_own_places(actor, "to" if coming else "place")
    rows = Original.objects.filter(mine, standing=Standing.UNDER_WAY)
    counted = dict(rows.values_list("hand_over").annotate(n=Count("pk")).order_by())
    lists = HandOver.objects.filter(pk__in=counted).order_by("sent_at", "pk")
    return [OpenList(row, counted[row.pk]) for row in lists]


# --- alarms ---------------------------------------------------------------------------------------


class AlarmKind(StrEnum):
    """Why somebody must look for a paper."""

    MISSING = "missing"  # named as missing, and not found since
    UNSIGNED = "unsigned"  # sent, and nobody signed for it
    LINGERING = "lingering"  # at a window for too long


@dataclass(frozen=True, slots=True)
class Alarm:
    """One original somebody must look for."""

    kind: AlarmKind
    original: Original


def alarms(actor: Actor) -> list[Alarm]:
    """Return what must be looked for within the actor's reach, the gravest and oldest first."""
    order = list(AlarmKind)
    found = [Alarm(_kind(row), row) for row in _alarming(actor).select_related("case", "hand_over")]
    return sorted(found, key=lambda one: (order.index(one.kind), one.original.since))


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """What waits for a post: originals that are alarms, and lists to be signed for."""

    alarms: int
    lists: int


def desk_counts(actor: Actor) -> DeskCounts:
    """Return the figures of the badge, in one query; none for a post without a part in it."""
    if not places_of(actor) and not may_try(actor, WATCH):
        return DeskCounts(alarms=0, lists=0)
    coming = at_own_places(actor, "to") & Q(standing=Standing.UNDER_WAY)
    watched = _watched(actor) & _is_alarm()
    counts = Original.objects.filter(watched | coming).aggregate(
        alarms=Count("pk", filter=watched),
        lists=Count("hand_over", filter=coming, distinct=True),
    )
    return DeskCounts(**counts)


def _alarming(actor: Actor) -> QuerySet[Original]:
    return Original.objects.filter(_watched(actor) & _is_alarm())


def _watched(actor: Actor) -> Q:
    """Return what the actor answers for: his own places', and for a head all within reach."""
    own = at_own_places(actor) | at_own_places(actor, "to")
    return own | row_filter(actor, WATCH, CASE_COLUMNS) if may_try(actor, WATCH) else own


def _kind(row: Original) -> AlarmKind:
    if row.standing == Standing.MISSING:
        return AlarmKind.MISSING
    return AlarmKind.UNSIGNED if row.standing == Standing.UNDER_WAY else AlarmKind.LINGERING


def _is_alarm() -> Q:
    """Return the condition of an alarm today; the days are counted in the city's time."""
    on = today()
    tomorrow = on + timedelta(days=1)
    overdue = _begin_of(tomorrow - timedelta(days=settings.ORIGINALS_UNSIGNED_DAYS))
    # The first of the last N + 1 working days, today among them: what came before it has lain
    # for more than N.
    days = settings.ORIGINALS_WINDOW_DAYS + 1
    too_long = _begin_of(calendar_in_force().working_day_before(tomorrow, days))
    return Q(standing__in=[Standing.UNDER_WAY, Standing.MISSING], since__lt=overdue) | Q(
        standing=Standing.HELD, place_kind=PlaceKind.WINDOW, since__lt=too_long
    )


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA_TIME)


def misplaced() -> list[str]:
    """Return the barcodes of originals whose row tells another place than their moves; none is."""
    wrong = []
    for row in Original.objects.prefetch_related("moves").order_by("barcode").iterator(500):
        moves = sorted(row.moves.all(), key=lambda move: move.no)
        if row.whereabouts != whereabouts([move.moved for move in moves]):
            wrong.append(row.barcode)
    return wrong
