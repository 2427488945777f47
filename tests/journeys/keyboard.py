"""A person who has no mouse: every key is counted, and what he presses has the focus by Tab."""

from __future__ import annotations

from datetime import date
from typing import Any

from playwright.sync_api import expect

from tests.factories import PASSWORD
from tests.journeys.looking import asked

# A date has stops of its own, and a page may change under the hand: so the way is asked again.
MOST_WAYS, MOST_TABS = 24, 200


class Keyboard:
    """Types and presses on a page, and counts."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.strokes = 0
        # From the start: told of it only when Enter is pressed, a browser may be too late.
        page.on("filechooser", lambda _: None)

    def type(self, text: str) -> None:
        """Type a text into what has the focus."""
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def press(self, key: str, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            self.page.keyboard.press(key)
            self.strokes += 1

    def go(self, key: str = "Enter") -> None:
        """Press a key that leads to another page, and wait until that has come."""
        self.page.evaluate("window.leaving = true")
        self.press(key)
        self.page.wait_for_function(
            "() => !window.leaving && document.readyState === 'complete'", polling=50
        )

    def at(self, selector: str) -> None:
        """Wait until an element has the focus: a page gives it a moment after it has come."""
        self.page.wait_for_function("s => !!document.activeElement?.matches(s)", arg=selector)

    def sign_in(self, base_url: str, login: str) -> None:
        """Sign in at the page itself."""
        self.page.goto(f"{base_url}/sign-in/")
        self.tab_to("#id_login_name")
        self.type(login)
        self.press("Tab")
        self.type(PASSWORD)
        self.go()

    def tab_to(self, what: Any) -> None:
        """Press Tab until an element has the focus, or its group of radios, and the focus shows.

        The page is asked how many Tabs lead there, forwards or backwards, or whether the link to
        the main part saves some, as one sees it who looks at the page; then as many are pressed.
        """
        where = self.page.locator(what) if isinstance(what, str) else what
        pressed, way = 0, {}
        for _ in range(MOST_WAYS):
            way = where.first.evaluate("e => journeyTools.way(e)")
            if way["there"]:
                assert way["shows"], f"the focus does not show on {what}"
                return
            if way["skip"]:
                self.press("Enter")
                continue
            self.press("Tab" if way["tabs"] > 0 else "Shift+Tab", abs(way["tabs"]))
            pressed += abs(way["tabs"])
            assert pressed <= MOST_TABS, f"{MOST_TABS} Tabs do not reach {what}"
        raise AssertionError(f"Tab never reached {what}: {way}, at {asked(self.page, 'here')}")

    def fill(self, what: Any, text: str) -> None:
        """Go to a field and type into it, over what stands there."""
        self.tab_to(what)
        self.press("Control+a")
        self.type(text)

    def fill_day(self, what: Any, day: date) -> None:
        """Go to a field for a day and type it: this Chromium asks for month, day and year."""
        self.tab_to(what)
        self.type(f"{day:%m%d%Y}")
        where = self.page.locator(what) if isinstance(what, str) else what
        expect(where).to_have_value(day.isoformat())

    def tick(self, what: Any) -> None:
        """Go to a box or radio and choose it: of a group the arrows choose."""
        where = self.page.locator(what) if isinstance(what, str) else what
        self.tab_to(where)
        for _ in range(where.first.evaluate("e => journeyTools.arrows(e)")):
            self.press("ArrowDown")
        if not where.first.is_checked():
            self.press("Space")
        expect(where.first).to_be_checked()

    def choose(self, what: Any, value: str) -> None:
        """Go to a list and choose from it with the arrows."""
        where = self.page.locator(what) if isinstance(what, str) else what
        self.tab_to(where)
        down: int = where.first.evaluate(
            "(e, value) => [...e.options].findIndex((one) => one.value === value)"
            " - e.selectedIndex",
            value,
        )
        self.press("ArrowDown" if down > 0 else "ArrowUp", abs(down))
        expect(where.first).to_have_value(value)

    def give(self, what: Any, files: Any) -> None:
        """Go to a field for files and choose them in the window that Enter opens."""
        self.tab_to(what)
        with self.page.expect_file_chooser() as opened:
            self.press("Enter")
        opened.value.set_files(files)
