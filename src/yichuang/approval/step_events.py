"""What can happen to the steps of a case beside opinions (退回、转办、加签、逾期)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from yichuang.ledger.pure import Event, Sealed, register_events

from .events import LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSentBack(Event):
    """An officer has sent an open step back to one before it (退回).

    `again`: all that comes behind `to` is gone through anew (重新办); else it comes straight back
    to him once `to` is done (办完直接回来).
    """

    kind: ClassVar[str] = "step_sent_back"

    step: str
    to: str
    again: bool
    officer: str
    reasons: Sealed | None = None
    opens: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTransferred(Event):
    """An open step is given to one officer, who alone may take it now (转办)."""

    kind: ClassVar[str] = "step_transferred"

    step: str
    to: str
    officer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerAdded(Event):
    """One more person is to sign an open step, before the others speak or after them (加签)."""

    kind: ClassVar[str] = "signer_added"

    step: str
    signer: str
    first: bool
    officer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSigned(Event):
    """Somebody who was added has signed; what he says is for those who follow (加签意见)."""

    kind: ClassVar[str] = "step_signed"

    step: str
    officer: str
    opinion: Sealed | None = None
    opens: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTimedOut(Event):
    """The period of a step is over, and silence counts as agreeing (逾期视为同意).

    Only where the row says so; `effective_at` is the end of its last day, whenever it is recorded.
    """

    kind: ClassVar[str] = "step_timed_out"

    step: str
    period_ended_on: date
    opens: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()


STEP_KINDS: tuple[type[Event], ...] = (
    StepSentBack,
    StepTransferred,
    SignerAdded,
    StepSigned,
    StepTimedOut,
)

register_events(LINE, STEP_KINDS)
