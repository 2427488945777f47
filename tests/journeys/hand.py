"""The hand of a journey: the keyboard alone, from signing in to the end; every page is looked at.

A person types one address, that of the page on which he begins. From there on he goes where Tab,
Enter, the arrows and the keys of the page lead him.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import expect

from tests.journeys.keyboard import Keyboard
from tests.journeys.looking import kind_of_page, looked_at


@dataclass
class Passed:
    """The kinds of pages a journey passed, and which of them were looked at, in their order."""

    pages: dict[str, None] = field(default_factory=dict)
    looked_at: dict[str, None] = field(default_factory=dict)
    states: int = 0

    def came(self, frame: Any) -> None:
        """Note a page that a browser has come to."""
        if frame.parent_frame is None and frame.url.startswith("http"):
            self.pages[kind_of_page(frame.url)] = None


class Hand(Keyboard):
    """One person at a browser of his own; see the module."""

    def __init__(self, page: Any, passed: Passed) -> None:
        super().__init__(page)
        self.passed = passed
        self.begun = False
        self.expected: set[str] = set()  # what the console may say of a refusal, early or late
        page.on("framenavigated", passed.came)

    def look(self, name: str = "", said: tuple[str, ...] = ()) -> None:
        """Look at the page as it stands; the focus stays where it is."""
        self.expected.update(said)
        self.passed.looked_at[looked_at(self.page, name, tuple(self.expected))] = None
        self.passed.states += 1

    def begin_at(self, address: str) -> None:
        """Type the one address."""
        assert not self.begun, "a person types one address; the pages lead him on"
        self.begun = True
        self.page.goto(address)
        self.look()

    def sign_in(self, base_url: str, login: str) -> None:
        """Begin at the page for signing in, or go on there."""
        if not self.begun:
            self.begin_at(f"{base_url}/sign-in/")
        self.fill("#id_login_name", login)
        self.press("Tab")
        self.type("plain-words-for-tests-only")
        self.go()
        self.look()

    def other(self, page: Any) -> Hand:
        """Go on at a page that a link opened beside this one."""
        hand = Hand(page, self.passed)
        hand.begun = True
        self.passed.came(page.main_frame)
        hand.look()
        return hand

    def go(self, key: str = "Enter", said: tuple[str, ...] = ()) -> None:
        """Press a key that leads to another page, and look at it."""
        super().go(key)
        self.look(said=said)

    def follow(self, what: Any) -> None:
        """Go to a link, named by its words or given, and open the page it leads to."""
        self.tab_to(self._named(what, "link"))
        self.go()

    def push(self, what: Any, then: str = "", said: tuple[str, ...] = ()) -> None:
        """Go to a button, named by its words or given, and press it.

        It leads to another page; with `then` the words that this page itself shows afterwards.
        """
        self.tab_to(self._named(what, "button"))
        if not then:
            self.go(said=said)
            return
        self.press("Enter")
        expect(self.page.get_by_text(then).filter(visible=True).first).to_be_visible()
        self.look(said=said)

    def unfold(self, words: str) -> None:
        """Open what is folded away under these words."""
        self.tab_to(self.page.locator("summary", has_text=words).filter(visible=True))
        self.press("Enter")
        self.look()

    def menu(self, words: str) -> None:
        """Open a main page from the navigation, which a phone folds away."""
        entry = self.page.locator(".site-nav").get_by_role("link", name=words)
        if not entry.first.is_visible():
            self.unfold("菜单")
        self.follow(entry)

    def find(self, number: str) -> None:
        """Open a case by its number, from anywhere on the staff's pages."""
        self.menu("查办件")
        self.fill("[name=q]", number)
        self.press("Enter")
        expect(self.page.locator("tbody tr")).to_have_count(1)
        self.look()
        self.follow(number)

    def reload(self) -> None:
        """Load the page anew; F5 is the browser's own key, which one without a window lacks."""
        self.page.reload()
        self.look()

    def _named(self, what: Any, role: str) -> Any:
        if not isinstance(what, str):
            return what
        return self.page.get_by_role(role, name=what, exact=role == "button")
