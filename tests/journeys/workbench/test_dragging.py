"""Rows of a guide dragged with the mouse; by keyboard they are moved in the editor's journey."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.journeys.conftest import House
from yichuang.catalogue.public import content_of, new_draft_from


def test_a_dragged_row_is_kept_at_its_new_place(house: House, page: Any) -> None:
    draft = new_draft_from(house.city.licence.id, actor=house.city.officer("catalogue"))
    before = [one.name for one in content_of(draft).materials or ()]
    house.sign_in(page, "catalogue")
    page.goto(f"{house.base_url}/work/matters/{draft}/parts/materials/")

    titles = page.locator("summary[data-movable]")
    expect(titles).to_have_count(len(before))
    titles.nth(1).drag_to(titles.nth(0), target_position={"x": 40, "y": 4})
    expect(titles.nth(0)).to_have_text(f"第 1 项 {before[1]}")
    with page.expect_navigation():
        page.get_by_role("button", name="保存", exact=True).click()

    after = [one.name for one in content_of(draft).materials or ()]
    assert after == [before[1], before[0], *before[2:]]
