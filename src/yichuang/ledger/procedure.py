"""What a line of business must offer: a pure procedure and its impure half.

Pure module: no Django, no clock, no database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Protocol, TypeVar
from uuid import UUID

from yichuang.directory.pure import Actor
from yichuang.law.public import Calendar

from .events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What an actor asks for (动作). `act` is the name the policy table knows."""

    kind: ClassVar[str] = ""
    act: ClassVar[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wake(Command):
    """Time has passed; apply whatever the law ties to silence up to now."""

    kind: ClassVar[str] = "wake"
    act: ClassVar[str] = "ledger.wake"


@dataclass(frozen=True, slots=True)
class Opening:
    """What a case is about, fixed when it is opened and pinned by its first event."""

    line: str
    organ: str
    organ_name: str
    region: str
    matter: str  # code of the matter
    matter_name: str
    edition: UUID | None = None
    title: str = ""  # by what right the organ acts (行使依据)
    party: UUID | None = None
    agent: UUID | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """The organ that has a case now, where it is no longer the first one (承办机关)."""

    organ: str
    region: str


@dataclass(frozen=True, slots=True)
class Todo:
    """An open step (待办): who may do it and until when."""

    step: str
    act: str
    organ: str
    region: str
    due_on: date | None = None
    officer: str = ""  # set when only this officer is left to act
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """The dates a case must keep; None where none can be promised."""

    statutory_on: date | None = None
    promised_on: date | None = None
    provisional: bool = False
    near_on: date | None = None  # from this day on little of the promise is left


class State(Protocol):
    """What every line's state has."""

    @property
    def status(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def anomalies(self) -> tuple[str, ...]: ...


S = TypeVar("S")


class Procedure(Protocol[S]):
    """The law of a line of business (程序), pure."""

    line: str
    version: int
    state_type: type[S]

    def initial(self, opening: Opening) -> S:
        """Return the state of a case nothing has happened to yet."""
        ...

    def decide(self, state: S, command: Command, facts: Any) -> Sequence[Event]:
        """Return what the command brings about. Raises a DomainError with the article."""
        ...

    def evolve(self, state: S, event: Event) -> S:
        """Return the state after an event; total: an impossible order sets anomalies."""
        ...

    def todos(self, state: S, calendar: Calendar) -> Sequence[Todo]:
        """Return the open steps."""
        ...

    def wake_at(self, state: S, calendar: Calendar) -> datetime | None:
        """Return when silence takes legal effect, or None; never on a provisional day."""
        ...

    def due(self, state: S, calendar: Calendar) -> Due:
        """Return the dates to be kept."""
        ...

    def holder(self, state: S) -> Holder | None:
        """Return who has the case now; None: the organ it was opened with."""
        ...

    def voices(self, state: S, command: Command) -> Sequence[Holder]:
        """Return the other organs that are asked for just this command now (会签机关)."""
        ...


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as a line sees it while the lock is held."""

    id: UUID
    opening: Opening
    state: Any
    version: int


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event with what the ledger added to it."""

    case_id: UUID
    no: int
    event: Event
    actor: Actor
    recorded_at: datetime
    hash: bytes


class Line(Protocol):
    """The impure half of a line, registered beside its procedure."""

    @property
    def procedure(self) -> Procedure[Any]: ...

    def gather(self, case: CaseView, command: Command, actor: Actor, now: datetime) -> Any:
        """Read, under the lock, the facts the procedure needs."""
        ...

    def assign(self, case: CaseView, events: Sequence[Event], actor: Actor) -> Sequence[Event]:
        """Draw numbers and make papers for events about to be written; same transaction."""
        ...

    def project(self, case: CaseView, events: Sequence[RecordedEvent]) -> None:
        """Write the line's own tables; same transaction. `case` is as it stands afterwards."""
        ...

    def project_anew(self, case: CaseView) -> None:
        """Write the line's own tables anew: a release may show what its forerunner did not."""
        ...

    def differences(self, case: CaseView) -> Sequence[str]:
        """Return what in the line's own tables differs from what the events give."""
        ...


_lines: dict[str, Line] = {}


def register_line(line: Line) -> None:
    """Add a line of business; done once, where the house is wired."""
    _lines[line.procedure.line] = line


def lines() -> Sequence[Line]:
    """Return every registered line."""
    return tuple(_lines.values())


def line_named(name: str) -> Line:
    """Return a registered line. Raises KeyError when there is none."""
    return _lines[name]
