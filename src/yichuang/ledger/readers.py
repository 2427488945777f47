"""Readers follow the log by position, each with its own cursor; reactors turn it into commands."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db import connection, transaction
from django.db.utils import DatabaseError, InterfaceError

from yichuang.directory.public import system

from .execute import execute
from .fold import COLUMNS, StoredEvent, stored
from .models import ReaderCursor
from .procedure import Command

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """A placed event."""

    position: int
    line: str
    stored: StoredEvent


class Reader(Protocol):
    """A consumer of the ledger (账目读者): its rows can be rebuilt from position 1."""

    @property
    def name(self) -> str: ...

    def read(self, entries: Sequence[Entry]) -> None:
        """Take in the next events; same transaction as the cursor."""
        ...

    def forget(self) -> None:
        """Remove the reader's own rows, before it reads everything again."""
        ...


class Reactor(Protocol):
    """Turns events of its own line into commands of its own line."""

    @property
    def name(self) -> str: ...

    def react(self, entry: Entry) -> Sequence[tuple[UUID, Command]]:
        """Return the commands an event calls for."""
        ...


_readers: dict[str, Reader] = {}
_reactors: dict[str, Reactor] = {}


def register_reader(reader: Reader) -> None:
    """Add a reader; done once, where the house is wired."""
    _readers[reader.name] = reader


def register_reactor(reactor: Reactor) -> None:
    """Add a reactor; done once, where the house is wired."""
    _reactors[reactor.name] = reactor


def run_readers(limit: int = 500) -> int:
    """Let every reader and reactor take one step; return the events taken in altogether."""
    return sum(_try_step(name, limit) for name in (*_readers, *_reactors))


def rebuild(name: str) -> int:
    """Let a reader forget its rows and read the log from position 1; return the events read."""
    with transaction.atomic():
        _cursor(name)
        _readers[name].forget()
        ReaderCursor.objects.filter(name=name).update(position=0)
    total = 0
    while taken := _step(name, 500):
        total += taken
    return total


def lag() -> dict[str, int]:
    """Return how many positions each reader is behind."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(position), 0) FROM ledger_logentry")
        last = cursor.fetchone()[0]
    at = dict(ReaderCursor.objects.values_list("name", "position"))
    return {name: last - at.get(name, 0) for name in (*_readers, *_reactors)}


def _try_step(name: str, limit: int) -> int:
    """Let one reader step; its fault is its own: logged, tried again later, and seen as lag."""
    try:
        return _step(name, limit)
    except (DatabaseError, InterfaceError):
        raise  # the database's fault is everybody's
    except Exception:
        log.exception("reader %s does not get past its position", name)
        return 0


@transaction.atomic
def _step(name: str, limit: int) -> int:
    position = _cursor(name)
    entries = _entries_after(position, limit)
    if not entries:
        return _skip(name, position)
    if name in _readers:
        _readers[name].read(entries)
    else:
        for entry in entries:
            _react(_reactors[name], entry)
    ReaderCursor.objects.filter(name=name).update(position=entries[-1].position)
    return len(entries)


def _react(reactor: Reactor, entry: Entry) -> None:
    for at, (case_id, command) in enumerate(reactor.react(entry)):
        execute(
            case_id,
            command,
            actor=system(reactor.name),
            key=f"{reactor.name}:{entry.position}:{at}",
        )


def _cursor(name: str) -> int:
    ReaderCursor.objects.get_or_create(name=name)
    return ReaderCursor.objects.select_for_update().get(name=name).position


def _skip(name: str, position: int) -> int:
    """Move over positions that hold looks only, so that the lag goes to zero."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(position), 0) FROM ledger_logentry")
        last = int(cursor.fetchone()[0])
    if last > position:
        ReaderCursor.objects.filter(name=name).update(position=last)
    return 0


def _entries_after(position: int, limit: int) -> list[Entry]:
    columns = ", ".join(f"e.{column.strip()}" for column in COLUMNS.split(","))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT l.position, c.line, {columns} FROM ledger_logentry l
                JOIN ledger_event e ON e.case_id = l.subject AND e.no = l.no
                JOIN ledger_case c ON c.id = e.case_id
                WHERE l.position > %s AND l.source = 'event' ORDER BY l.position LIMIT %s""",
            [position, limit],
        )
        return [Entry(row[0], row[1], stored(row[1], row[2:])) for row in cursor.fetchall()]
