"""Nothing is served, and so nothing sealed, by a machine whose signatures fail their self-test."""

from __future__ import annotations

from yichuang.kernel.public import SealAlgorithm, SelfTestFailed, self_test

from .environment import SettingsError, current


class UnsafeToSeal(SettingsError):
    """The algorithm of YICHUANG_SEAL_ALGORITHM does not give its published results here."""


def refuse_to_seal_unsafely() -> None:
    """Raise UnsafeToSeal unless SM3 and the chosen algorithm pass their published examples."""
    chosen = SealAlgorithm(current().seal_algorithm)
    try:
        self_test(chosen)
    except SelfTestFailed as fault:
        raise UnsafeToSeal(f"YICHUANG_SEAL_ALGORITHM: {chosen}: {fault}") from fault
