"""The house's own record: what an installation says of itself, at the head of its log.

A demonstration begins with one entry saying that everything after it is simulated, from which seed
and as of which day, so that nobody can take its record for a city's.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from yichuang.directory.public import EVERYWHERE, Act, Actor, register_acts
from yichuang.kernel.public import DomainError
from yichuang.law.public import Calendar
from yichuang.ledger.public import (
    CaseView,
    Command,
    Due,
    Event,
    Holder,
    Opening,
    RecordedEvent,
    TodoItem,
    Wake,
    register_events,
)

LINE = "house"


class AlreadyDeclared(DomainError):
    """What this installation is has been recorded before."""

    code = "site.already_declared"


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationDeclared(Event):
    """Everything in this record is simulated (演示数据)."""

    kind: ClassVar[str] = "simulation_declared"

    simulated: bool
    seed: int
    as_of: date
    code_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareSimulation(Command):
    """Say so, before anything else is recorded."""

    kind: ClassVar[str] = "declare_simulation"
    act: ClassVar[str] = "house.declare"

    seed: int
    as_of: date
    code_digest: str


@dataclass(frozen=True, slots=True)
class HouseState:
    """Whether the declaration has been made."""

    status: str = "new"
    number: str = ""
    anomalies: tuple[str, ...] = ()


class HouseProcedure:
    """See `yichuang.ledger.pure.Procedure`."""

    line = LINE
    version = 1
    state_type = HouseState

    def initial(self, opening: Opening) -> HouseState:  # noqa: ARG002
        """Return the state before the first event."""
        return HouseState()

    def decide(self, state: HouseState, command: Command, facts: datetime) -> Sequence[Event]:
        """Return the declaration, once."""
        if isinstance(command, Wake):
            return []
        assert isinstance(command, DeclareSimulation)
        if state.status != "new":
            raise AlreadyDeclared
        return [
            SimulationDeclared(
                effective_at=facts,
                simulated=True,
                seed=command.seed,
                as_of=command.as_of,
                code_digest=command.code_digest,
            )
        ]

    def evolve(self, state: HouseState, event: Event) -> HouseState:
        """Return the state after an event."""
        if isinstance(event, SimulationDeclared):
            return dataclasses.replace(state, status="simulated")
        return state

    def todos(self, state: HouseState, calendar: Calendar) -> Sequence[TodoItem]:  # noqa: ARG002
        """Return nothing: there is nothing to do."""
        return ()

    def wake_at(self, state: HouseState, calendar: Calendar) -> datetime | None:  # noqa: ARG002
        """Return None: silence has no effect here."""
        return None

    def due(self, state: HouseState, calendar: Calendar) -> Due:  # noqa: ARG002
        """Return no dates."""
        return Due()

    def holder(self, state: HouseState) -> Holder | None:  # noqa: ARG002
        """Return nobody else: the house has it itself."""
        return None

    def voices(self, state: HouseState, command: Command) -> Sequence[Holder]:  # noqa: ARG002
        """Return nobody: the house asks no other organ."""
        return ()


class HouseLine:
    """See `yichuang.ledger.pure.Line`."""

    procedure = HouseProcedure()

    def gather(self, case: CaseView, command: Command, actor: Actor, now: datetime) -> datetime:  # noqa: ARG002
        """Return the moment; nothing else is asked."""
        return now

    def assign(self, case: CaseView, events: Sequence[Event], actor: Actor) -> Sequence[Event]:  # noqa: ARG002
        """Return the events as they are."""
        return events

    def project(self, case: CaseView, events: Sequence[RecordedEvent]) -> None:
        """Write nothing: this line has no table."""

    def project_anew(self, case: CaseView) -> None:
        """Write nothing: this line has no table."""

    def differences(self, case: CaseView) -> Sequence[str]:  # noqa: ARG002
        """Return nothing: this line has no table."""
        return ()


register_events(LINE, (SimulationDeclared,))
register_acts([Act("house.declare", system=EVERYWHERE)])
