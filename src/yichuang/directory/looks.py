"""The record of who read whose data, and what the person gets to see of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from yichuang.kernel.public import framed, ports, sm3

from .actors import Actor, ActorKind, NotAllowed, Subject
from .errors import LookNeedsReason, LookNotFound
from .models import Look, LookOpening, LookQueue, Organ, Post
from .policy import check, may_try
from .standing import CITY_TIME


class LookPurpose(StrEnum):
    """Why somebody looks (查阅目的). A case is its own reason; every other one needs a ground."""

    CASE = "case"  # 办理办件
    COUNTER = "counter"  # 窗口接待,当事人在场
    COMPLAINT = "complaint"  # 处理投诉
    ARCHIVE = "archive"  # 档案、统计核对
    INSPECTION = "inspection"  # 检查、调查
    DISCIPLINE = "discipline"  # 纪检监察
    OFFER = "offer"  # 免申即享: 从本机关掌握的数据中找出符合条件的人


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SEALABLE = frozenset({LookPurpose.INSPECTION, LookPurpose.DISCIPLINE})


@dataclass(frozen=True, slots=True)
class Sealing:
    """The person learns of this look only after `until`, by the article in `ground`."""

    until: datetime
    ground: str


@dataclass(frozen=True, slots=True)
class LookLine:
    """What the person sees: which organ and post looked, why and when; never the officer's name.

    Looks within one case on one day are one line. A line with `sealed_count` stands for looks that
    are not shown yet; organ, post and times stay empty there.
    """

    organ: str
    post: str
    purpose: str
    first_at: datetime | None
    last_at: datetime | None
    count: int
    case_id: UUID | None = None
    sealed_count: int = 0
    look_id: UUID | None = None  # to complain about
    stood_in: bool = False  # somebody who stood in for the post's absent holder


_INSERT = """
WITH recorded AS (
    INSERT INTO directory_look (id, party_id, case_id, actor_kind, actor_id, post, organ, purpose,
        ground, what, at, sealed_until, sealed_ground, nonce, standing_in_for, hash)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    RETURNING id)
INSERT INTO directory_lookqueue (look_id) SELECT id FROM recorded
"""


def record_look(
    actor: Actor,
    party_id: UUID,
    *,
    case_id: UUID | None = None,
    purpose: str | None = None,
    what: str,
    ground: str = "",
    sealing: Sealing | None = None,
) -> UUID | None:
    """Record that the actor reads this party's identifying data; in the caller's transaction.

    `what` is list, detail, export or file. Within a case the case is the reason. Returns None for
    a person who reads his own data or that of somebody he acts for: that is no look.

    Raises LookNeedsReason without a case and a ground; NotAllowed for the public, for another
    party, or for a sealing the actor or the purpose does not allow.
    """
    if not transaction.get_connection().in_atomic_block:
        raise ValueError("a look is recorded in the transaction that reads")
    if actor.kind is ActorKind.PARTY:
        if party_id == actor.party_id or party_id in actor.mandates:
            return None
        if case_id is None or party_id in actor.ended_mandates:
            raise NotAllowed(act="file.read", reason="not_own")
        return None  # the agent named in the case: the policy has let him in
    if actor.kind is ActorKind.PUBLIC:
        raise NotAllowed(act="file.read", reason="not_for_public")
    look = _new_look(actor, party_id, case_id, purpose, what, ground.strip(), sealing)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, _values(look))
    return look.id


def record_looks(
    actor: Actor,
    read: Iterable[tuple[UUID, UUID | None]],
    *,
    purpose: str | None = None,
    what: str = "export",
    ground: str = "",
) -> int:
    """Record that the actor reads many parties' data at once, as an export does; returns how many.

    `read` holds (party, case or None). All or none, in the caller's transaction; raises as
    `record_look`. Only officers and the system read many at once.
    """
    if not transaction.get_connection().in_atomic_block:
        raise ValueError("a look is recorded in the transaction that reads")
    if actor.kind not in {ActorKind.OFFICER, ActorKind.SYSTEM}:
        raise NotAllowed(act="case.export", reason=f"not_for_{actor.kind.value}")
    looks = [
        _new_look(actor, party, case, purpose, what, ground.strip(), None) for party, case in read
    ]
    Look.objects.bulk_create(looks, batch_size=1000)
    LookQueue.objects.bulk_create([LookQueue(look_id=look.id) for look in looks], batch_size=5000)
    return len(looks)


def _new_look(
    actor: Actor,
    party_id: UUID,
    case_id: UUID | None,
    purpose: str | None,
    what: str,
    ground: str,
    sealing: Sealing | None,
) -> Look:
    reason = LookPurpose(purpose) if purpose else LookPurpose.CASE
    if case_id is None and (reason is LookPurpose.CASE or not ground):
        raise LookNeedsReason(field="ground")
    if sealing is not None:
        _check_sealing(actor, reason, sealing)
    look = Look(
        id=ports().ids.uuid(),
        party_id=party_id,
        case_id=case_id,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        post=actor.post,
        organ=actor.organ,
        purpose=reason.value,
        ground=ground,
        what=what,
        at=ports().clock.now(),
        sealed_until=sealing.until if sealing else None,
        sealed_ground=sealing.ground if sealing else "",
        nonce=ports().ids.nonce(16),
        standing_in_for=actor.standing_in_for,
    )
    look.hash = look_hash(look)
    return look


def _check_sealing(actor: Actor, reason: LookPurpose, sealing: Sealing) -> None:
    if reason not in SEALABLE:
        raise NotAllowed(act="look.seal", reason="purpose_not_sealable")
    verdict = may_try(actor, "look.seal")
    if not verdict:
        raise NotAllowed(act="look.seal", reason=verdict.reason)
    if not sealing.ground.strip():
        raise LookNeedsReason(field="sealing")


_COLUMNS = (
    "id", "party_id", "case_id", "actor_kind", "actor_id", "post", "organ", "purpose", "ground",
    "what", "at", "sealed_until", "sealed_ground", "nonce",
)  # fmt: skip


def _values(look: Look) -> list[Any]:
    return [*(getattr(look, name) for name in _COLUMNS), look.standing_in_for, look.hash]


def look_hash(look: Look) -> bytes:
    """Return SM3 over every column of a look, each with its length in front.

    For whom a stand-in looked comes last, and only where somebody stood in: older looks have none.
    """
    names = (*_COLUMNS, "standing_in_for") if look.standing_in_for else _COLUMNS
    return sm3(framed(b"yichuang/look/1", *(_bytes(getattr(look, name)) for name in names)))


def _bytes(value: Any) -> bytes:
    """Return the bytes of a column; nothing at all and an empty text differ by the first byte."""
    if value is None:
        return b"\x00"
    if isinstance(value, UUID):
        return b"\x01" + value.bytes
    if isinstance(value, datetime):
        return b"\x01" + str((value - EPOCH) // timedelta(microseconds=1)).encode()
    if isinstance(value, str):
        return b"\x01" + value.encode()
    return b"\x01" + bytes(value)


@dataclass(frozen=True, slots=True)
class CaseOpening:
    """Somebody of the staff has opened a case: who, in which post, when."""

    officer: str
    post: str
    at: datetime


def case_opened_since(
    case_id: UUID, party_id: UUID, since: datetime, *, except_for: str
) -> CaseOpening | None:
    """Return the first officer but one who opened a case to handle it since a moment, or None.

    Only looks for handling count: an inspection must not be given away.
    """
    look = (
        Look.objects.filter(party=party_id, case_id=case_id, at__gte=since)
        .filter(purpose=LookPurpose.CASE, actor_kind=ActorKind.OFFICER)
        .exclude(actor_id=except_for)
        .order_by("at", "id")
        .first()
    )
    return CaseOpening(look.actor_id, look.post, look.at) if look else None


def looks_to_place(limit: int) -> list[tuple[UUID, bytes]]:
    """Return up to `limit` looks without a place in the log, the oldest id first, with hashes."""
    waiting = LookQueue.objects.order_by("look_id").values_list("look_id", flat=True)[:limit]
    found = {look.id: bytes(look.hash) for look in Look.objects.filter(pk__in=list(waiting))}
    return sorted(found.items())


def mark_looks_placed(look_ids: Iterable[UUID]) -> None:
    """Take looks that have their place in the log out of the queue."""
    LookQueue.objects.filter(pk__in=list(look_ids)).delete()


def look_hashes(look_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """Return the hashes of these looks, computed anew from what their rows say now."""
    return {look.id: look_hash(look) for look in Look.objects.filter(pk__in=list(look_ids))}


def looks_shown_to(party_id: UUID, at: datetime | None = None) -> list[LookLine]:
    """Return who looked at a party's data (谁查阅了我的信息), the latest first.

    Sealed looks are counted in one last line until their seal ends or they were opened.
    """
    now = at or ports().clock.now()
    sealed = 0
    lines: dict[tuple[Any, ...], LookLine] = {}
    opened = set(
        LookOpening.objects.filter(
            look__party=party_id, kind=LookOpening.Kind.UNSEALED
        ).values_list("look_id", flat=True)
    )
    for look in Look.objects.filter(party=party_id).order_by("-at", "-id"):
        if look.sealed_until is not None and now < look.sealed_until and look.id not in opened:
            sealed += 1
            continue
        key = _line_key(look)
        known = lines.get(key)
        lines[key] = _first_line(look) if known is None else _one_more(known, look)
    shown = _with_names(list(lines.values()))
    if sealed:
        shown.append(LookLine("", "", "sealed", None, None, 0, sealed_count=sealed))
    return shown


def _line_key(look: Look) -> tuple[Any, ...]:
    if look.case_id is None:
        return (look.id,)
    return (look.case_id, _day(look.at), look.organ, look.post, look.purpose, _stood(look))


def _stood(look: Look) -> bool:
    return bool(look.standing_in_for)


def _day(moment: datetime) -> date:
    return moment.astimezone(CITY_TIME).date()


def _first_line(look: Look) -> LookLine:
    return LookLine(
        look.organ,
        look.post,
        look.purpose,
        look.at,
        look.at,
        1,
        look.case_id,
        look_id=look.id,
        stood_in=_stood(look),
    )


def _one_more(line: LookLine, look: Look) -> LookLine:
    """Add an earlier look to its line."""
    return replace(line, first_at=look.at, count=line.count + 1)


def _with_names(lines: list[LookLine]) -> list[LookLine]:
    organs = dict(
        Organ.objects.filter(pk__in={line.organ for line in lines}).values_list("code", "name")
    )
    posts = dict(
        Post.objects.filter(pk__in={line.post for line in lines}).values_list("code", "name")
    )
    return [
        replace(
            line,
            organ=organs.get(line.organ, line.organ),
            post=posts.get(line.post, line.post),
        )
        for line in lines
    ]


def officer_of_look(actor: Actor, look_id: UUID, complaint_ground: str) -> str | None:
    """Return the officer's code behind a look, for handling a complaint; the asking is recorded.

    None if the look was the system's. The look stays sealed if it is. Raises NotAllowed without
    the right, LookNeedsReason without the complaint, LookNotFound.
    """
    look = _opened(actor, look_id, LookOpening.Kind.OFFICER_NAMED, complaint_ground)
    return look.actor_id if look.actor_kind == ActorKind.OFFICER else None


def open_sealed_look(actor: Actor, look_id: UUID, ground: str) -> None:
    """Open a sealed look before its day (提前启封): the person sees it from now on.

    Raises as `officer_of_look`.
    """
    _opened(actor, look_id, LookOpening.Kind.UNSEALED, ground)


def _opened(actor: Actor, look_id: UUID, kind: LookOpening.Kind, ground: str) -> Look:
    look = Look.objects.filter(pk=look_id).first()
    if look is None:
        raise LookNotFound(look=str(look_id))
    region = Organ.objects.filter(pk=look.organ).values_list("region", flat=True).first()
    check(actor, "look.open_sealed", Subject(organ=look.organ, region=region or actor.region))
    if not ground.strip():
        raise LookNeedsReason(field="ground")
    LookOpening.objects.create(
        id=ports().ids.uuid(),
        look=look,
        kind=kind,
        actor_id=actor.id,
        post=actor.post,
        ground=ground.strip(),
        at=ports().clock.now(),
    )
    return look
