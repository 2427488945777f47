"""The bytes that are hashed: every column, each with its length, then the hash before it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from yichuang.kernel.public import framed, sm3

EVENT_DOMAIN = b"yichuang/event/1"
FILE_DOMAIN = b"yichuang/file/1"
LOG_DOMAIN = b"yichuang/log/1"
COMMAND_DOMAIN = b"yichuang/command/1"
GENESIS = bytes(32)


@dataclass(frozen=True, slots=True)
class EventRow:
    """The columns of `ledger_event`, in the order in which they are hashed."""

    case_id: UUID
    no: int
    kind: str
    milestone: str
    schema_version: int
    actor_kind: str
    actor_id: str
    post: str
    organ: str
    effective_at: datetime
    recorded_at: datetime
    body: str
    command_digest: bytes
    nonce: bytes

    @classmethod
    def read(cls, row: Sequence[Any]) -> EventRow:
        """Return the columns of a stored event, selected in this order."""
        case_id, no, kind, milestone, schema, actor_kind, actor_id, post, organ = row[:9]
        effective_at, recorded_at, body, digest, nonce = row[9:14]
        return cls(
            case_id,
            no,
            kind,
            milestone,
            schema,
            actor_kind,
            actor_id,
            post,
            organ,
            effective_at,
            recorded_at,
            body,
            bytes(digest),
            bytes(nonce),
        )


def microseconds(moment: datetime) -> bytes:
    """Return whole microseconds since 1970 in UTC as 8 bytes, without passing through a float."""
    delta = moment - _EPOCH
    total = (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds
    return total.to_bytes(8, "big", signed=True)


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def event_hash(row: EventRow, previous: bytes) -> bytes:
    """Return the hash that binds an event to its content and to all events before it."""
    return hash_of_columns(
        row.case_id.bytes,
        row.no,
        row.kind,
        row.milestone,
        row.schema_version,
        row.actor_kind,
        row.actor_id,
        row.post,
        row.organ,
        microseconds(row.effective_at),
        microseconds(row.recorded_at),
        row.body,
        row.command_digest,
        row.nonce,
        previous,
    )


def hash_of_columns(
    case_id: bytes,
    no: int,
    kind: str,
    milestone: str,
    schema_version: int,
    actor_kind: str,
    actor_id: str,
    post: str,
    organ: str,
    effective: bytes,
    recorded: bytes,
    body: str,
    command_digest: bytes,
    nonce: bytes,
    previous: bytes,
) -> bytes:
    """Return the hash of an event given column by column; moments as `microseconds` writes them.

    Every part carries its length, as `framed` writes it: lengths that never vary stand as
    constants, and short words that come again and again are written once.
    """
    content = body.encode()
    return sm3(
        b"".join(
            (
                _EVENT_AND_16,
                case_id,
                _number(8, no),
                _word(kind),
                _word(milestone),
                _number(4, schema_version),
                _word(actor_kind),
                _word(actor_id),
                _word(post),
                _word(organ),
                _LENGTH_8,
                effective,
                _LENGTH_8,
                recorded,
                len(content).to_bytes(8, "big"),
                content,
                len(command_digest).to_bytes(8, "big"),
                command_digest,
                len(nonce).to_bytes(8, "big"),
                nonce,
                len(previous).to_bytes(8, "big"),
                previous,
            )
        )
    )


_LENGTH_8 = (8).to_bytes(8, "big")
_EVENT_AND_16 = framed(EVENT_DOMAIN) + (16).to_bytes(8, "big")


@functools.lru_cache(maxsize=8192)
def _word(text: str) -> bytes:
    return framed(text.encode())


@functools.lru_cache(maxsize=1024)
def _number(size: int, number: int) -> bytes:
    # No event has a negative number; a tampered one is to be found, not to stop the search.
    return framed(number.to_bytes(size, "big", signed=number < 0))


def file_digest(kind: str, salt: bytes, plain: bytes) -> bytes:
    """Return the digest by which an event holds a case-file item without showing it."""
    return sm3(framed(FILE_DOMAIN, kind.encode(), salt, plain))


def command_digest(scope: str, key: str, fingerprint: bytes) -> bytes:
    """Return what ties an event to the command, and the key, that brought it about."""
    return sm3(framed(COMMAND_DOMAIN, scope.encode(), key.encode(), fingerprint))


def log_hash(previous: bytes, position: int, source: str, leaf: bytes) -> bytes:
    """Return the running hash of the log after placing `leaf` at `position`."""
    return sm3(
        b"".join(
            (
                _LOG,
                len(previous).to_bytes(8, "big"),
                previous,
                _LENGTH_8,
                position.to_bytes(8, "big"),
                _word(source),
                len(leaf).to_bytes(8, "big"),
                leaf,
            )
        )
    )


_LOG = framed(LOG_DOMAIN)
