"""An editor's hands, counted for the keystroke-level model (Card, Moran and Newell 1980).

The model tells how long a practised person takes to do what he has already made up his mind to do.
It does not tell how long he thinks about the law: that is not the page's doing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

KEY, POINT, HOME, MIND = 0.28, 1.1, 0.4, 1.35  # seconds: K of an average typist, P, H, M
KEYS_A_SIGN = 4  # a Chinese sign by its sound: up to three letters and the choice
ANSWER = 0.5  # seconds a page takes to come, counted with every change of page


@dataclass(slots=True)
class Hand:
    """Types and points on a page, and counts; every single deed takes a thought of its own."""

    page: Any
    fields: int = 0
    keys: int = 0
    points: int = 0
    homes: int = 0
    thoughts: int = 0
    pages: int = 0
    at_mouse: bool = False

    def type(self, selector: str, text: str) -> None:
        """Point at a field and type into it."""
        self.point(self.page.locator(selector))
        self._home(mouse=False)
        self.page.locator(selector).fill(text)
        self.fields += 1
        self.keys += sum(1 if sign.isascii() else KEYS_A_SIGN for sign in text)

    def tick(self, *selectors: str) -> None:
        """Tick boxes and radios."""
        for selector in selectors:
            self.point(self.page.locator(selector))

    def choose(self, selector: str, value: str) -> None:
        """Open a list and choose from it: pointed at twice."""
        self._count_point()
        self._count_point()
        self.page.locator(selector).select_option(value)

    def press(self, words: str, role: str = "button") -> None:
        """Press a button or link that leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.point(self.page.get_by_role(role, name=words, exact=True).last)
        self.pages += 1

    def point(self, what: Any) -> None:
        """Point at something and click."""
        what.click()
        self._count_point()

    def _count_point(self) -> None:
        self._home(mouse=True)
        self.points += 1
        self.thoughts += 1
        self.keys += 1  # the button of the mouse

    def _home(self, *, mouse: bool) -> None:
        self.homes += self.at_mouse is not mouse
        self.at_mouse = mouse

    @property
    def minutes(self) -> float:
        """The estimate of the model in minutes."""
        seconds = self.keys * KEY + self.points * POINT + self.homes * HOME
        return (seconds + self.thoughts * MIND + self.pages * ANSWER) / 60

    def said(self) -> str:
        """The figures in one line."""
        return (
            f"{self.fields} fields typed, {self.keys} keys, {self.points} pointer actions, "
            f"{self.homes} changes of hand, {self.pages} pages: {self.minutes:.1f} min"
        )
