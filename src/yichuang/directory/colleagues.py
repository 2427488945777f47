"""Who else of the staff may do something: for choosing a person, and for checking the one named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q

from .actors import Actor, Subject
from .models import Officer, PostHolding, StandIn
from .policy import OWN_ORGAN, allowed, may_try
from .standing import officer_standing, posts_of, today


@dataclass(frozen=True, slots=True)
class Colleague:
    """An officer in a post he may act in today."""

    code: str
    name: str
    post: str
    post_name: str


class OfficeFault(StrEnum):
    """Why somebody named as competent is not."""

    UNKNOWN = "unknown_officer"
    NOT_IN_OFFICE = "not_in_office"
    OTHER_ORGAN = "other_organ"
    LACKS_ACT = "post_lacks_act"


def colleagues_for(act: str, subject: Subject, on: date | None = None) -> list[Colleague]:
    """Return the officers who may do the act to the subject on a day, each once, by name.

    Today unless said. Whether one has signed in with a second factor is not asked: he is only
    named here.
    """
    day = on or today()
    found = [_colleague(code, act, subject, day) for code in _entered(act, day, subject.organ)]
    return sorted((one for one in found if one), key=lambda one: (one.name, one.code))


def somebody_may(act: str, on: date | None = None) -> bool:
    """Return whether any officer of the city has a post on a day that allows the act."""
    day = on or today()
    return any(may_try(actor, act) for code in _entered(act, day) for actor in _as(code, day))


def _entered(act: str, on: date, organ: str = "") -> list[str]:
    """Return who is entered for posts with the act, of one organ or all; in office or not."""
    in_force = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    posts = Q(post__acts__contains=[act]) & (Q(post__organ=organ) if organ else Q())
    holders = PostHolding.objects.filter(in_force, posts).values_list("officer", flat=True)
    lent = StandIn.objects.filter(in_force, posts).values_list("stand_in", flat=True)
    return sorted({*holders, *lent})


def _colleague(code: str, act: str, subject: Subject, on: date) -> Colleague | None:
    actor = next((one for one in _as(code, on) if allowed(one, act, subject)), None)
    return Colleague(actor.id, actor.name, actor.post, actor.post_name) if actor else None


def why_not_competent(
    code: str, act: str, subject: Subject, on: date | None = None
) -> OfficeFault | None:
    """Return why an officer named by his code may not do the act to the subject; None if he may."""
    day = on or today()
    actors = _as(code, day)
    if any(allowed(actor, act, subject) for actor in actors):
        return None
    if not actors:
        known = Officer.objects.filter(pk=code).exists()
        return OfficeFault.NOT_IN_OFFICE if known else OfficeFault.UNKNOWN
    in_organ = any(OWN_ORGAN.where.holds(actor, subject) for actor in actors)
    return OfficeFault.LACKS_ACT if in_organ else OfficeFault.OTHER_ORGAN


def _as(code: str, on: date) -> list[Actor]:
    """Return an officer as he would act in each of his posts; none if he is not in office."""
    standing = officer_standing(code, on)
    return posts_of(standing) if standing and standing.employed else []
