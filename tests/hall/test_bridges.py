"""A reading counts if a paired bridge signed it just now; anything else is typed, or nothing."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.factories import City

from yichuang.connectors.devices.pairing import Pairing
from yichuang.directory.public import Actor
from yichuang.hall.models import Bridge
from yichuang.hall.public import (
    BridgeNotFound,
    ReadingInvalid,
    bridges_of,
    card_read,
    pair_bridge,
    signature_made,
    withdraw_bridge,
)
from yichuang.kernel.public import InvalidInput, ports

CARD = {
    "kind": "card",
    "name": "演示甲",
    "number": "320200209912010010",
    "number_kind": "111",
    "valid_to": "2045-12-01",
}


@pytest.fixture
def clerk(small_city: City) -> Actor:
    """The clerk who pairs."""
    return small_city.officer("window")


@pytest.fixture
def bridge(clerk: Actor, tmp_path: Path) -> Pairing:
    """A paired bridge's key."""
    made = Pairing(tmp_path)
    pair_bridge(clerk, **made.signed({"kind": "pairing", "demo": True}))
    return made


def refused(reading: dict[str, str]) -> str:
    with pytest.raises(ReadingInvalid) as refusal:
        card_read(**reading)
    return str(refusal.value.facts["rule"])


def test_reading_of_a_paired_bridge_counts_and_names_who_paired(
    bridge: Pairing, clerk: Actor
) -> None:
    card = card_read(**bridge.signed(CARD))

    assert (card.name, card.number, card.number_kind) == ("演示甲", "320200209912010010", "111")
    row = Bridge.objects.get()
    assert (row.key, row.paired_by, row.demo) == (bridge.public_key, clerk.id, True)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"number": "320200209912010011"}, "check_digit"),
        ({"valid_to": "2020-01-01"}, "expired"),
        ({"valid_to": "soon"}, "form"),
        ({"name": 7}, "form"),
        ({"kind": "pairing"}, "form"),
    ],
)
def test_signed_nonsense_is_no_reading(bridge: Pairing, changes: dict[str, Any], rule: str) -> None:
    assert refused(bridge.signed({**CARD, **changes})) == rule


def test_forged_old_and_foreign_readings_are_refused(bridge: Pairing, tmp_path: Path) -> None:
    signed = bridge.signed(CARD)
    forged = {**signed, "payload": signed["payload"].replace("演示甲", "演示乙")}
    stranger = Pairing(tmp_path / "other").signed(CARD)

    assert refused(forged) == "seal"
    assert refused(stranger) == "pairing"
    assert refused({**signed, "seal": "zz"}) == "form"
    for payload in ("", "[]", "{}", '{"bridge": 1, "at": 1}', "x" * 5000):
        assert refused({**signed, "payload": payload}) == "form"
    assert Bridge.objects.count() == 1


def test_signature_stands_under_one_form(bridge: Pairing) -> None:
    image, document = b"picture", "ab" * 32
    told = {
        "kind": "signature",
        "document": document,
        "image": hashlib.sha256(image).hexdigest(),
    }
    signed = bridge.signed(told)

    signature_made(**signed, document=document, image=image)
    for other in ({"document": "cd" * 32, "image": image}, {"document": document, "image": b"x"}):
        with pytest.raises(ReadingInvalid):
            signature_made(**signed, **other)  # type: ignore[arg-type]
    assert json.loads(signed["payload"])["document"] == document


def test_reading_kept_for_later_is_refused(
    bridge: Pairing, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = bridge.signed(CARD)
    later = ports().clock.now() + timedelta(minutes=6)
    monkeypatch.setattr(type(ports().clock), "now", lambda _self: later)

    assert refused(signed) == "old"


def test_withdrawn_pairing_is_recorded_and_its_key_never_trusted_again(
    bridge: Pairing, clerk: Actor
) -> None:
    signed = bridge.signed(CARD)

    withdraw_bridge(clerk, bridge.public_key, "lost")

    assert refused(signed) == "withdrawn"
    with pytest.raises(ReadingInvalid) as again:
        pair_bridge(clerk, **bridge.signed({"kind": "pairing", "demo": True}))
    assert again.value.facts["rule"] == "withdrawn"
    (row,) = bridges_of(clerk)
    assert (row.paired_by, row.withdrawn_by, row.ground) == (clerk.id, clerk.id, "lost")
    assert row.withdrawn_at is not None
    assert row.withdrawn_at >= row.paired_at
    with pytest.raises(BridgeNotFound):
        withdraw_bridge(clerk, bridge.public_key, "lost")


def test_pairing_of_another_organ_is_out_of_sight(bridge: Pairing, clerk: Actor) -> None:
    stranger = dataclasses.replace(clerk, id="stranger", organ="other")

    assert bridges_of(stranger) == []
    with pytest.raises(BridgeNotFound):
        withdraw_bridge(stranger, bridge.public_key, "lost")
    with pytest.raises(InvalidInput):
        withdraw_bridge(clerk, bridge.public_key, "because")
    assert Bridge.objects.get().withdrawn_at is None
