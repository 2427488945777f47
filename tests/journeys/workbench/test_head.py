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
from tests.journeys.hand import Hand
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


def test_heads_morning(house: House, person: Callable[..., Hand], tmp_path: Path) -> None:
    late, ready = prepare(house.city)
    head = person(accept_downloads=True)
    page = head.page
    head.sign_in(house.base_url, "head")

    head.go("4")
    figures = page.locator(".figures")
    expect(figures.locator("a", has_text="已超期").locator("b")).to_have_text("1")
    expect(figures.locator("a", has_text="在办").locator("b")).to_have_text("4")
    head.tab_to(page.get_by_role("link", name="导出数字"))
    sheet = downloaded(head, tmp_path / "figures.xlsx")
    assert dict(zip(sheet[2], sheet[3], strict=True))["已超期"] == 1

    head.follow(page.locator(".figures a[href*='kind=overdue']"))
    expect(page.get_by_role("link", name=late.number)).to_be_visible()
    expect(page.get_by_role("link", name=ready[0].number)).to_be_hidden()
    head.tab_to(".export summary")
    head.press("Enter")
    head.fill("#id_ground", "晨会核对")
    head.look("export")
    head.tab_to("#id_ground")
    rows = downloaded(head, tmp_path / "rows.xlsx")
    assert [row[0] for row in rows[2:]] == [late.number]
    assert Look.objects.get(what="export").ground == "晨会核对"

    head.press("Tab")  # out of the field, so that a single key counts
    head.go("8")
    expect(page.locator("tbody .status").first).to_have_text("红牌")
    head.tab_to("tbody summary")
    head.press("Enter")
    head.look("warnings")
    _decide_a_list(house, head, ready)
    assert verify().holds


def downloaded(head: Hand, file: Path) -> list[list[Any]]:
    """Press Enter on what hands out a workbook; return its first sheet."""
    with head.page.expect_download() as download:
        head.press("Enter")
    download.value.save_as(file)
    return CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()


def _decide_a_list(house: House, head: Hand, ready: list[Receipt]) -> None:
    page = head.page
    head.go("1")
    head.follow("集中决定")
    for receipt in ready:
        head.tick(f"#case-{receipt.case_id}")
    head.push(page.locator("main form button"))
    for receipt in ready:
        expect(page.get_by_role("link", name=receipt.number)).to_be_visible()
    expect(page.locator("main").get_by_text("属实").first).to_be_visible()

    approval.act(
        ready[1].case_id,
        approval.Decide(granted=True),
        actor=house.city.officer("decide"),
        key="somebody-was-first",
    )
    head.push(page.locator("main form .actions button"))

    told = page.locator(".notice.tone-warn")
    expect(told).to_contain_text(ready[1].number)
    expect(told).to_contain_text("演示decide（决定岗）刚刚办理过：准予")
    expect(page.get_by_text("已准予 2 件")).to_be_visible()
    assert {Case.objects.get(pk=one.case_id).status for one in ready} == {"granted"}
