"""Canonical bytes: the one text of a value that is hashed (RFC 8785, narrowed).

Only what cannot be read in two ways is allowed: objects with text keys, arrays, NFC text, booleans,
null and integers within ±(2^53-1). A float is a defect of the caller. Within these limits
Python's own encoder with keys sorted by UTF-16 code units gives exactly the bytes of RFC 8785.
"""

from __future__ import annotations

import json
import unicodedata
from typing import Any

MAX_SAFE_INTEGER = 2**53 - 1


def canonical_json(value: Any) -> str:
    """Return the RFC 8785 text of `value`.

    Raises ValueError for floats, integers beyond 2^53-1, keys that are not text, lone
    surrogates, and anything that JSON does not know.
    """
    return json.dumps(_checked(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _checked(value: Any) -> Any:
    kind = type(value)  # what comes nearly always, found by one comparison
    if kind is str:
        return _text(value)
    if kind is dict:
        return _object(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > MAX_SAFE_INTEGER:
            raise ValueError(f"an integer beyond 2^53-1 has no single JSON text: {value}")
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list | tuple):
        return [_checked(item) for item in value]
    if isinstance(value, dict):
        return _object(value)
    raise ValueError(f"no canonical form for {type(value).__name__}")


def _object(value: dict[Any, Any]) -> dict[str, Any]:
    keys = {_text(key): item for key, item in value.items()}
    if len(keys) != len(value):
        raise ValueError("two keys are the same text after NFC")
    # Below the surrogates, so for all of ASCII, code points sort as UTF-16 does.
    order = sorted(keys) if "".join(keys).isascii() else sorted(keys, key=_utf16)
    return {key: _checked(keys[key]) for key in order}


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"a key must be text, not {type(value).__name__}")
    if value.isascii():
        return value  # is its own NFC
    value.encode("utf-8")  # a lone surrogate raises UnicodeEncodeError, a ValueError
    return unicodedata.normalize("NFC", value)


def framed(*parts: bytes) -> bytes:
    """Join byte strings so that no two different lists give the same bytes (8-byte lengths)."""
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)
