"""A tiny line of business to test the heart with: it knows no approval, no catalogue, no paper."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from yichuang.directory.policy import EVERYWHERE as ALL
from yichuang.directory.public import Act, Actor, ActorKind, register_acts
from yichuang.kernel.public import DomainError
from yichuang.law.public import Calendar
from yichuang.ledger.public import (
    CaseView,
    Command,
    Corrected,
    Due,
    Event,
    Holder,
    Milestone,
    Opening,
    RecordedEvent,
    Sealed,
    TodoItem,
    Voided,
    Wake,
    register_events,
    register_line,
)

PATIENCE = timedelta(days=5)
ORGAN = "11320200000000001X"
REGION = "320200000000"


class Unwilling(DomainError):
    """The probe does not want to."""

    code = "probe.unwilling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Event):
    kind: ClassVar[str] = "opened"
    milestone: ClassVar[Milestone | None] = Milestone.RECEIVED
    number: str
    who: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Event):
    kind: ClassVar[str] = "noted"
    matters: ClassVar[bool] = False
    amount: int
    words: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Event):
    kind: ClassVar[str] = "decided"
    milestone: ClassVar[Milestone | None] = Milestone.DECIDED
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapsed(Event):
    kind: ClassVar[str] = "lapsed"


register_events("probe", (Opened, Noted, Decided, Lapsed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Command):
    kind: ClassVar[str] = "open"
    act: ClassVar[str] = "probe.act"
    name: str = "演示甲"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Command):
    kind: ClassVar[str] = "note"
    act: ClassVar[str] = "probe.act"
    amount: int
    words: str = "意见"
    effective_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideIt(Command):
    kind: ClassVar[str] = "decide_it"
    act: ClassVar[str] = "probe.act"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbidden(Command):
    kind: ClassVar[str] = "forbidden"
    act: ClassVar[str] = "probe.never"


@dataclass(frozen=True, slots=True)
class ProbeState:
    status: str = "new"
    number: str = ""
    total: int = 0
    opened_at: datetime | None = None
    anomalies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProbeFacts:
    now: datetime
    actor: Actor


class ProbeProcedure:
    line = "probe"
    version = 1
    state_type = ProbeState

    def initial(self, opening: Opening) -> ProbeState:
        return ProbeState()

    def decide(self, state: ProbeState, command: Command, facts: ProbeFacts) -> Sequence[Event]:
        if isinstance(command, Wake):
            due = state.opened_at is not None and facts.now >= state.opened_at + PATIENCE
            if state.status != "open" or not due:
                return []
            assert state.opened_at is not None
            return [Lapsed(effective_at=state.opened_at + PATIENCE)]
        if isinstance(command, Open):
            return [Opened(effective_at=facts.now, number="", who=Sealed(command.name))]
        if isinstance(command, Note):
            if command.amount < 0:
                raise Unwilling(amount=command.amount)
            at = command.effective_at or facts.now
            return [
                Noted(
                    effective_at=at, amount=command.amount, words=Sealed(command.words, "opinion")
                )
            ]
        if isinstance(command, DecideIt):
            if state.status not in {"open", "lapsed"}:
                raise Unwilling(status=state.status)
            return [Decided(effective_at=facts.now, by=facts.actor.id)]
        raise Unwilling(command=command.kind)

    def evolve(self, state: ProbeState, event: Event) -> ProbeState:
        if isinstance(event, Opened):
            return dataclasses.replace(
                state, status="open", number=event.number, opened_at=event.effective_at
            )
        if isinstance(event, Noted):
            return dataclasses.replace(state, total=state.total + event.amount)
        if isinstance(event, Lapsed):
            return dataclasses.replace(state, status="lapsed")
        if isinstance(event, Decided):
            return dataclasses.replace(state, status="decided")
        if isinstance(event, Voided):
            return dataclasses.replace(state, status="voided")
        assert isinstance(event, Corrected)
        return state

    def todos(self, state: ProbeState, calendar: Calendar) -> Sequence[TodoItem]:
        if state.status not in {"open", "lapsed"}:
            return []
        due = state.opened_at.date() if state.opened_at else None
        return [TodoItem("decide", "probe.act", ORGAN, REGION, due)]

    def wake_at(self, state: ProbeState, calendar: Calendar) -> datetime | None:
        if state.status != "open" or state.opened_at is None:
            return None
        return state.opened_at + PATIENCE

    def due(self, state: ProbeState, calendar: Calendar) -> Due:
        return Due()

    def holder(self, state: ProbeState) -> Holder | None:
        return None

    def voices(self, state: ProbeState, command: Command) -> Sequence[Holder]:
        return ()


class ProbeLine:
    procedure = ProbeProcedure()
    drawn = 0

    def gather(self, case: CaseView, command: Command, actor: Actor, now: datetime) -> ProbeFacts:
        return ProbeFacts(now, actor)

    def assign(self, case: CaseView, events: Sequence[Event], actor: Actor) -> Sequence[Event]:
        return [
            dataclasses.replace(event, number=f"P{case.id.hex[:20]}")
            if isinstance(event, Opened)
            else event
            for event in events
        ]

    def project(self, case: CaseView, events: Sequence[RecordedEvent]) -> None:
        return None

    def project_anew(self, case: CaseView) -> None:
        return None

    def differences(self, case: CaseView) -> Sequence[str]:
        return ()


register_acts(
    [
        Act("probe.act", officer=ALL, system=ALL),
        Act("probe.never"),
    ]
)
register_line(ProbeLine())

CLERK = Actor(
    kind=ActorKind.OFFICER,
    id="officer-1",
    post="post-1",
    organ=ORGAN,
    region=REGION,
    acts=frozenset({"probe.act", "case.list", "case.read", "file.read"}),
)
OTHER = dataclasses.replace(CLERK, id="officer-2", post="post-2")


def opening(party: UUID | None = None) -> Opening:
    return Opening(
        line="probe",
        organ=ORGAN,
        organ_name="示例机关",
        region=REGION,
        matter="probe-matter",
        matter_name="示例事项",
        party=party,
    )
