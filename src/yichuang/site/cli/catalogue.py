"""`yichuang import` and `yichuang export`: the catalogue's spreadsheets in and out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from yichuang.kernel.public import dump

from . import FINDINGS
from .session import django_house
from .texts import _

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
SHOWN = 20


@click.group("import", help=_("导入事项、行政区划、机构。好的行收下,坏的行逐行说明。"))
def imports() -> None:
    """Rows in."""


@click.group("export", help=_("导出事项。"))
def exports() -> None:
    """Rows out."""


def _importer(kind: str, about: str) -> None:
    @imports.command(kind, help=about + _("有行被退回时退出码为 1。"))
    @click.argument("file", type=FILE)
    @click.option("--dry-run", is_flag=True, help=_("只检查,不写入"))
    @click.option("--map", "mapping", type=FILE, help=_("列名对照文件"))
    @click.option("--json", "as_json", is_flag=True, help=_("以 JSON 输出结果"))
    @click.pass_context
    def command(
        ctx: click.Context, file: Path, dry_run: bool, mapping: Path | None, as_json: bool
    ) -> None:
        with django_house():
            report = _room_function(f"import_{kind}")(file, mapping=mapping, dry_run=dry_run)
            found = _as_dict(report)
        if as_json:
            click.echo(json.dumps(found, ensure_ascii=False, default=str))
        else:
            _show(found)
        ctx.exit(FINDINGS if found.get("rejected") else 0)


def _as_dict(report: Any) -> dict[str, Any]:
    """Return a room's import report as JSON would have it."""
    found = dump(report)
    assert isinstance(found, dict)
    return found


def _show(found: dict[str, Any]) -> None:
    """Print the counts, then the first rows that were handed back."""
    rows = found.get("rejections", [])
    counts = {name: value for name, value in found.items() if isinstance(value, int)}
    click.echo("  ".join(f"{name} {value}" for name, value in counts.items()))
    for row in rows[:SHOWN]:
        click.secho("  " + "  ".join(str(value) for value in row.values()), fg="red")
    if len(rows) > SHOWN:
        click.echo(_("  ……另有 {n} 行").format(n=len(rows) - SHOWN))


def _room_function(name: str) -> Callable[..., Any]:
    """Return a function of the catalogue or the directory, whichever has it."""
    from yichuang.catalogue import public as catalogue
    from yichuang.directory import public as directory

    for room in (catalogue, directory):
        found: Callable[..., Any] | None = getattr(room, name, None)
        if found is not None:
            return found
    raise click.UsageError(_("本版本还不能导入这一类。"))


_importer("matters", _("导入事项(JSON 行、CSV、XLSX)。"))
_importer("divisions", _("导入行政区划。"))
_importer("organs", _("导入机构。"))
