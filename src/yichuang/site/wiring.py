"""Ties the ports to this machine when the program starts, and keeps its keys."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from yichuang.kernel.public import (
    FolderStore,
    KeyVault,
    Ports,
    SystemClock,
    SystemIds,
    set_default_ports,
)


def state_folder(var: Path) -> Path:
    """Return the state folder as an absolute path; a new one is closed to other users."""
    folder = var.resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def start_ports(var: Path) -> None:
    """Set the default ports: machine clock, random ids, key file and blob folder under `var`."""
    ids = SystemIds()
    set_default_ports(
        Ports(
            clock=SystemClock(),
            ids=ids,
            vault=KeyVault(kept_secret(var / "keys" / "vault.key", lambda: ids.nonce(32)), ids),
            blobs=FolderStore(var / "blobs"),
        )
    )


def secret_key(var: Path) -> str:
    """Return the key that signs sessions, made on first use."""
    return kept_secret(
        var / "keys" / "session.key", lambda: secrets.token_urlsafe(48).encode()
    ).decode()


def payment_key(var: Path) -> bytes:
    """Return the key shared with the stand-in of the non-tax system, made on first use."""
    return kept_secret(var / "keys" / "payment.key", lambda: secrets.token_bytes(32))


def kept_secret(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return the secret in a file that its owner alone may read; the first caller makes it.

    The file gets its name only when it is whole, and only once: of two first callers one wins and
    both read the same.
    """
    with contextlib.suppress(FileNotFoundError):
        return path.read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
    return path.read_bytes()
