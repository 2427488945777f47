"""What a PDF shows: its words by poppler, and the glyph numbers of its content streams."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

HEX = re.compile(rb"<[0-9A-Fa-f]*>")
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def words(pdf: bytes) -> str:
    """Return the text without blanks and line ends; skips where poppler is not installed."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return re.sub(r"\s+", "", done.stdout.decode())


def page_count(pdf: bytes) -> int:
    return int(PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Count"])


def glyph_numbers(pdf: bytes) -> list[int]:
    """Return every glyph shown on the pages, as two-byte numbers (Identity-H); 0 is .notdef."""
    reader = PdfFileReader(BytesIO(pdf))
    found: list[int] = []
    for index in range(page_count(pdf)):
        page = reader.root["/Pages"]["/Kids"][index]
        # Marked content carries strings of its own (language, replacement text): not glyphs.
        bare = re.sub(rb"<<.*?>>", b"", _content(page), flags=re.DOTALL)
        for raw in _strings(bare):
            found += [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]
    return found


def _content(page) -> bytes:
    content = page["/Contents"]
    if isinstance(content, list):
        return b"\n".join(part.get_object().data for part in content)
    return content.data


def _strings(stream: bytes) -> list[bytes]:
    """Return the strings of a content stream; brackets in one may nest."""
    found = []
    at = 0
    while at < len(stream):
        if stream[at : at + 1] == b"(":
            end = _end_of_string(stream, at)
            found.append(_unescaped(stream[at + 1 : end]))
            at = end
        elif match := HEX.match(stream, at):
            found.append(bytes.fromhex(match[0][1:-1].decode()))
            at = match.end() - 1
        at += 1
    return found


def _end_of_string(stream: bytes, at: int) -> int:
    depth = 0
    while True:
        sign = stream[at : at + 1]
        depth += (sign == b"(") - (sign == b")")
        if depth == 0:
            return at
        at += 2 if sign == b"\\" else 1


def _unescaped(string: bytes) -> bytes:
    return re.sub(
        rb"\\([0-7]{1,3}|.)",
        lambda m: bytes([int(m[1], 8)]) if m[1].isdigit() else ESCAPES.get(m[1], m[1]),
        string,
        flags=re.DOTALL,
    )
