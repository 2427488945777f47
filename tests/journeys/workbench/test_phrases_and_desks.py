"""In a browser: a phrase is put in by keyboard and edited; a desk is handed over and signed for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.documents.test_originals import receive
from tests.factories import file_case, walk
from tests.journeys.conftest import House
from tests.journeys.looking import looked_at


def test_phrase_is_put_in_by_keyboard_and_a_desk_changes_hands(
    house: House, new_page: Callable[..., Any]
) -> None:
    receipt, notice = file_case(house.city), receive(house.city, "plan")
    walk(house.city, receipt, until="accept")

    head = new_page()
    house.sign_in(head, "head")
    for post, use, text in (
        ("test.examine", "opinion", "经核查，{事项名称}的材料与现场一致"),
        ("test.window", "supplement", "{材料名称}缺少骑缝章，请加盖后重新提交"),
    ):
        head.goto(f"{house.base_url}/work/phrases/?post={post}")
        head.locator("#id_phrase-use").select_option(use)
        head.locator("#id_phrase-text").fill(text)
        head.get_by_role("button", name="保存").press("Enter")
        expect(head.locator(".case-list")).to_contain_text(text)
    looked_at(head, "phrases")

    examiner = new_page()
    house.sign_in(examiner, "examine")
    examiner.goto(f"{house.base_url}/work/cases/{receipt.case_id}/")
    examiner.locator("#id_opinion-opinion").fill("已看现场。")
    examiner.locator("#id_opinion-opinion-phrase").focus()
    examiner.keyboard.press("ArrowDown")
    examiner.keyboard.press("Tab")
    examiner.keyboard.press("Enter")
    area = examiner.locator("#id_opinion-opinion")
    expect(area).to_have_value("已看现场。\n经核查，示例经营许可的材料与现场一致")
    looked_at(examiner, "phrase-put-in")

    window = new_page()
    house.sign_in(window, "window")
    window.goto(f"{house.base_url}/work/cases/{notice}/")
    offered = window.locator('datalist[id$="plan-note"] option[value^="场所布局图缺少骑缝章"]')
    expect(offered).to_have_count(1)

    head.goto(f"{house.base_url}/work/staff/T-window/desk/")
    head.locator("#id_taker").select_option("T-examine")
    head.get_by_role("button", name="下一步").click()
    expect(head.locator("body")).to_contain_text("由 演示window 移交 演示examine")
    looked_at(head, "desk-waiting")
    head.get_by_role("button", name="确认移交").click()
    expect(head.locator("h1")).to_contain_text("移交清单")
    address = head.url
    window.goto(address)
    window.get_by_role("button", name="签字移交").click()
    expect(window.locator("h1")).to_contain_text("待接收人签字")
    examiner.goto(address)
    examiner.get_by_role("button", name="签字接收").click()
    expect(examiner.locator("h1")).to_contain_text("已移交")
    looked_at(examiner, "desk")
