"""The bridge on a clerk's machine answers the house's own pages alone, and says what failed."""

from __future__ import annotations

import base64
import json
import stat
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from yichuang.connectors.devices import standins
from yichuang.connectors.devices.bridge import Bridge
from yichuang.connectors.devices.pairing import CONTEXT, Pairing
from yichuang.connectors.devices.port import LIMIT_IMAGE_BYTES
from yichuang.connectors.devices.standins import DEMO_CARD, StandIns, stand_ins

HOUSE = "https://hall.example"
DOCUMENT = "ab" * 32


@dataclass
class Counter:
    """A running bridge and what stands behind it."""

    bridge: Bridge
    made: StandIns
    token: str = ""

    def ask(
        self, path: str, body: bytes = b"{}", *, method: str = "POST", **headers: str
    ) -> tuple[int, dict[str, Any]]:
        """Ask as a page of the house does; `headers` replace or add (None-like "" removes)."""
        sent = {"Origin": HOUSE, "Authorization": f"Bearer {self.token}", **headers}
        address = f"http://127.0.0.1:{self.bridge.server_port}{path}"
        request = urllib.request.Request(
            address,
            data=body if method == "POST" else None,
            method=method,
            headers={name.replace("_", "-"): value for name, value in sent.items() if value},
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as reply:  # noqa: S310
                return reply.status, json.loads(reply.read() or b"{}")
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, json.loads(refusal.read() or b"{}")


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """Run a bridge with invented devices, paired."""
    made = StandIns(tmp_path / "spool")
    bridge = Bridge(stand_ins(made), Pairing(tmp_path / "keys"), frozenset({HOUSE}), port=0)
    thread = threading.Thread(target=bridge.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    found = Counter(bridge, made)
    status, told = found.ask("/pairing", json.dumps({"code": bridge.pairing.code}).encode())
    assert status == 200
    found.token = told["token"]
    yield found
    bridge.shutdown()
    thread.join()
    bridge.server_close()


def test_card_is_given_signed_and_marked_as_invented(counter: Counter) -> None:
    status, told = counter.ask("/reader")

    card = json.loads(told["payload"])
    assert status == 200
    assert (card["kind"], card["name"], card["number"]) == ("card", "演示甲", "320200209912010010")
    assert (card["number_kind"], card["valid_to"], card["demo"]) == ("111", "2045-12-01", True)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(card["bridge"]))
    key.verify(bytes.fromhex(told["seal"]), CONTEXT + told["payload"].encode())
    forged = told["payload"].replace("演示甲", "演示乙")
    with pytest.raises(InvalidSignature):
        key.verify(bytes.fromhex(told["seal"]), CONTEXT + forged.encode())


def test_signature_names_the_form_it_stands_under(counter: Counter) -> None:
    status, told = counter.ask("/signature", json.dumps({"document": DOCUMENT}).encode())

    assert status == 200
    assert json.loads(told["payload"])["document"] == DOCUMENT
    assert base64.b64decode(told["image"]).startswith(b"\x89PNG")


def test_printed_papers_lie_in_the_folder_and_nobody_else_reads_them(counter: Counter) -> None:
    status, told = counter.ask("/printers/receipt", b"%PDF-1.7 receipt")

    job = counter.made.spool / "receipt" / told["job"]
    assert status == 200
    assert job.read_bytes() == b"%PDF-1.7 receipt"
    assert stat.S_IMODE(job.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("headers", "status", "fault"),
    [
        ({"Origin": "https://other.example"}, 403, "origin"),
        ({"Origin": ""}, 403, "origin"),
        ({"Origin": "null"}, 403, "origin"),
        ({"Origin": HOUSE + ".other.example"}, 403, "origin"),
        ({"Host": "hall.example"}, 421, "host"),
        ({"Authorization": ""}, 401, "pairing"),
        ({"Authorization": "Bearer guessed"}, 401, "pairing"),
    ],
)
def test_nobody_else_gets_in(
    counter: Counter, headers: dict[str, str], status: int, fault: str
) -> None:
    assert counter.ask("/reader", **headers) == (status, {"fault": fault})


def test_preflight_is_answered_for_the_house_alone(counter: Counter) -> None:
    assert counter.ask("/reader", method="OPTIONS")[0] == 204
    assert counter.ask("/reader", method="OPTIONS", Origin="https://other.example")[0] == 403


def test_code_pairs_once_and_guessing_changes_it(counter: Counter) -> None:
    pairing = counter.bridge.pairing
    code = pairing.code

    wrong = "00000000" if code != "00000000" else "00000001"
    for _ in range(5):
        assert counter.ask("/pairing", json.dumps({"code": wrong}).encode())[0] == 403

    assert pairing.code != code
    assert counter.ask("/pairing", json.dumps({"code": code}).encode())[0] == 403


def test_pairing_outlives_the_bridge(counter: Counter, tmp_path: Path) -> None:
    again = Pairing(tmp_path / "keys")

    assert again.knows(counter.token)
    assert not again.knows("guessed")
    assert again.public_key == counter.bridge.pairing.public_key
    assert stat.S_IMODE((tmp_path / "keys" / "bridge.key").stat().st_mode) == 0o600
    assert counter.token not in (tmp_path / "keys" / "tokens.json").read_text()


@pytest.mark.parametrize(
    ("path", "body", "status", "fault"),
    [
        ("/pairing", b"no json", 400, "json"),
        ("/pairing", b"[1]", 400, "json"),
        ("/pairing", b'{"code": 1}', 403, "code"),
        ("/signature", b"{}", 422, "document"),
        ("/printers/receipt", b"<html>", 415, "pdf"),
        ("/printers/other", b"%PDF-", 404, "address"),
        ("/reader", b"x" * 5000, 413, "too_large"),
        ("/etc/passwd", b"", 404, "address"),
    ],
)
def test_bad_questions_are_refused(
    counter: Counter, path: str, body: bytes, status: int, fault: str
) -> None:
    assert counter.ask(path, body) == (status, {"fault": fault})


def test_misread_number_is_no_reading(counter: Counter) -> None:
    counter.made.card = replace(DEMO_CARD, number="320200209912010011")

    status, told = counter.ask("/reader")

    assert (status, told["fault"]) == (503, "check_digit")
    assert "手工录入" in told["words"]


def test_oversize_picture_is_not_handed_on(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standins, "_encoded", lambda *_: b"\xff\xd8\xff" + b"0" * LIMIT_IMAGE_BYTES)

    assert counter.ask("/camera")[1]["fault"] == "oversize"


@pytest.mark.parametrize(
    ("device", "fault", "path", "body"),
    [
        ("reader", "unreadable", "/reader", b"{}"),
        ("camera", "not_connected", "/camera", b"{}"),
        ("pad", "not_signed", "/signature", json.dumps({"document": DOCUMENT}).encode()),
        ("receipt", "jam", "/printers/receipt", b"%PDF-1.7"),
        ("labels", "no_paper", "/printers/labels", b"%PDF-1.7"),
    ],
)
def test_failing_device_says_what_to_do_and_works_again(
    counter: Counter, device: str, fault: str, path: str, body: bytes
) -> None:
    counter.made.faults[device] = fault
    status, told = counter.ask(path, body)
    counter.made.faults.clear()

    assert (status, told["fault"], told["device"]) == (503, fault, device)
    assert told["words"]
    assert counter.ask(path, body)[0] == 200
