"""`yichuang serve`: the web server alone."""

from __future__ import annotations

import logging
import os

import click

from yichuang.site import database as databases
from yichuang.site.environment import current
from yichuang.site.sealing import refuse_to_seal_unsafely
from yichuang.site.supervisor import end_with_parent

from .session import database
from .texts import _


@click.command(help=_("只启动网页服务。数据库须已迁移（见 migrate）。"))
@click.option("--host", default="127.0.0.1", show_default=True, help=_("监听地址"))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help=_("进程数")
)
@click.option(
    "--threads",
    default=8,
    show_default=True,
    type=click.IntRange(1, 128),
    help=_("每个进程的线程数"),
)
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Refuse an unsafe database, then serve until told to stop."""
    environment = current()
    if environment.supervisor:
        end_with_parent(environment.supervisor)
    with database(environment):
        databases.refuse_to_serve_unsafely()
        refuse_to_seal_unsafely()
        os.environ["DJANGO_SETTINGS_MODULE"] = "yichuang.site.settings"
        from granian import Granian
        from granian.constants import Interfaces
        from granian.log import LogLevels

        logging.getLogger("_granian").addFilter(calmly)
        Granian(
            "yichuang.site.cli.web:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=threads,
            blocking_threads_idle_timeout=600,  # each thread keeps its database connection
            websockets=False,
            respawn_failed_workers=True,
            respawn_interval=0.1,
            workers_kill_timeout=8,  # a worker told to stop while it loads would never hear it
            log_level=LogLevels.warning,
        ).serve()


def calmly(record: logging.LogRecord) -> bool:
    """Tell in our own words that a worker was ended with connections open; it is no fault.

    A browser keeps its connections for its next question, and some workers wait for them.
    """
    if str(record.msg).startswith("Killing worker"):
        record.levelno, record.levelname = logging.INFO, "INFO"
        record.msg = _("还有没关闭的连接，已断开；已经保存的内容不受影响。")
        record.args = ()
    return True
