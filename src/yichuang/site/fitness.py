"""Is this installation fit to serve? One finding a subject, with what to do about it."""

from __future__ import annotations

import dataclasses
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

import psycopg
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from . import release
from .database import database_urls, reasons_not_to_serve
from .environment import Environment

State = Literal["ok", "warn", "fail"]


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one subject."""

    subject: str
    state: State
    detail: str


def check_all(environment: Environment) -> list[Finding]:
    """Check everything; needs Django set up and the database running."""
    checks: list[Callable[[Environment], list[Finding]]] = [
        _settings,
        _database,
        _release,
        _keys,
        _seals,
        _calendar,
        _fonts,
        _posts,
    ]
    return [finding for check in checks for finding in check(environment)]


def _settings(environment: Environment) -> list[Finding]:
    found = []
    if environment.allow_unsafe_commit:
        found.append(Finding("settings", "fail", _("YICHUANG_ALLOW_UNSAFE_COMMIT 只供测试使用")))
    if not environment.url.startswith("https://"):
        found.append(Finding("settings", "warn", _("YICHUANG_URL 不是 https,口令会明文传输")))
    return found or [Finding("settings", "ok", environment.url)]


def _database(environment: Environment) -> list[Finding]:
    urls = database_urls(environment)
    reasons = reasons_not_to_serve(urls.app, allow_unsafe_commit=environment.allow_unsafe_commit)
    found = [Finding("database", "fail", reason.detail) for reason in reasons]
    if not urls.owner:
        found.append(Finding("database", "warn", _("没有 DATABASE_OWNER_URL,本机不能迁移")))
    if found:
        return found
    with psycopg.connect(urls.app) as connection:
        version = connection.execute("SHOW server_version").fetchone()
        sums = connection.execute("SHOW data_checksums").fetchone()
    assert version is not None
    assert sums is not None
    text = f"PostgreSQL {version[0]}"
    if sums[0] != "on":
        return [Finding("database", "warn", text + _(",没有数据页校验和"))]
    return [Finding("database", "ok", text)]


def _release(environment: Environment) -> list[Finding]:
    if release.is_current(environment):
        return [Finding("release", "ok", _("数据库和静态文件与程序一致"))]
    return [Finding("release", "fail", _("请先运行 yichuang migrate"))]


def _keys(environment: Environment) -> list[Finding]:  # noqa: ARG001 (all checks are alike)
    found = []
    for path in sorted((Path(settings.VAR) / "keys").iterdir()):
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            found.append(Finding("keys", "fail", _("{name} 其他用户可读").format(name=path.name)))
    return found or [Finding("keys", "ok", _("密钥文件只有本用户可读"))]


def _seals(environment: Environment) -> list[Finding]:
    from yichuang.kernel.public import SealAlgorithm, SelfTestFailed, self_test

    try:
        self_test(SealAlgorithm(environment.seal_algorithm))
    except SelfTestFailed as fault:
        return [Finding("seals", "fail", _("签名算法自检不合格:{fault}").format(fault=fault))]
    name = {"p256": "P-256", "sm2": "SM2/SM3"}[environment.seal_algorithm]
    return [Finding("seals", "ok", _("{name} 自检合格").format(name=name))]


def _calendar(environment: Environment) -> list[Finding]:  # noqa: ARG001 (all checks are alike)
    from yichuang.kernel.public import ports
    from yichuang.ledger.public import calendar_in_force

    calendar = calendar_in_force()
    year = timezone.localdate(ports().clock.now()).year
    missing = _("{year} 年的放假安排尚未公布,落在该年的默示不会自动发生")
    # A day in the middle: the turn of a year may hang on the announcement of its neighbour.
    if calendar.is_provisional(date(year, 7, 1)):
        return [Finding("calendar", "fail", missing.format(year=year))]
    if calendar.is_provisional(date(year + 1, 7, 1)):
        return [Finding("calendar", "warn", missing.format(year=year + 1))]
    return [Finding("calendar", "ok", _("{year} 年及次年已公布").format(year=year))]


def _fonts(environment: Environment) -> list[Finding]:  # noqa: ARG001 (all checks are alike)
    from importlib.util import find_spec

    if find_spec("pylopdf_fonts_zh_cn") is None:
        return [Finding("fonts", "fail", _("缺少中文字体包 pylopdf-fonts-zh-cn"))]
    return [Finding("fonts", "ok", _("中文字体齐备"))]


def _posts(environment: Environment) -> list[Finding]:  # noqa: ARG001 (all checks are alike)
    from yichuang.approval.public import RECONCILES
    from yichuang.directory.public import somebody_may

    if not somebody_may(RECONCILES):
        told = _("没有人有 {act} 权限,不属于任何办件和单位的来款将无人看到、无人处理")
        return [Finding("posts", "warn", told.format(act=RECONCILES))]
    return [Finding("posts", "ok", _("来款对账岗有人"))]
