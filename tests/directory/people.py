"""A small directory of plain, fixed values for the tests of this room."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from yichuang.directory.actors import Actor, ActorKind, PostScope
from yichuang.directory.models import Account, Officer, Organ, Party, Post, PostHolding

CITY = "320200000000"
DISTRICT = "320213000000"
TOWNSHIP = "320213001000"
OTHER_CITY = "320100000000"
BUREAU = "11320200MB0000016K"  # shape only; check digits are tested with the imports
MARKET = "11320200MB0000024F"
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)
MONDAY = date(2026, 3, 2)


def make_organ(code: str = BUREAU, key: str = "approval-bureau", region: str = CITY) -> Organ:
    return Organ.objects.create(
        code=code,
        key=key,
        name=f"示例机关{key}",
        short_name=key,
        region=region,
        level="city",
        kind="department",
        valid_from=LONG_AGO,
    )


def make_post(organ: Organ, code: str = "bureau.decide", **changes: object) -> Post:
    values: dict[str, object] = {
        "code": code,
        "name": "首席代表",
        "organ": organ,
        "region": organ.region,
        "scope": "organ",
        "acts": ["case.list", "case.read", "approval.decide"],
        "employments": ["civil_servant", "institution"],
        "valid_from": LONG_AGO,
    }
    return Post.objects.create(**{**values, **changes})


def make_officer(organ: Organ, code: str = "O1", **changes: object) -> Officer:
    values: dict[str, object] = {
        "code": code,
        "name": "演示甲",
        "employer": organ,
        "employment": "civil_servant",
        "valid_from": LONG_AGO,
    }
    return Officer.objects.create(**{**values, **changes})


def make_account(login: str = "demo1", **person: object) -> Account:
    account = Account(id=UUID(int=hash(login) & (2**128 - 1)), login_name=login, **person)
    account.set_unusable_password()
    account.save()
    return account


def hold(officer: Officer, post: Post, **changes: object) -> PostHolding:
    return PostHolding.objects.create(
        **{"officer": officer, "post": post, "valid_from": LONG_AGO, **changes}
    )


def make_party(number: int = 1) -> Party:
    return Party.objects.create(
        id=UUID(int=number),
        kind="natural",
        name_masked="测*",
        number_kind="111",
        number_masked="***",
        number_digest=number.to_bytes(32, "big"),
        registered_at=NOON,
    )


def officer_actor(*acts: str, **changes: object) -> Actor:
    values: dict[str, object] = {
        "kind": ActorKind.OFFICER,
        "id": "O1",
        "post": "bureau.post",
        "organ": BUREAU,
        "region": CITY,
        "scope": PostScope.ORGAN,
        "acts": frozenset(acts),
    }
    return Actor(**{**values, **changes})  # type: ignore[arg-type]
