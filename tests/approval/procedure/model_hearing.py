"""The second telling of hearings in licensing; LicLaw 45 to 48. No Django.

Like `model`, written from the law: told once, asked for in five working days, notified seven
working days ahead, held within twenty, by a host who does not examine; the decision follows the
record.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from . import model_turns as mt
from .model import Answers, Late, No, day_of
from .model_days import last_day, works

__all__ = ["Answers", "Application", "Late"]

HOSTS = {"officer-d", "officer-a"}  # whom the organ could name


@dataclass
class Application(mt.Application):
    """An application in which there may be a hearing."""

    told_on: date | None = None
    may_ask: set[str] = field(default_factory=set)
    wanted_by: list[str] = field(default_factory=list)
    wanted_on: date | None = None
    public: bool = False
    set_for: datetime | None = None
    host: str = ""
    heard: str = ""
    pause_kind: str = ""
    examiners: set[str] = field(default_factory=set)

    def _asking_ends(self) -> date:
        assert self.told_on
        end = last_day(self.told_on, 5, "working", [])
        assert end
        return end

    def _can_ask(self, now: datetime) -> set[str]:
        over = self.told_on is None or self.heard or day_of(now) > self._asking_ends()
        return set() if over else self.may_ask

    def _hearing(self, *statuses: str) -> None:
        self._only(*statuses)
        if not self.matter.licence:
            raise No

    def tell(self, now: datetime, to: set[str], interest: str) -> None:
        self._hearing("accepted")
        if self.told_on or self.public or not to or to - {"applicant", "third"}:
            raise No
        if not interest.strip():
            raise No
        self.told_on, self.may_ask, self.built_on = day_of(now), set(to), len(self.opinions)

    def ask(self, now: datetime, by: str) -> None:
        """The right is used, and the clocks stand still from now on (45)."""
        self._hearing("accepted", "suspended")
        if by not in self._can_ask(now):
            raise No
        self.may_ask.discard(by)
        self.wanted_by.append(by)
        if not self.public:
            self.wanted_on = self.wanted_on or day_of(now)
        self.built_on = len(self.opinions)
        if self.status == "accepted":
            self._stand_still(now, last_day(day_of(now), 20, "working", []))

    def _stand_still(self, now: datetime, told: date | None) -> None:
        self.status, self.pause_told, self.pause_kind = "suspended", told, "hearing"
        self.pauses.append((day_of(now), None))
        self.built_on = len(self.opinions)

    def _go_on(self, now: datetime) -> None:
        if self.pause_kind == "hearing":
            super().resume(now)
            self.pause_kind = ""
        self.built_on = len(self.opinions)

    def give_up(self, now: datetime, by: str) -> None:
        self._hearing("accepted", "suspended")
        if self.set_for is not None and now >= self.set_for and not self.heard:
            raise No  # it has begun: only its record ends it
        asked = by in self.wanted_by and not self.heard
        if not asked and by not in self._can_ask(now):
            raise No
        self.may_ask.discard(by)
        self.built_on = len(self.opinions)
        if not asked:
            return
        self.wanted_by.remove(by)
        if not self.wanted_by and not self.public:
            self.wanted_on, self.set_for, self.host = None, None, ""
            self._go_on(now)

    def announce(self, now: datetime, when: datetime, place: str, host: str, why: str) -> None:
        """The organ may hold a public hearing by itself (46)."""
        self._hearing("accepted")
        if self.heard or self.public or not why.strip():
            raise No
        self._set(now, when, place, host)
        self.public = True
        self._stand_still(now, day_of(when))

    def set(self, now: datetime, when: datetime, place: str, host: str) -> None:
        """Within twenty days of the request while that can be done with seven days' notice."""
        self._hearing("suspended")
        if not self._wanted():
            raise No
        if not self.public and self.wanted_on:
            limit = last_day(self.wanted_on, 20, "working", [])
            assert limit
            if day_of(when) > limit and self._working_days(day_of(now), limit) >= 7:
                raise No
        self._set(now, when, place, host)
        self.built_on = len(self.opinions)

    def _wanted(self) -> bool:
        return not self.heard and (self.public or bool(self.wanted_by))

    def _set(self, now: datetime, when: datetime, place: str, host: str) -> None:
        if self._working_days(day_of(now), day_of(when)) < 7 or not place.strip():
            raise No
        if host not in HOSTS or host in self.examiners:
            raise No
        self.set_for, self.host = when, host

    @staticmethod
    def _working_days(first: date, event: date) -> int:
        """Count the working days from the notice, that day included, to the day before."""
        span = (first + timedelta(days=n) for n in range(max((event - first).days, 0)))
        return sum(works(day) for day in span)

    def record(self, now: datetime, outcome: str, words: str, signed: str) -> None:
        self._hearing("suspended")
        if not self._wanted() or self.set_for is None or now < self.set_for:
            raise No
        if outcome not in {"held", "absent"} or (outcome == "absent" and self.public):
            raise No
        if not words.strip() or (outcome == "held" and not signed.strip()):
            raise No
        self.heard = outcome
        self._go_on(now)

    # --- what it does to the other acts ---

    def suspend(self, now: datetime, kind: str, reason: str, until: date | None) -> None:
        if kind == "hearing" and self.matter.licence:
            raise No
        super().suspend(now, kind, reason, until)
        self.pause_kind = kind

    def resume(self, now: datetime) -> None:
        self._only("suspended")
        if self.pause_kind == "hearing":
            raise No
        super().resume(now)
        self.pause_kind = ""
        if self.wanted_by and not self.heard and self.wanted_on:
            limit = last_day(self.wanted_on, 20, "working", [])
            assert limit
            self._stand_still(now, max(limit, day_of(now)))

    def opinion(self, step: str, act: str, who: str, agrees: bool, words: str) -> None:
        if who == self.host:
            raise No
        super().opinion(step, act, who, agrees, words)
        self.examiners.add(who)

    def decide(
        self,
        now: datetime,
        granted: bool,
        reasons: str,
        who: str = "",
        false: bool = False,
        record: str = "",
    ) -> None:
        """Not while somebody may still ask (47); by the record, once there is one (48)."""
        self._only("accepted")
        if self._can_ask(now) or (self.heard == "held") != bool(record.strip()):
            raise No
        super().decide(now, granted, reasons, who, false)

    def open_steps(self) -> list[str]:
        steps = super().open_steps()
        if self.status != "suspended" or not self._wanted():
            return steps
        step = "record_hearing" if self.set_for else "set_hearing"
        at = steps.index("resume")
        return [*steps[: at + (self.pause_kind != "hearing")], step, *steps[at + 1 :]]
