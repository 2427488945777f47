"""A catalogue editor makes a new matter in a browser, on a narrow screen, too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.journeys.conftest import House, axe_findings
from yichuang.catalogue.models import Edition
from yichuang.catalogue.public import content_of


def test_editor_begins_a_matter_and_orders_its_materials(
    house: House, new_page: Callable[..., Any]
) -> None:
    page = new_page()
    house.sign_in(page, "catalogue")
    page.goto(f"{house.base_url}/work/matters/")
    page.get_by_role("link", name="新建事项").click()
    page.locator("#id_new-main").fill("示例活动管理")
    page.locator("#id_new-new_main").check()
    page.locator("#id_new-name").fill("示例活动备案")
    page.locator("#id_new-power_type").select_option("20")
    page.locator("#id_new-level").select_option("3")
    page.set_viewport_size({"width": 360, "height": 800})
    assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="建立草稿").click()

    page.get_by_role("link", name="申请材料", exact=True).last.click()
    page.locator("[name=material-0-name]").fill("申请书")
    page.locator("[name=material-1-name]").fill("场地图")
    page.get_by_role("button", name="保存并再加几项").click()
    page.locator("details.row-form > summary").nth(1).click()
    assert axe_findings(page) == []
    page.get_by_role("button", name="上移 场地图").click()
    page.get_by_text("第 1 项 场地图").wait_for()

    draft = Edition.objects.get(matter__name="示例活动备案")
    assert [one.name for one in content_of(draft.id).materials or ()] == ["场地图", "申请书"]
