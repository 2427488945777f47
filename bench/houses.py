"""Installations to measure: the product's own processes on a state folder of their own."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from tests.reliability.clients import PEOPLE, sign_in
from tests.reliability.installation import Installation, installed

from yichuang.site.embedded import DATABASE

from .load import request
from .machine import cpu_seconds

THROWAWAY = "yichuang_throwaway"


@contextmanager
def house(*, threads: int = 8, seeded: bool = True) -> Iterator[Installation]:
    """Give an installation with the factories' city in it, database running, the rest not."""
    with (
        tempfile.TemporaryDirectory(prefix="yc-bench-") as folder,
        installed(Path(folder) / "var", threads=threads) as found,
    ):
        if seeded:
            found.prepare()
        yield found


def copy_of_database(found: Installation) -> str:
    """Copy the database to one that may be spoilt; return its URL. Nobody may be connected."""
    owner = found.database.urls.owner
    with psycopg.connect(owner.replace(f"/{DATABASE}?", "/postgres?"), autocommit=True) as one:
        one.execute(f"CREATE DATABASE {THROWAWAY} TEMPLATE {DATABASE}")
    return found.database.urls.app.replace(f"/{DATABASE}?", f"/{THROWAWAY}?")


def spoilt(found: Installation, url: str, *words: str) -> str:
    """Run a program of the bench on the copy instead of the house's own database."""
    before = dict(found.environment)
    found.environment["DATABASE_URL"] = url
    try:
        return found.python("-m", *words)
    finally:
        found.environment = before


class Staff:
    """Everybody signed in, and requests written in their names."""

    def __init__(self, found: Installation, names: tuple[str, ...] = (*PEOPLE, "head")):
        self._tokens = {name: sign_in(found, name) for name in names}
        self._turn = 0

    def asks(self, who: str, path: str) -> bytes:
        """Return a reading request."""
        return request("GET", path, headers={"Authorization": f"Bearer {self._tokens[who]}"})

    def commands(self, who: str, path: str, body: object) -> bytes:
        """Return a command under a fresh key."""
        self._turn += 1
        headers = {
            "Authorization": f"Bearer {self._tokens[who]}",
            "Idempotency-Key": f"bench-{self._turn:08}",
        }
        return request("POST", path, body, headers)


def cpu_of(found: Installation) -> dict[str, float]:
    """Return the processor seconds used so far by web, worker and database."""
    postmaster = found.postmaster()
    return {
        "web": cpu_seconds(found.web_processes()),
        "worker": cpu_seconds([found.worker.pid] if found.worker else []),
        "database": cpu_seconds([*([postmaster] if postmaster else []), *found.backends()]),
    }


def cpu_ms_each(before: dict[str, float], after: dict[str, float], count: int) -> dict[str, float]:
    """Return milliseconds of processor time per operation, by process."""
    return {name: round(1000 * (after[name] - before[name]) / count, 2) for name in before}


def verified(found: Installation) -> dict[str, object]:
    """Verify the house's ledger after a measurement. Raises AssertionError unless it holds."""
    report = found.verify()
    assert report["holds"], json.dumps(report["findings"][:5])
    return {"events": report["events"], "cases": report["cases"], "holds": True}


def drop_copy(found: Installation) -> None:
    """Drop the spoilt copy."""
    owner = found.database.urls.owner
    with psycopg.connect(owner.replace(f"/{DATABASE}?", "/postgres?"), autocommit=True) as one:
        one.execute(f"DROP DATABASE {THROWAWAY} WITH (FORCE)")
