"""The second telling off the straight road: promises, the end of a grant. No Django.

Like `model`, written from the law: BizReg 40 and the city's list for promises,
LicLaw 8, 69, 70, 79.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from . import model as m
from .model import Answers, Late, No, day_of

GROUNDS = {
    "revoked": {
        "abuse",
        "beyond_power",
        "wrong_procedure",
        "unqualified",
        "other_revocable",
        "fraud",
        "promise_not_kept",
    },
    "recalled": {"law_changed", "facts_changed"},
    "deregistered": {
        "expired",
        "person_gone",
        "body_ended",
        "ended",
        "impossible",
        "other_deregistrable",
    },
}


@dataclass
class Application(m.Application):
    """An application that may take any lawful turn."""

    on_promise: bool = False
    found: str = ""  # what was last found about the promise
    correct_by: date | None = None
    licensed: bool = False
    ended: str = ""
    barred: date | None = None

    def promise(self, now: datetime, given: set[str], answers: Answers, late: Late = None) -> None:
        """File on a promise: only where the list has it and nothing grave is at stake."""
        if self.matter.promise_check is None or self.matter.safety:
            raise No
        self.file(now, given, answers, late)
        self.on_promise = True
        self.gaps -= self.matter.promisable

    def open_step(self) -> str:
        return "decide" if self.on_promise else super().open_step()

    def opinion(self, step: str, act: str, who: str, agrees: bool, words: str) -> None:
        if self.on_promise:
            raise No  # it is decided on the spot
        super().opinion(step, act, who, agrees, words)

    def at_once(self, now: datetime, who: str, method: str) -> None:
        if not self.on_promise:
            super().at_once(now, who, method)
            self.licensed = self.matter.result == "licence"
            return
        self._only("received")
        if self.gaps or method not in m.METHODS:
            raise No
        self.accepted = self.decided = now
        self.served = self.matter.result != "nothing"
        self.licensed = self.matter.result == "licence"
        self.status, self.outcome = "closed", "granted"

    def issue(self, valid_from: date | None) -> None:
        super().issue(valid_from)
        self.licensed = True

    def check(self, now: datetime, outcome: str, findings: str, correct_by: date | None) -> None:
        """Kept, or ordered to be put right once, or not kept."""
        if not self._check_open() or outcome not in {"kept", "correct", "not_kept"}:
            raise No
        if outcome == "correct" and self.found:
            raise No
        if outcome != "kept" and not findings.strip():
            raise No
        if outcome == "correct" and not (correct_by and correct_by > day_of(now)):
            raise No
        self.found = outcome
        self.correct_by = correct_by if outcome == "correct" else None

    def end(self, now: datetime, how: str, ground: str, reasons: str, money: str) -> None:
        """The organ ends its grant; what has ended is only struck off."""
        if not self._granted() or ground not in GROUNDS.get(how, set()) or not reasons.strip():
            raise No
        if how == "recalled" and not money.strip():
            raise No  # LicLaw 8: whoever loses is compensated
        if how == "deregistered":
            over = ground == "ended" and self.ended in {"revoked", "recalled"}
            alive = ground != "ended" and not self.ended
            alive = alive and ground != "expired"  # no case of the search lives that long
            if not self.licensed or not (over or alive):
                raise No
        elif self.ended or (ground == "promise_not_kept" and self.found != "not_kept"):
            raise No
        self.barred = None
        if ground == "fraud" and self.matter.safety and self.matter.licence:
            today = day_of(now)
            self.barred = today.replace(year=today.year + 3)
        self.ended = self.outcome = how
        self.status = "closed"

    def due(self) -> tuple[date | None, date | None]:
        legal, promise = super().due()
        if self.on_promise and self.accepted:
            return legal, day_of(self.accepted)
        return legal, promise

    def open_steps(self) -> list[str]:
        steps = super().open_steps()
        if self._check_open():
            steps.append("check_promise")
        elif self.on_promise and self._granted() and self.found == "not_kept" and not self.ended:
            steps.append("end_grant")
        return steps

    def _check_open(self) -> bool:
        return (
            self.on_promise and self._granted() and self.found in {"", "correct"} and not self.ended
        )

    def _granted(self) -> bool:
        over = self.status == "closed" and self.outcome in {"granted", *GROUNDS}
        return over or self.status in {"granted", "issued"}
