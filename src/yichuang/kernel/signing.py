"""The port of signatures: keys of P-256 and of SM2, one way to verify either, and a self-test.

Which one seals is a setting; what was sealed with the other verifies for ever. No implementation
here is a certified cryptographic module: a city that needs one puts it behind `documents.SealPort`.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

from . import sm2_openssl, sm2_plain
from .ports import sm3
from .sm2_openssl import Sm2Unavailable


class SealAlgorithm(StrEnum):
    """With what a seal is signed (签名算法)."""

    P256 = "p256"  # ECDSA on P-256 with SHA-256
    SM2 = "sm2"  # SM2 with SM3, GB/T 32918 and 32905


class SelfTestFailed(RuntimeError):
    """An algorithm does not give the published results on this machine: nothing may be sealed."""


class SigningKey(Protocol):
    """A private key that signs, and does nothing else."""

    @property
    def algorithm(self) -> SealAlgorithm:
        """What it signs with."""
        ...

    def private(self) -> bytes:
        """Return the private key as DER."""
        ...

    def public(self) -> bytes:
        """Return the public key as SubjectPublicKeyInfo in DER."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return the signature over a message, in DER."""
        ...


@dataclass(frozen=True, slots=True)
class P256Key:
    """A key of P-256 from `cryptography`."""

    key: ec.EllipticCurvePrivateKey
    algorithm = SealAlgorithm.P256

    def private(self) -> bytes:
        return self.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    def public(self) -> bytes:
        return self.key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def sign(self, message: bytes) -> bytes:
        return self.key.sign(message, ec.ECDSA(hashes.SHA256()))


@dataclass(frozen=True, slots=True)
class Sm2Key:
    """A key of SM2 as DER; the machine's OpenSSL signs with it."""

    der: bytes
    algorithm = SealAlgorithm.SM2

    def private(self) -> bytes:
        return self.der

    def public(self) -> bytes:
        return sm2_openssl.public_of(self.der)

    def sign(self, message: bytes) -> bytes:
        return sm2_openssl.sign(self.der, message)


def make_signing_key(algorithm: SealAlgorithm) -> SigningKey:
    """Return a fresh key. Raises Sm2Unavailable."""
    if algorithm is SealAlgorithm.SM2:
        return Sm2Key(sm2_openssl.make_key())
    return P256Key(ec.generate_private_key(ec.SECP256R1()))


def verify_sm2(public: bytes, message: bytes, signature: bytes) -> bool:
    """Return whether an SM2 signature (DER) is that of a public key (SubjectPublicKeyInfo).

    Works on every machine; without SM2 in its OpenSSL the plain implementation answers. A
    malformed key or signature is a no.
    """
    try:
        return sm2_openssl.verify(public, message, signature)
    except ValueError:
        return False
    except Sm2Unavailable:
        return _verify_plainly(public, message, signature)


def _verify_plainly(public: bytes, message: bytes, signature: bytes) -> bool:
    if len(public) < 65 or public[-65] != 4:  # an uncompressed point stands at the end
        return False
    point = int.from_bytes(public[-64:-32], "big"), int.from_bytes(public[-32:], "big")
    try:
        r, s = utils.decode_dss_signature(signature)
    except ValueError:
        return False
    return sm2_plain.verify(point, message, sm2_plain.RawSignature(r, s))


def self_test(algorithm: SealAlgorithm) -> None:
    """Compare an algorithm with its published examples. Raises SelfTestFailed."""
    if sm3(b"abc").hex() != SM3_ABC or sm3(b"abcd" * 16).hex() != SM3_64:
        raise SelfTestFailed("SM3 differs from GB/T 32905-2016")
    if algorithm is SealAlgorithm.SM2:
        _test_sm2()
    else:
        _test_p256()


# GB/T 32905-2016, annex A.
SM3_ABC = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
SM3_64 = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"

# GB/T 32918.5-2017, annex A.2.
SM2_MESSAGE = b"message digest"
SM2_PRIVATE = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
SM2_PUBLIC = (
    0x09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020,
    0xCCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13,
)
SM2_K = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
SM2_SIGNATURE = sm2_plain.RawSignature(
    0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3,
    0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA,
)
# SubjectPublicKeyInfo of id-ecPublicKey on sm2p256v1, up to the point.
SM2_PUBLIC_HEAD = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")

# RFC 6979, A.2.5: P-256 with SHA-256 on "sample".
P256_PRIVATE = 0xC9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721
P256_SIGNATURE = (
    0xEFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,
    0xF7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8,
)


def _test_sm2() -> None:
    if sm2_plain.multiply(SM2_PRIVATE, sm2_plain.G) != SM2_PUBLIC:
        raise SelfTestFailed("the plain SM2 gives another public key than GB/T 32918.5-2017")
    if sm2_plain.sign(SM2_PRIVATE, SM2_MESSAGE, k=SM2_K) != SM2_SIGNATURE:
        raise SelfTestFailed("the plain SM2 gives another signature than GB/T 32918.5-2017")
    public = SM2_PUBLIC_HEAD + b"\x04" + b"".join(n.to_bytes(32, "big") for n in SM2_PUBLIC)
    published = utils.encode_dss_signature(SM2_SIGNATURE.r, SM2_SIGNATURE.s)
    try:
        if not sm2_openssl.verify(public, SM2_MESSAGE, published):
            raise SelfTestFailed("libcrypto refuses the signature of GB/T 32918.5-2017")
        if sm2_openssl.verify(public, SM2_MESSAGE + b".", published):
            raise SelfTestFailed("libcrypto takes the signature of another message")
        key = make_signing_key(SealAlgorithm.SM2)
        made = key.sign(SM2_MESSAGE)
    except (Sm2Unavailable, ValueError) as fault:
        raise SelfTestFailed(str(fault)) from fault
    if not _verify_plainly(key.public(), SM2_MESSAGE, made):
        raise SelfTestFailed("what libcrypto signs does not verify by GB/T 32918.2-2016")


def _test_p256() -> None:
    key = ec.derive_private_key(P256_PRIVATE, ec.SECP256R1())
    published = utils.encode_dss_signature(*P256_SIGNATURE)
    made = key.sign(b"sample", ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    if made != published:
        raise SelfTestFailed("P-256 gives another signature than RFC 6979")
    public, way = key.public_key(), ec.ECDSA(hashes.SHA256())
    try:
        public.verify(P256Key(key).sign(b"sample"), b"sample", way)
    except InvalidSignature as fault:
        raise SelfTestFailed("P-256 refuses its own signature") from fault
    try:
        public.verify(published, b"sampler", way)
    except InvalidSignature:
        return
    raise SelfTestFailed("P-256 takes the signature of another message")


PEM_KEY = re.compile(rb"-----BEGIN (EC )?PRIVATE KEY-----.*?-----END (EC )?PRIVATE KEY-----", re.S)


def private_pem(key: SigningKey) -> bytes:
    """Return a private key as PEM."""
    label = b"EC PRIVATE KEY" if key.algorithm is SealAlgorithm.SM2 else b"PRIVATE KEY"
    text = base64.encodebytes(key.private())
    return b"-----BEGIN " + label + b"-----\n" + text + b"-----END " + label + b"-----\n"


def signing_key_from_pem(pem: bytes) -> SigningKey:
    """Return the first private key of a PEM file. Raises ValueError if it holds none of ours."""
    found = PEM_KEY.search(pem)
    if found is None:
        raise ValueError("no private key")
    lines = found.group().splitlines()
    try:
        der = base64.b64decode(b"".join(lines[1:-1]), validate=True)
    except binascii.Error as fault:
        raise ValueError("no private key") from fault
    if found.group(1):  # a private key of SM2 lies under this label, one of P-256 never does
        return Sm2Key(der)
    key = serialization.load_der_private_key(der, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise ValueError("no key of P-256")
    return P256Key(key)
