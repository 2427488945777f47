"""SM2 signatures by the machine's OpenSSL 3 (libcrypto), through ctypes.

The library that `cryptography` brings knows SM3 but lends out no SM2. Each call has a context of
its own and none is shared, so threads may sign at once.
"""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import functools
from collections.abc import Iterator

from .sm2_plain import USER_ID

POINTER, SIZE, INT = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
OLDEST = 0x30000000  # before 3.0 a key had to be told by hand that it is one of SM2
PRIVATE, PUBLIC = "i2d_PrivateKey", "i2d_PUBKEY"
FUNCTIONS: dict[str, tuple[object, list[object]]] = {
    "OpenSSL_version_num": (ctypes.c_ulong, []),
    "ERR_clear_error": (None, []),
    "EVP_PKEY_CTX_new_from_name": (POINTER, [POINTER, ctypes.c_char_p, ctypes.c_char_p]),
    "EVP_PKEY_CTX_free": (None, [POINTER]),
    "EVP_PKEY_CTX_set1_id": (INT, [POINTER, ctypes.c_char_p, INT]),
    "EVP_PKEY_keygen_init": (INT, [POINTER]),
    "EVP_PKEY_generate": (INT, [POINTER, POINTER]),
    "EVP_PKEY_free": (None, [POINTER]),
    "EVP_MD_CTX_new": (POINTER, []),
    "EVP_MD_CTX_free": (None, [POINTER]),
    "EVP_DigestSign": (INT, [POINTER, ctypes.c_char_p, POINTER, ctypes.c_char_p, SIZE]),
    "EVP_DigestVerify": (INT, [POINTER, ctypes.c_char_p, SIZE, ctypes.c_char_p, SIZE]),
    "EVP_DigestSignInit_ex": (INT, [POINTER, POINTER, ctypes.c_char_p, *[POINTER] * 4]),
    "EVP_DigestVerifyInit_ex": (INT, [POINTER, POINTER, ctypes.c_char_p, *[POINTER] * 4]),
    "d2i_AutoPrivateKey": (POINTER, [POINTER, POINTER, ctypes.c_long]),
    "d2i_PUBKEY": (POINTER, [POINTER, POINTER, ctypes.c_long]),
    PRIVATE: (INT, [POINTER, POINTER]),
    PUBLIC: (INT, [POINTER, POINTER]),
}


class Sm2Unavailable(RuntimeError):
    """This machine's OpenSSL cannot do SM2: too old, built without it, or not there."""


@functools.cache
def library() -> ctypes.CDLL:
    """Return libcrypto with its types told. Raises Sm2Unavailable."""
    name = ctypes.util.find_library("crypto")
    if name is None:
        raise Sm2Unavailable("no libcrypto on this machine")
    found = ctypes.CDLL(name)
    try:
        for function, (result, arguments) in FUNCTIONS.items():
            told = getattr(found, function)
            told.restype, told.argtypes = result, arguments
    except AttributeError as fault:
        raise Sm2Unavailable(f"{name} is older than OpenSSL 3.0") from fault
    if found.OpenSSL_version_num() < OLDEST:
        raise Sm2Unavailable(f"{name} is older than OpenSSL 3.0")
    return found


def make_key() -> bytes:
    """Return a fresh private key as DER (ECPrivateKey with its curve)."""
    crypto = library()
    context = crypto.EVP_PKEY_CTX_new_from_name(None, b"SM2", None)
    if not context:
        raise Sm2Unavailable("libcrypto was built without SM2")
    made = POINTER()
    try:
        _must(crypto.EVP_PKEY_keygen_init(context), "keygen_init")
        _must(crypto.EVP_PKEY_generate(context, ctypes.byref(made)), "generate")
        return _encoded(PRIVATE, made.value)
    finally:
        crypto.EVP_PKEY_free(made)
        crypto.EVP_PKEY_CTX_free(context)


def public_of(private: bytes) -> bytes:
    """Return the public key of a private one, as SubjectPublicKeyInfo in DER."""
    with _private(private) as key:
        return _encoded(PUBLIC, key)


def sign(private: bytes, message: bytes) -> bytes:
    """Return SM2 over SM3 of the message, as DER; the signer's ID is the agreed one."""
    crypto = library()
    size = SIZE(128)
    room = ctypes.create_string_buffer(size.value)
    with _private(private) as key, _context("EVP_DigestSignInit_ex", key) as context:
        done = crypto.EVP_DigestSign(context, room, ctypes.byref(size), message, len(message))
        _must(done, "sign")
        return room.raw[: size.value]


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Return whether the signature is that of this public key; a malformed one is not."""
    crypto = library()
    with _public(public) as key, _context("EVP_DigestVerifyInit_ex", key) as context:
        done = crypto.EVP_DigestVerify(context, signature, len(signature), message, len(message))
        crypto.ERR_clear_error()  # a refused signature leaves its reason in this thread's queue
        return bool(done == 1)


@contextlib.contextmanager
def _context(init: str, key: int) -> Iterator[int]:
    crypto = library()
    context = crypto.EVP_MD_CTX_new()
    inner = POINTER()
    try:
        begun = getattr(crypto, init)(context, ctypes.byref(inner), b"SM3", None, None, key, None)
        _must(begun, init)
        # OpenSSL's own default is an empty ID, with which no other product would agree.
        _must(crypto.EVP_PKEY_CTX_set1_id(inner, USER_ID, len(USER_ID)), "set1_id")
        yield context
    finally:
        crypto.EVP_MD_CTX_free(context)


@contextlib.contextmanager
def _private(der: bytes) -> Iterator[int]:
    with _decoded("d2i_AutoPrivateKey", der) as key:
        yield key


@contextlib.contextmanager
def _public(der: bytes) -> Iterator[int]:
    with _decoded("d2i_PUBKEY", der) as key:
        yield key


@contextlib.contextmanager
def _decoded(function: str, der: bytes) -> Iterator[int]:
    crypto = library()
    room = ctypes.create_string_buffer(der, len(der))
    at = ctypes.cast(room, POINTER)
    key = getattr(crypto, function)(None, ctypes.byref(at), len(der))
    if not key:
        crypto.ERR_clear_error()
        raise ValueError("not a key of SM2")
    try:
        yield key
    finally:
        crypto.EVP_PKEY_free(key)


def _encoded(function: str, key: int | None) -> bytes:
    encode = getattr(library(), function)
    size = encode(key, None)
    _must(size, function)
    room = ctypes.create_string_buffer(size)
    at = ctypes.cast(room, POINTER)
    encode(key, ctypes.byref(at))
    return room.raw


def _must(done: int, what: str) -> None:
    if done <= 0:
        library().ERR_clear_error()
        raise Sm2Unavailable(f"libcrypto refused: {what}")
