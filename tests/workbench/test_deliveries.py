"""The window's results: one field to scan into, lists, forms that lose nothing, the label."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from tests.delivered import HOME, WAYBILL, laid_ready, made_out, sent, take
from tests.factories import City
from yichuang.approval import public as approval
from yichuang.directory.models import Look
from yichuang.ledger.public import Case, Receipt

Ask = Callable[[str], Client]
DESK = "/work/deliveries/"


def step(case: Receipt, name: str) -> str:
    return f"/work/cases/{case.case_id}/{name}/"


def test_a_scanned_code_opens_its_result_and_hands_it_over(city: City, signed_in: Ask) -> None:
    case, code = laid_ready(city)
    window = signed_in("window")
    listed = window.get(DESK).content.decode()

    page = window.post(DESK, {"scan": f"{code[:4]} {code[4:].lower()}"}).content.decode()
    given = {"collection-by": "applicant", "collection-signed": "paper"}
    done = window.post(
        step(case, "collection"), {"key": "collect-1", **given, "collection-code": code}
    )

    assert (case.number or "?") in listed
    assert code not in listed
    assert "情况" not in listed  # no column that has nothing to say
    assert 'name="collection-code"' in page
    assert done.status_code == 302
    assert Case.objects.get(pk=case.case_id).status == "closed"
    assert (case.number or "?") not in window.get(DESK).content.decode()


def test_a_receipt_number_however_typed_is_never_taken_for_a_code(
    city: City, signed_in: Ask
) -> None:
    case, _code = laid_ready(city)
    typed = f" {case.number[:6]} {case.number[6:].lower()}" if case.number else ""

    page = signed_in("window").post(DESK, {"scan": typed}).content.decode()

    assert 'name="collection-code"' in page
    assert typed.strip() not in page


def test_a_wrong_code_is_told_beside_its_field_with_the_tries_left(
    city: City, signed_in: Ask
) -> None:
    case, _code = laid_ready(city)
    window = signed_in("window")
    given = {"collection-by": "applicant", "collection-signed": "paper"}

    nothing = window.post(DESK, {"scan": "AAAA AAAA"})
    wrong = window.post(
        step(case, "collection"), {"key": "wrong-key-1", **given, "collection-code": "AAAAAAAA"}
    )
    page = window.get(f"{DESK}{case.case_id}/").content.decode()

    assert nothing.status_code == 404
    assert "没有找到对应的" in nothing.content.decode()
    assert wrong.status_code == 422
    assert "取件码不对，还可以再试 4 次" in wrong.content.decode()
    assert "输错过，还可以再试 4 次" in page


def test_somebody_else_needs_every_field(city: City, signed_in: Ask) -> None:
    case, _code = laid_ready(city)
    given = {"key": "other-key-1", "collection-by": "other", "collection-signed": "pad"}

    reply = signed_in("window").post(step(case, "collection"), given)

    page = reply.content.decode()
    assert reply.status_code == 422
    assert "请填写“代领人姓名”" in page
    assert "请填写“授权凭据”" in page
    assert "请附上签名板的图像" in page


def test_a_parcel_is_sent_found_by_its_waybill_and_received(city: City, signed_in: Ask) -> None:
    case = made_out(city)
    window = signed_in("window")
    address = {
        "key": "choice-key-1",
        "delivery-choice-way": "courier",
        "delivery-choice-name": HOME.name,
        "delivery-choice-phone": "电话",
        "delivery-choice-address": HOME.address,
    }
    bad = window.post(step(case, "delivery-choice"), address)
    window.post(step(case, "delivery-choice"), {**address, "delivery-choice-phone": HOME.phone})
    short = {"key": "send-key-1", "dispatch-carrier": "示例速递", "dispatch-waybill": "SF1"}
    refused = window.post(step(case, "dispatch"), short)
    sent_off = window.post(step(case, "dispatch"), {**short, "dispatch-waybill": WAYBILL})
    found = window.post(DESK, {"scan": WAYBILL}).content.decode()

    assert "不是有效的电话号码" in bad.content.decode()
    assert "运单号应当是 8 至 32 位字母和数字" in refused.content.decode()
    assert 'value="SF1"' in refused.content.decode()
    assert sent_off.status_code == 302
    assert "以回执上注明的收件日期为送达日期" in found


def test_a_label_is_printed_and_leaves_a_look(city: City, signed_in: Ask) -> None:
    case = made_out(city)
    take(city, case, "citizen", approval.ChooseDelivery(way="courier", address=HOME))
    before = Look.objects.count()

    reply = signed_in("window").get(f"{DESK}{case.case_id}/label.pdf")

    assert reply.headers["Content-Type"] == "application/pdf"
    assert reply.content.startswith(b"%PDF")
    assert Look.objects.count() > before


def test_nobody_without_the_act_sees_the_desk(city: City, signed_in: Ask) -> None:
    case = sent(city)

    assert signed_in("examine").get(DESK).status_code == 403
    assert signed_in("examine").get(f"{DESK}{case.case_id}/").status_code == 403


def test_a_return_is_listed_with_its_reason(city: City, signed_in: Ask) -> None:
    case = sent(city)
    window = signed_in("window")
    reply = window.post(
        step(case, "courier-return"), {"key": "back-key-1", "courier-return-reason": "unclaimed"}
    )

    page = window.get(DESK).content.decode()

    assert reply.status_code == 302
    assert "逾期未取" in page
    assert "已退回，请另行送达" in page
