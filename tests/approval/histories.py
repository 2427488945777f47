"""A city's cases by chance: whoever may try something tries it, and time passes."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tests.factories import FORMS, REQUIRED, City, applicant, file_case

from yichuang.approval import public as approval
from yichuang.kernel.public import DomainError
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Case

# A Tuesday in a month with a make-up Sunday (20 September) before the long holidays.
BEGIN = datetime(2026, 8, 25, 9, tzinfo=CHINA_TIME)


class MovingClock:
    """A clock that goes where the history puts it."""

    def __init__(self, at: datetime = BEGIN):
        self.at = at

    def now(self) -> datetime:
        return self.at

    def steady(self) -> tuple[str, int]:
        return "test", int(self.at.timestamp() * 1e9)


Try = tuple[str, Callable[[Case, "History"], Any]]

TRIES: tuple[Try, ...] = (
    ("window", lambda *_: approval.Accept()),
    ("window", lambda *_: approval.Accept()),
    ("decide", lambda *_: approval.Accept()),
    (
        "window",
        lambda case, _: approval.RequestSupplement(
            items=(approval.SupplementItem(REQUIRED[matter_of(case)][0], ("缺页",)),)
        ),
    ),
    (
        "window",
        lambda case, _: approval.TakeSupplement(
            materials=tuple(
                approval.MaterialGiven(code, "paper", copies=1)
                for code in REQUIRED[matter_of(case)]
            )
        ),
    ),
    ("window", lambda *_: approval.DeclineAcceptance(ground="not_required", reasons="示例")),
    ("examine", lambda *_: approval.GiveOpinion(step="verify", agrees=True)),
    ("examine", lambda *_: approval.GiveOpinion(step="examine", agrees=True)),
    ("examine2", lambda *_: approval.GiveOpinion(step="verify", agrees=True)),
    ("review", lambda *_: approval.GiveReview(step="review", agrees=True)),
    ("examine", lambda *_: approval.Suspend(procedure="expert_review", reason="示例")),
    ("examine2", lambda *_: approval.Resume()),
    ("head", lambda *_: approval.Extend(days=5, reason="示例")),
    ("decide", lambda *_: approval.Decide(granted=True)),
    ("head", lambda *_: approval.Decide(granted=False, reasons="示例")),
    ("decide", lambda *_: approval.Issue()),
    ("window", lambda *_: approval.Deliver(method="counter")),
    ("instant", lambda *_: approval.CompleteAtOnce()),
    (
        "decide",
        lambda case, _: approval.Correct(
            no=1,
            field="received_at",
            value=(case.opened_at - timedelta(days=3)).isoformat(),
            ground="示例",
            approved_by="T-head",
        ),
    ),
    ("head", lambda *_: approval.Void(ground="示例", approved_by="T-decide")),
    ("citizen", lambda *_: approval.Withdraw()),
)
RARE = frozenset({"void", "withdraw"})


def matter_of(case: Case) -> str:
    """Return the factories' name of a case's matter that asks for a material."""
    return "licence" if case.matter == "test-licence" else "payment"


@dataclass
class History:
    """Chance, time and what has been filed."""

    city: City
    clock: MovingClock
    chance: random.Random
    cases: list[UUID] = field(default_factory=list)
    done: int = 0

    def run(self, steps: int) -> None:
        """Take so many steps; a refusal is a step too."""
        for _ in range(steps):
            self.clock.at += timedelta(hours=self.chance.choice((0, 1, 2, 5, 20)))
            if not self.cases or self.chance.random() < 0.15:
                self._file()
            else:
                self._try()

    def _file(self) -> None:
        key = f"history-{len(self.cases):04d}"
        matter = self.chance.choice(("licence", "licence", "payment", "service"))
        if self.chance.random() < 0.7:
            receipt = file_case(self.city, matter, key=key, gap=self.chance.random() < 0.3)
        else:
            receipt = self._receive(matter, key)
        self.cases.append(receipt.case_id)

    def _receive(self, matter: str, key: str) -> Any:
        late = self.chance.random() < 0.3
        return approval.receive_application(
            actor=self.city.officer(self.chance.choice(("window", "assist"))),
            edition_id=getattr(self.city, matter).id,
            party=self.city.parties["neighbour"],
            command=approval.Receive(
                form=dict(FORMS[matter]),
                applicant=applicant("neighbour"),
                materials=tuple(
                    approval.MaterialGiven(code, "paper", copies=1) for code in REQUIRED[matter]
                ),
                received_at=self.clock.at - timedelta(days=2) if late else None,
                late_ground="系统故障" if late else "",
            ),
            key=key,
        )

    def _try(self) -> None:
        case = Case.objects.get(pk=self.chance.choice(self.cases))
        for post, command in self.chance.sample(TRIES, len(TRIES)):
            made = command(case, self)
            if made.kind in RARE and self.chance.random() < 0.7:
                continue
            actor = self.city.party("citizen") if post == "citizen" else self.city.officer(post)
            try:
                approval.act(case.id, made, actor=actor, key=f"history-try-{self.done:06d}")
            except DomainError:
                continue
            self.done += 1
            return
