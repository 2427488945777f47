"""PDFs handed in by others: readable, unlocked, and without anything that acts.

The object tree is walked, not the bytes searched: in a compressed stream no word can be seen, and
in a text every word may stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from .errors import UploadActive, UploadDamaged, UploadEncrypted, UploadRefused

# Actions and attachments that start something or bring another file along (ISO 32000-1, 12.6).
ACTIVE_KEYS = {
    "/JS": "script",
    "/JavaScript": "script",
    "/EmbeddedFiles": "embedded_file",
    "/EF": "embedded_file",
    "/RichMedia": "embedded_file",
    "/XFA": "script",
}
ACTIVE_ACTIONS = {
    "/JavaScript": "script",
    "/Launch": "launch",
    "/ImportData": "launch",
    "/SubmitForm": "launch",
    "/Rendition": "launch",
    "/GoToE": "embedded_file",
}
ACTIVE_SUBTYPES = {"/FileAttachment": "embedded_file", "/RichMedia": "embedded_file"}
LIMIT_OBJECTS = 200_000
END_MARK_WITHIN = 2_048


def check(content: bytes) -> tuple[str, ...]:
    """Return warnings ("signed": do not alter it). Raises an `UploadRefused` otherwise."""
    try:
        return _check(content)
    except UploadRefused:
        raise
    # A hostile file can break the reader in any way at all (a number that is none raises an
    # ArithmeticError); each of them means the same: it cannot be read.
    except Exception as fault:
        raise UploadDamaged(field="file") from fault


def _check(content: bytes) -> tuple[str, ...]:
    if b"%%EOF" not in content[-END_MARK_WITHIN:]:
        raise UploadDamaged(field="file", rule="no_end")
    reader = PdfFileReader(BytesIO(content), strict=False)
    if reader.encrypted:
        raise UploadEncrypted(field="file")
    if int(reader.root["/Pages"]["/Count"]) < 1:
        raise UploadDamaged(field="file", rule="no_page")
    for found in _dictionaries(reader):
        _refuse_active(found)
    return ("signed",) if reader.embedded_signatures else ()


def _refuse_active(found: generic.DictionaryObject) -> None:
    for key, what in ACTIVE_KEYS.items():
        if key in found:
            raise UploadActive(field="file", found=what)
    action = str(found.raw_get("/S")) if "/S" in found else ""
    subtype = str(found.raw_get("/Subtype")) if "/Subtype" in found else ""
    acting = ACTIVE_ACTIONS.get(action) or ACTIVE_SUBTYPES.get(subtype)
    if acting:
        raise UploadActive(field="file", found=acting)


def _dictionaries(reader: PdfFileReader) -> Iterator[generic.DictionaryObject]:
    """Yield every dictionary that can be reached from the catalogue, each once."""
    waiting: list[Any] = [reader.root]
    seen: set[tuple[int, int]] = set()
    count = 0
    while waiting:
        thing = waiting.pop()
        count += 1
        if count > LIMIT_OBJECTS:
            raise UploadDamaged(field="file", rule="too_many_objects")
        if isinstance(thing, generic.IndirectObject):
            if (thing.idnum, thing.generation) in seen:
                continue
            seen.add((thing.idnum, thing.generation))
            thing = reader.get_object(thing.reference, transparent_decrypt=False)  # type: ignore[no-untyped-call]
        if isinstance(thing, generic.DictionaryObject):
            yield thing
            waiting.extend(dict.values(thing))
        elif isinstance(thing, generic.ArrayObject):
            waiting.extend(list.__iter__(thing))
