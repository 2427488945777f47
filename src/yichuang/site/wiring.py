"""Ties the ports to this machine when the program starts."""

from __future__ import annotations

import os
from pathlib import Path

from yichuang.kernel.public import (
    FolderStore,
    KeyVault,
    Ports,
    SystemClock,
    SystemIds,
    set_default_ports,
)


def start_ports(var: Path) -> None:
    """Set the default ports: machine clock, random ids, key file and blob folder under `var`."""
    ids = SystemIds()
    set_default_ports(
        Ports(
            clock=SystemClock(),
            ids=ids,
            vault=KeyVault(_vault_key(var / "keys" / "vault.key", ids), ids),
            blobs=FolderStore(var / "blobs"),
        )
    )


def _vault_key(path: Path, ids: SystemIds) -> bytes:
    """Return the 32-byte key, made on first use and readable by its owner alone."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = ids.nonce(32)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_bytes()
        with os.fdopen(handle, "wb") as file:
            file.write(key)
        return key
