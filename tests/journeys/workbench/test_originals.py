"""Two papers from hand to hand in a real browser, over two days: the house's clock is set."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.delivered import code_of, take
from tests.factories import LICENCE_FORM, make_city, walk
from tests.journeys.conftest import House
from tests.journeys.keyboard import Keyboard
from tests.journeys.looking import looked_at
from tests.journeys.serving import served
from tests.ledger.clocks import SetClock
from yichuang.approval.public import LayReady
from yichuang.documents.public import Original, misplaced, originals_of_case
from yichuang.kernel.public import ports, set_default_ports
from yichuang.ledger.public import Case, Receipt, verify

CITIZEN = "320200209912010010"


@pytest.fixture
def clock() -> Iterator[SetClock]:
    """A clock for every thread of this process: Monday 2 March 2026, nine in China."""
    before, clock = ports(), SetClock()
    set_default_ports(dataclasses.replace(before, clock=clock))
    yield clock
    set_default_ports(before)


@pytest.fixture
def clocked_house(committed_db: dict[str, str], settings: Any, clock: SetClock) -> Iterator[House]:
    """The small city, served from this process, so that its clock can be set."""
    assert committed_db
    settings.YICHUANG_DEMO = settings.DEMO = True
    with served() as base_url:
        settings.PUBLIC_URL = base_url
        yield House(base_url, make_city())


def scan(page: Any, code: str) -> None:
    """Do what a scanner does: type the code where the keyboard stands, then Enter."""
    assert page.evaluate("document.activeElement.id") == "id_scan"
    page.keyboard.type(code)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_two_papers_from_the_window_to_archive_and_applicant(
    clocked_house: House, clock: SetClock, new_page: Callable[..., Any]
) -> None:
    house = clocked_house
    window, examiner, head, applicant = (new_page() for _ in range(4))
    house.sign_in(window, "window")
    case = _receive_on_the_screen(house, window)
    plan, rules = (row.barcode for row in originals_of_case(case.id))
    _print_labels(window, plan, rules)
    _send_both(house, window, plan, rules)
    _sign_for_one(house, examiner, plan)

    # The same day is no alarm yet; the day after is, until the paper is found.
    house.sign_in(head, "head")
    head.goto(f"{house.base_url}/work/")
    expect(head.get_by_role("link", name="原件报警")).to_have_count(0)
    clock.pass_time(timedelta(days=1))
    head.reload()
    with head.expect_navigation():
        head.get_by_role("link", name="原件报警").first.click()
    expect(head.locator("tbody tr")).to_have_count(1)
    expect(head.locator("tbody")).to_contain_text("去向不明，由示例市行政审批局窗口负责查找")
    looked_at(head, "alarms")
    _find(house, window, rules)
    head.reload()
    expect(head.get_by_text("没有报警")).to_be_visible()

    # Once the case is closed, one paper is archived and the other given back.
    receipt = Receipt(case.id, case.number or "", 1, 1, clock.at, "")
    walk(house.city, receipt, until="issue")
    _collect_by_code(house, window, receipt)
    _archive(house, examiner, new_page(), plan)
    _give_back(house, window, case)
    house.sign_in(applicant, "citizen")
    applicant.goto(f"{house.base_url}/cases/{case.id}/")
    own = applicant.locator("section", has=applicant.locator("#originals")).inner_text()
    assert "已由示例市行政审批局归档" in own
    assert "2026年3月3日退还" in own
    looked_at(applicant, "applicant")

    stand = dict(Original.objects.values_list("material", "standing"))
    assert stand == {"plan": "held", "rules": "returned"}
    assert misplaced() == []
    assert verify().findings == []
    told = [one for page in (window, examiner, head, applicant) for one in page.said]
    assert [one for one in told if "status of 422" not in one] == []


def _collect_by_code(house: House, window: Any, case: Receipt) -> None:
    """The applicant's code is scanned, and one key hands the licence over."""
    take(house.city, case, "window", LayReady())
    window.goto(f"{house.base_url}/work/deliveries/")
    expect(window.locator("#list-ready")).to_contain_text("共 1 件")
    looked_at(window, "deliveries")
    scan(window, code_of(case.case_id))
    expect(window.locator("#id_collection-code")).to_have_value(code_of(case.case_id))
    looked_at(window, "collection")
    with window.expect_navigation():
        window.keyboard.press("s")
    expect(window.get_by_text("已完成：领取")).to_be_visible()


def _print_labels(window: Any, *barcodes: str) -> None:
    with window.context.expect_page() as opened:
        window.get_by_role("link", name="打印 2 份原件的标签").click()
    labels = opened.value
    labels.wait_for_load_state()
    assert labels.locator(".labels b").all_inner_texts() == [
        " ".join((code[:3], code[3:6], code[6:])) for code in barcodes
    ]
    looked_at(labels, "labels")
    labels.close()


def _send_both(house: House, window: Any, plan: str, rules: str) -> None:
    """Both go on one list to the organ: the scanner types, the clerk signs."""
    window.goto(f"{house.base_url}/work/originals/")
    looked_at(window, "desk")
    window.keyboard.press("Tab")  # off the search field, so that the single key counts
    Keyboard(window).go("m")
    scan(window, plan)
    scan(window, rules.lower())
    scan(window, "222222223")  # a torn label
    expect(window.locator("#id_scan_error")).to_contain_text("不是有效的原件条码")
    looked_at(window, "sending", said=("status of 422",))
    window.get_by_role("button", name="签字移交").click()
    window.get_by_text("已移交，请打印交接单并双方签字。").wait_for()
    expect(window.get_by_text("还没有签收", exact=True)).to_be_visible()


def _sign_for_one(house: House, examiner: Any, plan: str) -> None:
    """The organ scans one and names the other as missing."""
    house.sign_in(examiner, "examine")
    examiner.goto(f"{house.base_url}/work/")
    looked_at(examiner, "inbox")
    examiner.get_by_role("link", name="原件交接单待签收").click()
    examiner.get_by_role("link", name="移交〔2026〕1号").click()
    scan(examiner, plan)
    expect(examiner.locator("#sign-title")).to_contain_text("已到 1 份，共 2 份")
    examiner.get_by_role("button", name="签收", exact=True).click()
    expect(examiner.locator("#missing")).to_contain_text("管理制度")
    looked_at(examiner, "signing", said=("status of 422",))
    examiner.get_by_role("button", name="签收，并记明 1 份未到").click()
    examiner.get_by_text("已签收 1 份原件。1 份未到").wait_for()
    looked_at(examiner, "list")


def _find(house: House, window: Any, rules: str) -> None:
    """It lay behind the counter."""
    window.goto(f"{house.base_url}/work/originals/")
    scan(window, rules)
    looked_at(window, "item")
    window.get_by_role("button", name="登记找到").click()
    window.get_by_text("已登记找到。").wait_for()


def _give_back(house: House, window: Any, case: Case) -> None:
    window.goto(f"{house.base_url}/work/cases/{case.id}/")
    expect(window.locator("#case-originals")).to_contain_text("在示例市行政审批局档案室")
    looked_at(window, "case")
    window.get_by_role("link", name="退还原件").click()
    looked_at(window, "return")
    Keyboard(window).go("s")
    window.get_by_text("已登记退还，请打印签收单并由领取人签字。").wait_for()
    looked_at(window, "receipt")


def _receive_on_the_screen(house: House, page: Any) -> Case:
    page.goto(f"{house.base_url}/work/counter/")
    page.locator("#id_number").fill(CITIZEN)
    page.get_by_role("button", name="查找").click()
    page.locator("#id_q").fill("开示例店")
    page.get_by_role("button", name="查事项").click()
    page.get_by_role("link", name="示例经营许可").click()
    page.locator("[name='f-DE_TRADE_NAME']").fill(LICENCE_FORM["DE_TRADE_NAME"])
    page.locator("[name='f-DE_AREA']").fill("80")
    for code in ("plan", "rules"):
        page.locator(f"[name='m-{code}-how'][value=paper]").check()
    page.locator("[name=confirmed_by][value=signature]").check()
    page.get_by_role("button", name="收件并打印回执").click()
    page.get_by_text("收件编号").first.wait_for()
    return Case.objects.get(number=page.locator(".number.big").first.inner_text())


def _archive(house: House, examiner: Any, keeper: Any, barcode: str) -> None:
    """The organ's desk sends a paper to the archive, whose keeper signs."""
    examiner.goto(f"{house.base_url}/work/originals/sending/")
    scan(examiner, barcode)
    expect(examiner.get_by_label("示例市行政审批局档案室")).to_be_checked()
    examiner.get_by_role("button", name="签字移交").click()
    examiner.get_by_text("已移交").wait_for()
    house.sign_in(keeper, "review")
    keeper.goto(f"{house.base_url}/work/originals/")
    keeper.get_by_role("link", name="移交〔2026〕2号").click()
    scan(keeper, barcode)
    with keeper.expect_navigation():
        keeper.locator("body").press("Tab")
        keeper.get_by_role("button", name="签收", exact=True).click()
