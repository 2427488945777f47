"""Verifies a long ledger beside bare hashing of the same bytes; a program of its own.

`python -m bench.verify_many EVENTS WHOLE ROUNDS`, in an installation's environment. The long ledger
holds copies of one real case under other ids, each with its own valid chain and place in the log; a
check of chain and log alone cannot tell them from real ones. Before they are put in, WHOLE real
cases are verified in every respect.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg

from yichuang.site.cli.session import django_house
from yichuang.site.environment import current

COLUMNS = (
    "case_id, no, kind, milestone, schema_version, actor_kind, actor_id, post, organ,"
    " effective_at, recorded_at, body, command_digest, nonce, hash"
)


def main(events: int, cases: int, rounds: int) -> None:
    """Print what was measured as JSON."""
    with django_house():
        from yichuang.ledger.public import sequencer_pass, verify

        template = _real_cases(cases)
        while sequencer_pass():
            pass
        whole, whole_events = [], 0
        for _ in range(rounds):
            seconds, report = _timed(lambda: verify(against=None))
            assert report.holds, report.findings[:3]
            whole_events = report.events
            whole.append(report.events / seconds)
        hashed = _fill(template, events)
        mine, theirs = [], []
        for _ in range(rounds):
            seconds, report = _timed(lambda: verify(whole=False))
            assert report.holds, report.findings[:3]
            mine.append(report.events / seconds)
            seconds, _ = _timed(lambda: _bare(hashed))
            theirs.append(report.events / seconds)
        print(
            json.dumps(
                {
                    "events": report.events,
                    "chain": mine,
                    "bare": theirs,
                    "whole": whole,
                    "whole_events": whole_events,
                }
            )
        )


def _timed(work: Any) -> tuple[float, Any]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def _real_cases(number: int) -> UUID:
    """Take real cases through all their steps; return one of them."""
    from tests.factories import file_case, make_city, walk

    from yichuang.documents.public import making_papers_on_demand

    city = make_city()
    with making_papers_on_demand():
        for at in range(number):
            receipt = file_case(city, key=f"bench-filing-{at:05}")
            walk(city, receipt, until="evaluate")
    return receipt.case_id


def _rows(template: UUID, events: int) -> Iterator[tuple[Any, ...]]:
    """Return rows of `ledger_event` in order: copies of a case's events, chained anew."""
    from django.db import connection

    from yichuang.ledger.hashing import GENESIS, EventRow, event_hash

    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM ledger_event WHERE case_id = %s ORDER BY no", [template]
        )
        found = [row[1:14] for row in cursor.fetchall()]
    for at in range(events // len(found)):
        case, previous = UUID(int=(0x8 << 76) | (0x2 << 62) | at), GENESIS
        for row in found:
            columns = (case, *row[:11], bytes(row[11]), bytes(row[12]))
            previous = event_hash(EventRow(*columns), previous)
            yield (*columns, previous)


def _fill(template: UUID, events: int) -> list[bytes]:
    """Put the copies in as the owner; return the bytes that a verification must hash."""
    from yichuang.kernel.public import framed
    from yichuang.ledger.hashing import EVENT_DOMAIN, LOG_DOMAIN, log_hash, microseconds
    from yichuang.ledger.sequencer import last_entry
    from yichuang.site.database import EmbeddedPostgres

    last = last_entry()
    position, running = last.position, bytes.fromhex(last.running)
    hashed: list[bytes] = []
    rows = list(_rows(template, events))
    owner = EmbeddedPostgres(current().var).urls.owner
    with psycopg.connect(owner) as connection, connection.cursor() as cursor:
        _copy_cases(cursor, template, {row[0] for row in rows})
        with cursor.copy(f"COPY ledger_event ({COLUMNS}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        log = "COPY ledger_logentry (position, source, subject, no, leaf, running) FROM STDIN"
        with cursor.copy(log) as copy:
            for row in rows:
                position += 1
                before, running = running, log_hash(running, position, "event", row[14])
                copy.write_row((position, "event", row[0], row[1], row[14], running))
                hashed.append(
                    framed(
                        EVENT_DOMAIN, row[0].bytes, row[1].to_bytes(8, "big"), row[2].encode(),
                        row[3].encode(), row[4].to_bytes(4, "big"), row[5].encode(),
                        row[6].encode(), row[7].encode(), row[8].encode(), microseconds(row[9]),
                        microseconds(row[10]), row[11].encode(), row[12], row[13], row[14],
                    )
                )  # fmt: skip
                place = position.to_bytes(8, "big")
                hashed.append(framed(LOG_DOMAIN, before, place, b"event", row[14]))
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return hashed


def _copy_cases(cursor: psycopg.Cursor[Any], template: UUID, cases: set[UUID]) -> None:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'ledger_case'"
        " ORDER BY ordinal_position"
    )
    names = [row[0] for row in cursor.fetchall()]
    changed = {"id": "given.id", "number": "NULL"}
    chosen = ", ".join(changed.get(name, f"t.{name}") for name in names)
    cursor.execute(
        f"INSERT INTO ledger_case ({', '.join(names)}) SELECT {chosen} FROM ledger_case t,"
        " unnest(%s::uuid[]) AS given(id) WHERE t.id = %s",
        [list(cases), template],
    )


def _bare(hashed: list[bytes]) -> None:
    from yichuang.kernel.public import sm3

    for one in hashed:
        sm3(one)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
