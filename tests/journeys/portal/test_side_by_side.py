"""A transferred matter and a bureau's own side by side: names and seals on guide and decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from playwright.sync_api import expect

from tests import two_organs
from tests.documents.pdf_text import words
from tests.factories import LONG_AGO
from tests.journeys.conftest import House
from tests.journeys.looking import looked_at
from tests.journeys.portal.walking import PHONE
from tests.two_organs import NEW, NEW_NAME, OLD, OLD_NAME
from yichuang.directory.public import transfer_power
from yichuang.documents.public import paper_status, seal_port, verify_pdf

MOVED, KEPT = "已划转的许可", "未划转的许可"


def test_transferred_and_own_matter_side_by_side(
    house: House, new_page: Callable[..., Any]
) -> None:
    two_organs.let_the_head_publish_for_all()
    left = two_organs.matter(OLD, "left", name="划转前的许可")
    moved = two_organs.matter(NEW, "moved", name=MOVED)
    kept = two_organs.matter(OLD, "kept", name=KEPT, power="000999908001")
    transfer_power(
        power_code=two_organs.POWER,
        from_organ=OLD,
        to_organ=NEW,
        on=LONG_AGO,
        basis="《中华人民共和国行政许可法》第二十五条",
    )
    page = new_page(PHONE)

    page.goto(f"{house.base_url}/matters/{left.matter_code}/")
    expect(page.get_by_text(f"请向{NEW_NAME}申请").first).to_be_visible()
    expect(page.get_by_role("link", name="网上申请")).to_have_count(0)
    expect(page.get_by_text("可以到窗口办理")).to_have_count(0)
    looked_at(page)

    page.goto(f"{house.base_url}/matters/{moved.matter_code}/")
    where = page.locator("section[aria-labelledby=where]").inner_text()
    assert "职权划转" in where
    assert OLD_NAME in where  # watches afterwards
    looked_at(page)

    page.goto(f"{house.base_url}/matters/{kept.matter_code}/")
    assert "行使依据" not in page.locator("section[aria-labelledby=where]").inner_text()
    looked_at(page)

    cases = {
        NEW: two_organs.file(house.city, moved, "journey-moved-1"),
        OLD: two_organs.file(house.city, kept, "journey-kept-1"),
    }
    house.sign_in(page, "citizen")
    for organ, case in cases.items():
        two_organs.finish(house.city, case, organ)
    _decision_is(house, page, cases[NEW], organ=NEW_NAME, moved=True)
    _decision_is(house, page, cases[OLD], organ=OLD_NAME, moved=False)


def _decision_is(house: House, page: Any, case: UUID, *, organ: str, moved: bool) -> None:
    """Open the case as its applicant, read the decision, and look its seals up in public."""
    page.goto(f"{house.base_url}/cases/{case}/")
    looked_at(page)
    link = page.get_by_role("link", name="准予行政许可决定书").get_attribute("href")
    pdf = page.request.get(house.base_url + link).body()
    found = verify_pdf(pdf, roots=seal_port().trusted_roots())
    assert (found.sound, found.signer_name) == (True, organ)
    assert ("划转由本机关行使" in words(pdf)) is moved

    made = two_organs.papers(case)
    assert {"acceptance", "grant", "certificate", "service_return"} <= set(made)
    for kind, seal in (("grant", "机关印章"), ("acceptance", "行政许可专用章")):
        code = made[kind].verification_code
        assert paper_status(code) is not None
        page.goto(f"{house.base_url}/verify/{code}")
        shown = page.locator("main").inner_text()
        assert organ in shown
        assert seal in shown
        looked_at(page)
