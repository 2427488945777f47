"""How the result comes, as its applicant chooses and reads it."""

from __future__ import annotations

from django.test import Client

from tests.delivered import CAME, HOME, WAYBILL, laid_ready, made_out, sent, take
from tests.factories import City, file_case, walk
from tests.portal.test_public_pages import text_of
from yichuang.approval import public as approval
from yichuang.ledger.public import Case


def test_an_applicant_chooses_after_filing_and_changes_his_mind(
    citizen: Client, city: City
) -> None:
    case = file_case(city)
    page = f"/cases/{case.case_id}/delivery/"
    assert "选择领取方式" in text_of(citizen.get(f"/cases/{case.case_id}/receipt/"))
    empty = citizen.post(page, {"way": "courier", "name": HOME.name})
    bad = citizen.post(page, {"way": "courier", **_home(), "phone": "电话"})
    chosen = citizen.post(page, {"way": "courier", **_home()})
    shown = text_of(citizen.get(f"/cases/{case.case_id}/"))
    citizen.post(page, {"way": "collection"})

    assert empty.status_code == 422
    assert "快递寄送的必须填写" in text_of(empty)
    assert "请填写 6 到 20 位的联系电话" in text_of(bad)
    assert chosen.status_code == 302
    assert HOME.address in shown
    assert Case.objects.get(pk=case.case_id).state["delivery"]["way"] == "collection"


def _home() -> dict[str, str]:
    return {"name": HOME.name, "phone": HOME.phone, "address": HOME.address}


def test_the_code_stands_on_his_own_page_until_it_is_collected(citizen: Client, city: City) -> None:
    case, code = laid_ready(city)
    shown = text_of(citizen.get(f"/cases/{case.case_id}/"))
    take(city, case, "window", approval.Collect(by="other", collector=CAME, signed_on_paper=True))
    after = text_of(citizen.get(f"/cases/{case.case_id}/"))

    assert f"{code[:4]} {code[4:]}" in shown
    assert code[:4] not in after


def test_a_parcel_is_shown_with_its_waybill(citizen: Client, city: City) -> None:
    case = sent(city)

    assert WAYBILL in text_of(citizen.get(f"/cases/{case.case_id}/"))
    assert citizen.get(f"/cases/{case.case_id}/delivery/").status_code == 302


def test_nobody_else_chooses_or_reads_the_code(signed_in, city: City) -> None:
    case = made_out(city)

    reply = signed_in("neighbour").post(f"/cases/{case.case_id}/delivery/", {"way": "collection"})

    assert reply.status_code == 404


def test_days_for_remedies_run_from_the_service_of_a_refusal(citizen: Client, city: City) -> None:
    case = file_case(city)
    walk(city, case, until="review")
    take(city, case, "decide", approval.Decide(granted=False, reasons="示例理由"))
    take(city, case, "window", approval.Deliver(method="counter"))

    page = text_of(citizen.get(f"/cases/{case.case_id}/"))

    assert "期限从次日起算" in page
    assert "申请行政复议，最迟" in page
