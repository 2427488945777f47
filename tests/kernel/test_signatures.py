"""Signatures of P-256 and SM2: published examples, two implementations, and the bad input."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.kernel import signing, sm2_openssl, sm2_plain
from yichuang.kernel.public import (
    SealAlgorithm,
    SelfTestFailed,
    Sm2Unavailable,
    make_signing_key,
    private_pem,
    self_test,
    signing_key_from_pem,
    verify_sm2,
)

# GB/T 32918.5-2017, annex A.2: what is in between, as the standard prints it.
E = 0xF0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640


@pytest.fixture(scope="module")
def key() -> signing.SigningKey:
    return make_signing_key(SealAlgorithm.SM2)


def test_the_digest_of_the_standards_example_is_the_printed_one():
    assert sm2_plain.digest(signing.SM2_PUBLIC, b"message digest") == E


def test_the_generator_is_a_point_of_the_order_the_standard_names():
    assert sm2_plain.on_curve(sm2_plain.G)
    with pytest.raises(ValueError, match="infinity"):
        sm2_plain.multiply(sm2_plain.N, sm2_plain.G)


@pytest.mark.parametrize("algorithm", SealAlgorithm)
def test_the_self_test_passes_here(algorithm):
    self_test(algorithm)


@pytest.mark.parametrize(
    ("algorithm", "name", "broken"),
    [
        (SealAlgorithm.SM2, "SM2_SIGNATURE", sm2_plain.RawSignature(1, 2)),
        (SealAlgorithm.SM2, "SM2_PUBLIC", (1, 2)),
        (SealAlgorithm.SM2, "SM2_PUBLIC_HEAD", b"no key"),
        (SealAlgorithm.P256, "P256_SIGNATURE", (1, 2)),
        (SealAlgorithm.P256, "SM3_ABC", "00" * 32),
    ],
)
def test_the_self_test_fails_where_a_published_result_is_not_met(
    algorithm, name, broken, monkeypatch
):
    monkeypatch.setattr(signing, name, broken)

    with pytest.raises(SelfTestFailed):
        self_test(algorithm)


def test_the_self_test_fails_on_a_machine_without_sm2_but_what_is_signed_still_verifies(
    key, monkeypatch
):
    signature = key.sign(b"paper")
    public = key.public()

    def gone() -> None:
        raise Sm2Unavailable("no libcrypto on this machine")

    monkeypatch.setattr(sm2_openssl, "library", gone)

    with pytest.raises(SelfTestFailed, match="no libcrypto"):
        self_test(SealAlgorithm.SM2)
    assert verify_sm2(public, b"paper", signature)
    assert not verify_sm2(public, b"other", signature)
    self_test(SealAlgorithm.P256)


@settings(max_examples=25, deadline=None)
@given(message=st.binary(max_size=200), other=st.binary(max_size=200))
def test_both_implementations_say_the_same_of_a_signature(key, message, other):
    signature = key.sign(message)

    for asked in (message, other):
        assert sm2_openssl.verify(key.public(), asked, signature) is (asked == message)
        assert signing._verify_plainly(key.public(), asked, signature) is (asked == message)


@settings(max_examples=25, deadline=None)
@given(private=st.integers(1, sm2_plain.N - 2), message=st.binary(max_size=64))
def test_what_the_plain_one_signs_the_plain_one_verifies_for_that_key_alone(private, message):
    public = sm2_plain.multiply(private, sm2_plain.G)

    signature = sm2_plain.sign(private, message)

    assert sm2_plain.verify(public, message, signature)
    assert not sm2_plain.verify(signing.SM2_PUBLIC, message, signature)


@pytest.mark.parametrize(("r", "s"), [(0, 1), (1, 0), (sm2_plain.N, 1), (1, sm2_plain.N - 1)])
def test_numbers_out_of_range_are_no_signature(r, s):
    signature = sm2_plain.RawSignature(r, s)

    assert not sm2_plain.verify(signing.SM2_PUBLIC, b"message digest", signature)


def test_a_point_off_the_curve_is_no_key():
    assert not sm2_plain.verify((1, 1), b"message digest", signing.SM2_SIGNATURE)


@settings(max_examples=50, deadline=None)
@given(junk=st.binary(max_size=120))
def test_junk_is_neither_a_signature_nor_a_key(key, junk):
    assert not verify_sm2(key.public(), b"paper", junk)
    assert not verify_sm2(junk, b"paper", key.sign(b"paper"))
    assert not signing._verify_plainly(key.public(), b"paper", junk)
    assert not signing._verify_plainly(junk, b"paper", key.sign(b"paper"))


@pytest.mark.parametrize("algorithm", SealAlgorithm)
def test_a_key_comes_back_from_its_file(algorithm):
    made = make_signing_key(algorithm)

    read = signing_key_from_pem(b"before\n" + private_pem(made) + b"after\n")

    assert read.algorithm is algorithm
    assert read.public() == made.public()


@pytest.mark.parametrize(
    "pem",
    [
        b"",
        b"-----BEGIN PRIVATE KEY-----\n???\n-----END PRIVATE KEY-----",
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
    ],
)
def test_a_file_without_a_key_is_refused(pem):
    with pytest.raises(ValueError, match=r"(?i)key|deseriali"):
        signing_key_from_pem(pem)


def test_threads_sign_at_once(key):
    def one(number: int) -> bool:
        message = str(number).encode()
        return verify_sm2(key.public(), message, key.sign(message))

    with ThreadPoolExecutor(max_workers=4) as threads:
        assert all(threads.map(one, range(200)))
