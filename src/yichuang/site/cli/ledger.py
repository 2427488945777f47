"""`yichuang ledger`: proof of what was recorded."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click

from yichuang.law.public import CHINA_TIME

from . import FINDINGS
from .session import django_house
from .texts import _

LIMITS = {
    "without_head": _("没有给出库外的 HEAD:整库一致改写、截去末尾、整案替换不能发现。"),
    "after_head": _("HEAD 之后的记录只核对了彼此是否一致。"),
    "caches_not_checked": _("没有重算状态和待办。"),
}
SHOWN = 50


@click.group(help=_("核验记录：链、次序、状态是否与事件一致。"))
def ledger() -> None:
    """Proof of what was recorded."""


@ledger.command(help=_("核验全部记录。有不符时退出码为 1。"))
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=_("另存于库外的 HEAD 文件；缺省用本机的"),
)
@click.option("--chain-only", is_flag=True, help=_("只核对链和次序，不重算状态"))
@click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出结果"))
@click.pass_context
def verify(ctx: click.Context, against: Path | None, chain_only: bool, as_json: bool) -> None:
    """Verify, say what was found and what could not be seen."""
    with django_house():
        from yichuang.ledger.public import head_path
        from yichuang.ledger.public import verify as verify_ledger

        own = head_path()
        kept = against or (own if own.exists() else None)
        try:
            report = verify_ledger(against=kept, whole=not chain_only)
        except ValueError as fault:
            raise click.BadParameter(str(fault), param_hint="--against") from fault
    if as_json:
        click.echo(json.dumps({"holds": report.holds, **dataclasses.asdict(report)}))
    else:
        _show(report.events, report.cases, report.positions, report.unplaced)
        for finding in report.findings[:SHOWN]:
            words = f"  {finding.code} {finding.subject} {finding.no or ''} {finding.detail}"
            click.secho(words.rstrip(), fg="red")
        if len(report.findings) > SHOWN:
            click.echo(_("  ……另有 {n} 处").format(n=len(report.findings) - SHOWN))
        for limit in report.limits:
            click.echo("  " + LIMITS.get(limit, limit))
        click.secho(_("相符") if report.holds else _("不符"), fg="green" if report.holds else "red")
    ctx.exit(0 if report.holds else FINDINGS)


def _show(events: int, cases: int, positions: int, unplaced: int) -> None:
    text = _("{cases} 件办件，{events} 条记录，{positions} 个位次，{unplaced} 条待排。")
    click.echo(text.format(cases=cases, events=events, positions=positions, unplaced=unplaced))


@ledger.command(help=_("查看系统时间是否可信；不可信时默示不自动发生，退出码为 1。"))
@click.option("--confirm", is_flag=True, help=_("已核对本机时间无误，恢复默示自动发生"))
@click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出结果"))
@click.pass_context
def clock(ctx: click.Context, confirm: bool, as_json: bool) -> None:
    """Say whether the clock is trusted; with `--confirm` take the present time as right."""
    with django_house():
        from yichuang.kernel.public import ports
        from yichuang.ledger.public import confirm_clock, is_trusted

        if confirm:
            confirm_clock()
        trusted, now = is_trusted(), ports().clock.now().astimezone(CHINA_TIME)
    if as_json:
        click.echo(json.dumps({"trusted": trusted, "now": now.isoformat()}))
    else:
        click.echo(_("本机时间：{now}").format(now=f"{now:%Y-%m-%d %H:%M:%S}"))
        word = _("可信") if trusted else _("不可信：核对时间后用 --confirm 确认")
        click.secho(word, fg="green" if trusted else "red")
    ctx.exit(0 if trusted else FINDINGS)
