"""Sending what is queued: a row is claimed, sent, and the outcome recorded, in three steps.

Between sending and recording a worker may die. Then the lease runs out and the message is sent
once more under the same id: for a text message more than once is possible, never is not.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from yichuang.directory.public import contact_address, contact_choices, masked_name
from yichuang.kernel.public import framed, ports
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Case, Milestone, sealed_items

from ..sealed import seal_bytes
from . import rules, wording
from .channels import ChannelDown, NoticePort, Outgoing, RecipientRefused, notice_ports
from .models import Attempt, Service
from .reader import rows_for

log = logging.getLogger(__name__)

MOST_AT_ONCE = 50
DOWN_AFTER = 3  # failures in a row after which the rest waits for the next pass
LEGAL = "legal"
COLLECTION = "laid_ready"  # the one notice that carries a code
ENDED = (Milestone.CLOSED, Milestone.WITHDRAWN, Milestone.VOIDED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a try ended: `sent`, `down`, `refused` or `withdrawn`, with a code."""

    name: str
    detail: str = ""


def send_due(channel: str, limit: int = MOST_AT_ONCE) -> int:
    """Send what is due on one channel; return how many rows were tried.

    A channel that is down is left after a few failures, so that its queue costs little.
    """
    tried = down = 0
    while tried < limit and down < DOWN_AFTER:
        claimed = claim(channel)
        if claimed is None:
            break
        tried += 1
        outcome = _try(claimed, notice_ports().get(channel))
        down = down + 1 if outcome.name == "down" else 0
        record(claimed, outcome)
    return tried


@transaction.atomic
def claim(channel: str) -> Service | None:
    """Take the next row that is due, for as long as the lease; None when there is none.

    Committed before anything is sent, so two workers never send the same row at once.
    """
    now = ports().clock.now()
    row = (
        Service.objects.select_for_update(skip_locked=True)
        .filter(channel=channel, state__in=rules.WAITING, next_try_at__lte=now)
        .order_by("next_try_at")
        .first()
    )
    if row is None:
        return None
    row.state, row.tries, row.next_try_at = rules.SENDING, row.tries + 1, now + rules.LEASE
    row.save(update_fields=["state", "tries", "next_try_at"])
    add_attempt(row, "began")
    return row


def _try(row: Service, port: NoticePort | None) -> Outcome:
    address = contact_address(row.choice_id) if row.choice_id else None
    if address is None:  # taken back between queueing and sending
        return Outcome("withdrawn")
    if port is None:
        return Outcome("down", "not_configured")
    message = message_of(row, address)
    try:
        port.send(message)
    except RecipientRefused as fault:
        return Outcome("refused", str(fault))
    except ChannelDown as fault:
        return Outcome("down", str(fault))
    except Exception as fault:  # whatever a port raises must not stop the others' messages
        log.exception("the %s port failed", row.channel)
        return Outcome("down", type(fault).__name__)
    return Outcome("sent")


def message_of(row: Service, address: str) -> Outgoing:
    """Return the message of a row, written when it is sent: nothing of it lies in the queue."""
    case = Case.objects.get(pk=row.case_id)
    number = case.number or ""
    return Outgoing(
        id=row.id,
        address=address,
        title=wording.title(number=number, language=row.language),
        text=wording.text(
            row.kind,
            name=_recipient(case.id),
            organ=case.organ_name,
            number=number,
            act_by=row.act_by,
            language=row.language,
            code=_collection_code(row),
        ),
        language=row.language,
    )


def _collection_code(row: Service) -> str:
    """Return the code of this very notice of collection, in fours; nothing for other notices."""
    if row.kind != COLLECTION:
        return ""
    code = str(sealed_items(row.case_id, {"code"}).get(f"{row.event_no}.code") or "")
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def _recipient(case_id: UUID) -> str:
    for applicant in sealed_items(case_id, {"applicant"}).values():
        natural = applicant.get("kind") != LEGAL
        return masked_name(str(applicant.get("name", "")), natural=natural)
    return ""


@transaction.atomic
def record(claimed: Service, outcome: Outcome) -> None:
    """Write down how a try ended; of a row that another worker has taken over, only the try."""
    siblings = notice_of(claimed)
    row = next(one for one in siblings if one.pk == claimed.pk)
    add_attempt(row, outcome.name, detail=outcome.detail)
    if row.state != rules.SENDING or row.tries != claimed.tries:
        return
    now = ports().clock.now()
    row.next_try_at = None
    if outcome.name == "sent":
        row.state, row.sent_at, row.method, row.reason = rules.SENT, now, "electronic", ""
    elif outcome.name == "withdrawn":
        row.state, row.reason = rules.CANCELLED, rules.WITHDRAWN
    elif outcome.name == "refused":
        row.state, row.reason = rules.FAILED, rules.BAD_ADDRESS
    elif again := rules.next_try(row.tries, now):
        row.state, row.reason, row.next_try_at = rules.QUEUED, rules.CHANNEL_DOWN, again
    else:
        row.state, row.reason = rules.FAILED, rules.CHANNEL_DOWN
    ended = row.state in {rules.FAILED, rules.CANCELLED}
    if ended and rules.needs_a_person([(one.channel, one.state, one.reason) for one in siblings]):
        row.state = rules.NOT_REACHED
    row.save(update_fields=["state", "sent_at", "method", "reason", "next_try_at"])


def notice_of(row: Service) -> list[Service]:
    """Return the rows of the same notice on every channel, locked in one order for everybody."""
    rows = Service.objects.select_for_update().filter(
        case_id=row.case_id, event_no=row.event_no, kind=row.kind
    )
    return list(rows.order_by("id"))


def add_attempt(
    row: Service,
    outcome: str,
    *,
    detail: str = "",
    actor_id: str = "",
    post: str = "",
    words: str = "",
) -> None:
    """Add to the record of a service; `words` are sealed."""
    attempt_id = ports().ids.uuid()
    Attempt.objects.create(
        id=attempt_id,
        service=row,
        at=ports().clock.now(),
        outcome=outcome,
        detail=detail[:40],
        actor_id=actor_id,
        post=post,
        words=seal_bytes(words.encode(), words_binding(attempt_id)) if words else None,
    )


def words_binding(attempt_id: UUID) -> bytes:
    """Return what an attempt's sealed words are bound to."""
    return framed(b"documents.attempt", attempt_id.bytes)


def tend() -> int:
    """Do what only time calls for: reminders, and papers that lay unopened without consent."""
    return _unopened() + _remind()


@transaction.atomic
def _unopened() -> int:
    due = Service.objects.filter(
        channel=rules.IN_SITE, state=rules.QUEUED, next_try_at__lte=ports().clock.now()
    )
    return due.update(state=rules.NOT_REACHED, next_try_at=None)


@transaction.atomic
def _remind() -> int:
    """Remind of supplements that are due soon; once, since the reminder's key is the event's."""
    now = ports().clock.now()
    today = now.astimezone(CHINA_TIME).date()
    reminded = Service.objects.filter(
        case_id=OuterRef("case_id"), event_no=OuterRef("event_no"), kind=wording.REMINDER
    )
    over = [Milestone.SUPPLEMENTED, *ENDED]
    case = Case.objects.filter(pk=OuterRef("case_id"))
    near = Service.objects.filter(
        ~Exists(reminded),
        Exists(case.exclude(milestones__has_any_keys=over)),
        kind="supplement_requested",
        channel=rules.IN_SITE,
        act_by__range=(today, today + rules.REMIND_BEFORE),
        queued_at__lt=now - timedelta(days=1),  # the notice itself is news enough for a day
    )[:MOST_AT_ONCE]
    rows = list(near)
    cases = Case.objects.in_bulk({row.case_id for row in rows})
    consents = contact_choices(case.party for case in cases.values() if case.party)
    made: list[Service] = []
    for row in rows:
        party = cases[row.case_id].party
        made += _reminder(row, consents.get(party, []) if party else [])
    Service.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _reminder(row: Service, consents: list[Any]) -> list[Service]:
    common = {
        "case_id": row.case_id,
        "event_no": row.event_no,
        "kind": wording.REMINDER,
        "act_by": row.act_by,
        "happened_at": row.happened_at,
    }
    inside, *outward = rows_for(consents, common, ports().clock.now())
    # A reminder serves nothing, so it is shown in my space and never waits there for consent.
    inside.state, inside.reason, inside.next_try_at = rules.SENT, "", None
    inside.method, inside.served_on, inside.sent_at = "", None, inside.queued_at
    return [inside, *outward]
