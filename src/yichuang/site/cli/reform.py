"""`yichuang catalogue lint`: what is wrong with a city's catalogue, with article and mend."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import FINDINGS
from .session import django_house
from .texts import _

if TYPE_CHECKING:
    from yichuang.catalogue.public import Remark

ENDINGS = {".xlsx", ".csv", ".json"}


@click.group(help=_("事项目录：体检。"))
def catalogue() -> None:
    """The catalogue as reformers see it."""


@catalogue.command(
    help=_(
        "体检全部事项：互为前置、索要本市产生的材料、兜底材料、承诺超过法定、下级比上级宽松、依据缺失或者"
        "核对不上、公布已久没有人申请过。每条写明依据和改法。FILE 的扩展名定格式：xlsx、csv、json。"
        "有发现时退出码为 1。"
    )
)
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--unused-days",
    default=365,
    show_default=True,
    type=click.IntRange(0),
    help=_("公布多少天没有人申请过才提示"),
)
def lint(file: Path | None, unused_days: int) -> None:
    """Count what is found, and write every finding to a file if one is named."""
    if file is not None and file.suffix.lower() not in ENDINGS:
        raise click.BadParameter(_("只能写 xlsx、csv、json"), param_hint="FILE")
    with django_house():
        from yichuang.catalogue.public import check_up, word_for
        from yichuang.ledger.public import matters_run

        found = check_up(run=matters_run(), unused_for=timedelta(days=unused_days))
        told = _("体检 {n} 个事项，其中 {sound} 个没有问题。")
        click.echo(told.format(n=found.matters, sound=found.sound))
        for code, number in found.counts().items():
            click.echo(f"{number:>6}  {word_for(code)}")
        if file is not None:
            _write(file, found.remarks)
            click.echo(_("逐条清单：{file}").format(file=file))
    if found.remarks:
        raise SystemExit(FINDINGS)


def _write(file: Path, remarks: Sequence[Remark]) -> None:
    from yichuang.catalogue.public import check_up_workbook, word_for

    if file.suffix.lower() == ".xlsx":
        file.write_bytes(check_up_workbook(remarks))
        return
    rows = [{**asdict(one), "words": str(word_for(one.code))} for one in remarks]
    if file.suffix.lower() == ".json":
        file.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return
    with file.open("w", encoding="utf-8-sig", newline="") as out:  # spreadsheets expect the mark
        writer = csv.DictWriter(out, list(rows[0]) if rows else ["matter_code"])
        writer.writeheader()
        writer.writerows(_harmless(row) for row in rows)


def _harmless(row: dict[str, str]) -> dict[str, str]:
    """Return a row no cell of which a spreadsheet takes for a formula."""
    return {name: f"'{text}" if text[:1] in "=+-@\t\r" else text for name, text in row.items()}
