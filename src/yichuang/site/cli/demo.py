"""`yichuang demo`: the invented city."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from yichuang.site import release

from . import USAGE
from .session import django_house
from .texts import _, titled

ACCOUNTS = "demo-accounts.json"
LOGIN_WIDTH = 26  # the longest sign-in name of the city
SEED = "yichuang.site.demo.seed"


@click.group(help=_("演示城市：虚构的机构、事项、人员和办件。"))
def demo() -> None:
    """The invented city."""


@demo.command(help=_("生成演示城市，写入随机口令的演示账号。只在空库上执行。"))
@click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出账号"))
def seed(as_json: bool) -> None:
    """Seed, keep the accounts in a private file of the state folder, and show them."""
    os.environ["YICHUANG_DEMO"] = "1"
    with django_house() as environment:
        if not release.is_empty(environment):
            click.secho(
                _("库中已有数据，没有生成演示城市。要重新开始，请换一个状态文件夹。"), err=True
            )
            raise SystemExit(USAGE)
        accounts = _listed(import_module(SEED).seed())
        keep_accounts(environment.var, accounts)
    if as_json:
        click.echo(json.dumps(accounts, ensure_ascii=False))
    else:
        show_accounts(accounts)


@demo.command(help=_("给演示账号换新口令，写入状态文件夹并显示。不动其他账号。"))
def passwords() -> None:
    """Renew the passwords of the demo accounts and show them."""
    os.environ["YICHUANG_DEMO"] = "1"
    with django_house() as environment:
        accounts = _listed(import_module(SEED).renew())
        if not accounts:
            click.secho(_("没有演示账号：这里没有生成过演示城市。"), err=True)
            raise SystemExit(USAGE)
        keep_accounts(environment.var, accounts)
    show_accounts(accounts)


def _listed(accounts: Iterable[Any]) -> list[dict[str, str]]:
    return [{"login": one.login, "password": one.password, "title": one.title} for one in accounts]


def can_seed() -> bool:
    """Does this release bring a demo city?"""
    try:
        return find_spec(SEED) is not None
    except ModuleNotFoundError:
        return False


def keep_accounts(var: Path, accounts: list[dict[str, str]]) -> None:
    """Write the demo accounts where only the operator can read them."""
    handle = os.open(var / ACCOUNTS, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(accounts, file, ensure_ascii=False, indent=1)


def kept_accounts(var: Path) -> list[dict[str, str]] | None:
    """Return the demo accounts of this installation; None if no city was ever seeded."""
    try:
        found = json.loads((var / ACCOUNTS).read_text())
    except FileNotFoundError:
        return None
    assert isinstance(found, list)
    return found


def show_accounts(accounts: list[dict[str, str]]) -> None:
    """Print who can sign in with what."""
    for one in accounts:
        title = titled(one["title"])
        click.echo(f"  {one['login']:<{LOGIN_WIDTH}} {one['password']:<20} {title}")
