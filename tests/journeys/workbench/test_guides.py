"""A department makes an imported licence its own, and it runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.journeys.conftest import House, axe_findings
from tests.workbench.imported import ROW, write_row
from yichuang.catalogue.public import edition_in_force, import_matters
from yichuang.ledger.public import Case


def filled(page: Any, part: str, **cells: str) -> None:
    """Open a part of the draft, fill in cells and save."""
    page.get_by_role("link", name=part, exact=True).last.click()
    while (closed := page.locator("details.row-form:not([open]) > summary")).count():
        closed.first.click()
    for name, value in cells.items():
        cell = page.locator(f"[name='{name.replace('__', '-')}']")
        if cell.first.get_attribute("type") == "radio":
            page.locator(f"[name='{name.replace('__', '-')}'][value='{value}']").check()
        elif cell.first.evaluate("e => e.tagName") == "SELECT":
            cell.select_option(value)
        else:
            cell.fill(value)
    assert axe_findings(page) == []
    page.get_by_role("button", name="保存", exact=True).click()


def test_officer_completes_and_publishes_an_imported_licence_and_it_runs(
    house: House, new_page: Callable[..., Any], tmp_path: Path
) -> None:
    assert import_matters(write_row(tmp_path)).rejected == 0
    editor = new_page()
    house.sign_in(editor, "catalogue")
    editor.goto(f"{house.base_url}/work/")
    editor.get_by_role("link", name="示例导入许可").click()
    home = editor.url

    filled(
        editor,
        "基本信息、地点和救济",
        basics__location="示例路1号",
        basics__everyday_names="办示例证",
        basics__visits_reason="当面核对",
    )
    filled(editor, "收费", fees__fees="free")
    filled(
        editor,
        "办理结果",
        result__kind="1",
        result__name="示例导入证",
        result__licence_type="901",
        result__validity="3",
    )
    filled(editor, "申请材料", material__0__need="1", material__0__copies="1")
    editor.get_by_role("button", name="送合法性审核").click()
    expect(editor.get_by_text("等待编制或者审核岗位处理")).to_be_visible()

    legal = new_page()
    house.sign_in(legal, "legal")
    legal.goto(home)
    legal.locator("#id_waive").check()
    legal.locator("#id_note").fill("上级清单原文为据")
    assert axe_findings(legal) == []
    legal.get_by_role("button", name="审核通过").click()

    head = new_page()
    house.sign_in(head, "head")
    head.goto(home)
    expect(head.get_by_text("上级清单原文为据").first).to_be_visible()
    head.get_by_role("button", name="公布").click()
    expect(head.locator("#main").get_by_text("现行有效")).to_be_visible()
    assert edition_in_force(ROW["task_code"]).fileable

    clerk = new_page()
    house.sign_in(clerk, "window")
    party = house.city.parties["citizen"]
    clerk.goto(f"{house.base_url}/work/counter/?party={party}&q=办示例证")
    clerk.get_by_role("link", name="示例导入许可").click()
    expect(clerk.locator("[name='f-applicant_name']")).to_have_value("测试甲")
    clerk.locator("button[name=all_paper]").click()
    clerk.get_by_text("必要材料齐了").wait_for()
    clerk.locator("[name=confirmed_by][value=signature]").check()
    clerk.get_by_role("button", name="收件并受理").click()
    clerk.get_by_text("已收件并受理").wait_for()
    assert Case.objects.get(matter=ROW["task_code"]).status == "accepted"
