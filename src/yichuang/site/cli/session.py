"""What most commands need first: the database running, and Django set up as the right role."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from types import FrameType

from yichuang.site.embedded import EmbeddedPostgres
from yichuang.site.environment import Environment, current

from .texts import shell_language


@contextlib.contextmanager
def database(environment: Environment) -> Iterator[EmbeddedPostgres | None]:
    """Have the database running; the embedded one is started if need be and left again after.

    Gives None where DATABASE_URL names another: then nothing is started.
    """
    if environment.database_url:
        yield None
        return
    server = EmbeddedPostgres(environment.var)
    server.ensure_running()
    try:
        yield server
    finally:
        server.release()


@contextlib.contextmanager
def django_house(role: str = "app") -> Iterator[Environment]:
    """Have the database running and Django set up, signed in as `role` (app or owner)."""
    os.environ["YICHUANG_ROLE"] = role
    os.environ["DJANGO_SETTINGS_MODULE"] = "yichuang.site.settings"
    environment = current()
    with database(environment):
        import django
        from django.db import connections
        from django.utils import translation

        django.setup()
        translation.activate(shell_language())
        try:
            yield environment
        finally:
            connections.close_all()


def raise_on_sigterm() -> None:
    """Turn SIGTERM into SystemExit, so that what was opened is closed again."""

    def leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, leave)
