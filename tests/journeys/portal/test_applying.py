"""From the search to the receipt: on a phone, with the keyboard alone, without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.factories import file_case
from tests.journeys.conftest import House
from tests.journeys.looking import looked_at
from tests.journeys.portal.walking import PHONE, a_file, apply_for_the_licence, press
from yichuang.approval.public import RequestSupplement, SupplementItem, act, case_page
from yichuang.ledger.public import cases_visible_to


def test_citizen_applies_on_a_phone_and_sees_the_progress(
    house: House, new_page: Callable[..., Any]
) -> None:
    page = new_page(PHONE)
    house.sign_in(page, "citizen")
    page.goto(house.base_url)
    page.locator("#q").fill("开示例店")
    press(page, "搜索")
    looked_at(page)
    press(page, "示例经营许可", "link")
    looked_at(page)

    apply_for_the_licence(page, house)
    expect(page.get_by_text("草稿·尚未提交")).to_be_visible()
    press(page, "提交申请")

    page.get_by_role("heading", name="申请已提交").wait_for()
    looked_at(page)
    expect(page.locator(".filing-state.filed")).to_be_visible()
    expect(page.locator(".filing-state.draft")).to_have_count(0)
    number, code = (page.locator(".receipt .number").nth(at).inner_text() for at in (0, 1))

    stranger = new_page(PHONE)
    stranger.goto(f"{house.base_url}/progress/")
    stranger.locator("#id_number").fill(number)
    stranger.locator("#id_code").fill(code.lower())
    press(stranger, "查询")
    stranger.get_by_text("已收件，等待受理").first.wait_for()
    stranger.get_by_text("逐日看计算过程").click()
    expect(stranger.get_by_text("当日不计")).to_be_visible()
    looked_at(stranger)


def test_double_click_files_once(house: House, new_page: Callable[..., Any]) -> None:
    page = new_page()
    house.sign_in(page, "citizen")
    apply_for_the_licence(page, house, see=lambda _: None)  # looked at above

    page.get_by_role("button", name="提交申请").dblclick()
    page.get_by_role("heading", name="申请已提交").wait_for()
    page.go_back()
    page.get_by_role("heading", name="申请已提交").wait_for()

    assert cases_visible_to(house.city.party("citizen")).count() == 1


def test_everything_can_be_done_with_the_keyboard(
    house: House, new_page: Callable[..., Any]
) -> None:
    page = new_page()

    page.goto(f"{house.base_url}/sign-in/")
    _to(page, "#id_login_name")
    page.keyboard.type("citizen")
    page.keyboard.press("Tab")
    page.keyboard.type("plain-words-for-tests-only")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("我的空间")
    page.goto(f"{house.base_url}/apply/{house.city.service.id}/")
    _press(page, "开始填写")
    _press(page, "保存并继续")
    _to(page, "#id_DE_QUESTION")
    page.keyboard.type("示例内容")
    _press(page, "保存并继续")
    _press(page, "保存并继续")
    _press(page, "提交申请")

    page.get_by_role("heading", name="申请已提交").wait_for()


def _to(page: Any, selector: str) -> None:
    """Press Tab until the element has the focus, and see that the focus shows."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def _press(page: Any, words: str) -> None:
    """Reach the button with these words by Tab and press Enter."""
    for _ in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "() => [document.activeElement.tagName, document.activeElement.innerText.trim(),"
            " getComputedStyle(document.activeElement).outlineStyle]"
        )
        if here[0] == "BUTTON" and here[1] == words:
            assert here[2] == "solid", "the focus does not show"
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never reaches the button {words}")


def test_application_works_without_scripts(house: House, new_page: Callable[..., Any]) -> None:
    page = new_page(PHONE, java_script_enabled=False)
    house.sign_in(page, "citizen")
    page.goto(f"{house.base_url}/apply/{house.city.licence.id}/")
    press(page, "开始填写")
    press(page, "保存并继续")
    page.locator("#id_DE_TRADE_NAME").fill("示例餐饮店")
    page.locator("#id_DE_AREA").fill("8.5")
    press(page, "保存并继续")

    expect(page.get_by_text("有 1 处需要修改")).to_be_visible()
    expect(page.locator("#id_DE_TRADE_NAME")).to_have_value("示例餐饮店")
    page.locator("#id_DE_AREA").fill("80")
    press(page, "保存并继续")
    press(page, "保存并继续")
    press(page, "去准备 场所布局图", "link")
    page.locator("input[type=file]").set_input_files([a_file("一.pdf"), a_file("二.pdf")])
    press(page, "上传")
    expect(page.get_by_text("二.pdf").first).to_be_visible()
    press(page, "回到材料清单", "link")
    press(page, "保存并继续")
    press(page, "提交申请")

    expect(page.get_by_role("heading", name="申请已提交")).to_be_visible()


def test_citizen_answers_a_supplement_notice(house: House, new_page: Callable[..., Any]) -> None:
    receipt = file_case(house.city)
    notice = (SupplementItem("plan", ("图上没有标面积",), "请标明每间的面积"),)
    officer = house.city.officer("window")
    act(receipt.case_id, RequestSupplement(items=notice), actor=officer, key="ask-for-the-plan")
    page = new_page(PHONE)
    house.sign_in(page, "citizen")

    press(page, house.city.licence.name, "link")
    looked_at(page)
    press(page, "去补正", "link")
    expect(page.get_by_text("图上没有标面积")).to_be_visible()
    expect(page.get_by_text("请标明每间的面积")).to_be_visible()
    looked_at(page)
    page.locator("input[type=file]").set_input_files([a_file()])
    press(page, "提交补正材料")
    page.get_by_text("补正材料已提交").wait_for()

    looked_at(page)
    assert case_page(house.city.party("citizen"), receipt.case_id).state.status == "received"
