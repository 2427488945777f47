"""A machine whose signatures fail their self-test does not start."""

from __future__ import annotations

import pytest

from yichuang.kernel import signing
from yichuang.site.sealing import UnsafeToSeal, refuse_to_seal_unsafely


@pytest.mark.parametrize("algorithm", ["p256", "sm2"])
def test_a_sound_machine_starts(algorithm, monkeypatch):
    monkeypatch.setenv("YICHUANG_SEAL_ALGORITHM", algorithm)

    refuse_to_seal_unsafely()


@pytest.mark.parametrize("algorithm", ["p256", "sm2"])
def test_a_machine_with_another_sm3_is_refused_by_the_name_of_the_setting(algorithm, monkeypatch):
    monkeypatch.setenv("YICHUANG_SEAL_ALGORITHM", algorithm)
    monkeypatch.setattr(signing, "SM3_ABC", "00" * 32)

    with pytest.raises(UnsafeToSeal, match=rf"YICHUANG_SEAL_ALGORITHM: {algorithm}: SM3"):
        refuse_to_seal_unsafely()
