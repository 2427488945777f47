"""A transferred matter and a bureau's own side by side: names and seals on guide and decision."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from playwright.sync_api import expect

from tests import two_organs
from tests.documents.pdf_text import words
from tests.factories import LONG_AGO
from tests.journeys.conftest import House
from tests.journeys.hand import Hand
from tests.journeys.portal.walking import PHONE
from tests.two_organs import NEW, NEW_NAME, OLD, OLD_NAME
from yichuang.directory.public import transfer_power
from yichuang.documents.public import paper_status, seal_port, verify_pdf

LEFT, MOVED, KEPT = "划转前的许可", "已划转的许可", "未划转的许可"


def test_transferred_and_own_matter_side_by_side(house: House, person: Callable[..., Hand]) -> None:
    two_organs.let_the_head_publish_for_all()
    two_organs.matter(OLD, "left", name=LEFT)
    moved = two_organs.matter(NEW, "moved", name=MOVED)
    kept = two_organs.matter(OLD, "kept", name=KEPT, power="000999908001")
    transfer_power(
        power_code=two_organs.POWER,
        from_organ=OLD,
        to_organ=NEW,
        on=LONG_AGO,
        basis="《中华人民共和国行政许可法》第二十五条",
    )
    citizen = person(PHONE)
    citizen.begin_at(house.base_url)
    _guides_name_who_decides(citizen)

    cases = {
        NEW: two_organs.file(house.city, moved, "journey-moved-1"),
        OLD: two_organs.file(house.city, kept, "journey-kept-1"),
    }
    for organ, case in cases.items():
        two_organs.finish(house.city, case, organ)
    citizen.menu("我的空间")
    citizen.sign_in(house.base_url, "citizen")
    _decision_is(house, citizen, MOVED, cases[NEW], organ=NEW_NAME)
    _decision_is(house, citizen, KEPT, cases[OLD], organ=OLD_NAME)


def _guides_name_who_decides(citizen: Hand) -> None:
    page, where = citizen.page, citizen.page.locator("section[aria-labelledby=where]")
    _opens_the_guide(citizen, LEFT)
    expect(page.get_by_text(f"请向{NEW_NAME}申请").first).to_be_visible()
    expect(page.get_by_role("link", name="网上申请")).to_have_count(0)
    expect(page.get_by_text("可以到窗口办理")).to_have_count(0)
    _opens_the_guide(citizen, MOVED)
    expect(where).to_contain_text("职权划转")
    expect(where).to_contain_text(OLD_NAME)  # watches afterwards
    _opens_the_guide(citizen, KEPT)
    expect(where).not_to_contain_text("行使依据")


def _opens_the_guide(citizen: Hand, name: str) -> None:
    citizen.menu("找事项")
    citizen.fill("main [name=q]", name)
    citizen.push("搜索")
    citizen.follow(citizen.page.locator("main").get_by_role("link", name=name, exact=True))


def _decision_is(house: House, citizen: Hand, name: str, case: UUID, *, organ: str) -> None:
    """Open the case as its applicant, read the decision, and look its seals up in public."""
    page = citizen.page
    citizen.menu("我的空间")
    citizen.follow(name)
    link = page.get_by_role("link", name="准予行政许可决定书")
    citizen.tab_to(link)
    pdf = page.request.get(house.base_url + link.first.get_attribute("href")).body()
    found = verify_pdf(pdf, roots=seal_port().trusted_roots())
    assert (found.sound, found.signer_name) == (True, organ)
    assert ("划转由本机关行使" in words(pdf)) is (name == MOVED)

    made = two_organs.papers(case)
    assert {"acceptance", "grant", "certificate", "service_return"} <= set(made)
    for kind, seal in (("grant", "机关印章"), ("acceptance", "行政许可专用章")):
        code = made[kind].verification_code
        assert paper_status(code) is not None
        citizen.menu("核验证照")
        citizen.fill("main [name=code]", code)
        citizen.push("核验")
        expect(page.locator("main")).to_contain_text(organ)
        expect(page.locator("main")).to_contain_text(seal)
