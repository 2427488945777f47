"""What every page of every journey holds, looked at where it stands: nothing is loaded again.

Access (axe), a quiet console, no sideways scrolling on a phone, no cut text in large type and at
200 %, and every control within reach of Tab, with a focus that shows. A page that looks the same
to all of these, whatever its words, is looked at once in a run.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent.parent
AXE, AXE_ADDRESS = (ROOT / "tests/vendor/axe-core-4.14.1/axe.min.js").read_text(), "/axe.min.js"
# A folder to keep the look of every page in; for a picture the browser adds a style, and says so.
PICTURES, PICTURE_SAID = os.environ.get("JOURNEY_PICTURES", ""), ("Applying inline style",)
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What may change with the width and the size of text; the other rules see the same page again.
LAYOUT_RULES = ["target-size", "scrollable-region-focusable", "button-name", "link-name", "label"]
# Width, large type, size of text in percent.
MODES = ((360, False, 100), (360, True, 100), (1280, False, 200))

TOOLS = (Path(__file__).parent / "controls.js").read_text()
# By its address from the page's own house: so the browser keeps it, compiled.
BRING_AXE = """(address) => new Promise((brought) => {
  const script = document.createElement("script");
  script.onload = script.onerror = () => { script.remove(); brought("axe" in window); };
  script.src = address;
  document.head.append(script);
})"""
SAME = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{2,}[-\dA-Z]*|(?<=verify/)[^/]+|(?<=items/)[^/]+")
_looked_at: set[tuple[str, str]] = set()


def kind_of_page(address: str) -> str:
    """Return the path of an address without what names one case, paper or person."""
    return SAME.sub("…", urlsplit(address).path)


def looked_at(page: Any, name: str = "", said: tuple[str, ...] = ()) -> str:
    """Fail unless the page holds everything, as it stands now; it is left as it was.

    `said` are words of the console that are expected: of a refused page the browser speaks.
    Returns the kind of page that was looked at.
    """
    page.wait_for_load_state()  # a click returns as soon as the answer begins
    where = f"{name or 'page'} {page.url}"
    kind = kind_of_page(page.url)
    state = (kind, asked(page, "shape"))
    if state not in _looked_at:
        pictured(page, name)
        findings = axe_findings(page)
        assert not findings, f"{where}: {findings}"
        fits(page, where)
        walked(page, where)
        _looked_at.add(state)
    quiet(page, where, said)
    return kind


def quiet(page: Any, where: str, said: tuple[str, ...] = ()) -> None:
    """Fail if the console said anything but what is expected."""
    known = (*said, *PICTURE_SAID) if PICTURES else said
    page.said[:] = noise = [text for text in page.said if not any(one in text for one in known)]
    assert not noise, f"{where} said {noise}"


def pictured(page: Any, name: str) -> None:
    """Keep a page's look, where there is a folder for it."""
    if not PICTURES:
        return
    file = re.sub(r"[^\w-]+", "-", name or page.url.split("/", 3)[-1]).strip("-")
    page.screenshot(path=f"{PICTURES}/{file[:80]}.png", full_page=True)


def axe_findings(page: Any, rules: list[str] | None = None) -> list[tuple[str, str, list[str]]]:
    """Return what axe-core finds on a page: rule, weight, and the first places."""
    page.wait_for_load_state()
    if not page.evaluate("() => 'axe' in window") and not page.evaluate(BRING_AXE, AXE_ADDRESS):
        page.evaluate(AXE)
    found = page.evaluate(
        "(only) => axe.run(document, {runOnly: only, resultTypes: ['violations']})",
        {"type": "rule", "values": rules} if rules else {"type": "tag", "values": AXE_TAGS},
    )
    return [
        (one["id"], one["impact"], [node["html"][:160] for node in one["nodes"][:3]])
        for one in found["violations"]
    ]


def overflow(page: Any) -> int:
    """Return by how many pixels a page scrolls sideways; 0 is right."""
    found: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return found


def fits(page: Any, where: str) -> None:
    """Fail if the page scrolls sideways or cuts text: narrow, narrow in large type, at 200 %."""
    before = page.viewport_size
    try:
        for width, large, percent in MODES:
            page.set_viewport_size({"width": width, "height": 800})
            flaws = asked(page, "measured", [large, percent])
            assert not flaws, f"{where} at {width} px, large {large}, {percent} %: {flaws}"
            if large:
                findings = axe_findings(page, LAYOUT_RULES)
                assert not findings, f"{where} in large type: {findings}"
    finally:
        asked(page, "restored")
        page.set_viewport_size(before)


def walked(page: Any, where: str) -> None:
    """Fail unless Tab reaches every control, shows where it is, and nothing needs a pointer."""
    for _ in range(asked(page, "begun") + 2):
        page.keyboard.press("Tab")
    flaws = asked(page, "ended")
    assert not flaws, f"{where}, with the keyboard: {flaws}"


def asked(page: Any, tool: str, argument: Any = None) -> Any:
    """Return what one of the tools of `controls.js` says about the page."""
    return page.evaluate(f"(given) => journeyTools.{tool}(given)", argument)
