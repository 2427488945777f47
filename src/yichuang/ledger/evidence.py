"""Evidence: a case's record as its holder takes it away, to be checked without us.

The file holds every hashed column, the person's own case-file items with their salts, and the
places in the log. `yichuang.ledger.checker` recomputes it with nothing but Python's standard
library.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection

from .case_file import open_item
from .hashing import GENESIS, microseconds
from .sequencer import last_entry

FORMAT = "yichuang/evidence/1"


def evidence(case_id: UUID, *, leave_out: Collection[str] = ()) -> dict[str, Any]:
    """Return a case's record as JSON: events, own case-file items, places in the log, the head.

    Whoever calls this has asked the policy: it is the party's own copy. `leave_out` names kinds of
    items that are not the holder's to read, such as officers' opinions; what remains still checks.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT e.no, e.kind, e.milestone, e.schema_version, e.actor_kind, e.actor_id,
                   e.post, e.organ, e.effective_at, e.recorded_at, e.body, e.command_digest,
                   e.nonce, e.hash, l.position, l.running, p.running
               FROM ledger_event e
               LEFT JOIN ledger_logentry l ON l.subject = e.case_id AND l.no = e.no
               LEFT JOIN ledger_logentry p ON p.position = l.position - 1
               WHERE e.case_id = %s ORDER BY e.no""",
            [case_id],
        )
        rows = cursor.fetchall()
        cursor.execute(
            "SELECT item, kind, salt, ciphertext FROM ledger_casefile"
            " WHERE case_id = %s AND ciphertext IS NOT NULL AND kind <> ALL(%s) ORDER BY item",
            [case_id, list(leave_out)],
        )
        items = cursor.fetchall()
    head = last_entry()
    return {
        "format": FORMAT,
        "case": str(case_id),
        "head": {"position": head.position, "running": head.running},
        "events": [_event(row) for row in rows],
        "files": [
            {
                "item": item,
                "kind": kind,
                "salt": bytes(salt).hex(),
                "text": open_item(case_id, item, bytes(ciphertext)).decode(),
            }
            for item, kind, salt, ciphertext in items
        ],
    }


_NAMES = (
    "no",
    "kind",
    "milestone",
    "schema_version",
    "actor_kind",
    "actor_id",
    "post",
    "organ",
)


def _event(row: tuple[Any, ...]) -> dict[str, Any]:
    found: dict[str, Any] = dict(zip(_NAMES, row[:8], strict=True))
    found["effective_us"] = int.from_bytes(microseconds(row[8]), "big", signed=True)
    found["recorded_us"] = int.from_bytes(microseconds(row[9]), "big", signed=True)
    found["body"] = row[10]
    for name, value in zip(("command_digest", "nonce", "hash"), row[11:14], strict=True):
        found[name] = bytes(value).hex()
    if row[14] is not None:
        before = bytes(row[16]) if row[16] is not None else GENESIS
        found["log"] = {
            "position": row[14],
            "before": before.hex(),
            "running": bytes(row[15]).hex(),
        }
    return found
