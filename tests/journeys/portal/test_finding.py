"""Finding a matter and reading its guide, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.journeys.conftest import House
from tests.journeys.looking import looked_at
from tests.journeys.portal.walking import press


def test_citizen_finds_a_matter_by_everyday_words(
    house: House, new_page: Callable[..., Any]
) -> None:
    page = new_page(360)

    page.goto(house.base_url)
    page.locator("#q").fill("开示例店")
    press(page, "搜索")
    press(page, "示例经营许可", "link")

    expect(page.locator("h1")).to_have_text("示例经营许可")
    expect(page.get_by_text("场所布局图")).to_be_visible()
    looked_at(page)
