"""Pages of the numbered blanks: the stock, using one for a licence, the sheet, striking off."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.factories import file_case, walk
from yichuang.licences.public import BlankBatch, BlankEntry, licences_of_case

LAYOUT = "holder 60 85\nnumber 120 40 4\nterm 60 130"


def text_of(reply: Any) -> str:
    """Return the visible words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", reply.content.decode()).split())


@pytest.fixture
def licence(city) -> Any:
    receipt = file_case(city)
    walk(city, receipt, until="issue")
    return licences_of_case(receipt.case_id)[0]


def received(client: Any, licence: Any, **changes: str) -> Any:
    data = {
        "kind": licence.type_code,
        "first": "000101",
        "last": "000103",
        "width": "210",
        "height": "297",
        "layout": LAYOUT,
        **changes,
    }
    return client.post("/work/blanks/", {f"batch-{name}": value for name, value in data.items()})


def test_a_batch_is_received_used_printed_spoilt_and_struck_off_by_two(signed_in, licence):
    window, assist = signed_in("window"), signed_in("assist")
    assert licence.type_name in text_of(window.get("/work/blanks/"))

    assert received(window, licence).status_code == 302
    batch = BlankBatch.objects.get()
    page, sheet = f"/work/blanks/{batch.id}/", f"/work/blanks/licences/{licence.id}/"
    case = f"/work/cases/{licence.case_id}/"
    assert "使用空白证照打印" in text_of(window.get(case))
    assert "还没有使用空白证照" in text_of(window.get(sheet))
    window.post(sheet)

    drawn = window.get(sheet).content.decode()
    assert 'width="210mm"' in drawn
    assert re.search(r'<text x="60" y="85" font-size="5">测试甲</text>', drawn)
    assert f'<text x="120" y="40" font-size="4">{licence.number}</text>' in drawn
    assert "000101" in text_of(window.get(case))

    window.post(page, {"entry-first": "000101", "entry-what": "spoilt:misprint"})
    window.post(page, {"entry-first": "000101", "entry-what": "proposed:destroyed"})
    assert "由另一名同事登录确认" in text_of(window.get(page))
    refused = window.post(f"{page}disposal/", {"then": "confirm"})
    assert refused.status_code == 409
    assert "我在场，确认核销" in text_of(assist.get(page))
    assist.post(f"{page}disposal/", {"then": "confirm"})

    fates = list(BlankEntry.objects.order_by("position").values_list("fate", flat=True))
    assert fates == ["issued", "spoilt", "proposed", "disposed"]
    assert "台账前后不符" not in text_of(window.get(page))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "nothing"}, "请选择“证照种类”"),
        ({"first": "", "last": "x"}, "请填写“起始编号”"),
        ({"last": "000100"}, "由小到大"),
        ({"width": "wide"}, "应当填数字"),
        ({"height": "9"}, "20 到 420 毫米"),
        ({"layout": "holder 999 1"}, "不能超出纸边"),
        ({"layout": "<b>"}, "不能超出纸边"),
    ],
)
def test_a_faulty_batch_is_told_field_by_field_and_what_was_typed_stays(
    signed_in, licence, changes, said
):
    reply = received(signed_in("window"), licence, **changes)

    assert reply.status_code == 422
    assert said in text_of(reply)
    assert not BlankBatch.objects.exists()


@pytest.mark.parametrize(
    ("first", "what", "said"),
    [
        ("999", "lost:lost", "这一批里没有这个编号"),
        ("", "lost:lost", "请填写“编号”"),
        ("000101", "issued:", "请选择“登记为”"),
        ("000101", "spoilt:not_confirmed", "请选择“登记为”"),
    ],
)
def test_a_faulty_entry_is_told_and_nothing_recorded(signed_in, licence, first, what, said):
    client = signed_in("window")
    received(client, licence)
    page = f"/work/blanks/{BlankBatch.objects.get().id}/"

    reply = client.post(page, {"entry-first": first, "entry-what": what})

    assert reply.status_code == 422
    assert said in text_of(reply)
    assert not BlankEntry.objects.exists()


def test_who_does_not_hand_over_licences_sees_no_blanks(signed_in, licence):
    client = signed_in("examine")

    assert client.get("/work/blanks/").status_code == 403
    assert client.post(f"/work/blanks/licences/{licence.id}/").status_code == 403
    assert not BlankEntry.objects.exists()


def test_unknown_batches_and_licences_are_not_there(signed_in, licence):
    client = signed_in("window")
    nobody = "01890000-0000-7000-8000-000000000000"

    for path in (f"/work/blanks/{nobody}/", f"/work/blanks/licences/{nobody}/"):
        assert client.get(path).status_code == 404
    assert client.post(f"/work/blanks/{nobody}/disposal/").status_code == 404
