"""Filling posts: appointing, ending, standing in; the rules the database alone cannot see."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from .errors import PostNotFilled
from .models import Officer, Post, PostHolding, StandIn
from .policy import ADMINISTRATORS


def appoint(
    *, officer: str, post: str, valid_from: date, valid_to: date | None = None
) -> PostHolding:
    """Give an officer a post between two days; the same again changes nothing.

    Raises PostNotFilled: the post is not for this kind of employment, or the officer would be two
    of the three administrators.
    """
    person, place = Officer.objects.get(pk=officer), Post.objects.get(pk=post)
    _check_employment(person, place)
    _check_one_administrator(person, place, valid_from)
    holding, _ = PostHolding.objects.get_or_create(
        officer=person, post=place, valid_from=valid_from, defaults={"valid_to": valid_to}
    )
    return holding


def _check_employment(officer: Officer, post: Post) -> None:
    if officer.employment not in post.employments:
        raise PostNotFilled(
            officer=officer.code, post=post.code, reason="employment", article="LicLaw 24"
        )


def _check_one_administrator(officer: Officer, post: Post, since: date) -> None:
    """Refuse a second kind of administrator's post to somebody who still holds a first."""
    kinds = administrator_kinds(post)
    if not kinds:
        return
    held = officer.holdings.exclude(valid_to__lt=since).values_list("post", flat=True)
    lent = officer.stand_ins.exclude(valid_to__lt=since).values_list("post", flat=True)
    for other in Post.objects.filter(pk__in=[*held, *lent]).exclude(pk=post.pk):
        if administrator_kinds(other) - kinds:
            raise PostNotFilled(officer=officer.code, post=post.code, reason="two_administrators")


def administrator_kinds(post: Post) -> frozenset[str]:
    """Return which of the three administrators a post is; empty for every other post."""
    return frozenset(
        name for name, (marks, _) in ADMINISTRATORS.items() if marks.intersection(post.acts)
    )


def end_holding(*, officer: str, post: str, last_day: date) -> None:
    """End an officer's open holding of a post; from the day after he holds it no more."""
    PostHolding.objects.filter(officer=officer, post=post, valid_to=None).update(valid_to=last_day)


def dismiss(*, officer: str, last_day: date) -> None:
    """End an officer's employment and every post still open; the next request finds nothing."""
    Officer.objects.filter(pk=officer).update(valid_to=last_day)
    PostHolding.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=last_day), officer=officer, valid_from__lte=last_day
    ).update(valid_to=last_day)


def let_stand_in(
    *, absent: str, stand_in: str, post: str, valid_from: date, valid_to: date
) -> StandIn:
    """Let one officer exercise an absent colleague's post; always with a last day.

    Raises PostNotFilled as `appoint`, and if the absent one does not hold the post.
    """
    person, place = Officer.objects.get(pk=stand_in), Post.objects.get(pk=post)
    if not PostHolding.objects.filter(officer=absent, post=place).exists():
        raise PostNotFilled(officer=absent, post=post, reason="absent_does_not_hold_it")
    _check_employment(person, place)
    _check_one_administrator(person, place, valid_from)
    lent, _ = StandIn.objects.get_or_create(
        absent_id=absent,
        stand_in=person,
        post=place,
        valid_from=valid_from,
        defaults={"valid_to": valid_to},
    )
    return lent
