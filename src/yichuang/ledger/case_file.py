"""The case file (案卷): personal data and free text, apart from events and erasable.

An item is sealed under the vault's key, bound to its case and name; the event holds only
SM3(kind, salt, text), so what was recorded can be proved as long as the item is kept.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yichuang.kernel.public import canonical_json, ports, prepared

from .events import Sealed
from .hashing import file_digest

SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class SealedItem:
    """An item ready to be stored. `item` is "<event number>.<field name>"."""

    case_id: UUID
    item: str
    kind: str
    ciphertext: bytes
    salt: bytes
    digest: bytes

    @property
    def no(self) -> int:
        """The number of the event that holds the item."""
        return int(self.item.split(".", 1)[0])

    @property
    def name(self) -> str:
        """The field of the event that holds the item."""
        return self.item.split(".", 1)[1]


def seal(case_id: UUID, item: str, given: Sealed) -> SealedItem:
    """Seal one item. Raises ValueError if its content has no canonical form."""
    plain = canonical_json(given.content).encode()
    salt = ports().ids.nonce(SALT_BYTES)
    return SealedItem(
        case_id=case_id,
        item=item,
        kind=given.kind,
        ciphertext=ports().vault.seal(plain, bound_to=_binding(case_id, item)),
        salt=salt,
        digest=file_digest(given.kind, salt, plain),
    )


def open_item(case_id: UUID, item: str, ciphertext: bytes) -> bytes:
    """Return the plain text of an item. Raises ValueError if it was altered."""
    return ports().vault.open(ciphertext, bound_to=_binding(case_id, item))


def read_items(case_id: UUID, names: set[str] | None = None) -> dict[str, Any]:
    """Return the open content of a case's file by item, erased items left out.

    Whoever calls this for somebody other than the person records the look: see
    `selectors.case_file`, the only door for views.
    """
    with prepared() as cursor:
        cursor.execute(
            "SELECT item, ciphertext FROM ledger_casefile"
            " WHERE case_id = %s AND ciphertext IS NOT NULL",
            [case_id],
        )
        rows = cursor.fetchall()
    return {
        item: json.loads(open_item(case_id, item, bytes(ciphertext)))
        for item, ciphertext in rows
        if names is None or item.split(".", 1)[1] in names
    }


def _binding(case_id: UUID, item: str) -> bytes:
    return case_id.bytes + item.encode()
