"""`yichuang check`: is this installation fit to serve? `yichuang settings`: how was it set?"""

from __future__ import annotations

import dataclasses
import json

import click

from yichuang.site import environment as environments

from . import FINDINGS
from .session import django_house
from .texts import _

COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}


@click.command(help=_("检查设置、数据库、日历、字体和密钥。有不通过项时退出码为 1。"))
@click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出结果"))
@click.pass_context
def check(ctx: click.Context, as_json: bool) -> None:
    """Check one thing a line: ok, warn or fail."""
    with django_house() as environment:
        from yichuang.site import fitness

        found = fitness.check_all(environment)
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(one) for one in found], ensure_ascii=False))
    else:
        for one in found:
            click.secho(f"{one.state:<5}", fg=COLOURS[one.state], nl=False)
            click.echo(f" {one.subject:<12} {one.detail}")
    ctx.exit(FINDINGS if any(one.state == "fail" for one in found) else 0)


@click.command(help=_("列出每一项设置：现值、缺省值、用途。口令只显示是否已设。"))
@click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出结果"))
def settings(as_json: bool) -> None:
    """List every setting."""
    rows = environments.explain(environments.current())
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(row) for row in rows], ensure_ascii=False))
        return
    for row in rows:
        click.secho(f"{row.name}={row.value}", bold=True)
        if row.value != row.default:
            click.echo("    " + _("缺省：{default}").format(default=row.default))
        click.echo(f"    {row.why}")
