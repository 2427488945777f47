"""Ports to the world: clock, ids, secrets, and where bytes are kept, each with a real default.

Code asks `ports()` at the moment of use, so tests, simulations and fault injection can put their
own in place for a while with `using_ports(...)`.
"""

from __future__ import annotations

import contextlib
import contextvars
import dataclasses
import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .payments import NoPayments, PaymentPort


class Clock(Protocol):
    """Tells the time of this machine."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...

    def steady(self) -> tuple[str, int]:
        """Return (boot, nanoseconds) of a clock nobody can set; comparable within one boot."""
        ...


class Ids(Protocol):
    """Gives identifiers and nonces that nobody can guess."""

    def uuid(self) -> UUID:
        """Return a fresh UUIDv7 (RFC 9562)."""
        ...

    def nonce(self, size: int = 16) -> bytes:
        """Return `size` unguessable bytes."""
        ...


class Vault(Protocol):
    """Seals personal data at rest."""

    def seal(self, plain: bytes, *, bound_to: bytes) -> bytes:
        """Return ciphertext that opens only beside the same `bound_to`."""
        ...

    def open(self, sealed: bytes, *, bound_to: bytes) -> bytes:
        """Return the plain bytes. Raises ValueError if altered or bound to something else."""
        ...


class BlobStore(Protocol):
    """Keeps files by the SM3 of their content."""

    def put(self, content: bytes) -> str:
        """Store and return the hex digest; storing the same twice is one file."""
        ...

    def get(self, digest: str) -> bytes:
        """Return the bytes. Raises FileNotFoundError when there are none."""
        ...


class SystemClock:
    """The machine's own clock."""

    def __init__(self) -> None:
        try:
            self._boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        except OSError:  # no such file outside Linux: each start counts as a boot
            self._boot = secrets.token_hex(8)

    def now(self) -> datetime:
        return datetime.now(UTC)

    def steady(self) -> tuple[str, int]:
        source = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
        return self._boot, time.clock_gettime_ns(source)


class SystemIds:
    """Identifiers from the operating system's random source."""

    def uuid(self) -> UUID:
        stamp = time.time_ns() // 1_000_000
        bits = (stamp & (2**48 - 1)) << 80 | secrets.randbits(80)
        bits = bits & ~(0xF << 76) | 0x7 << 76
        bits = bits & ~(0x3 << 62) | 0x2 << 62
        return UUID(int=bits)

    def nonce(self, size: int = 16) -> bytes:
        return secrets.token_bytes(size)


class KeyVault:
    """AES-256-GCM under one key, with a fresh nonce in front of each ciphertext."""

    def __init__(self, key: bytes, ids: Ids):
        self._cipher = AESGCM(key)
        self._ids = ids

    def seal(self, plain: bytes, *, bound_to: bytes) -> bytes:
        nonce = self._ids.nonce(12)
        return nonce + self._cipher.encrypt(nonce, plain, bound_to)

    def open(self, sealed: bytes, *, bound_to: bytes) -> bytes:
        try:
            return self._cipher.decrypt(sealed[:12], sealed[12:], bound_to)
        except Exception as fault:
            raise ValueError("sealed data was altered or belongs elsewhere") from fault


class FolderStore:
    """A folder of files named by digest, written whole before they get their name."""

    def __init__(self, folder: Path):
        self._folder = folder

    def _path(self, digest: str) -> Path:
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise FileNotFoundError(digest)
        return self._folder / digest[:2] / digest

    def put(self, content: bytes) -> str:
        digest = sm3(content).hex()
        path = self._path(digest)
        if path.exists():
            return digest
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{digest}.{secrets.token_hex(4)}")
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return digest

    def get(self, digest: str) -> bytes:
        return self._path(digest).read_bytes()


@dataclasses.dataclass(frozen=True, slots=True)
class Ports:
    """Everything the house takes from outside, in one place."""

    clock: Clock
    ids: Ids
    vault: Vault
    blobs: BlobStore
    payments: PaymentPort = dataclasses.field(default_factory=NoPayments)


_default: list[Ports] = []
_current: contextvars.ContextVar[Ports | None] = contextvars.ContextVar("ports", default=None)


def set_default_ports(given: Ports) -> None:
    """Set what `ports()` answers from now on; called once, when the program starts."""
    _default[:] = [given]


def ports() -> Ports:
    """Return the ports in force here and now."""
    found = _current.get()
    if found is not None:
        return found
    if not _default:
        raise RuntimeError("no ports: the program has not been started through its settings")
    return _default[0]


@contextlib.contextmanager
def using_ports(**changes: object) -> Iterator[Ports]:
    """Replace some ports within a `with` block, in this thread or task only."""
    changed = dataclasses.replace(ports(), **changes)  # type: ignore[arg-type]
    token = _current.set(changed)
    try:
        yield changed
    finally:
        _current.reset(token)


def _sm3_from_library(data: bytes) -> bytes:
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()


def _sm3_from_hashlib(data: bytes) -> bytes:
    return hashlib.new("sm3", data).digest()


# hashlib's SM3 is the faster road but depends on how this Python was built.
_sm3 = _sm3_from_hashlib if "sm3" in hashlib.algorithms_available else _sm3_from_library


def sm3(data: bytes) -> bytes:
    """Return the 32-byte SM3 digest (GB/T 32905-2016)."""
    return _sm3(data)
