"""Pages of the numbered blanks: the stock, using one for a licence, the sheet, striking off."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from django.db import DatabaseError, transaction

from tests.documents.pdf_text import words
from tests.factories import LICENCE_FORM, contents, file_case, published, walk
from yichuang.catalogue.public import Particular
from yichuang.documents.public import paper_pdf
from yichuang.licences.public import (
    BlankBatch,
    BlankEntry,
    BlankLayout,
    licences_of_case,
    places_of,
)

LAYOUT = {
    "holder-x": "60",
    "holder-y": "85",
    "holder-size": "5",
    "number-x": "120",
    "number-y": "40",
    "number-size": "4",
    "term-on": "1",
    "term-x": "60",
    "term-y": "130",
    "term-size": "5",
}


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
        **changes,
    }
    return client.post("/work/blanks/", {f"batch-{name}": value for name, value in data.items()})


def test_a_batch_is_received_used_printed_spoilt_and_struck_off_by_two(signed_in, licence):
    window, assist = signed_in("window"), signed_in("assist")
    assert licence.type_name in text_of(window.get("/work/blanks/"))

    assert received(window, licence).status_code == 302
    batch = BlankBatch.objects.get()
    assert window.post(f"/work/blanks/{batch.id}/layout/", LAYOUT).status_code == 302
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


def test_layout_is_set_row_by_row_previewed_and_kept_for_the_next_batch(signed_in, licence):
    window = signed_in("window")
    first = received(window, licence)
    batch = BlankBatch.objects.get()
    address = f"/work/blanks/{batch.id}/layout/"
    assert first["Location"] == address

    seen = window.post(address, {**LAYOUT, "then": "preview"})
    assert 'data-field="holder" aria-label="持证人" x="60" y="85"' in seen.content.decode()
    assert not BlankLayout.objects.exists()
    assert window.post(address, LAYOUT).status_code == 302

    kept = [(one.field, one.x, one.y, one.size) for one in places_of(batch)]
    assert kept == [("holder", 60, 85, 5), ("number", 120, 40, 4), ("term", 60, 130, 5)]
    trial = window.get(f"{address}sheet/").content.decode()
    assert 'width="210mm"' in trial
    assert "有效期" in trial
    assert "发证机关" not in trial
    received(window, licence, first="000201", last="000209")
    later = BlankBatch.objects.exclude(pk=batch.pk).get()
    assert places_of(later) == places_of(batch)
    with pytest.raises(DatabaseError), transaction.atomic():
        BlankLayout.objects.update(set_by="nobody")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"holder-x": "999"}, "超出纸边"),
        ({"number-y": "2"}, "超出纸边"),
        ({"holder-x": ""}, "三格都要填毫米的整数"),
        ({"term-size": "-1"}, "三格都要填毫米的整数"),
        ({"holder-y": "NaN"}, "三格都要填毫米的整数"),
        ({"holder-y": "Infinity"}, "三格都要填毫米的整数"),
        ({"holder-y": "9" * 400}, "三格都要填毫米的整数"),
        ({"holder-y": "000601"}, "超出纸边"),  # never the first signs of what was typed
        ({"term-size": "41"}, "字高在 1 到 40 毫米之间"),
    ],
)
def test_a_faulty_layout_is_told_at_its_row_and_nothing_kept(signed_in, licence, changes, said):
    client = signed_in("window")
    received(client, licence)

    reply = client.post(
        f"/work/blanks/{BlankBatch.objects.get().id}/layout/", {**LAYOUT, **changes}
    )

    assert reply.status_code == 422
    assert said in text_of(reply)
    assert not BlankLayout.objects.exists()


def test_another_post_sets_no_layout(signed_in, licence):
    received(signed_in("window"), licence)
    address = f"/work/blanks/{BlankBatch.objects.get().id}/layout/"

    assert signed_in("examine").post(address, LAYOUT).status_code == 403
    assert signed_in("examine").get(f"{address}sheet/").status_code == 403
    assert not BlankLayout.objects.exists()


def test_a_small_sheet_has_a_layout_from_the_start(signed_in, licence):
    client = signed_in("window")

    assert received(client, licence, width="85", height="54").status_code == 302

    places = places_of(BlankBatch.objects.get())
    assert {one.field for one in places} >= {"holder", "number"}
    assert all(one.x < 85 and one.y <= 54 for one in places)


def test_a_particular_of_the_guide_has_a_place_of_its_own(city, signed_in):
    stated = (Particular("经营面积", "DE_AREA"), Particular("字号", "DE_TRADE_NAME"))
    content = replace(contents()["licence"], task_code="test-stated", particulars=stated)
    city = replace(city, licence=published(content))
    receipt = file_case(city)
    walk(city, receipt, until="issue")
    card, window = licences_of_case(receipt.case_id)[0], signed_in("window")
    received(window, card)
    address = f"/work/blanks/{BlankBatch.objects.get().id}/layout/"
    assert 'name="line:字号-x"' in window.get(address).content.decode()

    placed = {f"line:字号-{name}": value for name, value in (("on", "1"), ("x", "33"), ("y", "99"))}
    lines = {"lines-on": "1", "lines-x": "10", "lines-y": "150", "lines-size": "5"}
    window.post(address, {**LAYOUT, **placed, **lines, "line:字号-size": "6"})
    window.post(f"/work/blanks/licences/{card.id}/")

    drawn = window.get(f"/work/blanks/licences/{card.id}/").content.decode()
    assert '<text x="33" y="99" font-size="6">示例餐饮店</text>' in drawn
    assert '<text x="10" y="150" font-size="5">经营面积：80</text>' in drawn
    assert "字号：" not in drawn


def test_a_blank_reads_as_the_licence_does_sign_by_sign(city, signed_in):
    name = "示\u202e例\u200b<b>店\u2066"  # turned round, unseen, markup
    stated = (Particular("字号", "DE_TRADE_NAME"),)
    content = replace(contents()["licence"], task_code="test-stated", particulars=stated)
    city = replace(city, licence=published(content))
    with patch.dict(LICENCE_FORM, DE_TRADE_NAME=name):
        receipt = file_case(city)
    walk(city, receipt, until="issue")
    card, window = licences_of_case(receipt.case_id)[0], signed_in("window")
    received(window, card)
    window.post(f"/work/blanks/licences/{card.id}/")

    drawn = window.get(f"/work/blanks/licences/{card.id}/").content.decode()

    assert ">字号：示例&lt;b&gt;店</text>" in drawn
    assert "示例<b>店" in words(paper_pdf(card.paper_id))
