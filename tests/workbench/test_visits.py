"""An interruption keeps the place, a lock shows nothing, and how somebody was identified stays."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.factories import PASSWORD, City
from tests.workbench.test_counter import CITIZEN, reception
from yichuang.connectors.devices.pairing import Pairing
from yichuang.connectors.devices.standins import StandIns
from yichuang.hall.models import Visit
from yichuang.hall.public import current_visit, end_visit, pair_bridge, parked_visits
from yichuang.ledger.public import Case, timeline

Ask = Callable[[str], Client]
CARD = {
    "kind": "card",
    "name": "测试甲",
    "number": CITIZEN,
    "number_kind": "111",
    "valid_to": "",
}


@pytest.fixture
def bridge(city: City, tmp_path: Path) -> Pairing:
    """A paired bridge."""
    made = Pairing(tmp_path)
    pair_bridge(city.officer("window"), **made.signed({"kind": "pairing", "demo": True}))
    return made


def read(client: Client, bridge: Pairing, **changes: Any) -> Any:
    """Hand in a card as the page does."""
    told = bridge.signed({**CARD, **changes})
    return client.post("/work/counter/person/", {"reading": told["payload"], "seal": told["seal"]})


def begun(client: Client, city: City, **changes: str) -> Any:
    """Open the counter's page for a visitor, and let it send its form as it is filled in."""
    client.get(
        f"/work/counter/?party={city.parties['citizen']}&edition={city.licence.id}", follow=True
    )
    return client.post("/work/counter/reception/", reception(city, then="", **changes))


def filed() -> Any:
    """Return what was recorded of the one case."""
    return timeline(Case.objects.get())[0].event


@pytest.mark.parametrize("how", ["read", "typed"])
def test_filing_says_how_the_person_was_identified(
    city: City, signed_in: Ask, bridge: Pairing, how: str
) -> None:
    client = signed_in("window")
    if how == "read":
        assert read(client, bridge).status_code == 302
    else:
        client.post("/work/counter/person/", {"number": CITIZEN})

    client.post("/work/counter/reception/", reception(city))

    assert filed().identified == how
    assert Visit.objects.count() == 0


def test_claim_of_the_page_alone_reads_nobody(city: City, signed_in: Ask, bridge: Pairing) -> None:
    client = signed_in("window")

    wrong = read(client, bridge, number="320200209912010011")
    client.post("/work/counter/reception/", reception(city, identified="read"))

    assert wrong.status_code == 422
    assert "校验不符" in wrong.content.decode()
    assert filed().identified == "typed"


def test_card_of_a_stranger_registers_him_without_typing(signed_in: Ask, bridge: Pairing) -> None:
    reply = read(signed_in("window"), bridge, name="测试庚", number="320200209908080083")

    assert reply.status_code == 302


def test_what_was_typed_is_sealed_kept_parked_and_resumed(city: City, signed_in: Ask) -> None:
    client, clerk = signed_in("window"), city.officer("window")
    begun(client, city)

    back = client.get("/work/counter/", follow=True).content.decode()
    assert 'value="示例餐饮店"' in back
    assert "示例餐饮店".encode() not in bytes(Visit.objects.get().content)
    client.post("/work/counter/parking/")
    assert 'value="示例餐饮店"' not in client.get("/work/counter/", follow=True).content.decode()
    (parked,) = parked_visits(clerk)
    other = signed_in("instant").post(f"/work/counter/visits/{parked.id}/resumption/")
    assert other.status_code == 404
    again = client.post(f"/work/counter/visits/{parked.id}/resumption/", follow=True)
    assert 'value="示例餐饮店"' in again.content.decode()
    end_visit(clerk)
    assert current_visit(clerk).form == ""


def test_next_person_parks_the_one_before(city: City, signed_in: Ask) -> None:
    client, clerk = signed_in("window"), city.officer("window")
    begun(client, city)

    client.get(f"/work/counter/?party={city.parties['neighbour']}")

    assert current_visit(clerk).query["party"] == str(city.parties["neighbour"])
    assert current_visit(clerk).form == ""
    assert [one.content.query["party"] for one in parked_visits(clerk)] == [
        str(city.parties["citizen"])
    ]


def test_pages_become_one_file(city: City, signed_in: Ask) -> None:
    client = signed_in("window")
    out = BytesIO()
    Image.new("RGB", (100, 140), "white").save(out, format="JPEG")

    for _ in range(2):
        shot = SimpleUploadedFile("page.jpg", out.getvalue(), "image/jpeg")
        data = {**reception(city, then=""), "picture": shot}
        reply = client.post("/work/counter/photos/plan/", data)
        assert reply.status_code == 200

    assert reply.content.decode().count("<li") == 1
    assert "高拍 2 页.pdf" in reply.content.decode()
    bad = SimpleUploadedFile("page.jpg", b"MZ no picture", "image/jpeg")
    refused = client.post("/work/counter/photos/plan/", {**reception(city), "picture": bad})
    assert refused.status_code == 422
    assert len(current_visit(city.officer("window")).photos["plan"]) == 3


def test_signature_is_bound_to_the_case_and_to_the_form_it_stands_under(
    city: City, signed_in: Ask, bridge: Pairing
) -> None:
    import hashlib

    client, image = signed_in("window"), StandIns(Path("unused")).sign().png
    asked = reception(city, then="")
    document = client.post("/work/counter/statement/", asked).json()["document"]
    told = {
        "kind": "signature",
        "document": document,
        "image": hashlib.sha256(image).hexdigest(),
    }
    signed = {**asked, **bridge.signed(told)}
    picture = SimpleUploadedFile("page.png", image, "image/png")
    assert (
        client.post("/work/counter/signature/", {**signed, "picture": picture}).status_code == 200
    )

    changed = client.post("/work/counter/reception/", reception(city, **{"f-DE_AREA": "90"}))
    assert changed.status_code == 422
    assert "重新签名" in changed.content.decode()
    assert Case.objects.count() == 0
    client.post("/work/counter/reception/", reception(city))
    event = filed()
    assert len(event.signature_digest) == 64
    found = client.get(f"/work/cases/{Case.objects.get().id}/uploads/{event.signature}/")
    assert found["Content-Type"] == "image/png"
    page = client.get(f"/work/cases/{Case.objects.get().id}/").content.decode()
    assert f'/uploads/{event.signature}/">申请人在签名板上签了名</a>' in page


def test_locked_screen_opens_with_its_own_password_alone(city: City, signed_in: Ask) -> None:
    client = signed_in("window")
    begun(client, city)

    client.post("/work/lock/")

    assert client.get("/work/counter/")["Location"] == "/work/lock/"
    assert client.post("/work/counter/reception/", reception(city)).status_code == 423
    assert client.get("/api/v1/cases/").status_code in {404, 423}
    assert "示例餐饮店" not in client.get("/work/counter/screen/").content.decode()
    assert client.post("/work/lock/opening/", {"password": "guessed"}).status_code == 422
    assert client.get("/work/counter/")["Location"] == "/work/lock/"
    client.post("/work/lock/opening/", {"password": PASSWORD})
    assert "示例餐饮店" in client.get("/work/counter/", follow=True).content.decode()
    assert Case.objects.count() == 0


def test_another_clerk_finds_nothing_of_the_first(city: City, signed_in: Ask) -> None:
    client = signed_in("window")
    begun(client, city)
    client.post("/work/lock/")

    data = {"login_name": "instant", "other_password": PASSWORD}
    reply = client.post("/work/lock/change/", data, follow=True)

    assert reply.status_code == 200
    assert "示例餐饮店" not in reply.content.decode()
    assert current_visit(city.officer("window")).form


def test_late_draft_changes_nothing(city: City, signed_in: Ask) -> None:
    client, clerk = signed_in("window"), city.officer("window")
    begun(client, city, turn="2000")

    for turn in ("1000", "", "x", "9" * 40):
        late = reception(city, then="", turn=turn, **{"f-DE_TRADE_NAME": "旧示例店"})
        assert client.post("/work/counter/reception/", late).status_code == 200

    assert "%E6%97%A7" not in current_visit(clerk).form  # 旧
    newer = reception(city, then="", turn="3000", **{"f-DE_AREA": "95"})
    client.post("/work/counter/reception/", newer)
    assert "f-DE_AREA=95" in current_visit(clerk).form


def test_draft_that_comes_after_filing_does_not_stand_before_the_next_visitor(
    city: City, signed_in: Ask
) -> None:
    client, clerk = signed_in("window"), city.officer("window")
    begun(client, city)
    client.post("/work/counter/reception/", reception(city))

    late = client.post("/work/counter/reception/", reception(city, then=""))
    client.get(f"/work/counter/?party={city.parties['neighbour']}")
    client.post("/work/counter/reception/", reception(city, then=""))

    assert late.status_code == 200
    assert current_visit(clerk).query == {"party": str(city.parties["neighbour"])}
    assert parked_visits(clerk) == []


def shown(client: Client) -> str:
    """Return the digest the visitor's screen would confirm."""
    page = client.get("/work/counter/screen/").content.decode()
    return page.partition('name="shown" value="')[2].partition('"')[0]


def test_visitor_confirms_name_and_materials_and_it_is_recorded(city: City, signed_in: Ask) -> None:
    client = signed_in("window")
    begun(client, city)

    screen = client.get("/work/counter/screen/").content.decode()
    for words in ("测试甲", "示例餐饮店", "场所布局图", "管理制度"):
        assert words in screen
    client.post("/work/counter/screen/confirmation/", {"shown": shown(client)})

    assert "您已核对确认" in client.get("/work/counter/screen/").content.decode()
    page = client.post("/work/counter/reception/", reception(city, then="")).content.decode()
    assert "申请人已在屏幕上核对确认" in page
    client.post("/work/counter/reception/", reception(city))
    assert filed().seen_on_screen
    case = client.get(f"/work/cases/{Case.objects.get().id}/").content.decode()
    assert "申请人在屏幕上核对确认了" in case


def test_change_after_the_visitors_word_takes_it_back(city: City, signed_in: Ask) -> None:
    client, clerk = signed_in("window"), city.officer("window")
    begun(client, city)
    before = shown(client)
    begun(client, city, **{"m-rules-how": ""})

    client.post("/work/counter/screen/confirmation/", {"shown": before})
    assert current_visit(clerk).confirmed == ""  # he confirmed another list
    client.post("/work/counter/screen/confirmation/", {"shown": shown(client)})
    page = client.post("/work/counter/reception/", reception(city, then="")).content.decode()

    assert "申请人确认后内容有改动" in page
    assert "内容有改动" in client.get("/work/counter/screen/").content.decode()
    client.post("/work/counter/reception/", reception(city))
    assert not filed().seen_on_screen


def test_nobody_confirms_on_a_locked_or_empty_screen(city: City, signed_in: Ask) -> None:
    client, clerk = signed_in("window"), city.officer("window")
    assert client.post("/work/counter/screen/confirmation/", {"shown": "x"}).status_code == 302
    begun(client, city)
    digest = shown(client)
    client.post("/work/lock/")

    client.post("/work/counter/screen/confirmation/", {"shown": digest})

    assert current_visit(clerk).confirmed == ""


def test_pairing_is_seen_and_withdrawn(city: City, signed_in: Ask, bridge: Pairing) -> None:
    client, key = signed_in("window"), bridge.public_key
    page = client.get("/work/counter/pairings/").content.decode()
    assert f"{key[:4]} {key[4:8]}" in page
    assert "演示window 于" in page

    address = f"/work/counter/pairings/{key}/withdrawal/"
    assert client.post(address, {"ground": "whim"}).status_code == 422
    after = client.post(address, {"ground": "lost"}, follow=True).content.decode()

    assert "撤销：设备或者电脑丢失" in after
    assert client.post(address, {"ground": "lost"}).status_code == 404
    assert "配对已经撤销" in read(client, bridge).content.decode()
    pairing = bridge.signed({"kind": "pairing", "demo": True})
    assert client.post("/work/counter/devices/", pairing).status_code == 410
    assert signed_in("examine").get("/work/counter/pairings/").status_code == 403
