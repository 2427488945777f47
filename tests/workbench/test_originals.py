"""The pages for paper originals: the desk, lists to make and to sign, one paper, labels, alarms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from tests.documents.pdf_text import page_count
from tests.factories import City, file_case
from tests.ledger.clocks import SetClock
from tests.workbench.test_counter import reception
from yichuang.documents.public import HandOver, Original, misplaced, originals_of_case
from yichuang.kernel.public import using_ports
from yichuang.ledger.public import Case

Ask = Callable[[str], Client]
DESK, SENDING = "/work/originals/", "/work/originals/sending/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[SetClock]:
    """Monday 2 March 2026."""
    clock = SetClock()
    with using_ports(clock=clock):
        yield clock


@pytest.fixture
def taken(city: City, signed_in: Ask) -> Iterator[tuple[UUID, str, str]]:
    """A case taken at the window with two papers: its id and their barcodes."""
    both = reception(city, **{"m-rules-how": "paper", "m-plan-copies": "2"})
    signed_in("window").post("/work/counter/reception/", both)
    case = Case.objects.get(line="approval").id
    plan, rules = (row.barcode for row in originals_of_case(case))
    yield case, plan, rules
    assert misplaced() == []


def text_of(reply: Any) -> str:
    found = reply.content.decode()
    main = found[found.index("<main") : found.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def send(client: Client, *barcodes: str, to: str, **more: Any) -> Any:
    data = {"key": str(uuid4()), "original": barcodes, "to": to, "then": "send", **more}
    return client.post(SENDING, data)


def organ(city: City, kind: str = "organ") -> str:
    return f"{kind}:{city.organ}"


def test_receipt_page_leads_to_the_labels(city: City, signed_in: Ask, taken: Any) -> None:
    case, plan, rules = taken
    client = signed_in("window")

    done = client.get(f"/work/counter/done/{case}/").content.decode()
    labels = client.get(f"/work/originals/cases/{case}/labels/").content.decode()

    assert f"/work/originals/cases/{case}/labels/" in done
    assert "打印 2 份原件的标签" in done
    assert labels.count("<svg") == 2 + labels.count('class="icon"')
    for code in (plan, rules):
        assert f"{code[:3]} {code[3:6]} {code[6:]}" in labels
    assert "测试甲" not in labels  # a label lies about: no name stands on it
    roll = client.get(f"/work/originals/cases/{case}/labels.pdf")
    assert f'data-print-url="/work/originals/cases/{case}/labels.pdf"' in done
    assert (roll["Content-Type"], page_count(roll.content)) == ("application/pdf", 2)
    one = client.get(f"/work/originals/cases/{case}/labels.pdf?only={plan}")
    assert page_count(one.content) == 1
    assert client.get(f"/work/originals/cases/{case}/labels.pdf?only=x").status_code == 404


def test_no_label_is_offered_where_nothing_was_taken(city: City, signed_in: Ask) -> None:
    client = signed_in("window")
    data = reception(city, **{"m-plan-how": "promise"})
    done = client.post("/work/counter/reception/", data, follow=True).content.decode()

    assert "原件的标签" not in done
    case = Case.objects.get(line="approval").id
    assert "没有收取原件" in text_of(client.get(f"/work/originals/cases/{case}/labels/"))


def test_case_page_says_where_the_paper_is(city: City, signed_in: Ask, taken: Any) -> None:
    case, plan, _rules = taken
    send(signed_in("window"), plan, to=organ(city))

    page = text_of(signed_in("examine").get(f"/work/cases/{case}/"))

    assert "原件在哪里" in page
    assert "由示例市行政审批局窗口移交示例市行政审批局，还没有签收" in page
    assert "在示例市行政审批局窗口" in page
    assert "补收原件" not in page  # the organ's desk takes nothing


def test_scanning_makes_up_a_list_one_by_one(city: City, signed_in: Ask, taken: Any) -> None:
    _case, plan, rules = taken
    client = signed_in("window")

    first = client.post(SENDING, {"scan": plan.lower()})
    second = client.post(SENDING, {"original": [plan], "scan": f" {rules} "})
    twice = client.post(SENDING, {"original": [plan, rules], "scan": rules})

    assert "交接单上 1 份" in text_of(first)
    for reply in (second, twice):
        assert "交接单上 2 份" in text_of(reply)
        assert reply.status_code == 200
    assert not HandOver.objects.exists()  # scanning signs nothing


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("22222222", "不是有效的原件条码"),
        ("222222223", "不是有效的原件条码"),  # the check sign is wrong
        ("222222222", "没有条码为“222222222”的原件"),
        ("<b>中文</b>", "不是有效的原件条码"),
    ],
)
def test_a_wrong_scan_is_told_and_loses_nothing(
    city: City, signed_in: Ask, taken: Any, typed: str, told: str
) -> None:
    _case, plan, _rules = taken

    reply = signed_in("window").post(SENDING, {"original": [plan], "scan": typed})

    assert reply.status_code == 422
    assert told in text_of(reply)
    assert "交接单上 1 份" in text_of(reply)


def test_what_lies_elsewhere_is_not_put_on_a_list(city: City, signed_in: Ask, taken: Any) -> None:
    _case, plan, rules = taken
    send(signed_in("window"), plan, to=organ(city))

    here = signed_in("examine").post(SENDING, {"scan": rules})

    assert here.status_code == 422
    assert "“管理制度”不在您这里：在示例市行政审批局窗口" in text_of(here)


def test_sending_needs_papers_and_a_place(city: City, signed_in: Ask, taken: Any) -> None:
    _case, plan, _rules = taken
    client = signed_in("window")

    nothing = send(client, to=organ(city))
    nowhere = send(client, plan, to="organ:11320200YY90000326")
    too_early = send(client, plan, to=organ(city, "archive"))
    no_key = send(client, plan, to=organ(city), key="no-uuid")

    assert [one.status_code for one in (nothing, nowhere, too_early, no_key)] == [422] * 4
    assert not HandOver.objects.exists()


def test_a_list_is_sent_printed_and_signed_with_one_item_missing(
    city: City, signed_in: Ask, taken: Any
) -> None:
    _case, plan, rules = taken
    sent = send(signed_in("window"), plan, rules, to=organ(city))
    address = sent["Location"]
    examiner = signed_in("examine")

    desk = text_of(examiner.get(DESK))
    assert "等您签收" in desk
    assert "移交〔2026〕1号" in desk
    assert "原件交接单待签收 1" in text_of(examiner.get("/work/"))
    scanned = examiner.post(f"{address}signature/", {"scan": plan})
    assert "已到 1 份，共 2 份" in text_of(scanned)

    asked = examiner.post(f"{address}signature/", {"here": [plan], "then": "sign"})
    assert "有 1 份没有到，请再核对一遍" in text_of(asked)
    assert Original.objects.filter(standing="under_way").count() == 2  # nothing signed yet
    signed = examiner.post(
        f"{address}signature/",
        {"here": [plan], "missing": [rules], "then": "sign"},
        follow=True,
    )

    page = text_of(signed)
    assert "已签收 1 份原件。1 份未到，已记明，仍由移交方负责。" in page
    assert "演示examine（审查岗）" in page
    assert "去向不明，由示例市行政审批局窗口负责查找" in page


def test_a_strange_scan_at_signing_is_told_and_keeps_the_ticks(
    city: City, signed_in: Ask, taken: Any
) -> None:
    _case, plan, rules = taken
    address = send(signed_in("window"), plan, to=organ(city))["Location"]

    reply = signed_in("examine").post(
        f"{address}signature/", {"here": [plan], "scan": rules, "then": "sign"}
    )

    assert reply.status_code == 422
    assert "不在交接单移交〔2026〕1号的待签收原件中" in text_of(reply)
    assert f'value="{plan}" checked' in reply.content.decode()
    assert Original.objects.get(barcode=plan).standing == "under_way"


def test_second_signature_meets_the_first(city: City, signed_in: Ask, taken: Any) -> None:
    _case, plan, _rules = taken
    address = send(signed_in("window"), plan, to=organ(city))["Location"]
    data = {"here": [plan], "then": "sign"}

    first = signed_in("examine").post(f"{address}signature/", data)
    second = signed_in("examine2").post(f"{address}signature/", data)

    assert (first.status_code, second.status_code) == (302, 409)
    assert "交接单已经签收" in text_of(second)


def test_sender_sees_his_list_and_cannot_sign_it(city: City, signed_in: Ask, taken: Any) -> None:
    _case, plan, _rules = taken
    window = signed_in("window")
    address = send(window, plan, to=organ(city))["Location"]

    page = window.get(address)

    assert "逐件签收" not in text_of(page)
    refused = window.post(f"{address}signature/", {"here": [plan], "then": "sign"})
    assert refused.status_code == 403  # a window does not stand for the organ's desk
    assert signed_in("o-examine").get(address).status_code == 404


def test_one_paper_shows_its_way_and_is_found_again(city: City, signed_in: Ask, taken: Any) -> None:
    _case, plan, _rules = taken
    client = signed_in("window")
    item = f"/work/originals/items/{plan}/"
    assert client.get(DESK, {"scan": plan})["Location"] == item

    client.post(f"{item}loss/")
    lost = text_of(client.get(item))
    client.post(f"{item}discovery/", {"place": organ(city, "window")})
    found = text_of(client.get(item))
    no_ground = client.post(f"{item}reversal/", {"ground": ""})

    assert "去向不明" in lost
    assert "登记找到" in lost
    assert "在示例市行政审批局窗口" in found
    assert "演示window（综合窗口受理岗）" in found
    assert no_ground.status_code == 422
    client.post(f"{item}reversal/", {"ground": "wrong_item"})
    assert "去向不明" in text_of(client.get(item))  # finding it was the mistake


def test_wrong_search_on_the_desk_is_told(city: City, signed_in: Ask) -> None:
    reply = signed_in("window").get(DESK, {"scan": "ABC"})

    assert reply.status_code == 404
    assert "不是有效的原件条码" in text_of(reply)


def test_paper_for_an_online_case_is_taken_and_labelled(city: City, signed_in: Ask) -> None:
    case = file_case(city).case_id
    client = signed_in("window")
    address = f"/work/originals/cases/{case}/taking/"

    wrong = client.post(address, {"material": "no-such", "copies": "0"})
    right = client.post(address, {"material": "plan", "copies": "2"})

    assert wrong.status_code == 422
    row = originals_of_case(case).get()
    assert right["Location"] == f"/work/originals/cases/{case}/labels/?only={row.barcode}"
    assert signed_in("examine").get(address).status_code == 403


def test_papers_are_given_back_against_a_signature(city: City, signed_in: Ask, taken: Any) -> None:
    case, plan, rules = taken
    client, address = signed_in("window"), f"/work/originals/cases/{case}/return/"

    nothing = client.post(address, {"recipient": "party", "proof": "signature"})
    given = {"original": [plan], "recipient": "party", "proof": "signature"}
    receipt = client.post(address, given, follow=True)
    again = client.post(address, given)

    assert (nothing.status_code, again.status_code) == (422, 422)
    assert "场所布局图" in text_of(receipt)
    assert "管理制度" not in text_of(receipt)
    assert Original.objects.get(barcode=rules).standing == "held"


def test_alarms_are_for_those_who_answer(
    city: City, signed_in: Ask, taken: Any, clock: SetClock
) -> None:
    _case, plan, _rules = taken
    send(signed_in("window"), plan, to=organ(city))
    assert "没有报警" in text_of(signed_in("head").get("/work/originals/alarms/"))

    clock.at += timedelta(days=1)

    for login in ("head", "window", "examine"):
        client = signed_in(login)
        page = text_of(client.get("/work/originals/alarms/"))
        assert "移交后没有签收 场所布局图" in page, login
        assert "原件报警 1" in text_of(client.get("/work/")), login
    assert signed_in("o-examine").get("/work/originals/alarms/").status_code == 200
    assert "没有报警" in text_of(signed_in("o-examine").get("/work/originals/alarms/"))
    assert signed_in("catalogue").get("/work/originals/alarms/").status_code == 403
    assert signed_in("citizen").get("/work/originals/alarms/").status_code == 403


def test_applicant_sees_his_papers_and_when_they_come_back(
    city: City, signed_in: Ask, taken: Any
) -> None:
    case, plan, _rules = taken
    send(signed_in("window"), plan, to=organ(city))

    page = text_of(signed_in("citizen").get(f"/cases/{case}/"))

    assert "您的原件" in page
    assert "在部门之间交接" in page
    assert "在示例市行政审批局窗口" in page
    assert "申请表格随办件归档，不退还" in page  # the sample's materials are forms
    assert plan not in page
