"""The second telling of renewal and change, written from LicLaw 49 and 50. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from . import model as m
from . import model_turns as mt
from .model import No, day_of

ASK_BEFORE = timedelta(days=30)
HOUR = timedelta(hours=1)
UNDECIDED = {"received", "accepted", "suspended"}


@dataclass
class Application(mt.Application):
    """An application of somebody who may hold a licence already, valid until `holds_until`."""

    holds_until: date | None = None
    gone: bool = False  # somebody has ended that licence
    asks: str = ""  # renewal, change; empty: a new one
    renewed_until: date | None = None
    renewal_told: bool = True  # whether the paper of what silence renewed has left
    moot: bool = False
    by_silence: bool = False

    def ask_for(
        self, now: datetime, what: str, *, mine: bool = True, running: bool = False
    ) -> None:
        """Ask for renewal or change of what one holds and what is still valid."""
        if what not in {"renewal", "change"} or self.holds_until is None or self.gone or not mine:
            raise No
        if self.holds_until < day_of(now) or (running and what == "renewal"):
            raise No
        self.file(now, {"plan"}, {})
        self.asks = what

    def _expiry(self) -> datetime | None:
        """The first moment without the licence, where silence renews it (50(2))."""
        if self.asks != "renewal" or self.moot or self.status not in UNDECIDED:
            return None
        assert self.holds_until
        assert self.received
        first = self.holds_until + timedelta(days=1)
        moment = datetime(first.year, first.month, first.day, tzinfo=m.CHINA)
        in_time = day_of(self.received) <= self.holds_until - ASK_BEFORE
        return moment if in_time and self.complete and self.complete < moment else None

    def silence_ends(self) -> datetime | None:
        ends = [end for end in (super().silence_ends(), self._expiry()) if end]
        return min(ends, default=None)

    def silence(self, now: datetime) -> None:
        expiry = self._expiry()
        if expiry is None or self.silence_ends() != expiry:
            super().silence(now)
            expiry = self._expiry()
        if expiry is None or now < expiry:
            return
        if self.gone:
            self.moot = True
            return
        self.accepted, self.decided, self.status = self.accepted or self.complete, expiry, "issued"
        self.licensed, self.renewal_told = True, now <= expiry + HOUR
        self.by_silence = True
        self._carry_on()

    def _carry_on(self) -> None:
        """Three more years after the last day of a renewed licence; a changed one keeps its day."""
        assert self.holds_until
        years = 3 if self.asks == "renewal" else 0
        first = self.holds_until + timedelta(days=1)
        self.renewed_until = first.replace(year=first.year + years) - timedelta(days=1)

    def by_law_alone(self) -> bool:
        return self.by_silence

    def confirm_deemed(self, now: datetime) -> None:
        if not self.renewal_told and self.status in m.HOLDING:
            self.renewal_told = True
            if not self.held:
                return
        super().confirm_deemed(now)

    def decide(
        self, now: datetime, granted: bool, reasons: str, who: str = "", false: bool = False
    ) -> None:
        if granted and self.asks and (self.gone or day_of(now) > (self.holds_until or date.max)):
            raise No
        super().decide(now, granted, reasons, who, false)

    def issue(self, valid_from: date | None) -> None:
        if self.asks and self.gone:
            raise No
        super().issue(valid_from)
        if self.asks:
            self._carry_on()

    def end(self, now: datetime, how: str, ground: str, reasons: str, money: str) -> None:
        """A changed licence is soon over: then it may be struck off as expired."""
        over = self.licensed and not self.ended and self.renewed_until
        if (how, ground) == ("deregistered", "expired") and over and over < day_of(now):
            ground = "impossible"  # the same to everybody else
        super().end(now, how, ground, reasons, money)

    def due(self) -> tuple[date | None, date | None]:
        """Neither date of a renewal is later than the last day, special procedure or not."""
        legal, promise = super().due()
        if self.asks != "renewal" or self.accepted is None:
            return legal, promise
        assert self.holds_until
        return min(legal or date.max, self.holds_until), min(promise or date.max, self.holds_until)

    def open_steps(self) -> list[str]:
        steps = super().open_steps()
        if not self.renewal_told and self.status in m.HOLDING and "confirm_deemed" not in steps:
            steps.insert(1, "confirm_deemed")
        return steps
