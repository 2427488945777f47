"""Zip containers (docx, xlsx, ofd): measured from their directory before anything is unpacked."""

from __future__ import annotations

import stat
import zipfile
import zlib
from io import BytesIO

from .errors import UploadActive, UploadBomb, UploadDamaged, UploadEncrypted, UploadTypeNotAllowed

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFD = "application/ofd"

LIMIT_ENTRIES = 2_000
LIMIT_TOTAL_BYTES = 200 * 1024 * 1024
LIMIT_RATIO = 100
RATIO_FREE_BYTES = 1024 * 1024  # below this a high ratio does no harm: empty XML packs well
LIMIT_PATH_PARTS = 10
# What an office file may bring along that runs or hides another file.
ACTIVE_PARTS = ("vbaproject.bin", "vbadata.xml", "activex", "/embeddings/", "oleobject")
ACTIVE_TYPES = (b"macroenabled", b"vbaproject", b"activex", b"oleobject")
NESTED = (".zip", ".rar", ".7z", ".gz", ".tar", ".jar", ".docx", ".xlsx", ".ofd", ".pdf")
PROGRAMS = (".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".sh", ".ps1", ".html", ".htm", ".svg")


def media_type_of(content: bytes) -> str:
    """Return docx, xlsx or ofd after the container's own marks and rules.

    Raises an `UploadRefused` for other archives, bombs, macros, nested files and unsafe paths.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _measure(entries, len(content))
            names = {entry.filename for entry in entries}
            media_type = _kind(names)
            _check_names(names, media_type)
            _check_content_types(archive, names)
            _check_declared_sizes(archive, entries)
            return media_type
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as fault:
        raise UploadDamaged(field="file") from fault
    except RuntimeError as fault:  # zipfile's way to say that a password is needed
        raise UploadEncrypted(field="file") from fault


def _measure(entries: list[zipfile.ZipInfo], size: int) -> None:
    total = sum(entry.file_size for entry in entries)
    packed = max(1, min(size, sum(entry.compress_size for entry in entries)))
    if len(entries) > LIMIT_ENTRIES or total > LIMIT_TOTAL_BYTES:
        raise UploadBomb(field="file", entries=len(entries), total_bytes=total)
    if total > RATIO_FREE_BYTES and total / packed > LIMIT_RATIO:
        raise UploadBomb(field="file", ratio=total // packed)
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        unsafe = (
            ".." in parts
            or entry.filename.startswith(("/", "\\"))
            or ":" in parts[0]
            or len(parts) > LIMIT_PATH_PARTS
            or stat.S_ISLNK(entry.external_attr >> 16)
        )
        if unsafe:
            raise UploadDamaged(field="file", rule="unsafe_path")
        if entry.flag_bits & 0x1:
            raise UploadEncrypted(field="file")


def _kind(names: set[str]) -> str:
    if "OFD.xml" in names:
        return OFD
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return DOCX
        if "xl/workbook.xml" in names:
            return XLSX
    raise UploadTypeNotAllowed(field="file", found="archive")


def _check_names(names: set[str], media_type: str) -> None:
    for name in names:
        low = f"/{name.lower()}"
        if any(part in low for part in ACTIVE_PARTS) or low.endswith(PROGRAMS):
            raise UploadActive(field="file", found="macro_or_program")
        if low.endswith(NESTED) and not (media_type == OFD and low.endswith(".pdf")):
            raise UploadActive(field="file", found="nested_file")


def _check_content_types(archive: zipfile.ZipFile, names: set[str]) -> None:
    """A macro may hide under any name; the container has to declare its type all the same."""
    if "[Content_Types].xml" not in names:
        return
    declared = archive.read("[Content_Types].xml").lower()
    if any(mark in declared for mark in ACTIVE_TYPES):
        raise UploadActive(field="file", found="macro_or_program")


def _check_declared_sizes(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Unpack, bounded by what is declared: a lying directory and damaged parts show here."""
    for entry in entries:
        if entry.is_dir():
            continue
        with archive.open(entry) as part:
            left = entry.file_size
            while chunk := part.read(min(left, 1 << 20) + 1):
                left -= len(chunk)
                if left < 0:
                    raise UploadBomb(field="file", rule="declared_size_wrong")
