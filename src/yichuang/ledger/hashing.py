"""The bytes that are hashed: every column, each with its length, then the hash before it."""

from __future__ import annotations

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
    return sm3(
        framed(
            EVENT_DOMAIN,
            row.case_id.bytes,
            row.no.to_bytes(8, "big"),
            row.kind.encode(),
            row.milestone.encode(),
            row.schema_version.to_bytes(4, "big"),
            row.actor_kind.encode(),
            row.actor_id.encode(),
            row.post.encode(),
            row.organ.encode(),
            microseconds(row.effective_at),
            microseconds(row.recorded_at),
            row.body.encode(),
            row.command_digest,
            row.nonce,
            previous,
        )
    )


def file_digest(kind: str, salt: bytes, plain: bytes) -> bytes:
    """Return the digest by which an event holds a case-file item without showing it."""
    return sm3(framed(FILE_DOMAIN, kind.encode(), salt, plain))


def command_digest(scope: str, key: str, fingerprint: bytes) -> bytes:
    """Return what ties an event to the command, and the key, that brought it about."""
    return sm3(framed(COMMAND_DOMAIN, scope.encode(), key.encode(), fingerprint))


def log_hash(previous: bytes, position: int, source: str, leaf: bytes) -> bytes:
    """Return the running hash of the log after placing `leaf` at `position`."""
    return sm3(framed(LOG_DOMAIN, previous, position.to_bytes(8, "big"), source.encode(), leaf))
