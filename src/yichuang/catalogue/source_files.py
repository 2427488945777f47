"""Fetches what an import is given from the disk; what it means is read elsewhere, from bytes."""

from __future__ import annotations

from pathlib import Path

from .errors import FileUnreadable
from .mapping import SourceMapping, parse_mapping
from .reading import LARGEST_BYTES


def read_file(path: Path) -> bytes:
    """Return a file's bytes. Raises FileUnreadable if it is not there or too large."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise FileUnreadable(field="file", rule="too_large", limit_bytes=LARGEST_BYTES)
        return path.read_bytes()
    except OSError as fault:
        raise FileUnreadable(field="file", rule="unreadable", detail=str(fault)) from fault


def read_mapping(path: Path) -> SourceMapping:
    """Return the mapping of a file. Raises FileUnreadable naming what is wrong with it."""
    try:
        return parse_mapping(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as fault:
        raise FileUnreadable(field="mapping", rule="unreadable", detail=str(fault)) from fault
