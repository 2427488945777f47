"""Every page of the portal in every mode: accessible, nothing cut, the hall's words alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.factories import file_case, walk
from tests.journeys.conftest import House
from tests.journeys.looking import fits, looked_at
from tests.journeys.portal.walking import press
from yichuang.licences.public import licences_of_case

NEVER_ZH = re.compile("账本|哈希|链|版本号")
NEVER_EN = re.compile(r"\b(ledger|hash\w*|chains?|editions?)\b", re.IGNORECASE)
CHINESE = re.compile("[\u4e00-\u9fff]")
# Of a refused page the browser itself says that it was refused.
REFUSED = ("status of 404", "status of 422")


def public_pages(house: House) -> list[str]:
    """Return the addresses that need no account."""
    licence, service = house.city.licence.matter_code, house.city.service.matter_code
    return [
        "/", "/search/", "/search/?q=开示例店", "/search/?q=没有这种事xyz",
        "/search/?power_type=05", "/plan/", f"/plan/?m={licence}&m={service}&q=示例",
        f"/plan/print/?m={licence}&m={service}",
        "/events/restaurant/", f"/matters/{licence}/", f"/matters/{licence}/print/",
        f"/matters/{licence}/dates/?accepted=2026-09-24",
        f"/matters/{service}/", "/matters/none/", "/progress/", "/verify/", "/verify/ABC",
        "/sign-in/", "/sign-in/code/", "/sign-in/post/", "/no-such-page/",
    ]  # fmt: skip


def own_pages(house: House) -> list[str]:
    """Return the addresses of a citizen with a closed case, an open one and a draft."""
    closed = file_case(house.city, key="closed-case-1")
    walk(house.city, closed, until="deliver")
    opened = file_case(house.city, key="opened-case-1")
    code = licences_of_case(closed.case_id)[0].verification_code
    pages = [f"/cases/{closed.case_id}/{page}" for page in ("", "receipt/", "evaluation/")]
    pages += [f"/cases/{opened.case_id}/{page}" for page in ("", "receipt/", "withdrawal/")]
    pages += [
        f"/my/{page}" for page in ("", "licences/", "mandates/", "looks/", "channels/", "card/")
    ]
    return [*pages, f"/apply/{house.city.licence.id}/", f"/verify/{code}"]


def begun_draft(page: Any, house: House) -> list[str]:
    """Begin a draft and return the addresses of its pages."""
    page.goto(f"{house.base_url}/apply/{house.city.licence.id}/")
    press(page, "开始填写")
    draft = page.url.removeprefix(house.base_url).rsplit("/", 2)[0]
    names = ("contact/", "form/1/", "form/2/", "materials/", "materials/plan/", "check/")
    return [f"{draft}/{name}" for name in names]


def words_of(page: Any, house: House, address: str) -> str:
    """Open a page and return its words."""
    page.said.clear()
    page.goto(house.base_url + address)
    words: str = page.locator("body").inner_text()
    return words


def test_every_page_is_good_in_every_mode(house: House, new_page: Callable[..., Any]) -> None:
    page = new_page()
    for address in public_pages(house):
        assert not NEVER_ZH.search(words_of(page, house, address)), address
        looked_at(page, said=REFUSED)
    addresses = own_pages(house)
    house.sign_in(page, "citizen")
    for address in addresses + begun_draft(page, house):
        assert not NEVER_ZH.search(words_of(page, house, address)), address
        looked_at(page, said=REFUSED)

    cookie = {"name": "yc_large_type", "value": "1", "url": house.base_url}
    page.context.add_cookies([cookie])
    page.goto(house.base_url)
    expect(page.locator("html")).to_have_class(re.compile("large-type"))


def test_every_page_has_english(house: House, new_page: Callable[..., Any]) -> None:
    page = new_page()
    addresses = public_pages(house) + own_pages(house)
    house.sign_in(page, "citizen")
    addresses += begun_draft(page, house)
    page.goto(house.base_url)

    with page.expect_navigation():
        page.locator("button[value=en]:visible").click()

    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.locator("h1")).to_have_text("What would you like to do?")
    for address in addresses:
        words = words_of(page, house, address)
        assert not NEVER_EN.search(words), (address, NEVER_EN.search(words))
        left = [one for one in ours(page) if CHINESE.search(one)]
        assert left == [], address
        fits(page, address)  # English words are longer


def ours(page: Any) -> list[str]:
    """Return what the portal itself says on buttons and in navigation; names are data."""
    found: list[str] = page.evaluate(
        """() => Array.from(document.querySelectorAll('button, nav a, .btn, legend .mark, .mark'))
          .map((e) => { const copy = e.cloneNode(true);
            copy.querySelectorAll('.visually-hidden').forEach((one) => one.remove());
            return copy.textContent.trim(); })"""
    )
    return [one for one in found if one and one != "中文"]
