"""Checks a case's record without this house: standard library only, readable in one sitting.

Run it as `python checker.py record.json`, copied to any machine with Python 3.9 or newer. It
recomputes every hash from the columns in the file, the digest of every case-file item, and each
event's step in the log. It proves that the file is whole and unaltered since it was recorded at
the positions it names; compare `head` with a head somebody else kept to prove that the log is
the same one.
"""

from __future__ import annotations

import hashlib
import json
import struct
import sys
from typing import Any

_MASK = 0xFFFFFFFF
_START = (
    0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600,
    0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
)  # fmt: skip


def _turn(word: int, by: int) -> int:
    by %= 32
    return (word << by | word >> (32 - by)) & _MASK


def _compress(state: tuple[int, ...], block: bytes) -> tuple[int, ...]:
    words = list(struct.unpack(">16I", block))
    for j in range(16, 68):
        mixed = words[j - 16] ^ words[j - 9] ^ _turn(words[j - 3], 15)
        mixed = mixed ^ _turn(mixed, 15) ^ _turn(mixed, 23)
        words.append(mixed ^ _turn(words[j - 13], 7) ^ words[j - 6])
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        late = j >= 16
        constant = _turn(0x7A879D8A if late else 0x79CC4519, j)
        first = _turn((_turn(a, 12) + e + constant) & _MASK, 7)
        ff = (a & b | a & c | b & c) if late else a ^ b ^ c
        gg = (e & f | ~e & g) & _MASK if late else e ^ f ^ g
        one = (ff + d + (first ^ _turn(a, 12)) + (words[j] ^ words[j + 4])) & _MASK
        two = (gg + h + first + words[j]) & _MASK
        a, b, c, d = one, a, _turn(b, 9), c
        e, f, g, h = two ^ _turn(two, 9) ^ _turn(two, 17), e, _turn(f, 19), g
    return tuple(x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h)))  # noqa: B905 (3.9)


def sm3_plain(data: bytes) -> bytes:
    """Return the SM3 digest (GB/T 32905-2016) without any library."""
    padded = data + b"\x80" + bytes((55 - len(data)) % 64) + struct.pack(">Q", len(data) * 8)
    state: tuple[int, ...] = _START
    for at in range(0, len(padded), 64):
        state = _compress(state, padded[at : at + 64])
    return struct.pack(">8I", *state)


def _sm3(data: bytes) -> bytes:
    if "sm3" in hashlib.algorithms_available:
        return hashlib.new("sm3", data).digest()
    return sm3_plain(data)


def _framed(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)


def _event_hash(case: bytes, event: dict[str, Any], previous: bytes) -> bytes:
    return _sm3(
        _framed(
            b"yichuang/event/1",
            case,
            event["no"].to_bytes(8, "big"),
            event["kind"].encode(),
            event["milestone"].encode(),
            event["schema_version"].to_bytes(4, "big"),
            event["actor_kind"].encode(),
            event["actor_id"].encode(),
            event["post"].encode(),
            event["organ"].encode(),
            event["effective_us"].to_bytes(8, "big", signed=True),
            event["recorded_us"].to_bytes(8, "big", signed=True),
            event["body"].encode(),
            bytes.fromhex(event["command_digest"]),
            bytes.fromhex(event["nonce"]),
            previous,
        )
    )


def check(record: dict[str, Any]) -> list[str]:
    """Return what does not hold in a record; an empty list means that everything does."""
    faults: list[str] = []
    case = bytes.fromhex(record["case"].replace("-", ""))
    previous, named = bytes(32), {}
    for at, event in enumerate(record["events"], start=1):
        if event["no"] != at:
            faults.append(f"event {event['no']}: expected number {at}")
        previous = _event_hash(case, event, previous)
        if previous.hex() != event["hash"]:
            faults.append(f"event {at}: the hash does not fit its columns")
            previous = bytes.fromhex(event["hash"])
        faults += _check_place(at, event)
        for name, given in _files(event["body"]).items():
            named[f"{at}.{name}"] = given
    for item in record["files"]:
        given = named.get(item["item"])
        digest = _sm3(
            _framed(
                b"yichuang/file/1",
                item["kind"].encode(),
                bytes.fromhex(item["salt"]),
                item["text"].encode(),
            )
        )
        if given is None or given["digest"] != digest.hex() or given["kind"] != item["kind"]:
            faults.append(f"item {item['item']}: its digest is not the recorded one")
    return faults


def _files(body: str) -> dict[str, Any]:
    try:
        return dict(json.loads(body).get("files", {}))
    except ValueError:
        return {}  # an altered body; its hash has already told


def _check_place(at: int, event: dict[str, Any]) -> list[str]:
    place = event.get("log")
    if place is None:
        return []
    running = _sm3(
        _framed(
            b"yichuang/log/1",
            bytes.fromhex(place["before"]),
            place["position"].to_bytes(8, "big"),
            b"event",
            bytes.fromhex(event["hash"]),
        )
    )
    return [] if running.hex() == place["running"] else [f"event {at}: its place does not fit"]


def main() -> int:
    """Check the file named on the command line; 0 if it holds, 1 if not, 2 if unreadable."""
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        print("usage: python -m yichuang.ledger.checker record.json", file=sys.stderr)
        return 2
    try:
        with open(sys.argv[1], encoding="utf-8") as file:  # noqa: PTH123 (stands alone)
            record = json.load(file)
    except (OSError, ValueError) as fault:
        print(f"{sys.argv[1]} cannot be read as a record: {fault}", file=sys.stderr)
        return 2
    faults = check(record)
    placed = sum("log" in event for event in record["events"])
    print(f"{len(record['events'])} events, {placed} placed, {len(record['files'])} items")
    print("checked: digests and places; not checked: seals on papers, whether of P-256 or SM2")
    print("\n".join(faults) if faults else "everything holds")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
