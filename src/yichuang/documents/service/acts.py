"""What people do about a notice: the person opens it; an officer calls, hands over, posts."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from yichuang.directory.public import Actor
from yichuang.kernel.public import InvalidInput, ports
from yichuang.law.public import CHINA_TIME

from ..errors import ServiceStepNotAllowed
from . import rules
from .lists import service_in_sight
from .models import Service
from .sending import add_attempt, notice_of
from .wording import REMINDER

LONGEST_WORDS = 500
NEEDS_WORDS = frozenset({"tell", "post", "announce"})
UNOPENED = (rules.QUEUED, rules.SENT, rules.NOT_REACHED, rules.DELIVERED, rules.TOLD)
DATED = frozenset({"hand_over", "receipt", "announce"})


def follow_up(
    actor: Actor, service_id: UUID, step: str, *, words: str = "", on: date | None = None
) -> Service:
    """Take a step for a notice that reached nobody, and record who, when and in what words.

    `tell`: told by telephone, which serves nothing but informs. `hand_over`, `receipt`: served on
    that day. `post`: on its way. `announce`: served thirty days after; CPL 民事诉讼法 95.

    Raises ServiceNotFound, ServiceStepNotAllowed, InvalidInput naming field and rule.
    """
    if step not in rules.STEPS:
        raise InvalidInput(field="step", rule="unknown")
    words = words.strip()
    with transaction.atomic():
        siblings = notice_of(service_in_sight(actor, service_id))
        row = next(one for one in siblings if one.pk == service_id)
        if row.state not in rules.STEPS[step]:
            raise ServiceStepNotAllowed(step=step, state=row.state)
        day = _checked(row, step, words, on)
        add_attempt(row, step, actor_id=actor.id, post=actor.post, words=words)
        _move(row, step, day)
        row.save(update_fields=["state", "method", "served_on"])
        return row


def _checked(row: Service, step: str, words: str, on: date | None) -> date:
    today = ports().clock.now().astimezone(CHINA_TIME).date()
    if step in NEEDS_WORDS and not words:
        raise InvalidInput(field="words", rule="required")
    if len(words) > LONGEST_WORDS:
        raise InvalidInput(field="words", rule="length")
    if step not in DATED:
        return today
    day = on or today
    if not row.happened_at.astimezone(CHINA_TIME).date() <= day <= today:
        raise InvalidInput(field="on", rule="date")
    return day


def _move(row: Service, step: str, day: date) -> None:
    if step == "tell":
        row.state = rules.TOLD
    elif step == "hand_over":
        row.state, row.method, row.served_on = rules.DELIVERED, "direct", day
    elif step == "post":
        row.state, row.method = rules.POSTED, "post"
    elif step == "receipt":
        row.state, row.method, row.served_on = rules.DELIVERED, "post", day
    else:
        row.state, row.method = rules.ANNOUNCED, "public_notice"
        row.served_on = rules.served_by_notice(day)


def mark_opened(case_id: UUID, actor: Actor) -> int:
    """Record that the person read in my space what this case told him; return how many notices.

    The caller has made sure that it is the applicant or his agent. Whoever was on the list of
    those to call for the same notice is there no longer.
    """
    inside = Service.objects.filter(case_id=case_id, channel=rules.IN_SITE, state__in=UNOPENED)
    unopened = list(inside.exclude(reason=rules.OPENED))
    for seen in unopened:
        with transaction.atomic():
            _opened(seen, actor)
    return len(unopened)


def _opened(seen: Service, actor: Actor) -> None:
    siblings = notice_of(seen)
    row = next(one for one in siblings if one.pk == seen.pk)
    if row.reason == rules.OPENED:
        return  # in another window, at the same moment
    add_attempt(row, "opened", actor_id=actor.id)
    row.state, row.reason, row.next_try_at = rules.DELIVERED, rules.OPENED, None
    if row.served_on is None and row.kind != REMINDER:
        row.method = row.method or "electronic"
        row.served_on = ports().clock.now().astimezone(CHINA_TIME).date()
    row.save(update_fields=["state", "reason", "method", "served_on", "next_try_at"])
    listed = [one.pk for one in siblings if one.state == rules.NOT_REACHED and one is not row]
    Service.objects.filter(pk__in=listed).update(state=rules.FAILED)
