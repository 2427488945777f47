"""The sample pages in a real browser: readable, reachable and quiet in every mode."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import translation
from playwright.sync_api import expect
from tests.browsing import CHROMIUM
from tests.site.theme_pages import HOST, NAMES, ROOT, sample_page, sample_site, static_file

AXE = ROOT / "tests" / "vendor" / "axe-core-4.14.1"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]

# width, large type, text size in percent, language
MODES = {
    "desk": (1280, False, 100, "zh-hans"),
    "phone": (360, False, 100, "zh-hans"),
    "large": (1280, True, 100, "zh-hans"),
    "large-phone": (375, True, 100, "zh-hans"),
    "text-200": (1280, False, 200, "zh-hans"),
    "english-phone": (360, False, 100, "en"),
    "english-large-phone": (375, True, 100, "en"),
}

SQUEEZED = """() => Array.from(document.querySelectorAll('main *, header *'))
  .filter((e) => !e.closest('.visually-hidden, thead') && e.children.length === 0
    && e.getClientRects().length && e.textContent.trim().length >= 3)
  .filter((e) => {
    const size = parseFloat(getComputedStyle(e).fontSize), box = e.getBoundingClientRect();
    return box.height > 2.5 * size && box.width < 1.9 * size;
  }).map((e) => e.outerHTML.slice(0, 120))"""

CUT = """() => Array.from(document.querySelectorAll('.table-place'))
  .filter((e) => e.scrollWidth > e.clientWidth + 1)
  .map((e) => e.scrollWidth + ' in ' + e.clientWidth)"""

SMALL = """(least) => Array.from(
    document.querySelectorAll('a, button, input:not([type=hidden]), select, summary, textarea'))
  .filter((e) => e.getClientRects().length && !e.closest('.choice, .skip-link'))
  .filter((e) => e.getBoundingClientRect().height < least - 0.5)
  .map((e) => Math.round(e.getBoundingClientRect().height) + ' ' + e.outerHTML.slice(0, 120))"""


@pytest.fixture
def opened(browser: Any) -> Iterator[Any]:
    """Give a function that opens a sample page; what the console said is on the page object."""
    pages = []

    def open_page(name: str, width: int = 1280, *, large: bool = False, **options: Any) -> Any:
        page = browser.new_page(viewport={"width": width, "height": 800}, **options)
        pages.append(page)
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        reply = sample_page(name, large=large)

        def serve(route: Any) -> None:
            address = urlsplit(route.request.url).path
            if address == "/page":
                route.fulfill(status=200, headers=dict(reply.items()), body=reply.content)
            elif address.startswith("/static/"):
                body, kind = static_file(address)
                route.fulfill(status=200, content_type=kind, body=body)
            else:
                route.abort()

        page.route("**/*", serve)
        page.goto(f"{HOST}/page")
        return page

    with sample_site():
        yield open_page
    for page in pages:
        page.close()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", NAMES)
def test_sample_page_is_accessible_and_nothing_is_cut_or_squeezed(
    opened: Any, name: str, mode: str
) -> None:
    width, large, percent, language = MODES[mode]

    with translation.override(language):
        page = opened(name, width, large=large)
    page.evaluate("(p) => { document.documentElement.style.fontSize = p }", _size(large, percent))
    page.evaluate((AXE / "axe.min.js").read_text())
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", TAGS)["violations"]

    assert [(one["id"], [n["html"][:120] for n in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CUT) == []
    assert page.evaluate(SQUEEZED) == []
    assert page.evaluate(SMALL, 60 if large else 44) == []
    assert page.said == []


def _size(large: bool, percent: int) -> str:
    return "" if percent == 100 else f"{percent * (1.5 if large else 1)}%"


def test_large_type_is_24_px_with_lines_and_paragraphs_apart(opened: Any) -> None:
    page = opened("progress", large=True)

    size, line = page.evaluate(
        "() => { const s = getComputedStyle(document.querySelector('main p'));"
        " return [parseFloat(s.fontSize), parseFloat(s.lineHeight)] }"
    )

    assert size >= 24
    assert line >= 1.3 * size


@pytest.mark.parametrize("name", ["form", "inbox"])
def test_menu_opens_without_scripts(opened: Any, name: str) -> None:
    page = opened(name, 360, java_script_enabled=False)
    menu = page.locator("details.menu")
    link = menu.locator("nav a").first

    expect(link).to_be_hidden()
    menu.locator("> summary").click()

    expect(link).to_be_visible()
    expect(page.locator("nav.site-nav:visible")).to_have_count(1)


def test_form_works_without_scripts(opened: Any) -> None:
    page = opened("form", 360, java_script_enabled=False)

    assert page.locator("input[type=file]").evaluate("e => getComputedStyle(e).opacity") == "1"
    expect(page.locator(".script-only:visible")).to_have_count(0)


def test_errors_are_read_out_first_and_lead_to_their_field(opened: Any) -> None:
    page = opened("form")

    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.locator(".error-summary a").first.click()

    assert page.evaluate("document.activeElement.id") == "id_credit_code"


def test_chosen_file_is_named(opened: Any) -> None:
    page = opened("form")

    page.locator("input[type=file]").set_input_files(
        {"name": "平面图.pdf", "mimeType": "application/pdf", "buffer": b"x"}
    )

    expect(page.locator(".file .chosen")).to_have_text("平面图.pdf")


def test_keyboard_reaches_the_content_first(opened: Any) -> None:
    page = opened("progress")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "跳到主要内容"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0


def test_single_keys_serve_staff_but_not_while_typing_and_can_be_switched_off(opened: Any) -> None:
    page = opened("inbox")
    search = page.locator("#id_q")

    page.keyboard.press("/")
    assert search.evaluate("e => e === document.activeElement")
    page.keyboard.type("?/")
    expect(search).to_have_value("?/")
    search.blur()
    page.keyboard.press("?")
    assert page.locator("details.shortcuts").get_attribute("open") is not None
    page.locator("#hotkey-switch").uncheck()
    page.locator("body").click(position={"x": 5, "y": 790})
    page.keyboard.press("/")

    assert not search.evaluate("e => e === document.activeElement")


def test_table_is_a_table_on_paper_and_cards_on_a_phone(opened: Any) -> None:
    page = opened("inbox", 360)
    row = page.locator(".data-table tbody tr").first

    assert row.evaluate("e => getComputedStyle(e).display") == "block"
    page.emulate_media(media="print")

    assert row.evaluate("e => getComputedStyle(e).display") == "table-row"
    expect(page.locator(".side:visible, .bar-services:visible, .filters:visible")).to_have_count(0)
