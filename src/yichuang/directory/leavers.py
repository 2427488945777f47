"""Leaving in minutes: one act ends every post, every leave and every session (离岗)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from yichuang.kernel.public import ports

from .actors import Actor, Subject
from .errors import LeaveRefused
from .leaves import LEADS, end_now, open_leaves
from .models import Account, Departure, Officer, PostHolding, StandIn
from .models.dated import valid_on
from .policy import check
from .staffing import dismiss
from .standing import today


def end_all_posts(actor: Actor, officer: str) -> UUID:
    """End an officer's service now, and return the record's id.

    His accounts close, so his next request finds nobody; his posts end with yesterday; leaves in
    which he has a part end. Open steps belong to posts, so they stay where they are for whoever
    holds the post. Raises NotAllowed, and LeaveRefused for oneself, for somebody of another organ,
    and for somebody who has left.
    """
    check(actor, LEADS, Subject(organ=actor.organ, region=actor.region))
    with transaction.atomic():
        person = Officer.objects.select_for_update().filter(pk=officer).first()
        if person is None or (person.valid_to is not None and person.valid_to < today()):
            raise LeaveRefused(reason="not_in_office")
        if officer in {actor.id, actor.standing_in_for}:
            raise LeaveRefused(reason="own_approver")
        held = PostHolding.objects.filter(valid_on(today()), officer=officer)
        posts = sorted(held.filter(post__organ=actor.organ).values_list("post", flat=True))
        if person.employer_id != actor.organ or held.exclude(post__organ=actor.organ).exists():
            raise LeaveRefused(reason="other_organ")
        for leave in open_leaves(officer):
            end_now(actor, leave)
        _end(person, actor.organ)
        departure = Departure.objects.create(
            id=ports().ids.uuid(),
            officer=person,
            organ=actor.organ,
            posts=posts,
            at=ports().clock.now(),
            by=actor.id,
            post=actor.post,
        )
    return departure.id


def _end(person: Officer, organ: str) -> None:
    """Close accounts, posts and what was lent to him; what began today ends with today."""
    yesterday = today() - timedelta(days=1)
    Account.objects.filter(officer=person).update(is_active=False)
    began_today = PostHolding.objects.filter(officer=person, valid_from__gt=yesterday)
    for holding in began_today.filter(post__organ=organ):
        holding.valid_to = holding.valid_from
        holding.save(update_fields=["valid_to"])
    dismiss(officer=person.code, last_day=max(yesterday, person.valid_from))
    lent = StandIn.objects.filter(stand_in=person, valid_to__gte=today())
    lent.filter(valid_from__gt=yesterday).delete()
    lent.update(valid_to=yesterday)
