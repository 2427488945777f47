"""A second telling of an application's life, written from the law and not from our code.

Slow, and easy to check against the articles. It knows no events and no types of the house.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from .model_days import CHINA, FIRST_UNKNOWN_YEAR, ONE_DAY, Pauses, day_of, last_day

METHODS = {"counter", "online", "courier"}
HOLDING = {"accepted", "suspended", "handed_up", "granted", "refused", "issued"}
Answers = dict[str, str]
Late = tuple[datetime, str] | None  # when it really came, and why it is entered only now
HEAD = "负责人"  # who may approve a correction or a voiding


class No(Exception):
    """The law does not allow this step now."""


@dataclass
class Matter:
    """What the guide says. `steps` are (code, act, people) before the decision."""

    licence: bool
    instant: bool
    legal: tuple[int, str] | None  # (20, "working")
    promise: tuple[int, str] | None
    answer: int | None  # working days after which silence accepts
    steps: tuple[tuple[str, str, int], ...]
    result: str  # licence, paper, nothing
    needs: dict[str, tuple[str, str] | None]  # material → the answer that makes it needed
    optional: frozenset[str] = frozenset()
    pauses: dict[str, int | None] = field(default_factory=dict)  # kind → longest working days
    promise_check: int | None = None  # working days after which a promise is looked at
    promisable: frozenset[str] = frozenset()  # what a promise stands for
    safety: bool = False  # it directly concerns safety
    later: frozenset[str] = frozenset()  # what may be promised to follow
    lapses: bool = False  # not brought by its day counts as taken back
    seats: bool = False  # whether the form asks how many seats there are
    charges: bool = False  # a copy at 10.50 yuan, an entry at 80 or 550
    first: int | None = None  # working days of a first examination, where an organ above decides
    above: frozenset[str] = frozenset()  # steps that the organ above takes


@dataclass
class Application:
    """One application. Nothing can be done to it but by the methods, each one act."""

    matter: Matter
    status: str = "new"
    received: datetime | None = None
    complete: datetime | None = None  # since when nothing more is awaited from the applicant
    gaps: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    noticed: datetime | None = None
    answer_by: date | None = None
    accepted: datetime | None = None
    deemed: bool = False
    held: bool = False  # the notice of a deemed acceptance waits for the head
    opinions: list[tuple[str, str]] = field(default_factory=list)
    built_on: int = 0  # opinions after which somebody else acted, or another act was done
    recalls: int = 0
    seats: int | None = None
    pauses: Pauses = field(default_factory=list)
    pause_told: date | None = None
    extended: int = 0
    decided: datetime | None = None
    served: bool = False
    grade: int = 0
    outcome: str = ""

    def file(self, now: datetime, given: set[str], answers: Answers, late: Late = None) -> None:
        self._only("new")
        received, ground = late or (now, "")
        if received > now or (day_of(received) < day_of(now) and not ground):
            raise No
        if given - set(self.matter.needs) - self.matter.optional:
            raise No
        self.status, self.received, self.complete = "received", received, received
        self.gaps = {code for code in self.matter.needs if self._needed(code, answers)} - given

    def notice(self, now: datetime, asked: set[str], answer_by: date | None) -> None:
        """Once, and with something in it (32(4))."""
        self._only("received")
        known = set(self.matter.needs) | self.matter.optional | {"form"}
        if self.noticed or not asked or asked - known or (answer_by or date.max) <= day_of(now):
            raise No
        self.status, self.asked, self.noticed = "supplement", set(asked), now
        self.complete, self.answer_by = None, answer_by

    def answer(self, now: datetime, given: set[str], answers: Answers) -> None:
        """All that was asked for: the organ must accept, it may not ask again (32(5))."""
        self._only("supplement")
        known = set(self.matter.needs) | self.matter.optional
        came = given | ({"form"} if answers else set())
        if given - known or not came:
            raise No
        conditional = {code: when[0] for code, when in self.matter.needs.items() if when}
        came |= {c for c, q in conditional.items() if q in answers and not self._needed(c, answers)}
        self.asked -= came
        self.gaps -= came
        if not self.asked:
            self.status, self.complete, self.gaps = "received", now, set()

    def accept(self, now: datetime) -> None:
        self._only("received")
        if self.gaps:
            raise No
        self.status, self.accepted = "accepted", now

    def decline(self, now: datetime, ground: str, reasons: str, organ: str) -> None:
        self._only("received")
        told = {"not_required": True, "not_competent": bool(organ.strip())}
        told["false_materials"] = self.matter.licence
        if not told.get(ground) or not reasons.strip():
            raise No
        self.status = self.outcome = "not_accepted"

    def withdraw(self) -> None:
        self._only("received", "supplement", "accepted", "suspended")
        self.status = self.outcome = "withdrawn"

    def silence_ends(self) -> datetime | None:
        """The first moment after the five working days; None where no law accepts by silence."""
        last = self.last_to_answer()
        if last is None or last.year >= FIRST_UNKNOWN_YEAR:
            return None
        return datetime(last.year, last.month, last.day, tzinfo=CHINA) + ONE_DAY

    def last_to_answer(self) -> date | None:
        if self.status != "received" or self.matter.answer is None or self.complete is None:
            return None
        return last_day(day_of(self.complete), self.matter.answer, "working", [])

    def silence(self, now: datetime) -> None:
        ends = self.silence_ends()
        if ends and now >= ends:
            self.status, self.accepted, self.deemed = "accepted", self.complete, True
            self.held = now > ends + timedelta(hours=1)

    def confirm_deemed(self, now: datetime) -> None:
        """The head lets the notice go; by an unannounced calendar only he records the effect."""
        if self.held and self.status in HOLDING:
            self.held, self.built_on = False, len(self.opinions)
            return
        last = self.last_to_answer()
        if last is None or last.year < FIRST_UNKNOWN_YEAR or day_of(now) <= last:
            raise No
        self.status, self.accepted, self.deemed = "accepted", self.complete, True

    def open_step(self) -> str:
        done = [step for step, _ in set(self.opinions)]
        waiting = (code for code, _, n in self.matter.steps if done.count(code) < n)
        return next(waiting, "decide")

    def opinion(self, step: str, act: str, who: str, agrees: bool, words: str) -> None:
        self._only("accepted")
        if (step, act) not in {(code, its_act) for code, its_act, _ in self.matter.steps}:
            raise No
        if step != self.open_step() or (step, who) in self.opinions:
            raise No
        if not (agrees or words.strip()):
            raise No
        if self.opinions and self.opinions[-1][1] != who:
            self.built_on = len(self.opinions)
        self.opinions.append((step, who))

    def recall(self, who: str, act: str, opened: bool) -> None:
        """One's own last opinion, before anybody has opened the case or done anything more."""
        self._only("accepted")
        acts = {code: its_act for code, its_act, _ in self.matter.steps}
        if not self.opinions or self.opinions[-1][1] != who or opened:
            raise No
        if len(self.opinions) <= self.built_on or acts[self.opinions[-1][0]] != act:
            raise No
        self.opinions.pop()
        self.built_on = min(self.built_on, len(self.opinions))
        self.recalls += 1

    def suspend(self, now: datetime, kind: str, reason: str, until: date | None) -> None:
        self._only("accepted")
        longest = self.matter.pauses.get(kind)
        limit = last_day(day_of(now), longest, "working", []) if longest else None
        if kind not in self.matter.pauses or not reason.strip():
            raise No
        if until and (until < day_of(now) or (limit and until > limit)):
            raise No
        self.status, self.pause_told = "suspended", until or limit
        self.built_on = len(self.opinions)
        self.pauses.append((day_of(now), None))

    def resume(self, now: datetime) -> None:
        self._only("suspended")
        self.status = "accepted"
        self.pauses[-1] = (self.pauses[-1][0], day_of(now))

    def extend(self, now: datetime, days: int, reason: str) -> None:
        self._only("accepted")
        legal, _ = self.due()
        over = legal is not None and legal < day_of(now)
        once = self.matter.licence and not self.extended and not over
        if not once or not 1 <= days <= 10 or not reason.strip():
            raise No
        self.extended, self.built_on = days, len(self.opinions)

    def decide(self, now: datetime, granted: bool, reasons: str) -> None:
        self._only("accepted")
        if self.open_step() != "decide" or not (granted or reasons.strip()):
            raise No
        self.decided, self.status = now, "granted" if granted else "refused"
        if granted and self.matter.result == "nothing":
            self.status, self.outcome = "closed", "granted"

    def at_once(self, now: datetime, who: str, method: str) -> None:
        self._only("received")
        alone = self.matter.instant and all(people == 1 for _, _, people in self.matter.steps)
        if not alone or self.gaps or method not in METHODS:
            raise No
        self.accepted = self.decided = now
        self.opinions += [(code, who) for code, _, _ in self.matter.steps]
        self.served = self.matter.result != "nothing"
        self.status, self.outcome = "closed", "granted"

    def issue(self, valid_from: date | None) -> None:
        self._only("granted")
        assert self.decided
        ahead = (valid_from - day_of(self.decided)).days if valid_from else 0
        if self.matter.result != "licence" or not 0 <= ahead <= 730:
            raise No
        self.status = "issued"

    def deliver(self, method: str) -> None:
        self._only("refused", "issued", *(["granted"] if self.matter.result == "paper" else []))
        if method not in METHODS:
            raise No
        self.outcome = "refused" if self.status == "refused" else "granted"
        self.status, self.served = "closed", True

    def evaluate(self, grade: int, why: str) -> None:
        self._only("closed", "not_accepted")
        if self.grade or not 1 <= grade <= 5 or (grade <= 2 and not why.strip()):
            raise No
        self.grade = grade

    def correct_receipt(self, now: datetime, moment: datetime, ground: str, by: str) -> None:
        self._mendable(ground, by)
        first_steps = [self.noticed, self.decided, None if self.deemed else self.accepted]
        late = any(m < moment for m in first_steps if m)
        late = late or bool(self.deemed and self.accepted and moment > self.accepted)
        if moment > now or late or any(first < day_of(moment) for first, _ in self.pauses):
            raise No
        if self.complete == self.received:
            self.complete = moment
        if self.deemed and self.accepted == self.received:
            self.accepted = moment
        self.received, self.built_on = moment, len(self.opinions)

    def correct_seats(self, value: object, entry: int, ground: str, by: str) -> None:
        """What the form asks and would take, in the filing, which is the first entry."""
        self._mendable(ground, by)
        if not self.matter.seats or entry != 1 or value == self.seats:
            raise No
        if not isinstance(value, int) or value < 0:
            raise No
        self.seats, self.built_on = value, len(self.opinions)

    def void(self, ground: str, by: str) -> None:
        self._mendable(ground, by)
        if self.status == "issued":
            raise No  # a licence made out is revoked, LicLaw 69
        self.status = "voided"

    def due(self) -> tuple[date | None, date | None]:
        """The law's date and the city's, which is never later (BizReg 36)."""
        if self.accepted is None:
            return None, None
        start = day_of(self.accepted)
        legal = None
        if self.matter.legal:
            amount, unit = self.matter.legal
            legal = last_day(start, amount + self.extended, unit, self.pauses)
        if not self.matter.promise:
            return legal, legal
        promise = last_day(start, *self.matter.promise, self.pauses)
        return legal, min(legal, promise) if legal and promise else promise

    def open_steps(self) -> list[str]:
        """Exactly one step is open while the case is, and none when it is over."""
        after_grant = "issue" if self.matter.result == "licence" else "deliver"
        waiting = {"received": "accept", "supplement": "supplement", "suspended": "resume"}
        waiting["handed_up"] = "receive_hand_up"
        waiting |= {"granted": after_grant, "refused": "deliver", "issued": "deliver"}
        waiting["accepted"] = self.open_step()
        head = ["confirm_deemed"] if self.held and self.status in HOLDING else []
        return [waiting[self.status], *head] if self.status in waiting else []

    def _needed(self, code: str, answers: Answers) -> bool:
        when = self.matter.needs[code]
        return when is None or answers.get(when[0]) == when[1]

    def _mendable(self, ground: str, by: str) -> None:
        over = self.status in {"new", "voided", "closed", "not_accepted"} or self.served
        if over or not ground.strip() or by != HEAD:
            raise No

    def _only(self, *statuses: str) -> None:
        if self.status not in statuses:
            raise No
