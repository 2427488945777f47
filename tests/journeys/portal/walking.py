"""Steps that several journeys share, done as a person does them."""

from __future__ import annotations

from typing import Any

from tests.factories import SAMPLE_PDF
from tests.journeys.conftest import House, axe_findings, overflow

WIDE, PHONE = 1280, 360


def is_good(page: Any, said: tuple[str, ...] = ()) -> None:
    """Check what holds on every page: accessible, no sideways scrolling, a quiet console."""
    findings, sideways = axe_findings(page), overflow(page)
    noise = [text for text in page.said if not any(known in text for known in said)]
    assert not findings, f"{page.url}: {findings}"
    assert not sideways, f"{page.url} scrolls sideways by {sideways} px: {widest(page)}"
    assert not noise, f"{page.url} said {noise}"


def widest(page: Any) -> list[str]:
    """Return the first elements that stick out on the right."""
    found: list[str] = page.evaluate(
        "() => Array.from(document.querySelectorAll('body *')).filter((e) =>"
        " e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)"
        ".slice(0, 5).map((e) => e.outerHTML.slice(0, 120))"
    )
    return found


def a_file(name: str = "示例材料.pdf") -> dict[str, Any]:
    """Return a file as Playwright hands it in."""
    return {"name": name, "mimeType": "application/pdf", "buffer": SAMPLE_PDF}


def press(page: Any, words: str, role: str = "button") -> None:
    """Press the button or link with these words and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role(role, name=words, exact=role == "button").first.click()


def go_on(page: Any) -> None:
    """Press the button that keeps the page and goes on."""
    press(page, "保存并继续")


def apply_for_the_licence(page: Any, house: House) -> None:
    """Go from the guide to the check page, filling everything in; each page is looked at."""
    page.goto(f"{house.base_url}/matters/{house.city.licence.matter_code}/")
    press(page, "网上申请", "link")
    is_good(page)
    press(page, "开始填写")
    is_good(page)
    go_on(page)
    page.locator("#id_DE_TRADE_NAME").fill("示例餐饮店")
    page.locator("#id_DE_AREA").fill("80")
    is_good(page)
    go_on(page)
    go_on(page)
    is_good(page)
    for name in ("场所布局图", "管理制度"):
        press(page, f"去准备 {name}", "link")
        page.locator("input[type=file]").set_input_files([a_file()])
        press(page, "上传")
        is_good(page)
        press(page, "回到材料清单", "link")
    go_on(page)
    is_good(page)
