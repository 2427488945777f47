"""`yichuang migrate`: brings tables and static files to this release, as the owner."""

from __future__ import annotations

import json

import click

from yichuang.site import release

from .session import django_house
from .texts import _


@click.command(help=_("把数据库和静态文件更新到本版本（以所有者身份）。可重复执行。"))
@click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出结果"))
def migrate(as_json: bool) -> None:
    """Migrate and collect; running it again changes nothing."""
    with django_house("owner"):
        applied = release.migrate()
        cases = release.refresh_cases()
        files = release.collect_static()
    if as_json:
        click.echo(json.dumps({"applied": applied, "cases": cases, "static_files": files}))
    else:
        if cases:
            click.echo(_("已按本版本重算 {n} 件办件的状态。").format(n=cases))
        click.echo(_("已执行 {n} 个迁移，{m} 个静态文件就位。").format(n=len(applied), m=files))
