"""Importing a catalogue, beside COPY of the very rows the import wrote, indexes and all."""

from __future__ import annotations

import json
import time

import psycopg
from psycopg import sql
from tests.reliability.installation import Installation

from yichuang.site.embedded import DATABASE

from .catalogue_rows import write_rows
from .figures import Figure, Spread, ratios
from .houses import THROWAWAY, copy_of_database, drop_copy, house, spoilt

TABLES = ("power", "matter", "edition", "searchentry", "importrow")


def measure(rounds: int, *, share: float = 1.0) -> list[Figure]:
    """Import the same file into fresh databases, each time followed by the COPY."""
    with house() as found:
        path = found.state / "matters.jsonl"
        source = write_rows(path)
        if share < 1:
            lines = path.read_text().splitlines()
            path.write_text("\n".join(lines[: max(50, int(len(lines) * share))]) + "\n")
        mine, theirs, costs, counts = [], [], [], {}
        for _ in range(rounds):
            url = copy_of_database(found)
            done = json.loads(spoilt(found, url, "bench.import_once", str(path)))
            counts = done["counts"]
            mine.append(counts["total"] / done["seconds"])
            costs.append(1000 * done["cpu"] / counts["total"])
            theirs.append(counts["total"] / _copy_seconds(found))
            drop_copy(found)
        return [
            Figure(
                name=f"catalogue import with checks, lint and search entries ({source})",
                unit="rows/s",
                value=Spread.of(mine),
                limit=Spread.of(theirs),
                limit_name="rows/s COPY of what it wrote",
                ratio=ratios(mine, theirs),
                more={"counts": counts, "cpu_ms_a_row": Spread.of(costs).median},
            )
        ]


def _copy_seconds(found: Installation) -> float:
    """Return how long COPY takes for all rows the import wrote, into tables with their indexes."""
    owner = found.database.urls.owner.replace(f"/{DATABASE}?", f"/{THROWAWAY}?")
    seconds = 0.0
    with psycopg.connect(owner) as connection:
        for table in TABLES:
            name = sql.Identifier(f"catalogue_{table}")
            with connection.cursor() as cursor:
                text = sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(name)
                with cursor.copy(text) as copy:
                    rows = b"".join(bytes(piece) for piece in copy)
                twin = sql.Identifier(f"limit_{table}")
                make = sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL)").format(twin, name)
                cursor.execute(make)
                connection.commit()
                began = time.perf_counter()
                into = sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(twin)
                with cursor.copy(into) as copy:
                    copy.write(rows)
                connection.commit()
                seconds += time.perf_counter() - began
    return seconds
