"""HEAD: the log's last position and running hash, kept outside the database.

Whoever can rewrite the whole database cannot also rewrite this file, a copy of it on paper, or one
sent to somebody else; that is what makes a cut tail or a replaced case visible.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Head:
    """Where the log stood: position 0 means empty."""

    position: int
    running: str  # hex


EMPTY = Head(0, "00" * 32)


def read_head(path: Path) -> Head | None:
    """Return the HEAD in a file, or None if there is none.

    Raises ValueError when the file is not a HEAD.
    """
    try:
        text = path.read_text()
    except FileNotFoundError:
        return None
    try:
        data = json.loads(text)
        head = Head(int(data["position"]), str(data["running"]))
        bytes.fromhex(head.running)
    except (KeyError, TypeError, ValueError) as fault:
        raise ValueError(f"{path.name} is not a HEAD") from fault
    return head


def write_head(path: Path, head: Head) -> None:
    """Replace HEAD as a whole and only then return: a crash leaves the old or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    with draft.open("w") as file:
        json.dump({"position": head.position, "running": head.running}, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
