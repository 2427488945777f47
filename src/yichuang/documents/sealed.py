"""Sealing and opening through the vault, bytes and JSON alike."""

from __future__ import annotations

import json
from typing import Any

from yichuang.kernel.public import canonical_json, ports


def seal_bytes(plain: bytes, binding: bytes) -> bytes:
    """Return the ciphertext that opens only beside the same binding."""
    return ports().vault.seal(plain, bound_to=binding)


def open_bytes(sealed: bytes | memoryview, binding: bytes) -> bytes:
    """Return the plain bytes. Raises ValueError if they were altered or belong elsewhere."""
    return ports().vault.open(bytes(sealed), bound_to=binding)


def seal_json(value: Any, binding: bytes) -> bytes:
    """Seal the canonical JSON of a value."""
    return seal_bytes(canonical_json(value).encode(), binding)


def open_json(sealed: bytes | memoryview, binding: bytes) -> Any:
    """Return the value of `seal_json`."""
    return json.loads(open_bytes(sealed, binding))
