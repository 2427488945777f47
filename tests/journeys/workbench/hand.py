"""An editor's hand, counted for the keystroke-level model (Card, Moran and Newell 1980).

The model tells how long a practised person takes to do what he has already made up his mind to do.
It does not tell how long he thinks about the law: that is not the page's doing.
"""

from __future__ import annotations

from typing import Any

from tests.journeys.hand import Hand, Passed

KEY, MIND = 0.28, 1.35  # seconds: K of an average typist, M
KEYS_A_SIGN = 4  # a Chinese sign by its sound: up to three letters and the choice
ANSWER = 0.5  # seconds a page takes to come, counted with every change of page


class CountedHand(Hand):
    """Types and tabs on a page, and counts; every single deed takes a thought of its own."""

    def __init__(self, page: Any, passed: Passed) -> None:
        super().__init__(page, passed)
        self.fields = self.thoughts = self.pages = 0

    def sign_in(self, base_url: str, login: str) -> None:
        """Sign in; counting begins afterwards."""
        super().sign_in(base_url, login)
        self.strokes = self.fields = self.thoughts = self.pages = 0

    def type(self, text: str) -> None:
        """Type; a Chinese sign takes several keys."""
        super().type(text)
        self.strokes += sum(KEYS_A_SIGN - 1 for sign in text if not sign.isascii())

    def tab_to(self, what: Any) -> None:
        """Think of what to do next, and go there."""
        super().tab_to(what)
        self.thoughts += 1

    def fill(self, what: Any, text: str) -> None:
        """Fill in a field."""
        super().fill(what, text)
        self.fields += 1

    def go(self, key: str = "Enter", said: tuple[str, ...] = ()) -> None:
        """Go on to another page."""
        super().go(key, said)
        self.pages += 1

    @property
    def minutes(self) -> float:
        """The estimate of the model in minutes."""
        return (self.strokes * KEY + self.thoughts * MIND + self.pages * ANSWER) / 60

    def said(self) -> str:
        """The figures in one line."""
        return (
            f"{self.fields} fields typed, {self.strokes} keys, no pointer, "
            f"{self.pages} pages: {self.minutes:.1f} min"
        )
