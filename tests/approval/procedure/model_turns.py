"""The second telling off the straight road: promises, the end of a grant. No Django.

Like `model`, written from the law: BizReg 40 and the city's list for promises,
LicLaw 8, 69, 70, 79.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

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
    owed: set[str] = field(default_factory=set)
    owed_by: date | None = None
    paused_for: list[str] = field(default_factory=list)

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
        if act == "approval.review":
            self._others(step, who)
        super().opinion(step, act, who, agrees, words)

    def file_barred(self, now: datetime, given: set[str], since: date, until: date) -> None:
        """Nothing is taken from who is barred, first and last day included (78, 79)."""
        if since <= day_of(now) <= until:
            raise No
        self.file(now, given, {})

    def decline(self, now: datetime, ground: str, reasons: str, organ: str) -> None:
        super().decline(now, ground, reasons, organ)
        if ground == "false_materials":
            self._bar(now, 1)

    def _bar(self, now: datetime, years: int) -> None:
        """Years without the same licence, where safety is at stake."""
        if self.matter.safety and self.matter.licence:
            self.barred = day_of(now).replace(year=day_of(now).year + years)

    def decide(
        self, now: datetime, granted: bool, reasons: str, who: str = "", false: bool = False
    ) -> None:
        """Nothing is decided while something is owed; what is overdue may be refused."""
        if false and (granted or not self.matter.licence):
            raise No
        self._only("accepted")
        self._others("decide", who)
        if self.owed and (granted or day_of(now) <= (self.owed_by or date.max)):
            raise No
        super().decide(now, granted, reasons)
        if false:
            self._bar(now, 1)

    def _others(self, step: str, who: str) -> None:
        """In a licence that takes its time, who examined neither reviews nor decides."""
        acted = {officer for done, officer in self.opinions if done != step}
        if self.matter.licence and not self.matter.instant and who in acted:
            raise No

    def suspend(self, now: datetime, kind: str, reason: str, until: date | None) -> None:
        """Each kind as often as the guide says, and until a day that is told."""
        self._only("accepted")
        often = 2 if kind == "hearing" else 1
        if self.paused_for.count(kind) >= often or not (until or self.matter.pauses.get(kind)):
            raise No
        super().suspend(now, kind, reason, until)
        self.paused_for.append(kind)

    # --- what may follow ---

    def accept_with_gaps(self, now: datetime, by: date, signed: str) -> None:
        """Only what may follow is missing, and it is promised for a day of the promised period."""
        self._only("received")
        if not self.gaps or self.gaps - self.matter.later or not signed.strip():
            raise No
        period = self.matter.promise or self.matter.legal
        latest = m.last_day(day_of(now), *period, []) if period else None
        if by <= day_of(now) or (latest and by > latest):
            raise No
        self.status, self.accepted = "accepted", now
        self.owed, self.owed_by, self.gaps = set(self.gaps), by, set()

    def bring(self, given: set[str]) -> None:
        """What was promised, or what silence accepted without."""
        self._only("accepted", "suspended")
        waiting = self.owed or self.gaps
        if given - set(self.matter.needs) - self.matter.optional or not given & waiting:
            raise No
        waiting -= given
        self.built_on = len(self.opinions)
        if not self.owed:
            self.owed_by = None

    def silence_ends(self) -> datetime | None:
        if self.status in {"accepted", "suspended"} and self.owed and self.matter.lapses:
            assert self.owed_by
            day = self.owed_by + timedelta(days=1)
            return datetime(day.year, day.month, day.day, tzinfo=m.CHINA)
        return super().silence_ends()

    def silence(self, now: datetime) -> None:
        if self.status == "received":
            super().silence(now)
            return
        ends = self.silence_ends()
        if ends and now >= ends:
            self.status = self.outcome = "withdrawn"

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
        if ground == "fraud":
            self._bar(now, 3)
        self.ended = self.outcome = how
        self.status = "closed"

    def due(self) -> tuple[date | None, date | None]:
        legal, promise = super().due()
        if self.on_promise and self.accepted:
            return legal, day_of(self.accepted)
        return legal, promise

    def open_steps(self) -> list[str]:
        steps = super().open_steps()
        if self.owed and self.status in {"accepted", "suspended"}:
            steps.append("materials")
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
