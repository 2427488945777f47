"""Which characters the fonts can draw, and what is printed in place of others.

PDF/A refuses a character without a glyph, so one rare sign in a name would keep a whole paper from
being made. Such a sign is printed as 〓, the setter's mark for a missing type, which everybody sees
and can mend by hand; the record keeps the sign itself.
"""

from __future__ import annotations

import bisect
import functools
import struct
import unicodedata
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn

MISSING = "〓"
UNICODE_FULL = (3, 10)  # platform and encoding of a cmap of all planes (OpenType, "cmap")
SEGMENTED_COVERAGE = 12
# They choose between drawings of one character; without them the usual drawing is printed.
VARIATION_SELECTORS = frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))


def font_folder() -> Path:
    """Return the folder of the font wheel."""
    return Path(pylopdf_fonts_zh_cn.serif_path()).parent


def printable(value: Any) -> Any:
    """Return a JSON value whose every text can be printed.

    Controls and marks that turn the reading direction go, since they could make a line read
    otherwise than it is; line feeds stay.
    """
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else _text(value)
    if isinstance(value, dict):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable(item) for item in value]
    return value


def missing_signs(value: Any) -> tuple[str, ...]:
    """Return the characters of a JSON value that would be printed as 〓, each once."""
    if isinstance(value, str):
        return tuple(dict.fromkeys(sign for sign in value if _sign(sign) == MISSING != sign))
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return tuple(dict.fromkeys(sign for item in value for sign in missing_signs(item)))
    return ()


def _text(text: str) -> str:
    return "".join(_sign(sign) for sign in unicodedata.normalize("NFC", text))


@functools.lru_cache(maxsize=8192)
def _sign(sign: str) -> str:
    if sign == "\n":
        return sign
    if sign == "\t":
        return " "
    if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp"):
        return ""
    if sign in VARIATION_SELECTORS:
        return ""
    return sign if _covered(ord(sign)) else MISSING


def _covered(code: int) -> bool:
    starts, ends = _ranges()
    at = bisect.bisect_right(starts, code) - 1
    return at >= 0 and code <= ends[at]


@functools.cache
def _ranges() -> tuple[list[int], list[int]]:
    """Return starts and ends of what any font of the wheel covers, sorted and merged."""
    spans = sorted(
        span for path in sorted(font_folder().glob("*.otf")) for span in _cmap(path.read_bytes())
    )
    starts: list[int] = []
    ends: list[int] = []
    for start, end in spans:
        if ends and start <= ends[-1] + 1:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _cmap(font: bytes) -> list[tuple[int, int]]:
    """Return the character ranges of an OpenType font. Raises ValueError without a full cmap."""
    tables = struct.unpack_from(">H", font, 4)[0]
    for at in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * at)
        if tag == b"cmap":
            return _subtable(font, offset)
    raise ValueError("a font without a cmap table")


def _subtable(font: bytes, base: int) -> list[tuple[int, int]]:
    for at in range(struct.unpack_from(">H", font, base + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", font, base + 4 + 8 * at)
        start = base + offset
        if (platform, encoding) == UNICODE_FULL:
            if struct.unpack_from(">H", font, start)[0] != SEGMENTED_COVERAGE:
                break
            count = struct.unpack_from(">I", font, start + 12)[0]
            groups = [struct.unpack_from(">III", font, start + 16 + 12 * g) for g in range(count)]
            return [(first, last) for first, last, _ in groups]
    raise ValueError("a font without a full Unicode cmap")
