"""The head's morning: figures, what is overdue, a workbook, and a list decided in one sitting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.factories import LICENCE_FORM, City, applicant, file_case, walk
from tests.journeys.conftest import House
from tests.journeys.looking import looked_at
from tests.journeys.workbench.keyboard import Keyboard
from yichuang.approval import public as approval
from yichuang.directory.models import Look
from yichuang.kernel.public import DomainError
from yichuang.ledger.public import Case, Receipt, verify


def prepare(city: City) -> tuple[Receipt, list[Receipt]]:
    """File one that has waited for weeks, and three that wait for the decision."""
    late = approval.receive_application(
        actor=city.officer("window"),
        edition_id=city.licence.id,
        party=city.parties["neighbour"],
        command=approval.Receive(
            form=dict(LICENCE_FORM),
            applicant=applicant("neighbour"),
            materials=tuple(
                approval.MaterialGiven(code, "paper", copies=1) for code in ("plan", "rules")
            ),
            received_at=datetime.now(UTC) - timedelta(days=40),
            late_ground="系统故障期间纸质收件",
        ),
        key="head-morning-late",
    )
    # Nobody answered it in time: whoever touches it now finds it accepted since then.
    with pytest.raises(DomainError):
        approval.act(late.case_id, approval.Accept(), actor=city.officer("window"), key="too-late")
    ready = [file_case(city, key=f"head-morning-{n}") for n in range(3)]
    for receipt in ready:
        walk(city, receipt, until="review")
    return late, ready


def test_heads_morning(house: House, new_page: Callable[..., Any], tmp_path: Path) -> None:
    late, ready = prepare(house.city)
    page = new_page(accept_downloads=True)
    keys = Keyboard(page)
    house.sign_in(page, "head")
    page.goto(f"{house.base_url}/work/")

    keys.go("4")
    figures = page.locator(".figures")
    expect(figures.locator("a", has_text="已超期").locator("b")).to_have_text("1")
    expect(figures.locator("a", has_text="在办").locator("b")).to_have_text("4")
    looked_at(page, "head")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出数字").click()
    download.value.save_as(tmp_path / "figures.xlsx")
    sheet = CalamineWorkbook.from_path(tmp_path / "figures.xlsx").get_sheet_by_index(0).to_python()
    assert dict(zip(sheet[2], sheet[3], strict=True))["已超期"] == 1

    keys.tab_to(".figures a[href*='kind=overdue']", most=60)
    keys.go()
    expect(page.get_by_role("link", name=late.number)).to_be_visible()
    expect(page.get_by_role("link", name=ready[0].number)).to_be_hidden()
    looked_at(page, "rows")
    keys.tab_to(".export summary")
    keys.press("Enter")
    keys.tab_to("#id_ground")
    keys.type("晨会核对")
    with page.expect_download() as download:
        keys.press("Enter")
    download.value.save_as(tmp_path / "rows.xlsx")
    rows = CalamineWorkbook.from_path(tmp_path / "rows.xlsx").get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[2:]] == [late.number]
    assert Look.objects.get(what="export").ground == "晨会核对"

    page.locator("h1").click()
    keys.go("8")
    expect(page.locator("tbody .status").first).to_have_text("红牌")
    page.locator("tbody summary").first.click()
    looked_at(page, "warnings")
    _decide_a_list(house, page, keys, ready)
    assert page.said == []
    assert verify().holds


def _decide_a_list(house: House, page: Any, keys: Keyboard, ready: list[Receipt]) -> None:
    page.locator("h1").click()
    keys.go("1")
    keys.tab_to("a[href='/work/decisions/']")
    keys.go()
    looked_at(page, "choose")
    for receipt in ready:
        keys.tab_to(f"#case-{receipt.case_id}", most=60)
        keys.press("Space")
    keys.tab_to("main form button")
    keys.go()
    for receipt in ready:
        expect(page.get_by_role("link", name=receipt.number)).to_be_visible()
    expect(page.locator("main").get_by_text("属实").first).to_be_visible()
    looked_at(page, "confirm")

    approval.act(
        ready[1].case_id,
        approval.Decide(granted=True),
        actor=house.city.officer("decide"),
        key="somebody-was-first",
    )
    keys.tab_to("main form .actions button", most=60)
    keys.go()

    told = page.locator(".notice.tone-warn")
    expect(told).to_contain_text(ready[1].number)
    expect(told).to_contain_text("演示decide（决定岗）刚刚办理过：准予")
    expect(page.get_by_text("已准予 2 件")).to_be_visible()
    looked_at(page, "done")
    assert {Case.objects.get(pk=one.case_id).status for one in ready} == {"granted"}
