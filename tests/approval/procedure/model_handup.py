"""The second telling of a hand-up, written from LicLaw 35 and 43. No Django.

The lower organ examines in its own time, sends opinion and file up, and is out of it; the organ
above signs for it, takes its own steps in its own time, and decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from . import model_hearing as mh
from .model import No, day_of
from .model_days import last_day


@dataclass
class Application(mh.Application):
    """An application that an organ above may have to decide."""

    went_up: date | None = None
    taken: date | None = None
    proposes: bool | None = None
    pauses_below: int = 0

    @property
    def below(self) -> bool:
        """Whether somebody above decides who does not have it yet."""
        return self.matter.first is not None and self.went_up is None

    def hand_up(self, now: datetime, agrees: bool, reasons: str) -> None:
        """Opinion and whole file, once all is examined and nobody may ask for a hearing."""
        self._only("accepted")
        if not self.below or self.open_step() != "hand_up" or not reasons.strip():
            raise No
        if self._can_ask(now) or self.held:
            raise No
        self.status, self.went_up, self.proposes = "handed_up", day_of(now), agrees
        self.pauses_below, self.built_on = len(self.pauses), len(self.opinions)

    def take(self, now: datetime) -> None:
        self._only("handed_up")
        self.status, self.taken, self.built_on = "accepted", day_of(now), len(self.opinions)

    def first_ends(self) -> date | None:
        """The last day of the lower organ; nothing after the hand-up moves it."""
        if self.matter.first is None or self.accepted is None:
            return None
        pauses = self.pauses if self.went_up is None else self.pauses[: self.pauses_below]
        return last_day(day_of(self.accepted), self.matter.first, "working", pauses)

    # --- what it does to the other acts ---

    def open_step(self) -> str:
        if not self.below:
            return super().open_step()
        done = [step for step, _ in set(self.opinions)]
        own = [(code, n) for code, _, n in self.matter.steps if code not in self.matter.above]
        return next((code for code, n in own if done.count(code) < n), "hand_up")

    def decide(
        self,
        now: datetime,
        granted: bool,
        reasons: str,
        who: str = "",
        false: bool = False,
        record: str = "",
    ) -> None:
        if self.below:
            raise No
        super().decide(now, granted, reasons, who, false, record)

    def extend(self, now: datetime, days: int, reason: str) -> None:
        if self.below:
            raise No  # article 43 knows no extension
        super().extend(now, days, reason)

    def withdraw(self) -> None:
        if self.status == "handed_up":
            self.status = self.outcome = "withdrawn"
        else:
            super().withdraw()

    def bring(self, given: set[str]) -> None:
        """What silence accepted without may come on the way, too."""
        on_the_way = self.status == "handed_up"
        self.status = "accepted" if on_the_way else self.status
        try:
            super().bring(given)
        finally:
            self.status = "handed_up" if on_the_way else self.status

    def due(self) -> tuple[date | None, date | None]:
        if self.matter.first is None or self.accepted is None:
            return super().due()
        if self.went_up is None:
            return self.first_ends(), self.first_ends()
        pauses = self.pauses[self.pauses_below :]
        assert self.matter.legal
        assert self.matter.promise
        amount, unit = self.matter.legal
        legal = last_day(self.went_up, amount + self.extended, unit, pauses)
        promise = last_day(self.went_up, *self.matter.promise, pauses)
        return legal, min(legal, promise) if legal and promise else promise
