"""Holds what clients were told against what the ledger holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import psycopg

from .clients import Acknowledged, Book
from .installation import Installation


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found: commands lost, done twice, done by nobody's wish, and numbers missing."""

    lost: list[str]
    duplicates: list[str]
    unmeant: list[str]
    number_gaps: list[str]
    recorded: int


def audit(house: Installation, book: Book, run: str) -> Audit:
    """Compare the book of a run with the ledger. The clients must have ended.

    `run` is what all its commands' names begin with.
    """
    with psycopg.connect(house.database.urls.app) as connection:
        commands = _commands(connection, run)
        hashes = {
            (str(case), no): bytes(digest).hex()
            for case, no, digest in connection.execute("SELECT case_id, no, hash FROM ledger_event")
        }
        gaps = _number_gaps(connection)
    times = Counter(intent_of(key) for key in commands)
    return Audit(
        lost=[ack.intent for ack in book.acknowledged if not _stands(ack, commands, hashes)],
        duplicates=sorted(intent for intent, n in times.items() if n > 1),
        unmeant=sorted(set(times) - book.intents),
        number_gaps=gaps,
        recorded=len(commands),
    )


def intent_of(key: str) -> str:
    """Return which command of a client a key was made for."""
    return key.rpartition("-key")[0]


def _commands(
    connection: psycopg.Connection[tuple[object, ...]], run: str
) -> dict[str, tuple[str, object, object]]:
    """Return the clients' commands on record: key → (case, first event, last event)."""
    rows = connection.execute(
        "SELECT key, case_id, first_no, last_no FROM ledger_idempotency WHERE starts_with(key, %s)",
        [run],
    ).fetchall()
    found = {str(key): (str(case), first, last) for key, case, first, last in rows}
    assert len(found) == len(rows), "two actors used the same key"
    return found


def _stands(
    ack: Acknowledged,
    commands: dict[str, tuple[str, object, object]],
    hashes: dict[tuple[str, int], str],
) -> bool:
    """Does the ledger hold what this receipt says, by its very hash?"""
    recorded = commands.get(ack.key) == (ack.case, ack.first_no, ack.last_no)
    return recorded and hashes.get((ack.case, ack.last_no)) == ack.digest


NUMBERED = {
    "case": ("filed",),
    "paper": (
        *("accepted", "granted", "refused", "supplement_requested", "not_accepted"),
        *("suspended", "extended", "withdrawn", "delivered"),
    ),
    "licence": ("issued",),
}


def _number_gaps(connection: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    """Return the series that drew more numbers, or fewer, than events on record carry."""
    rows = connection.execute("SELECT kind, count(*) FROM ledger_event GROUP BY kind").fetchall()
    events = {str(kind): int(str(n)) for kind, n in rows}
    rows = connection.execute(
        "SELECT split_part(series, ':', 1), sum(last)::bigint FROM documents_numberseries"
        " GROUP BY 1"
    ).fetchall()
    drawn = {str(series): int(str(n)) for series, n in rows}
    found = []
    for series, kinds in NUMBERED.items():
        carried = sum(events.get(kind, 0) for kind in kinds)
        if carried != drawn.get(series, 0):
            found.append(f"{series}: {drawn.get(series, 0)} drawn, {carried} carried by events")
    return found
