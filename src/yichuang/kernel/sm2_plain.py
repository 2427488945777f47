"""SM2 signatures in plain Python (GB/T 32918.1, .2 and .5): a second, independent implementation.

It verifies where the machine's OpenSSL has no SM2, and it is what the self-test compares with.
Its running time depends on its numbers, so no key of an organ is ever used here.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from .ports import sm3

# The recommended curve, GB/T 32918.5-2017.
P = 0xFFFFFFFE_FFFFFFFF_FFFFFFFF_FFFFFFFF_FFFFFFFF_00000000_FFFFFFFF_FFFFFFFF
A = P - 3
B = 0x28E9FA9E_9D9F5E34_4D5A9E4B_CF6509A7_F39789F5_15AB8F92_DDBCBD41_4D940E93
N = 0xFFFFFFFE_FFFFFFFF_FFFFFFFF_FFFFFFFF_7203DF6B_21C6052B_53BBF409_39D54123
G = (
    0x32C4AE2C_1F198119_5F990446_6A39C994_8FE30BBF_F2660BE1_715A4589_334C74C7,
    0xBC3736A2_F4F6779C_59BDCEE3_6B692153_D0A9877C_C62A4740_02DF32E5_2139F0A0,
)
USER_ID = b"1234567812345678"  # where signer and verifier have agreed on none (GM/T 0009)

Point = tuple[int, int]
Jacobian = tuple[int, int, int]  # x/z², y/z³; z is 0 at infinity
INFINITY: Jacobian = (1, 1, 0)


@dataclass(frozen=True, slots=True)
class RawSignature:
    """The two numbers of a signature."""

    r: int
    s: int


def digest(public: Point, message: bytes, user_id: bytes = USER_ID) -> int:
    """Return e: the digest over who signs (Z) and what is signed (GB/T 32918.2, 5.5 and 6.1)."""
    head = (len(user_id) * 8).to_bytes(2, "big") + user_id
    numbers = (A, B, *G, *public)
    z = sm3(head + b"".join(number.to_bytes(32, "big") for number in numbers))
    return int.from_bytes(sm3(z + message), "big")


def sign(private: int, message: bytes, *, k: int | None = None) -> RawSignature:
    """Return a signature; `k` is given by the standard's example alone. Never for real keys."""
    public = multiply(private, G)
    e = digest(public, message)
    while True:
        nonce = k or 1 + secrets.randbelow(N - 1)
        r = (e + multiply(nonce, G)[0]) % N
        s = pow(1 + private, -1, N) * (nonce - r * private) % N
        if r and s and r + nonce != N:
            return RawSignature(r, s)
        if k is not None:
            raise ValueError("this k gives no signature")


def verify(public: Point, message: bytes, signature: RawSignature) -> bool:
    """Return whether a signature is that of a public key (GB/T 32918.2, 7.1)."""
    r, s = signature.r, signature.s
    t = (r + s) % N
    if not (1 <= r < N and 1 <= s < N and t and on_curve(public)):
        return False
    point = _add(_multiply(s, G), _multiply(t, public))
    if point[2] == 0:
        return False
    return (digest(public, message) + _affine(point)[0]) % N == r


def on_curve(point: Point) -> bool:
    """Return whether two numbers are a point of the curve."""
    x, y = point
    return 0 <= x < P and 0 <= y < P and (y * y - (x * x * x + A * x + B)) % P == 0


def multiply(factor: int, point: Point) -> Point:
    """Return factor times a point. Raises ValueError where that is infinity."""
    found = _multiply(factor, point)
    if found[2] == 0:
        raise ValueError("the point at infinity has no numbers")
    return _affine(found)


def _multiply(factor: int, point: Point) -> Jacobian:
    found, base = INFINITY, (*point, 1)
    for bit in bin(factor)[2:]:
        found = _double(found)
        if bit == "1":
            found = _add(found, base)
    return found


def _affine(point: Jacobian) -> Point:
    inverse = pow(point[2], -1, P)
    return point[0] * inverse**2 % P, point[1] * inverse**3 % P


def _double(point: Jacobian) -> Jacobian:
    x, y, z = point
    if z == 0 or y == 0:
        return INFINITY
    square = y * y % P
    slope = 3 * (x - z * z) * (x + z * z) % P  # a is -3
    middle = 4 * x * square % P
    new_x = (slope * slope - 2 * middle) % P
    return new_x, (slope * (middle - new_x) - 8 * square * square) % P, 2 * y * z % P


def _add(one: Jacobian, other: Jacobian) -> Jacobian:
    if one[2] == 0:
        return other
    if other[2] == 0:
        return one
    first, second = one[2] ** 2 % P, other[2] ** 2 % P
    u, v = one[0] * second % P, other[0] * first % P
    s, t = one[1] * second * other[2] % P, other[1] * first * one[2] % P
    if u == v:
        return _double(one) if s == t else INFINITY
    h, r = (v - u) % P, (t - s) % P
    cube = h * h * h % P
    x = (r * r - cube - 2 * u * h * h) % P
    return x, (r * (u * h * h - x) - s * cube) % P, one[2] * other[2] * h % P
