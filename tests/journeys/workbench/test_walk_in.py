"""Two walk-ins at the counter with the keyboard alone: done at once, and on the long road."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import House
from tests.journeys.hand import Hand
from yichuang.ledger.public import Case, verify

CITIZEN = "320200209912010010"
# 18 of the number, 3 and 4 typed words, the rest to move and to confirm.
MOST_KEYS = 40


def test_instant_matter_is_finished_on_one_screen(
    house: House, person: Callable[..., Hand]
) -> None:
    clerk = person()
    page = clerk.page
    clerk.sign_in(house.base_url, "instant")
    clerk.follow("窗口收件")
    before = clerk.strokes

    clerk.at("#id_number")
    clerk.type(CITIZEN)
    clerk.go()
    clerk.at("#id_q")
    clerk.type("查示例")
    clerk.go()
    clerk.at(".hits a")
    clerk.go()
    clerk.at("#id_f-DE_QUESTION")
    clerk.type("示例内容")
    clerk.tick("[name=confirmed_by]")
    clerk.go("Control+Enter")
    keys = clerk.strokes - before
    print("keystrokes", keys)

    expect(page.get_by_text("已当场办结")).to_be_visible()
    assert keys <= MOST_KEYS
    case = Case.objects.get(number=page.locator(".number.big").first.inner_text())
    assert case.status == "closed"
    paper = page.locator("#main").get_by_role("link", name="打印").first
    clerk.tab_to(paper)
    reply = page.request.get(house.base_url + paper.get_attribute("href"))
    assert reply.body().startswith(b"%PDF-")
    clerk.go("n")
    expect(page).to_have_url(f"{house.base_url}/work/counter/")


def test_walk_in_with_a_gap_is_asked_once_mended_decided_and_delivered(
    house: House, person: Callable[..., Hand]
) -> None:
    clerk = person()
    case = _receives_what_is_not_whole(house, clerk)
    page = clerk.page
    clerk.push("当场一次性告知补正", then="已完成：一次性告知补正")
    expect(page.get_by_role("link", name="补正").first).to_be_visible()
    clerk.tick("[name='supplement-plan-how'][value=paper]")
    clerk.push("接收补正材料", then="已完成：接收补正材料")
    expect(page.locator("#case-head").get_by_text("已收件，待受理")).to_be_visible()
    clerk.push("受理", then="已完成：受理")

    for login, button in (
        ("examine", "实质核查：提交意见"),
        ("examine2", "实质核查：提交意见"),
        ("review", "复核：提交意见"),
        ("decide", "作出决定"),
        ("decide", "出证"),
        ("window", "送达"),
    ):
        take_step(house, person(), login, case, button)

    case.refresh_from_db()
    assert (case.status, case.state["outcome"]) == ("closed", "granted")
    assert verify().findings == []


def _receives_what_is_not_whole(house: House, clerk: Hand) -> Case:
    """A plan is missing and a field forgotten: the page says both, and nothing typed is lost."""
    page = clerk.page
    clerk.sign_in(house.base_url, "window")
    clerk.follow("窗口收件")
    clerk.at("#id_number")
    clerk.type(CITIZEN)
    clerk.go()
    clerk.at("#id_q")
    clerk.type("开示例店")
    clerk.go()
    clerk.follow("示例经营许可")
    expect(page.locator("#gaps .notice li")).to_have_text(["场所布局图", "管理制度"])
    clerk.fill("[name='f-DE_TRADE_NAME']", "示例餐饮店")
    clerk.tick("[name='m-rules-how'][value=paper]")
    expect(page.locator("#gaps .notice li")).to_have_count(1)
    clerk.look("reception-gap")
    clerk.tick("[name=confirmed_by][value=signature]")
    clerk.push("收件并打印回执", said=("status of 422",))
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("[name='f-DE_TRADE_NAME']")).to_have_value("示例餐饮店")
    expect(page.locator("[name='m-rules-how'][value=paper]")).to_be_checked()
    clerk.fill("[name='f-DE_AREA']", "80")
    clerk.push("收件并打印回执")
    expect(page.get_by_text("还缺 1 项必要材料")).to_be_visible()
    return Case.objects.get(number=page.locator(".number.big").first.inner_text())


def take_step(house: House, officer: Hand, login: str, case: Case, button: str) -> None:
    """Sign in as an officer, open the case from what waits for him, and take the step."""
    officer.sign_in(house.base_url, login)
    officer.follow(case.number)
    agree = officer.page.locator("#case-now input[type=radio][value=yes]")
    if agree.count():
        officer.tick(agree)
    step = officer.page.locator("#case-now .primary").get_by_role("button", name=button, exact=True)
    officer.push(step, then="已完成：")
