"""Two papers from hand to hand in a real browser, over two days: the house's clock is set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from tests.delivered import code_of, take
from tests.factories import LICENCE_FORM, walk
from tests.journeys.conftest import House
from tests.journeys.hand import Hand
from tests.ledger.clocks import SetClock
from yichuang.approval.public import LayReady
from yichuang.documents.public import Original, misplaced, originals_of_case
from yichuang.ledger.public import Case, Receipt, verify

CITIZEN = "320200209912010010"


def scan(hand: Hand, code: str, said: tuple[str, ...] = ()) -> None:
    """Do what a scanner does: type the code where the keyboard stands, then Enter."""
    hand.at("#id_scan")
    hand.type(code)
    hand.go(said=said)


def to_send(hand: Hand) -> None:
    """Open the list that hands papers over, by the keys of the pages."""
    hand.menu("原件交接")
    hand.press("Tab")  # off the search field, so that the single key counts
    hand.go("m")


def test_two_papers_from_the_window_to_archive_and_applicant(
    clocked_house: House, clock: SetClock, person: Callable[..., Hand]
) -> None:
    house = clocked_house
    window, examiner, head, keeper, applicant = (person() for _ in range(5))
    window.sign_in(house.base_url, "window")
    case = _receive_on_the_screen(window)
    plan, rules = (row.barcode for row in originals_of_case(case.id))
    _print_labels(window, plan, rules)
    _send_both(window, plan, rules)
    _sign_for_one(house, examiner, plan)

    # The same day is no alarm yet; the day after is, until the paper is found.
    head.sign_in(house.base_url, "head")
    expect(head.page.get_by_role("link", name="原件报警")).to_have_count(0)
    clock.pass_time(timedelta(days=1))
    head.reload()
    head.follow("原件报警")
    expect(head.page.locator("tbody tr")).to_have_count(1)
    lost = "去向不明，由示例市行政审批局窗口负责查找"
    expect(head.page.locator("tbody")).to_contain_text(lost)
    _find(window, rules)
    head.reload()
    expect(head.page.get_by_text("没有报警")).to_be_visible()

    # Once the case is closed, one paper is archived and the other given back.
    receipt = Receipt(case.id, case.number or "", 1, 1, clock.at, "")
    walk(house.city, receipt, until="issue")
    _collect_by_code(house, window, receipt)
    _archive(house, examiner, keeper, plan)
    _give_back(window, case)
    applicant.sign_in(house.base_url, "citizen")
    applicant.follow(house.city.licence.name)
    own = applicant.page.locator("section", has=applicant.page.locator("#originals"))
    expect(own).to_contain_text("已由示例市行政审批局归档")
    expect(own).to_contain_text("2026年3月3日退还")

    stand = dict(Original.objects.values_list("material", "standing"))
    assert stand == {"plan": "held", "rules": "returned"}
    assert misplaced() == []
    assert verify().findings == []


def _receive_on_the_screen(clerk: Hand) -> Case:
    clerk.menu("窗口收件")
    clerk.at("#id_number")
    clerk.type(CITIZEN)
    clerk.go()
    clerk.at("#id_q")
    clerk.type("开示例店")
    clerk.go()
    clerk.follow("示例经营许可")
    clerk.fill("[name='f-DE_TRADE_NAME']", LICENCE_FORM["DE_TRADE_NAME"])
    clerk.fill("[name='f-DE_AREA']", "80")
    for code in ("plan", "rules"):
        clerk.tick(f"[name='m-{code}-how'][value=paper]")
    clerk.tick("[name=confirmed_by][value=signature]")
    clerk.push("收件并打印回执")
    expect(clerk.page.get_by_text("收件编号").first).to_be_visible()
    return Case.objects.get(number=clerk.page.locator(".number.big").first.inner_text())


def _collect_by_code(house: House, window: Hand, case: Receipt) -> None:
    """The applicant's code is scanned, and one key hands the licence over."""
    take(house.city, case, "window", LayReady())
    window.menu("结果送达")
    expect(window.page.locator("#list-ready")).to_contain_text("共 1 件")
    scan(window, code_of(case.case_id))
    expect(window.page.locator("#id_collection-code")).to_have_value(code_of(case.case_id))
    window.go("s")
    expect(window.page.get_by_text("已完成：领取")).to_be_visible()


def _print_labels(window: Hand, *barcodes: str) -> None:
    window.tab_to(window.page.get_by_role("link", name="打印 2 份原件的标签"))
    with window.page.context.expect_page() as opened:
        window.press("Enter")
    labels = window.other(opened.value)
    expect(labels.page.locator(".labels b")).to_have_text(
        [" ".join((code[:3], code[3:6], code[6:])) for code in barcodes]
    )
    labels.page.close()


def _send_both(window: Hand, plan: str, rules: str) -> None:
    """Both go on one list to the organ: the scanner types, the clerk signs."""
    to_send(window)
    scan(window, plan)
    scan(window, rules.lower())
    scan(window, "222222223", said=("status of 422",))  # a torn label
    expect(window.page.locator("#id_scan_error")).to_contain_text("不是有效的原件条码")
    window.push("签字移交", then="已移交，请打印交接单并双方签字。")
    expect(window.page.get_by_text("还没有签收", exact=True)).to_be_visible()


def _sign_for_one(house: House, examiner: Hand, plan: str) -> None:
    """The organ scans one and names the other as missing."""
    examiner.sign_in(house.base_url, "examine")
    examiner.follow("原件交接单待签收")
    examiner.follow("移交〔2026〕1号")
    scan(examiner, plan)
    expect(examiner.page.locator("#sign-title")).to_contain_text("已到 1 份，共 2 份")
    examiner.push("签收", said=("status of 422",))
    expect(examiner.page.locator("#missing")).to_contain_text("管理制度")
    examiner.push("签收，并记明 1 份未到", then="已签收 1 份原件。1 份未到")


def _find(window: Hand, rules: str) -> None:
    """It lay behind the counter."""
    window.menu("原件交接")
    scan(window, rules)
    window.push("登记找到", then="已登记找到。")


def _archive(house: House, examiner: Hand, keeper: Hand, barcode: str) -> None:
    """The organ's desk sends a paper to the archive, whose keeper signs."""
    to_send(examiner)
    scan(examiner, barcode)
    expect(examiner.page.get_by_label("示例市行政审批局档案室")).to_be_checked()
    examiner.push("签字移交", then="已移交")
    keeper.sign_in(house.base_url, "review")
    keeper.menu("原件交接")
    keeper.follow("移交〔2026〕2号")
    scan(keeper, barcode)
    keeper.push("签收")


def _give_back(window: Hand, case: Case) -> None:
    window.find(case.number or "")
    expect(window.page.locator("#case-originals")).to_contain_text("在示例市行政审批局档案室")
    window.follow("退还原件")
    window.go("s")
    expect(window.page.get_by_text("已登记退还，请打印签收单并由领取人签字。")).to_be_visible()
