"""`yichuang import` and `yichuang export`: the catalogue's and directory's tables in and out."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import FINDINGS
from .session import django_house
from .texts import _, shell_language

if TYPE_CHECKING:
    from yichuang.catalogue.public import ImportReport
    from yichuang.directory.public import Report

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
SHOWN = 20
COUNTS = {
    "total": _("读入"),
    "kept": _("收下"),
    "created": _("新增"),
    "changed": _("变更"),
    "unchanged": _("未变"),
    "rejected": _("退回"),
    "warnings": _("提醒"),
}


@click.group("import", help=_("导入事项、行政区划、机构。好的行收下，坏的行逐行说明。"))
def imports() -> None:
    """Rows in."""


@click.group("export", help=_("导出事项。"))
def exports() -> None:
    """Rows out."""


@imports.command(help=_("导入事项，存为草稿。有行被退回时退出码为 1。"))
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help=_("只检查，不写入"))
@click.option("--map", "mapping", type=FILE, help=_("列名对照文件；缺省按表头识别"))
@click.option(
    "--rejected",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("把退回的行连同原因写入此文件（CSV），改好后可再导入"),
)
@click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出结果"))
@click.pass_context
def matters(
    ctx: click.Context,
    file: Path,
    dry_run: bool,
    mapping: Path | None,
    rejected: Path | None,
    as_json: bool,
) -> None:
    """Import powers and matters (JSON lines, CSV, XLSX, also gzipped) as drafts."""
    with django_house():
        from yichuang.catalogue.public import import_matters

        report = import_matters(file, mapping=mapping, dry_run=dry_run)
    if rejected is not None:
        report.write_rejected(rejected)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        show_report(report)
    ctx.exit(FINDINGS if report.rejected else 0)


def show_report(report: ImportReport) -> None:
    """Print what an import did: its counts and the rows it handed back."""
    _show_counts(report.counts(), dry_run=report.dry_run)
    _show_rows((f.row, f.column, f.value, f.rule, f.mend) for f in report.errors)


def show_doubts(report: ImportReport) -> None:
    """Print what is doubtful about rows that were kept."""
    _show_rows(((f.row, f.column, f.value, f.rule, f.mend) for f in report.warnings), tone="yellow")


def _directory_command(name: str, about: str) -> None:
    """Add the import of one kind of directory rows; both kinds are called alike."""

    @imports.command(name, help=about + _("有行被退回时退出码为 1。"))
    @click.argument("file", type=FILE)
    @click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help=_("表中情况截至哪一天"))
    @click.option("--dry-run", is_flag=True, help=_("只检查，不写入"))
    @click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出结果"))
    @click.pass_context
    def command(
        ctx: click.Context, file: Path, as_of: datetime | None, dry_run: bool, as_json: bool
    ) -> None:
        with django_house():
            from django.utils import timezone

            from yichuang.directory import public as directory

            run: Callable[..., Report] = getattr(directory, f"import_{name}")
            day = as_of.date() if as_of else timezone.localdate()
            report = run(directory.read_rows(file), as_of=day, dry_run=dry_run)
        if as_json:
            found = {"kept": report.kept, **dataclasses.asdict(report)}
            click.echo(json.dumps(found, ensure_ascii=False))
        else:
            _show_counts(_directory_counts(report), dry_run=dry_run)
            _show_rows((f.row, f.column, f.value, f.rule, f.mend) for f in report.rejected)
        ctx.exit(FINDINGS if report.rejected else 0)


_directory_command("divisions", _("导入行政区划（CSV、JSON、JSON 行）。"))
_directory_command("organs", _("导入机构（CSV、JSON、JSON 行）。"))


@exports.command("matters", help=_("导出事项：扩展名 .xlsx 得工作簿，其余得 JSON 行。"))
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--organ", help=_("只导出这一机构（编号）"))
@click.option("--drafts", is_flag=True, help=_("连同草稿"))
def export_matters_command(file: Path, organ: str | None, drafts: bool) -> None:
    """Write matters to a file that can be imported again."""
    with django_house():
        from yichuang.catalogue.public import export_matters

        number = export_matters(file, organ=organ, drafts=drafts)
    click.echo(_("已导出 {n} 个事项。").format(n=number))


def _directory_counts(report: Report) -> dict[str, int]:
    return {
        "total": report.rows,
        "kept": report.kept,
        "created": report.created,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "rejected": len(report.rejected),
        "warnings": len(report.warnings),
    }


def _show_counts(counts: Mapping[str, int], *, dry_run: bool) -> None:
    line = "  ".join(f"{COUNTS[name]} {number}" for name, number in counts.items())
    click.echo((_("（只检查）") if dry_run else "") + line)


def _show_rows(faults: Iterable[tuple[Any, ...]], tone: str = "red") -> None:
    """Print the first faults: row, column, value, rule in words, and the mend."""
    from yichuang.site.texts.words import word_of

    chinese = shell_language() != "en"
    shown = list(faults)
    for row, column, value, rule, mend in shown[:SHOWN]:
        words = word_of(rule, chinese=chinese)
        place = _("第 {row} 行").format(row=row)
        click.secho(f"  {place}  {column}={value!r:.60}  {words}  {mend}", fg=tone)
    if len(shown) > SHOWN:
        click.echo(_("  ……另有 {n} 处").format(n=len(shown) - SHOWN))
