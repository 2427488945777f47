"""From an account to the actor: what this person may do today, read anew for each request."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import JSONObject

from yichuang.kernel.public import ports

from .actors import PUBLIC, Actor, ActorKind, PostScope
from .errors import PostNotHeld
from .models import Account, Certificate, Employment, Mandate, Officer, PostHolding, StandIn
from .models.dated import valid_on
from .policy import assisting_acts

CITY_TIME = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """Return the day it is in the city."""
    return ports().clock.now().astimezone(CITY_TIME).date()


def accounts_with_standing(on: date) -> QuerySet[Account]:
    """Return accounts with posts, certificate and mandates on that day, in one query."""
    return Account.objects.select_related("officer", "party").annotate(
        posts_held=ArraySubquery(
            _posts(PostHolding.objects.filter(officer=OuterRef("officer")), on)
        ),
        posts_lent=ArraySubquery(
            _posts(StandIn.objects.filter(stand_in=OuterRef("officer")), on, lent=True)
        ),
        has_certificate=Exists(
            Certificate.objects.filter(valid_on(on), officer=OuterRef("officer"))
        ),
        mandates_seen=ArraySubquery(_mandates(on)),
    )


def _posts(rows: QuerySet[Any], on: date, *, lent: bool = False) -> QuerySet[Any]:
    """Return the posts behind dated rows as JSON, those standing on that day only."""
    return (
        rows.filter(valid_on(on), valid_on(on, "post__"), valid_on(on, "post__organ__"))
        .order_by("post_id")
        .values(
            found=JSONObject(
                code="post_id",
                name="post__name",
                organ="post__organ_id",
                organ_name="post__organ__name",
                region="post__region",
                scope="post__scope",
                acts="post__acts",
                lines="post__lines",
                certificate="post__needs_certificate",
                employments="post__employments",
                absent="absent_id" if lent else Value(""),
            )
        )
    )


def _mandates(on: date) -> QuerySet[Any]:
    standing = valid_on(on) & Q(revoked_at=None)
    return Mandate.objects.filter(agent=OuterRef("party")).values(
        found=JSONObject(
            principal="principal_id",
            all="all_matters",
            standing=Case(When(standing, then=Value(True)), default=Value(False)),
        )
    )


def actor_for(
    account: Account,
    post_code: str | None = None,
    on: date | None = None,
    *,
    second_factor: bool = False,
) -> Actor:
    """Return the actor behind an account on a day: today unless said.

    Reads everything in one query, so a dismissal or a change of post holds from the next request
    on. Without `post_code` the first post by code is meant. An account of nobody, of a dismissed
    officer or one without a post today is the public.

    Raises PostNotHeld if the account does not hold `post_code` on that day.
    """
    day = on or today()
    found = accounts_with_standing(day).filter(pk=account.pk, is_active=True).first()
    if found is None:
        return PUBLIC
    return actor_from(found, day, post_code, second_factor=second_factor)


def actor_from(
    account: Account, on: date, post_code: str | None = None, *, second_factor: bool = False
) -> Actor:
    """Return the actor of an account read by `accounts_with_standing`."""
    if account.party is not None:
        return _party_actor(account, second_factor)
    officer = account.officer
    if officer is None or not _employed(officer, on):
        return PUBLIC
    posts = posts_of(account)
    if post_code is not None:
        posts = [post for post in posts if post["code"] == post_code]
        if not posts:
            raise PostNotHeld(post=post_code)
    if not posts:
        return PUBLIC
    return _officer_actor(officer, posts[0], _has_certificate(account), second_factor)


def posts_of(account: Account) -> list[dict[str, Any]]:
    """Return the posts an account read with its standing may act in, its own first."""
    annotated: Any = account
    return [*annotated.posts_held, *annotated.posts_lent]


def _has_certificate(account: Account) -> bool:
    annotated: Any = account
    return bool(annotated.has_certificate)


def _employed(officer: Officer, on: date) -> bool:
    return officer.valid_from <= on and (officer.valid_to is None or on <= officer.valid_to)


def acts_in_post(
    acts: Iterable[str],
    employment: str,
    employments: Iterable[str],
    *,
    needs_certificate: bool,
    has_certificate: bool,
) -> frozenset[str]:
    """Return what of a post's acts this officer may do in it.

    Contract staff, people whose employment the post is not for, and people without the certificate
    it asks for assist only: they receive and hand over, and decide nothing.
    Source: LicLaw 24 and PenLaw 42 (only an organ's own staff with a certificate acts for it).
    """
    entitled = (
        employment != Employment.CONTRACT
        and employment in employments
        and (has_certificate or not needs_certificate)
    )
    return frozenset(acts) if entitled else assisting_acts(acts)


def _officer_actor(
    officer: Officer, post: dict[str, Any], has_certificate: bool, second_factor: bool
) -> Actor:
    return Actor(
        kind=ActorKind.OFFICER,
        id=officer.code,
        name=officer.name,
        post=post["code"],
        post_name=post["name"],
        organ=post["organ"],
        organ_name=post["organ_name"],
        region=post["region"],
        scope=PostScope(post["scope"]),
        acts=acts_in_post(
            post["acts"],
            officer.employment,
            post["employments"],
            needs_certificate=post["certificate"],
            has_certificate=has_certificate,
        ),
        lines=frozenset(post["lines"]),
        second_factor=second_factor,
        standing_in_for=post["absent"],
    )


def _party_actor(account: Account, second_factor: bool) -> Actor:
    party = account.party
    if party is None:
        raise ValueError("an account without a party is no party's actor")
    annotated: Any = account
    seen = annotated.mandates_seen
    standing = {UUID(row["principal"]) for row in seen if row["standing"]}
    return Actor(
        kind=ActorKind.PARTY,
        id=str(party.id),
        name=party.name_masked,
        real_name_level=party.real_name_level,
        mandates=frozenset(
            UUID(row["principal"]) for row in seen if row["standing"] and row["all"]
        ),
        ended_mandates=frozenset(UUID(row["principal"]) for row in seen) - standing,
        second_factor=second_factor,
    )


def actor_in_post(
    officer_code: str, post_code: str, on: date | None = None, *, second_factor: bool = False
) -> Actor:
    """Return the actor of an officer in a post he holds, without an account: for the CLI and demos.

    Raises PostNotHeld if he does not hold it on that day.
    """
    day = on or today()
    held = _posts(PostHolding.objects.filter(officer=officer_code, post=post_code), day)
    lent = _posts(StandIn.objects.filter(stand_in=officer_code, post=post_code), day, lent=True)
    officer = Officer.objects.filter(valid_on(day), pk=officer_code).first()
    posts = [row["found"] for row in (*held, *lent)]
    if officer is None or not posts:
        raise PostNotHeld(post=post_code)
    certified = Certificate.objects.filter(valid_on(day), officer=officer).exists()
    return _officer_actor(officer, posts[0], certified, second_factor)
