"""The head offers a benefit by pasting a list; the person says yes in his own space."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from tests.factories import City
from tests.offering import CITIZEN, SOURCE, offered_payment
from yichuang.approval.models import Offer
from yichuang.ledger.public import Case

Ask = Callable[[str], Client]
LIST = f"证件号码\t月收入\t起始日期\n{CITIZEN}\t600\t2026-01-01\n"


def test_list_becomes_offers_and_the_person_takes_his_up(city: City, signed_in: Ask) -> None:
    edition, head, citizen = offered_payment(), signed_in("head"), signed_in("citizen")

    assert "证件号码、月收入、起始日期、是否独居" in head.get("/work/offers/").content.decode()
    made = head.post("/work/offers/", {"edition": str(edition.id), "list": LIST}, follow=True)
    assert "已向 1 人提供" in made.content.decode()

    offer = Offer.objects.get()
    assert f"/my/offers/{offer.id}/" in citizen.get("/my/").content.decode()
    page = citizen.get(f"/my/offers/{offer.id}/").content.decode()
    assert SOURCE in page
    assert "600.00 元" in page
    assert "2026年1月1日" in page
    taken = citizen.post(f"/my/offers/{offer.id}/", {"DE_ALONE": "yes"})

    case = Case.objects.get()
    assert taken["Location"] == f"/cases/{case.id}/receipt/"
    receipt = citizen.get(taken["Location"]).content.decode()
    assert "已确认，不用申请" in receipt
    assert "您已经确认，办理机关正在办理。" in receipt
    assert "申请已提交" not in receipt
    assert "正在核对材料" not in receipt
    assert (
        "免申即享，本人确认" in signed_in("window").get(f"/work/cases/{case.id}/").content.decode()
    )
    assert "您已经确认" in citizen.get(f"/my/offers/{offer.id}/").content.decode()
    assert "已确认，成为办件" in head.get("/work/offers/").content.decode()


def test_bad_list_is_kept_on_the_page_and_every_line_is_told(city: City, signed_in: Ask) -> None:
    edition, head = offered_payment(), signed_in("head")
    bad = f"证件号码,月收入\n{CITIZEN},很少\n320200209908080083,600\n"

    reply = head.post("/work/offers/", {"edition": str(edition.id), "list": bad})

    page = reply.content.decode()
    assert reply.status_code == 422
    assert "第 2 行：“月收入”不符合申请表的要求" in page
    assert "第 3 行：登记簿里没有这个证件号码" in page
    assert "很少" in page
    for text, told in (
        ("月收入\n600\n", "第一行要有“证件号码”一栏"),
        ("证件号码,工资\n1,2\n", "申请表没有“工资”这一项"),
        ("", "第一行要有“证件号码”一栏"),
        ("证件号码\n", "名单是空的"),
    ):
        reply = head.post("/work/offers/", {"edition": str(edition.id), "list": text})
        assert reply.status_code == 422
        assert told in reply.content.decode()
    assert "请选择事项" in head.post("/work/offers/", {"list": LIST}).content.decode()
    assert not Offer.objects.exists()


def test_recalled_with_its_ground_and_others_are_kept_out(city: City, signed_in: Ask) -> None:
    edition, head = offered_payment(), signed_in("head")
    head.post("/work/offers/", {"edition": str(edition.id), "list": LIST})
    offer = Offer.objects.get()

    assert signed_in("window").get("/work/offers/").status_code == 403
    assert signed_in("neighbour").get(f"/my/offers/{offer.id}/").status_code == 404
    assert head.post(f"/work/offers/{offer.id}/recall/", {"ground": ""}).status_code == 422
    head.post(f"/work/offers/{offer.id}/recall/", {"ground": "数据有误"})

    page = signed_in("citizen").get(f"/my/offers/{offer.id}/").content.decode()
    assert "机关收回了：数据有误" in page
    assert "确认享受" not in page
    refused = signed_in("citizen").post(f"/my/offers/{offer.id}/", {})
    assert refused.status_code == 409


def test_no_is_as_easy_as_yes(city: City, signed_in: Ask) -> None:
    edition = offered_payment()
    signed_in("head").post("/work/offers/", {"edition": str(edition.id), "list": LIST})
    offer, citizen = Offer.objects.get(), signed_in("citizen")

    reply = citizen.post(f"/my/offers/{offer.id}/decline/", follow=True)

    assert "已记录您不需要" in reply.content.decode()
    assert f"/my/offers/{offer.id}/" not in citizen.get("/my/").content.decode()
    assert not Case.objects.exists()


def test_offers_are_narrowed_by_state_and_matter(city: City, signed_in: Ask) -> None:
    edition, head = offered_payment(), signed_in("head")
    head.post("/work/offers/", {"edition": str(edition.id), "list": LIST})
    offer = Offer.objects.get()
    recall = f"/work/offers/{offer.id}/recall/"

    def shown(query: str) -> bool:
        return recall in head.get(f"/work/offers/?{query}").content.decode()

    assert [shown(f"state={one}") for one in ("open", "taken", "over")] == [True, False, False]
    assert shown(f"matter={offer.matter}&state=open")
    assert shown("matter=nothing&state=poem&page=x")
    Offer.objects.update(until="2020-01-01")
    page = head.get("/work/offers/?state=over").content.decode()
    assert "过期没有确认" in page
    assert offer.party_masked in page
    assert offer.party_masked not in head.get("/work/offers/?state=open").content.decode()
