"""The tests' PostgreSQL: a template database migrated once, and copies of it.

Reading this module sets Django up, against a copy that is this worker's own.
"""

from __future__ import annotations

import atexit
import functools
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit, urlunsplit

import django
import django.contrib.auth.hashers
import django.db
import psycopg
import pytest

ROOT = Path(__file__).parent.parent


def with_name(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _server_urls() -> tuple[str, str]:
    """Return owner's and app's URL of the tests' server; starts the embedded one if need be."""
    owner, app = os.environ.get("DATABASE_OWNER_URL"), os.environ.get("DATABASE_URL")
    if owner and app:
        return owner, app
    from yichuang.site.embedded import test_server

    return test_server(ROOT / "var" / "test")


def _migrations_digest() -> str:
    digest = hashlib.sha256()
    apps = ROOT / "src/yichuang/site/settings.py"  # which libraries' tables there are
    for path in (apps, *sorted((ROOT / "src").rglob("migrations/*.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


OWNER_URL, APP_URL = _server_urls()
Made = TypeVar("Made")
TEMPLATE = f"yc_template_{_migrations_digest()}"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
RUN = os.environ.setdefault("YICHUANG_TEST_RUN", str(os.getpid()))
os.environ["DATABASE_OWNER_URL"] = OWNER_URL
os.environ["DATABASE_URL"] = with_name(APP_URL, f"yc_{RUN}_{WORKER}")
if "YICHUANG_VAR" not in os.environ:
    os.environ["YICHUANG_VAR"] = tempfile.mkdtemp(prefix="yichuang-test-")
    atexit.register(shutil.rmtree, os.environ["YICHUANG_VAR"], ignore_errors=True)
Path(os.environ["YICHUANG_VAR"], "static").mkdir(parents=True, exist_ok=True)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichuang.site.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in this thread
django.setup()
# Slow on purpose, and pure: what was hashed once with its salt need not be hashed again.
django.contrib.auth.hashers.pbkdf2 = functools.lru_cache(django.contrib.auth.hashers.pbkdf2)
# A worker's settings were read before this file, with the names its parent had put in place.
django.db.connections["default"].settings_dict["NAME"] = f"yc_{RUN}_{WORKER}"


@contextmanager
def _maintenance() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(with_name(OWNER_URL, "postgres"), autocommit=True) as connection:
        yield connection


def ensure_template() -> None:
    """Migrate the template database once; workers wait for each other on an advisory lock."""
    with _maintenance() as connection:
        connection.execute("SELECT pg_advisory_lock(4711)")
        found = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]
        ).fetchone()
        if found:
            return
        _drop_leftovers(connection)
        draft = f"{TEMPLATE}_draft"
        _remove(connection, draft)
        connection.execute(f'CREATE DATABASE "{draft}"')
        environment = {
            **os.environ,
            "DATABASE_OWNER_URL": with_name(OWNER_URL, draft),
            "YICHUANG_ROLE": "owner",
        }
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
            check=True,
            env=environment,
            cwd=ROOT,
        )
        connection.execute(f'ALTER DATABASE "{draft}" RENAME TO "{TEMPLATE}"')


def _drop_leftovers(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Drop templates of older migrations and what killed runs left; only where no other run is."""
    names = connection.execute(
        "SELECT datname, EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = d.datname)"
        " FROM pg_database d WHERE datname ~ '^yc_(template_|[0-9]+_)'"
    ).fetchall()
    if not any(used for _, used in names):
        for name, _ in names:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _remove(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    """Drop a database and who is still in it.

    WITH (FORCE) is refused to all but a superuser while autovacuum is in the database; a plain
    DROP sends autovacuum away by itself.
    """
    connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = %s AND backend_type = 'client backend'",
        [name],
    )
    connection.execute(f'DROP DATABASE IF EXISTS "{name}"')


def copy(name: str, template: str = TEMPLATE) -> None:
    with _maintenance() as connection:
        connection.execute("SELECT pg_advisory_lock(4712)")
        _remove(connection, name)
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def drop(name: str) -> None:
    with _maintenance() as connection:
        _remove(connection, name)


@contextmanager
def own_database(
    blocker: pytest.FixtureRequest, *, suffix: str = "own", template: str = TEMPLATE
) -> Iterator[str]:
    """Let this process work in a copy of a template, where commits are real; gives its name."""
    name = f"yc_{RUN}_{WORKER}_{suffix}"
    copy(name, template)
    with _working_in(blocker, name):
        yield name
    drop(name)


@contextmanager
def filled_template(
    blocker: pytest.FixtureRequest, fill: Callable[[], Made], *, suffix: str
) -> Iterator[tuple[str, Made]]:
    """Fill a database once, to be copied; gives its name and what was made in it.

    Nobody works in it afterwards: a database in use cannot be copied.
    """
    name = f"yc_{RUN}_{WORKER}_{suffix}"
    copy(name)
    with _working_in(blocker, name):
        made = fill()
    yield name, made
    drop(name)


@contextmanager
def _working_in(blocker: pytest.FixtureRequest, name: str) -> Iterator[None]:
    from django.db import connections

    with blocker.unblock():  # type: ignore[attr-defined]
        connection = connections["default"]
        connection.close()
        before = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = name
        try:
            yield
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = before
