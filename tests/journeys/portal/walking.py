"""Steps that several journeys share, done as a person does them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories import SAMPLE_PDF
from tests.journeys.conftest import House
from tests.journeys.hand import Hand
from tests.journeys.looking import looked_at

WIDE, PHONE = 1280, 360


def a_file(name: str = "示例材料.pdf") -> dict[str, Any]:
    """Return a file as Playwright hands it in."""
    return {"name": name, "mimeType": "application/pdf", "buffer": SAMPLE_PDF}


def press(page: Any, words: str, role: str = "button") -> None:
    """Press the button or link with these words and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role(role, name=words, exact=role == "button").first.click()


def go_on(page: Any) -> None:
    """Press the button that keeps the page and goes on."""
    press(page, "保存并继续")


def apply_for_the_licence(page: Any, house: House, see: Callable[[Any], None] = looked_at) -> None:
    """Go from the guide to the check page, filling everything in; each page is looked at."""
    page.goto(f"{house.base_url}/matters/{house.city.licence.matter_code}/")
    press(page, "网上申请", "link")
    see(page)
    press(page, "开始填写")
    see(page)
    fill_in_the_licence(page, see)


def fill_in_the_licence(page: Any, see: Callable[[Any], None] = looked_at) -> None:
    """Go from the first page of a draft to the check page."""
    go_on(page)
    page.locator("#id_DE_TRADE_NAME").fill("示例餐饮店")
    page.locator("#id_DE_AREA").fill("80")
    see(page)
    go_on(page)
    go_on(page)
    see(page)
    for name in ("场所布局图", "管理制度"):
        press(page, f"去准备 {name}", "link")
        page.locator("input[type=file]").set_input_files([a_file()])
        press(page, "上传")
        see(page)
        press(page, "回到材料清单", "link")
    go_on(page)
    see(page)


def opens_the_application(
    who: Hand, matter: str, words: str = "开示例店", into: str = "网上申请"
) -> None:
    """Search by everyday words with the keyboard, open the guide, and go on from there."""
    who.menu("找事项")
    who.fill("main [name=q]", words)
    who.push("搜索")
    who.follow(who.page.locator("main").get_by_role("link", name=matter, exact=True))
    who.follow(into)
