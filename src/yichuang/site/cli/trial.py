"""`yichuang try FILE`: a city's own table becomes a check-up, public guides and calculators."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yichuang.site import release
from yichuang.site.environment import STATE, current

from .catalogue import FILE, show_doubts, show_report
from .session import database, django_house
from .texts import _, shell_language

if TYPE_CHECKING:
    from yichuang.catalogue.public import CheckUp, NotShown

HERE = (sys.executable, "-m", "yichuang")
FOLDER = "trial"
REPORT = "check-up.xlsx"
RETURNED = "returned.csv"
SHOWN = 10


@click.command(
    "try",
    help=_(
        "试用：把本市自己的事项表（XLSX、CSV、JSON 行）装进单独的试用库，得到体检报告、公开指南和"
        "期限计算。不碰正式数据。"
    ),
)
@click.argument("file", type=FILE)
@click.option("--map", "mapping", type=FILE, help=_("列名对照文件；缺省按表头识别"))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--report-only", is_flag=True, help=_("只出体检报告，不启动网页"))
def trial(file: Path, mapping: Path | None, port: int, report_only: bool) -> None:
    """Load the file into a house of its own, say what is wrong with it, and show its guides."""
    began = time.monotonic()
    if mapping is None:
        from yichuang.catalogue.pure import read_tables

        read_tables(file.read_bytes())  # refuses what is no known table before a house is made
    var = _move_in(file)
    with database(current()):
        if not release.is_current(current()):
            click.echo(_("正在准备试用库……"))
            _must_run("migrate")
    with django_house():
        from yichuang.catalogue.public import (
            check_up,
            check_up_workbook,
            import_matters,
            publish_for_trial,
        )

        report = import_matters(file, mapping=mapping)
        show_report(report)
        show_doubts(report)
        if report.rejected:
            report.write_rejected(var / RETURNED)
        shown, hidden = publish_for_trial()
        found = check_up()
        (var / REPORT).write_bytes(check_up_workbook(found.remarks))
    _tell(found, shown, hidden)
    click.echo(_("体检报告：{file}").format(file=var / REPORT))
    if report.rejected:
        click.echo(_("退回的行连同原因：{file}").format(file=var / RETURNED))
    click.echo(_("用时 {s:.0f} 秒。").format(s=time.monotonic() - began))
    if not report_only:
        click.echo(_("启动以后，体检页面在 {url}").format(url=f"http://127.0.0.1:{port}/trial/"))
        os.execv(sys.executable, [*HERE, "up", "--no-demo", "--port", str(port)])  # noqa: S606


def _move_in(file: Path) -> Path:
    """Point everything from here on at a state folder of this file's own; return it.

    Another table gets another folder, and the same one finds what it left there. A database named
    in the environment is somebody's real one and is not used.
    """
    base = Path(os.environ.get("YICHUANG_VAR") or STATE)
    with file.open("rb") as content:
        name = hashlib.file_digest(content, "sha256").hexdigest()[:12]
    var = base / FOLDER / name
    for variable in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        os.environ.pop(variable, None)
    os.environ |= {"YICHUANG_VAR": str(var), "YICHUANG_DEMO": "1", "YICHUANG_TRIAL": "1"}
    var.mkdir(parents=True, exist_ok=True)
    return var


def _must_run(*words: str) -> None:
    done = subprocess.run(  # noqa: S603 (our own commands)
        [*HERE, *words], stdout=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        raise SystemExit(done.returncode)


def _tell(found: CheckUp, shown: int, hidden: tuple[NotShown, ...]) -> None:
    from yichuang.catalogue.public import word_for
    from yichuang.site.texts import say

    line = _("体检 {n} 个事项，其中 {sound} 个没有问题；新公开指南 {shown} 个。")
    click.echo(line.format(n=found.matters, sound=found.sound, shown=shown))
    for code, number in found.counts().items():
        click.echo(f"  {word_for(code)}  {number}")
    if hidden:
        click.secho(_("因违反规则不能公开的 {n} 个：").format(n=len(hidden)), fg="yellow")
    for one in hidden[:SHOWN]:
        told = say(one.refusal, shell_language())
        click.echo(f"  {one.matter_code}  {one.matter_name}  {told.title}")
