"""Reading services: a case's papers and how they were served, and whom no message reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from yichuang.directory.public import Actor, Channel
from yichuang.ledger.public import CaseNotFound, case_visible_to, cases_visible_to

from ..errors import ServiceNotFound
from ..sealed import open_bytes
from . import rules, wording
from .models import Attempt, Service
from .reader import group_by_notice
from .sending import words_binding


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """How one notice stands on one channel, in words."""

    id: UUID
    kind: str
    channel: str
    address: str  # masked
    state: str
    tone: str
    why: str
    method: str
    happened_at: datetime
    sent_at: datetime | None
    served_on: date | None
    act_by: date | None


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """What was told at one moment of a case, on every channel."""

    kind: str
    number: str  # of the paper
    happened_at: datetime
    lines: list[ServiceLine]


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One entry of a service's record."""

    at: datetime
    outcome: str
    detail: str
    actor_id: str
    post: str
    words: str


def service_line(row: Service) -> ServiceLine:
    """Return a row in words."""
    state, tone = wording.STATES[row.state]
    return ServiceLine(
        id=row.id,
        kind=str(wording.NAMES[row.kind]),
        channel=str(Channel(row.channel).label),
        address=row.address_masked,
        state=str(state),
        tone=tone,
        why=str(wording.REASONS[row.reason]) if row.reason else "",
        method=str(wording.METHODS[row.method]) if row.method else "",
        happened_at=row.happened_at,
        sent_at=row.sent_at,
        served_on=row.served_on,
        act_by=row.act_by,
    )


def notices_of_case(case_id: UUID) -> list[NoticeLine]:
    """Return what a case told its applicant, and how. Who may see it is the caller's question.

    A failure that another channel made good is nobody's business but ours: it is left out.
    """
    rows = Service.objects.filter(case_id=case_id).select_related("paper")
    ordered = rows.order_by("event_no", "queued_at", "id")
    return [_notice(found) for found in group_by_notice(ordered).values()]


def _notice(rows: list[Service]) -> NoticeLine:
    shown = [row for row in rows if row.state != rules.FAILED] or rows
    paper = next((row.paper for row in rows if row.paper), None)
    return NoticeLine(
        kind=str(wording.NAMES[rows[0].kind]),
        number=paper.number if paper else "",
        happened_at=rows[0].happened_at,
        lines=[service_line(row) for row in shown],
    )


def services_to_follow(
    actor: Actor,
    state: str = rules.NOT_REACHED,
    after: Sequence[datetime | UUID] | None = None,
) -> QuerySet[Service]:
    """Return the notices that reached nobody, within an actor's reach, the oldest first.

    `after` is the place (moment, id) of the last row of the page before.
    """
    rows = Service.objects.filter(
        state=state, case_id__in=cases_visible_to(actor, "service.follow").values("id")
    )
    if after is not None:
        moment, last = after
        rows = rows.filter(Q(happened_at__gt=moment) | Q(happened_at=moment, id__gt=last))
    return rows.order_by(F("happened_at"), "id")


def service_in_sight(actor: Actor, service_id: UUID) -> Service:
    """Return a service of a case within reach. Raises ServiceNotFound, for others' cases too."""
    row = Service.objects.filter(pk=service_id).first()
    if row is None:
        raise ServiceNotFound
    try:
        case_visible_to(actor, row.case_id, "service.follow")
    except CaseNotFound:
        raise ServiceNotFound from None
    return row


def attempts_of(service_id: UUID, *, with_words: bool = False) -> list[AttemptLine]:
    """Return a service's record, the oldest first; words only where a look was recorded for it."""
    return [
        AttemptLine(
            at=row.at,
            outcome=str(wording.OUTCOMES[row.outcome]),
            detail=row.detail,
            actor_id=row.actor_id,
            post=row.post,
            words=open_bytes(row.words, words_binding(row.id)).decode()
            if with_words and row.words
            else "",
        )
        for row in Attempt.objects.filter(service=service_id).order_by("at", "id")
    ]
