"""Every address declares who may come in, and the gate keeps to it, post by post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as installed
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests import factories

from yichuang.directory.models import Account
from yichuang.directory.public import PUBLIC, Actor, ActorKind, actor_for, declared_rule, may_try
from yichuang.directory.public import routes_without_rule as without_rule
from yichuang.site.navigation import PLACES

pytestmark = pytest.mark.django_db

GATE = {"directory.not_allowed", "directory.sign_in_needed"}
EXAMPLES = {
    "uuid": "01890000-0000-7000-8000-000000000000",
    "int": "1",
    "str": "x",
    "slug": "x",
    "path": "x",
}
METHODS = ("GET", "POST", "PUT", "DELETE")


def _library(path: str) -> bool:
    return path.startswith(tuple(installed.YICHUANG_OPEN_PREFIXES))


def test_every_route_declares_a_rule() -> None:
    patterns = get_resolver().url_patterns
    assert without_rule(patterns, frozenset(installed.YICHUANG_OPEN_PREFIXES)) == []


def test_every_place_of_the_navigation_exists() -> None:
    for places in PLACES.values():
        for place in places:
            assert reverse(place.route)


def _routes(
    patterns: list[URLPattern | URLResolver], before: str = "/"
) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        path = before + str(pattern.pattern).lstrip("^/")
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, path)
        else:
            yield path, pattern.callback


def _concrete(path: str) -> str:
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: EXAMPLES[found[1] or "str"], path)


def _expected(path: str, view: Any, method: str, actor: Actor) -> bool | None:
    """Return whether this actor should get in; None where there is nothing to ask.

    The workbench is for posts: a citizen may list his own cases, but not there.
    """
    rule = declared_rule(view, method)
    if rule is None:
        return None
    if path.startswith("/work/") and actor.kind is ActorKind.PARTY:
        return False
    return rule.public or any(may_try(actor, act).ok for act in rule.acts)


@pytest.mark.timeout(240)
def test_gate_lets_in_exactly_whom_the_rules_allow(
    small_city: factories.City, tmp_path: Path, settings: Any
) -> None:
    settings.VAR = tmp_path
    accounts = list(Account.objects.order_by("login_name"))
    visitors: list[tuple[Account | None, Client, Actor]] = [(None, Client(), PUBLIC)]
    visitors += [(account, Client(), actor_for(account)) for account in accounts]
    routes = [(p, v) for p, v in _routes(get_resolver().url_patterns) if not _library(p)]

    wrong: list[tuple[str, str, str, bool, int]] = []
    cells = 0
    for path, view in routes:
        for method in METHODS:
            for account, client, actor in visitors:
                expected = _expected(path, view, method, actor)
                if expected is None:
                    continue
                cells += 1
                if account is not None and not _signed_in(client):
                    client.force_login(account)
                reply = client.generic(
                    method, _concrete(path), b"", headers={"accept": "application/json"}
                )
                if path.startswith("/work/lock/"):
                    client.cookies.clear()  # a locked session would answer 423 everywhere else
                if reply.status_code == 405:
                    continue  # the view has no answer to this method for anybody
                stopped = reply.status_code in {401, 403} and _code(reply) in GATE
                if stopped == expected:
                    name = account.login_name if account else "nobody"
                    wrong.append((method, path, name, expected, reply.status_code))
    print(f"{len(routes)} routes, {len(visitors)} visitors, {cells} cells")
    assert not wrong, "\n".join(map(str, wrong))


def _signed_in(client: Client) -> bool:
    """Return whether the client still has its session; some routes end it."""
    cookie = client.cookies.get(installed.SESSION_COOKIE_NAME)
    return cookie is not None and bool(cookie.value)


def _code(reply: Any) -> str:
    kind = reply.get("Content-Type", "")
    return str(reply.json().get("code", "")) if "json" in kind else ""
