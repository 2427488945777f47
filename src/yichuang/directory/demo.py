"""Loading a demonstration's directory: a city with its organs, posts, people and parties."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from yichuang.kernel.public import load, ports

from .actors import Actor, ActorKind
from .contacts import choose_contact
from .imports import Report, import_divisions, import_organs
from .models import Account, Certificate, Mandate, Officer, Organ, Post
from .parties import find_party_by_number, register_party
from .staffing import appoint, let_stand_in

T = TypeVar("T")
LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that reads like something else


@dataclass(frozen=True, slots=True)
class County:
    code: str
    name: str
    valid_from: str
    townships: dict[str, str]  # three digits → name


@dataclass(frozen=True, slots=True)
class Past:
    """A division that was, with who took over."""

    code: str
    name: str
    valid_from: str
    valid_to: str
    successor: str


@dataclass(frozen=True, slots=True)
class Above:
    code: str
    name: str
    valid_from: str


@dataclass(frozen=True, slots=True)
class RegionsFile:
    note: str
    townships_since: str
    province: Above
    city: Above
    counties: tuple[County, ...]
    history: tuple[Past, ...]


@dataclass(frozen=True, slots=True)
class PostShape:
    suffix: str
    name: str
    scope: str
    employments: tuple[str, ...]
    acts: tuple[str, ...]
    needs_certificate: bool = False


@dataclass(frozen=True, slots=True)
class PostsFile:
    """Sets of posts, and which sets an organ has; "*" stands for every organ not named."""

    valid_from: date
    sets: dict[str, tuple[PostShape, ...]]
    organs: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class OfficerShape:
    code: str
    name: str
    organ: str
    employment: str
    posts: tuple[str, ...]
    seat: str = ""  # the organ that directs the daily work, where it is another one


@dataclass(frozen=True, slots=True)
class CertificateShape:
    number: str
    officer: str
    kind: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class StandInShape:
    absent: str
    stand_in: str
    post: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class OfficersFile:
    valid_from: date
    officers: tuple[OfficerShape, ...]
    certificates: tuple[CertificateShape, ...]
    stand_ins: tuple[StandInShape, ...]


@dataclass(frozen=True, slots=True)
class PartyShape:
    key: str
    kind: str
    name: str
    number: str
    phone: str
    real_name_level: int
    channels: tuple[str, ...] = ()  # consents to electronic service


@dataclass(frozen=True, slots=True)
class MandateShape:
    principal: str
    agent: str
    matters: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    revoked: bool
    basis: str


@dataclass(frozen=True, slots=True)
class PartiesFile:
    parties: tuple[PartyShape, ...]
    mandates: tuple[MandateShape, ...]
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A way into the demonstration; the password is None where it was set by an earlier run."""

    login_name: str
    password: str | None
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class DemoDirectory:
    """What was loaded, by the keys the other demonstration files use."""

    organs: dict[str, str]  # key → credit code
    posts: tuple[str, ...]
    officers: dict[str, str]  # post code → an officer who holds it
    parties: dict[str, UUID]
    accounts: tuple[DemoAccount, ...]


def load_demo_directory(folder: Path) -> DemoDirectory:
    """Load regions, organs, posts, officers and parties from their files, all or nothing.

    Running it again changes nothing. Officers sign in by the code of their first post, parties by
    their key; each group has one random password, returned by the run that set it.
    Raises CodecError for a file of another shape, ValueError for rows an import rejects.
    """
    with transaction.atomic():
        _load_regions(_read(folder / "regions.json", RegionsFile))
        organs = _load_organs(folder / "organs.json")
        posts = _load_posts(_read(folder / "posts.json", PostsFile), organs)
        staff = _read(folder / "officers.json", OfficersFile)
        _load_officers(staff, organs)
        people = _read(folder / "parties.json", PartiesFile)
        parties = _load_parties(people)
        _load_consents(people, parties)
        _load_mandates(people, parties)
        accounts = (*_officer_accounts(staff), *_party_accounts(people, parties))
    holders = {
        f"{one.organ}.{post}": one.code for one in reversed(staff.officers) for post in one.posts
    }
    return DemoDirectory(organs, posts, holders, parties, accounts)


def _read(path: Path, shape: type[T]) -> T:
    return load(shape, json.loads(path.read_text(encoding="utf-8")))


def _demand_clean(report: Report, what: str) -> None:
    if report.rejected or report.warnings:
        raise ValueError(f"the demonstration's {what} have faults: {report}")


def _load_regions(given: RegionsFile) -> None:
    rows = list(_region_rows(given))
    report = import_divisions(rows, as_of=date.fromisoformat(given.townships_since))
    _demand_clean(report, "regions")


def _region_rows(given: RegionsFile) -> Iterator[dict[str, str]]:
    for above in (given.province, given.city):
        yield {"code": above.code, "name": above.name, "valid_from": above.valid_from}
    for past in given.history:
        yield {
            "code": past.code,
            "name": past.name,
            "valid_from": past.valid_from,
            "valid_to": past.valid_to,
            "successor": past.successor,
            "source": given.note,
        }
    for county in given.counties:
        yield {
            "code": county.code,
            "name": county.name,
            "valid_from": county.valid_from,
            "source": given.note,
        }
        for digits, name in county.townships.items():
            yield {
                "code": county.code + digits,
                "name": name,
                "valid_from": given.townships_since,
                "source": given.note,
            }


def _load_organs(path: Path) -> dict[str, str]:
    rows = json.loads(path.read_text(encoding="utf-8"))
    _demand_clean(import_organs(rows, as_of=date(2020, 1, 1)), "organs")
    return {row["key"]: row["code"] for row in rows}


def _load_posts(given: PostsFile, organs: dict[str, str]) -> tuple[str, ...]:
    regions = dict(Organ.objects.values_list("code", "region"))
    posts = [
        Post(
            code=f"{key}.{shape.suffix}",
            name=shape.name,
            organ_id=code,
            region=regions[code],
            scope=shape.scope,
            acts=list(shape.acts),
            needs_certificate=shape.needs_certificate,
            employments=list(shape.employments),
            valid_from=given.valid_from,
        )
        for key, code in organs.items()
        for name in given.organs.get(key, given.organs["*"])
        for shape in given.sets[name]
    ]
    Post.objects.bulk_create(posts, ignore_conflicts=True)
    return tuple(post.code for post in posts)


def _load_officers(given: OfficersFile, organs: dict[str, str]) -> None:
    Officer.objects.bulk_create(
        [
            Officer(
                code=one.code,
                name=one.name,
                employer_id=organs[one.organ],
                managing_unit_id=organs[one.seat] if one.seat else None,
                employment=one.employment,
                valid_from=given.valid_from,
            )
            for one in given.officers
        ],
        ignore_conflicts=True,
    )
    for one in given.officers:
        for post in one.posts:
            appoint(officer=one.code, post=f"{one.organ}.{post}", valid_from=given.valid_from)
    Certificate.objects.bulk_create(
        [
            Certificate(
                number=one.number,
                officer_id=one.officer,
                kind=one.kind,
                valid_from=one.valid_from,
                valid_to=one.valid_to,
            )
            for one in given.certificates
        ],
        ignore_conflicts=True,
    )
    for lent in given.stand_ins:
        let_stand_in(
            absent=lent.absent,
            stand_in=lent.stand_in,
            post=lent.post,
            valid_from=lent.valid_from,
            valid_to=lent.valid_to,
        )


def _load_parties(given: PartiesFile) -> dict[str, UUID]:
    return {
        one.key: find_party_by_number(one.number, "001" if one.kind == "legal" else "111")
        or register_party(
            kind=one.kind,
            name=one.name,
            number=one.number,
            phone=one.phone,
            real_name_level=one.real_name_level,
        )
        for one in given.parties
    }


def _load_consents(given: PartiesFile, parties: dict[str, UUID]) -> None:
    for one in given.parties:
        party = parties[one.key]
        oneself = Actor(kind=ActorKind.PARTY, id=str(party))
        for channel in one.channels:
            address = one.phone if channel == "sms" else ""
            choose_contact(oneself, party, channel=channel, address=address)


def _load_mandates(given: PartiesFile, parties: dict[str, UUID]) -> None:
    now = ports().clock.now()
    for one in given.mandates:
        principal, agent = parties[one.principal], parties[one.agent]
        if Mandate.objects.filter(principal=principal, agent=agent).exists():
            continue
        Mandate.objects.create(
            id=ports().ids.uuid(),
            principal_id=principal,
            agent_id=agent,
            all_matters=not one.matters,
            matters=list(one.matters),
            valid_from=one.valid_from,
            valid_to=one.valid_to,
            basis=one.basis,
            created_at=now,
            revoked_at=now if one.revoked else None,
        )


def _officer_accounts(given: OfficersFile) -> tuple[DemoAccount, ...]:
    wanted: dict[str, tuple[Account, str, str]] = {}
    posts = dict(Post.objects.values_list("code", "name"))
    for one in given.officers:
        first = f"{one.organ}.{one.posts[0]}"
        login = first if first not in wanted else f"{first}.{one.code.lower()}"
        wanted[login] = (Account(officer_id=one.code), one.name, posts[first])
    return _accounts(wanted)


def _party_accounts(given: PartiesFile, parties: dict[str, UUID]) -> tuple[DemoAccount, ...]:
    names = {one.key: one.name for one in given.parties}
    return _accounts(
        {key: (Account(party_id=parties[key]), names[key], "当事人") for key in given.accounts}
    )


def _accounts(wanted: dict[str, tuple[Account, str, str]]) -> tuple[DemoAccount, ...]:
    """Make the accounts that are missing, all of a group with one fresh password.

    One password and one digest for the group: a slow hash for each of a hundred invented people
    would take most of a start.
    """
    there = set(Account.objects.filter(login_name__in=wanted).values_list("login_name", flat=True))
    fresh = [login for login in wanted if login not in there]
    password = "-".join(_word() for _ in range(4))
    encoded = make_password(password) if fresh else ""
    for login in fresh:
        account = wanted[login][0]
        account.id, account.login_name = ports().ids.uuid(), login
        account.password, account.is_demo = encoded, True
    Account.objects.bulk_create([wanted[login][0] for login in fresh])
    return tuple(
        DemoAccount(login, password if login not in there else None, name, role)
        for login, (_, name, role) in wanted.items()
    )


def renew_passwords(logins: Collection[str]) -> dict[str, str]:
    """Give demo accounts one fresh password and return it by login; other accounts stay."""
    rows = Account.objects.filter(is_demo=True, login_name__in=logins)
    password = "-".join(_word() for _ in range(4))
    found = list(rows.values_list("login_name", flat=True))
    rows.update(password=make_password(password))
    return dict.fromkeys(found, password)


def _word() -> str:
    return "".join(secrets.choice(LEGIBLE) for _ in range(4))
