"""`yichuang worker`: jobs, and the house's pulse."""

from __future__ import annotations

import threading
from typing import cast

import click

from yichuang.site import database as databases
from yichuang.site.environment import current
from yichuang.site.sealing import refuse_to_seal_unsafely
from yichuang.site.supervisor import end_with_parent

from .session import database, django_house
from .texts import _


@click.command(help=_("只启动后台进程：排队任务、排序、账目读者、默示到期。"))
@click.option(
    "--concurrency",
    default=1,
    show_default=True,
    type=click.IntRange(1, 32),
    help=_("同时执行的任务数"),
)
def worker(concurrency: int) -> None:
    """Work until told to stop; what is running is finished first."""
    environment = current()
    if environment.supervisor:
        end_with_parent(environment.supervisor)
    with database(environment):
        databases.refuse_to_serve_unsafely()
        refuse_to_seal_unsafely()
    with django_house():
        from procrastinate.contrib.django import app
        from procrastinate.contrib.django.django_connector import DjangoConnector

        from yichuang.site import pulse
        from yichuang.site.sending import sending

        stop = threading.Event()
        beating = threading.Thread(target=pulse.beat_until, args=[stop], name="pulse")
        beating.start()
        try:
            connector = cast(DjangoConnector, app.connector).get_worker_connector()
            # Returns on SIGTERM and SIGINT, when the jobs at hand are done.
            with sending():
                app.with_connector(connector).run_worker(concurrency=concurrency)
        finally:
            stop.set()
            beating.join()
