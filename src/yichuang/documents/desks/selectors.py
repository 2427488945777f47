"""Reading: what waits for one officer, and the lists on which desks were handed over.

Open steps belong to posts, so nothing in a case names the officer. What is his alone is what
nobody else of the organ may do, the papers that came last into his hands, the lists he sent and
nobody signed for, and his leave.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from enum import StrEnum
from uuid import UUID

from django.db.models import Case as Choose
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from yichuang.directory.public import (
    Actor,
    ActorKind,
    Subject,
    actor_in_post,
    allowed,
    colleagues_for,
    leads,
    open_leaves,
    posts_in,
    why_not_competent,
)
from yichuang.kernel.public import sm3
from yichuang.ledger.public import Todo, open_cases_touched_by

from ..originals.models import HandOver, Move, Original
from ..originals.rules import MoveKind, Standing
from .errors import DeskNotFound
from .models import DeskHandOver, DeskSignature
from .parts import DeskItem, ItemKind, desk_parts

Side = DeskSignature.Side
MOST = 500  # of one kind on a list; the page says where there are more


class DeskState(StrEnum):
    """Where a hand-over stands."""

    WAITS_FOR_GIVER = "waits_for_giver"  # 待移交人签字
    WAITS_FOR_TAKER = "waits_for_taker"  # 待接收人签字
    DONE = "done"  # 已移交
    OFF = "off"  # 已取消


def desk_items(organ: str, officer: str, taker: str = "") -> list[DeskItem]:
    """Return everything that waits for an officer of the organ, kind by kind.

    `taker` is judged for each step only he may do. Whoever asks has asked the policy.
    """
    items = [
        *_alone(organ, officer, taker),
        *_originals(organ, officer),
        *_sent(organ, officer),
        *(item for part in desk_parts() for item in part.items(officer)),
        *_leaves(officer),
    ]
    bound = {one.case for one in items if one.kind == ItemKind.ALONE}
    touched = open_cases_touched_by(organ, officer)[:MOST]
    return items + [
        DeskItem(ItemKind.TOUCHED, case.number or "", case.matter_name, case=str(case.id))
        for case in touched
        if str(case.id) not in bound
    ]


def _alone(organ: str, officer: str, taker: str) -> list[DeskItem]:
    """Return the open steps of the organ's own cases that he may do and nobody else may today."""
    actors = [actor_in_post(officer, post, second_factor=True) for post in posts_in(organ, officer)]
    acts = {act for actor in actors for act in actor.acts}
    rows = Todo.objects.filter(organ=organ, act__in=acts)
    kinds = rows.order_by().values_list("act", "line", "region").distinct()
    found: list[DeskItem] = []
    for act, line, region in kinds:
        subject = Subject(line=line, organ=organ, region=region)
        able = {one.code for one in colleagues_for(act, subject)}
        if able - {officer} or not any(allowed(actor, act, subject) for actor in actors):
            continue
        may = not taker or why_not_competent(taker, act, subject) is None
        waiting = rows.filter(act=act, line=line, region=region).select_related("case")
        found += [
            DeskItem(
                ItemKind.ALONE,
                todo.case.number or "",
                todo.case.matter_name,
                detail=act,
                case=str(todo.case_id),
                taker_may=may,
            )
            for todo in waiting.order_by("due_on", "case_id", "step")[:MOST]
        ]
    return found


def in_hand_of(organ: str, officer: str) -> QuerySet[Original]:
    """Return the organ's papers that came last into his hands, or that he lost on the way.

    Custody is the desk's, never a person's; this is the person who last took, signed for, found,
    sent or was handed each of them. A paper its receiver did not find stays with its sender.
    """
    last = Move.objects.filter(original=OuterRef("pk")).order_by("-no")
    sender = HandOver.objects.filter(pk=OuterRef("last_list"))
    rows = Original.objects.filter(
        place_organ=organ, standing__in=[Standing.HELD, Standing.UNDER_WAY, Standing.MISSING]
    ).annotate(
        last_kind=Subquery(last.values("kind")[:1]),
        last_officer=Subquery(last.values("officer")[:1]),
        last_list=Subquery(last.values("hand_over")[:1]),
    )
    lost_on_the_way = Q(last_kind=MoveKind.MISSING, last_list__isnull=False)
    holder = Choose(
        When(lost_on_the_way, then=Subquery(sender.values("sent_by")[:1])),
        default=F("last_officer"),
        output_field=CharField(),
    )
    return rows.annotate(holder=holder).filter(holder=officer).select_related("case")


def _originals(organ: str, officer: str) -> list[DeskItem]:
    rows = in_hand_of(organ, officer).exclude(standing=Standing.UNDER_WAY)
    return [
        DeskItem(
            ItemKind.ORIGINAL,
            row.barcode,
            f"{row.name} {row.case.number or ''}".strip(),
            row.copies,
            row.standing,
            str(row.case_id),
        )
        for row in rows.order_by("case__number", "material", "pk")[:MOST]
    ]


def _sent(organ: str, officer: str) -> list[DeskItem]:
    """Return the lists he sent from the organ that nobody has signed for."""
    rows = Original.objects.filter(standing=Standing.UNDER_WAY, place_organ=organ)
    counts: dict[UUID, int] = {}
    for one in rows.filter(hand_over__sent_by=officer).values_list("hand_over", flat=True):
        counts[one] = counts.get(one, 0) + 1
    lists = HandOver.objects.filter(pk__in=counts).order_by("sent_at", "pk")[:MOST]
    return [DeskItem(ItemKind.SENT, row.number, str(row.pk), counts[row.pk]) for row in lists]


def _leaves(officer: str) -> list[DeskItem]:
    return [
        DeskItem(
            ItemKind.LEAVE,
            f"{one.absent_id}/{one.stand_in_id}",
            "away" if one.absent_id == officer else "stands_in",
            detail=f"{one.first_day.isoformat()}/{one.last_day.isoformat()}",
        )
        for one in open_leaves(officer)
    ]


# --- lists ----------------------------------------------------------------------------------------


def digest_of(items: Iterable[DeskItem]) -> str:
    """Return the SM3 of the items as JSON with sorted keys, in hex: what both sides sign."""
    rows = [asdict(one) for one in items]
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sm3(text.encode()).hex()


def items_on(row: DeskHandOver) -> list[DeskItem]:
    """Return what is on a list."""
    return [DeskItem(**one) for one in row.items]


def state_of_desk(row: DeskHandOver) -> DeskState:
    """Return where a hand-over stands."""
    sides = {one.side for one in row.signatures.all()}
    if Side.OFF in sides:
        return DeskState.OFF
    if Side.TOOK in sides:
        return DeskState.DONE
    return DeskState.WAITS_FOR_TAKER if Side.GAVE in sides else DeskState.WAITS_FOR_GIVER


def desks_seen_by(actor: Actor) -> list[DeskHandOver]:
    """Return the organ's lists for who leads its staff, else one's own ones; the latest first."""
    if actor.kind is not ActorKind.OFFICER:
        return []
    rows = DeskHandOver.objects.filter(organ=actor.organ).prefetch_related("signatures")
    if not leads(actor, actor.organ):
        rows = rows.filter(Q(giver=actor.id) | Q(taker=actor.id))
    return list(rows.order_by("-ordered_at", "-pk")[:50])


def desks_to_sign(actor: Actor) -> list[DeskHandOver]:
    """Return the lists on which the actor's own signature is the next one."""
    if actor.kind is not ActorKind.OFFICER or actor.standing_in_for:
        return []
    sides = DeskSignature.objects.filter(hand_over=OuterRef("pk"))
    gave = Exists(sides.filter(side=Side.GAVE))
    rows = DeskHandOver.objects.filter(
        ~Exists(sides.filter(side__in=[Side.TOOK, Side.OFF])),
        Q(~gave, giver=actor.id) | Q(gave, taker=actor.id),
        organ=actor.organ,
    )
    return list(rows.order_by("-ordered_at", "-pk"))


def desk_named(actor: Actor, desk: UUID) -> DeskHandOver:
    """Return a list. Raises DeskNotFound for anybody but its two sides and who leads the organ."""
    row = DeskHandOver.objects.filter(pk=desk).prefetch_related("signatures").first()
    if row is None or actor.kind is not ActorKind.OFFICER or actor.organ != row.organ:
        raise DeskNotFound(desk=str(desk))
    if actor.id not in {row.giver, row.taker} and not leads(actor, row.organ):
        raise DeskNotFound(desk=str(desk))
    return row
