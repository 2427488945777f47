"""At the counter and behind it, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.factories import file_case
from tests.journeys.conftest import House
from tests.journeys.looking import looked_at
from yichuang.approval import public as approval
from yichuang.ledger.public import Case

CITIZEN = "320200209912010010"


def test_second_clerk_learns_who_was_first_and_keeps_what_he_typed(
    house: House, new_page: Callable[..., Any]
) -> None:
    receipt = file_case(house.city)
    first, second = new_page(), new_page()
    address = f"{house.base_url}/work/cases/{receipt.case_id}/"
    for page, login in ((first, "window"), (second, "decide")):
        house.sign_in(page, login)
        page.goto(address)

    first.get_by_role("button", name="受理", exact=True).click()
    first.get_by_text("已完成：受理").wait_for()
    second.locator("summary", has_text="不予受理").click()
    second.locator("[name='non-acceptance-ground'][value=not_required]").check()
    second.locator("[name='non-acceptance-reasons']").fill("不需要许可")
    second.locator("details[open]").get_by_role("button", name="不予受理").click()

    problem = second.locator("#problems .problem")
    problem.wait_for()
    expect(problem).to_contain_text("演示window（综合窗口受理岗）已于")
    expect(second.locator("[name='non-acceptance-reasons']")).to_have_value("不需要许可")
    looked_at(second, said=("status of 409",))
    problem.get_by_role("link", name="重新载入").click()
    expect(second.locator("#case-head").get_by_text("已受理，办理中")).to_be_visible()
    assert Case.objects.get(pk=receipt.case_id).version == 2


def test_contract_clerk_receives_and_enters_how_the_result_comes_and_no_more(
    house: House, page: Any
) -> None:
    house.sign_in(page, "assist")
    page.goto(
        f"{house.base_url}/work/counter/?party={house.city.parties['citizen']}"
        f"&edition={house.city.licence.id}"
    )

    buttons = page.locator("#reception .finish .actions button")
    expect(buttons).to_have_text(["收件并打印回执"])
    page.locator("[name='f-DE_TRADE_NAME']").fill("示例餐饮店")
    page.locator("[name='f-DE_AREA']").fill("80")
    page.locator("button[name=all_paper]").click()
    page.get_by_text("必要材料齐了").wait_for()
    page.locator("[name=confirmed_by][value=signature]").check()
    buttons.click()
    page.get_by_text("已收件").first.wait_for()
    page.get_by_role("link", name="打开办件").click()

    forms = page.locator("#case-now form")  # the clerk who hands over may note how it shall come
    expect(forms).to_have_count(1)
    expect(forms).to_have_attribute("action", re.compile("/delivery-choice/$"))
    page.locator("#case-now .refused summary").click()
    denied = page.locator("#case-now .refused dd", has_text="本岗位没有这项权限")
    expect(denied.nth(4)).to_be_visible()


def test_scan_is_kept_as_soon_as_it_is_chosen(house: House, page: Any) -> None:
    from tests.factories import SAMPLE_PDF

    house.sign_in(page, "window")
    page.goto(
        f"{house.base_url}/work/counter/?party={house.city.parties['citizen']}"
        f"&edition={house.city.licence.id}"
    )

    scan = {"name": "布局图.pdf", "mimeType": "application/pdf", "buffer": SAMPLE_PDF}
    page.locator("[name='m-plan-file']").set_input_files(scan)
    page.locator("#scans-plan").get_by_text("布局图.pdf").wait_for()
    expect(page.locator("#gaps .notice li")).to_have_count(1)

    expect(page.locator("[name='m-plan-how'][value=upload]")).to_be_checked()
    expect(page.locator("[name='m-plan-file']")).to_have_value("")
    assert page.said == []


def test_counter_works_without_scripts(house: House, new_page: Callable[..., Any]) -> None:
    page = new_page(java_script_enabled=False)
    house.sign_in(page, "instant")
    page.goto(f"{house.base_url}/work/counter/")
    page.locator("#id_number").fill(CITIZEN)
    page.get_by_role("button", name="查找").click()
    page.locator("#id_q").fill("查示例")
    page.get_by_role("button", name="查事项").click()
    page.get_by_role("link", name="示例信息查询").click()
    page.locator("[name='f-DE_QUESTION']").fill("示例内容")
    page.locator("[name=confirmed_by][value=signature]").check()
    page.get_by_role("button", name="收件并当场办结").click()

    expect(page.get_by_text("已当场办结")).to_be_visible()


def test_every_page_is_accessible_and_fits_a_phone(
    house: House, new_page: Callable[..., Any]
) -> None:
    city = house.city
    receipt, gap = file_case(city), file_case(city, gap=True, key="factory-filing-2")
    approval.act(
        receipt.case_id, approval.Accept(), actor=city.officer("window"), key="first-key-1"
    )
    visit = f"/work/counter/?party={city.parties['citizen']}"
    pages = {
        "window": [
            "/work/",
            f"/work/cases/{receipt.case_id}/",
            f"/work/cases/{gap.case_id}/",
            "/work/counter/",
            f"{visit}&q=示例",
            f"{visit}&edition={city.licence.id}",
            f"{visit}&role=agent",
            f"/work/counter/done/{gap.case_id}/",
            "/work/search/",
        ],
        "head": ["/work/today/", "/work/today/rows/?kind=open", "/work/warnings/", "/work/search/"],
        "catalogue": ["/work/matters/", f"/work/matters/{city.licence.id}/"],
    }
    for login, addresses in pages.items():
        page = new_page()
        house.sign_in(page, login)
        for address in addresses:
            page.goto(house.base_url + address)
            looked_at(page)
