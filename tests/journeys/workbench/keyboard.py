"""A clerk who has no mouse: every key is counted."""

from __future__ import annotations

from typing import Any

from tests.factories import PASSWORD


class Keyboard:
    """Types and presses on a page, and counts."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.strokes = 0

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
        """Press a key that leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.press(key)

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

    def tab_to(self, selector: str, most: int = 40) -> None:
        """Press Tab until an element has the focus."""
        for _ in range(most):
            if self.page.evaluate("s => !!document.activeElement?.matches(s)", selector):
                return
            self.press("Tab")
        raise AssertionError(f"Tab never reached {selector}")
