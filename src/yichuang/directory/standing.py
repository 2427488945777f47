"""From an account to the actor: what this person may do today, read anew for each request."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import DEFAULT_DB_ALIAS

from yichuang.kernel.public import ports, prepared

from .actors import PUBLIC, Actor, ActorKind, PostScope
from .errors import PostNotHeld
from .models import Account, Employment
from .policy import assisting_acts

CITY_TIME = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """Return the day it is in the city."""
    return ports().clock.now().astimezone(CITY_TIME).date()


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A post somebody may act in today, his own or an absent colleague's."""

    code: str
    name: str
    organ: str
    organ_name: str
    region: str
    scope: str
    acts: tuple[str, ...]
    lines: tuple[str, ...]
    needs_certificate: bool
    employments: tuple[str, ...]
    absent: str  # whose post it is, where it is lent
    absent_name: str

    @property
    def key(self) -> str:
        """What tells it from the same post held in another way: the code, and for whom."""
        return f"{self.code}@{self.absent}" if self.absent else self.code


@dataclass(frozen=True, slots=True)
class MandateHeld:
    """A mandate given to the party, standing today or not."""

    principal: UUID
    all_matters: bool
    standing: bool
    matters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """All that decides what an account may do on one day."""

    on: date
    officer: str
    officer_name: str
    employment: str
    employed: bool
    certified: bool
    posts: tuple[PostHeld, ...]
    party: UUID | None
    party_name: str
    real_name_level: int
    mandates: tuple[MandateHeld, ...]


# Written by hand: this runs in every request, and building it from models took ten times as long
# as the database takes to answer it.
_POSTS = """
    SELECT json_agg(json_build_array(post.code, post.name, organ.code, organ.name, post.region,
        post.scope, post.acts, post.lines, post.needs_certificate, post.employments, way.absent,
        coalesce((SELECT name FROM directory_officer WHERE code = way.absent), ''))
        ORDER BY way.absent, post.code)
    FROM (
        SELECT post_id, '' AS absent FROM directory_postholding
        WHERE officer_id = officer.code
            AND valid_from <= %(on)s AND (valid_to IS NULL OR valid_to >= %(on)s)
        UNION ALL
        SELECT post_id, absent_id FROM directory_standin
        WHERE stand_in_id = officer.code
            AND valid_from <= %(on)s AND (valid_to IS NULL OR valid_to >= %(on)s)
    ) way
    JOIN directory_post post ON post.code = way.post_id
        AND post.valid_from <= %(on)s AND (post.valid_to IS NULL OR post.valid_to >= %(on)s)
    JOIN directory_organ organ ON organ.code = post.organ_id
        AND organ.valid_from <= %(on)s AND (organ.valid_to IS NULL OR organ.valid_to >= %(on)s)
"""

_OFFICER = f"""
    coalesce(officer.code, '') AS s_officer, coalesce(officer.name, '') AS s_officer_name,
    coalesce(officer.employment, '') AS s_employment,
    coalesce(officer.valid_from <= %(on)s
        AND (officer.valid_to IS NULL OR officer.valid_to >= %(on)s), false) AS s_employed,
    EXISTS (SELECT FROM directory_certificate WHERE officer_id = officer.code
        AND valid_from <= %(on)s AND (valid_to IS NULL OR valid_to >= %(on)s)) AS s_certified,
    ({_POSTS}) AS s_posts
"""

_ACCOUNT_FIELDS = Account._meta.concrete_fields
_ACCOUNT_COLUMNS = ", ".join(f"account.{field.column}" for field in _ACCOUNT_FIELDS)
_ACCOUNT = f"""
    SELECT {_ACCOUNT_COLUMNS}, {_OFFICER}, party.id AS s_party,
        coalesce(party.name_masked, '') AS s_party_name,
        coalesce(party.real_name_level, 0) AS s_level,
        (SELECT json_agg(json_build_array(principal_id, all_matters, revoked_at IS NULL
            AND valid_from <= %(on)s AND (valid_to IS NULL OR valid_to >= %(on)s), matters))
        FROM directory_mandate WHERE agent_id = party.id) AS s_mandates
    FROM directory_account account
    LEFT JOIN directory_officer officer ON officer.code = account.officer_id
    LEFT JOIN directory_party party ON party.id = account.party_id
    WHERE account.id = %(account)s AND account.is_active
"""  # noqa: S608  (its parts are constants of this file)

_ACCOUNT_NAMES = [field.attname for field in _ACCOUNT_FIELDS]
# The names of the columns after the account's own, which every request would otherwise ask for.
_STANDING_NAMES = (
    "s_officer",
    "s_officer_name",
    "s_employment",
    "s_employed",
    "s_certified",
    "s_posts",
    "s_party",
    "s_party_name",
    "s_level",
    "s_mandates",
)

_ONE_OFFICER = f"""
    SELECT officer.code AS id, {_OFFICER}, NULL AS s_party, '' AS s_party_name, 0 AS s_level,
        NULL AS s_mandates
    FROM directory_officer officer WHERE officer.code = %(officer)s
"""  # noqa: S608  (its parts are constants of this file)


def account_with_standing(account_id: UUID, on: date) -> tuple[Account, Standing] | None:
    """Return an active account and its standing on that day, in one query."""
    with prepared() as cursor:
        cursor.execute(_ACCOUNT, {"account": account_id, "on": on})
        cells = cursor.fetchone()
    if cells is None:
        return None
    width = len(_ACCOUNT_FIELDS)
    account = Account.from_db(DEFAULT_DB_ALIAS, _ACCOUNT_NAMES, cells[:width])
    row = SimpleNamespace(**dict(zip(_STANDING_NAMES, cells[width:], strict=True)))
    return account, _standing(row, on)


def _standing(row: Any, on: date) -> Standing:
    return Standing(
        on=on,
        officer=row.s_officer,
        officer_name=row.s_officer_name,
        employment=row.s_employment,
        employed=row.s_employed,
        certified=row.s_certified,
        posts=tuple(_post(cells) for cells in _from_json(row.s_posts)),
        party=row.s_party,
        party_name=row.s_party_name,
        real_name_level=row.s_level,
        mandates=tuple(
            MandateHeld(UUID(principal), all_matters, standing, tuple(matters))
            for principal, all_matters, standing, matters in _from_json(row.s_mandates)
        ),
    )


def _post(cells: list[Any]) -> PostHeld:
    """Return a post from the array `_POSTS` builds, in the order of the fields."""
    values: list[Any] = [tuple(cell) if isinstance(cell, list) else cell for cell in cells]
    return PostHeld(*values)


def _from_json(value: Any) -> list[Any]:
    """Return a JSON column as a list; Django leaves it as text or not, by its own set-up."""
    if value is None:
        return []
    return list(json.loads(value) if isinstance(value, str) else value)


def actor_for(
    account: Account,
    post_code: str | None = None,
    on: date | None = None,
    *,
    second_factor: bool = False,
) -> Actor:
    """Return the actor behind an account on a day: today unless said.

    Reads everything in one query, so a dismissal or a change of post holds from the next request
    on. `post_code` is a post's code or key, own posts before lent ones; without it the first is
    meant. An account of nobody, of a dismissed officer or one without a post today is the public.

    Raises PostNotHeld if the account does not hold `post_code` on that day.
    """
    found = account_with_standing(account.pk, on or today())
    if found is None:
        return PUBLIC
    return actor_from(found[1], post_code, second_factor=second_factor)


def actor_from(
    standing: Standing, post_code: str | None = None, *, second_factor: bool = False
) -> Actor:
    """Return the actor of a standing. Raises PostNotHeld as `actor_for`."""
    if standing.party is not None:
        return _party_actor(standing, standing.party, second_factor)
    if not standing.employed:
        return PUBLIC
    posts = standing.posts
    if post_code is not None:
        posts = tuple(post for post in posts if post_code in (post.key, post.code))
        if not posts:
            raise PostNotHeld(post=post_code)
    if not posts:
        return PUBLIC
    return _officer_actor(standing, posts[0], second_factor)


def acts_in_post(post: PostHeld, employment: str, *, certified: bool) -> frozenset[str]:
    """Return what of a post's acts an officer so employed may do in it.

    Contract staff, people whose employment the post is not for, and people without the certificate
    it asks for assist only: they receive and hand over, and decide nothing.
    Source: LicLaw 24 and PenLaw 42 (only an organ's own staff with a certificate acts for it).
    """
    entitled = (
        employment != Employment.CONTRACT
        and employment in post.employments
        and (certified or not post.needs_certificate)
    )
    return frozenset(post.acts) if entitled else assisting_acts(post.acts)


def _officer_actor(standing: Standing, post: PostHeld, second_factor: bool) -> Actor:
    return Actor(
        kind=ActorKind.OFFICER,
        id=standing.officer,
        name=standing.officer_name,
        post=post.code,
        post_name=post.name,
        organ=post.organ,
        organ_name=post.organ_name,
        region=post.region,
        scope=PostScope(post.scope),
        acts=acts_in_post(post, standing.employment, certified=standing.certified),
        lines=frozenset(post.lines),
        second_factor=second_factor,
        standing_in_for=post.absent,
        absent_name=post.absent_name,
    )


def _party_actor(standing: Standing, party: UUID, second_factor: bool) -> Actor:
    in_force = [held for held in standing.mandates if held.standing]
    in_some = frozenset(held.principal for held in in_force)
    in_all = frozenset(held.principal for held in in_force if held.all_matters)
    return Actor(
        kind=ActorKind.PARTY,
        id=str(party),
        name=standing.party_name,
        real_name_level=standing.real_name_level,
        mandates=in_all,
        ended_mandates=frozenset(held.principal for held in standing.mandates) - in_some,
        partial_mandates=in_some - in_all,
        matter_mandates=frozenset(
            (held.principal, matter) for held in in_force for matter in held.matters
        ),
        second_factor=second_factor,
    )


def actor_in_post(
    officer_code: str, post_code: str, on: date | None = None, *, second_factor: bool = False
) -> Actor:
    """Return the actor of an officer in a post he holds, without an account: for the CLI and demos.

    Raises PostNotHeld if he does not hold it on that day.
    """
    standing = officer_standing(officer_code, on or today())
    if standing is None or not standing.employed:
        raise PostNotHeld(post=post_code)
    return actor_from(standing, post_code, second_factor=second_factor)


def officer_standing(officer_code: str, on: date) -> Standing | None:
    """Return an officer's standing on a day, without an account; None where there is no such."""
    for row in Account.objects.raw(_ONE_OFFICER, {"officer": officer_code, "on": on}):
        return _standing(row, on)
    return None


def posts_of(standing: Standing) -> list[Actor]:
    """Return an officer as the actor he is in each of his posts, a second factor taken as given."""
    return [_officer_actor(standing, post, second_factor=True) for post in standing.posts]


def posts_open_to(account: Account) -> tuple[PostHeld, ...]:
    """Return the posts an account may switch between today, its own first."""
    found = account_with_standing(account.pk, today())
    return found[1].posts if found and found[1].employed else ()
