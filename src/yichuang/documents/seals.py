"""Who seals an organ's papers is a port (印章服务): a provincial seal service, a cryptographic
machine can take the demo authority's place. The demo authority signs with P-256 or SM2.
"""

from __future__ import annotations

import contextlib
import contextvars
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from cryptography import x509

from yichuang.kernel.public import SealAlgorithm

from .authority import Authority
from .paper_parts import SealKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SealOrder:
    """What is to be sealed by whom (用印申请). `certify`: nothing may be changed afterwards."""

    organ_code: str
    organ_name: str
    kind: SealKind
    reason: str
    sealed_at: datetime
    certify: bool = False


class SealPort(Protocol):
    """Seals papers for organs (印章服务)."""

    @property
    def algorithm(self) -> SealAlgorithm:
        """With what it signs from now on; what was sealed with another verifies as before."""
        ...

    def seal(self, pdf: bytes, order: SealOrder) -> bytes:
        """Return the sealed PDF. Raises SealFailed when the service does not answer."""
        ...

    def trusted_roots(self) -> tuple[x509.Certificate, ...]:
        """Return the roots against which the signatures verify."""
        ...


class DemoSeal:
    """The demo authority's seals, marked as such in the picture and the certificate."""

    def __init__(self, folder: Path, algorithm: SealAlgorithm = SealAlgorithm.P256):
        self.algorithm = algorithm
        self._authorities = {one: Authority(folder, one) for one in SealAlgorithm}

    def seal(self, pdf: bytes, order: SealOrder) -> bytes:
        from .signing import sign_pdf  # heavy: only who seals pays for it

        return sign_pdf(pdf, order, authority=self._authorities[self.algorithm])

    def trusted_roots(self) -> tuple[x509.Certificate, ...]:
        return tuple(
            authority.root().certificate
            for algorithm, authority in self._authorities.items()
            if algorithm is self.algorithm or authority.has_root()
        )


_port: contextvars.ContextVar[SealPort | None] = contextvars.ContextVar("seal_port", default=None)


@functools.cache
def _default_port() -> SealPort:
    from django.conf import settings

    return DemoSeal(Path(settings.VAR) / "keys" / "ca", SealAlgorithm(settings.SEAL_ALGORITHM))


def seal_port() -> SealPort:
    """Return the seal service in force here and now."""
    return _port.get() or _default_port()


@contextlib.contextmanager
def using_seal_port(given: SealPort) -> Iterator[SealPort]:
    """Replace the seal service within a `with` block, in this thread or task only."""
    token = _port.set(given)
    try:
        yield given
    finally:
        _port.reset(token)
