"""What can happen off the straight road: promises, gaps, hearings, and the end of a grant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from yichuang.ledger.pure import Event, Milestone, Sealed, register_events

from .events import LINE, MaterialMark


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseChecked(Event):
    """The organ has looked whether what was promised is kept (承诺核查)."""

    kind: ClassVar[str] = "promise_checked"

    outcome: str  # kept, correct (ordered to be put right), not_kept
    officer: str
    correct_by: date | None = None
    number: str = ""
    paper_digest: str = ""
    findings: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantEnded(Event):
    """The organ has ended what it granted (撤销、撤回、注销); LicLaw 8, 69, 70.

    `barred_until`: until when its holder may not apply for the same again, LicLaw 79.
    """

    kind: ClassVar[str] = "grant_ended"

    how: str  # revoked 撤销, recalled 撤回, deregistered 注销
    ground: str
    article: str
    officer: str
    barred_until: date | None = None
    number: str = ""
    paper_digest: str = ""
    reasons: Sealed | None = None
    compensation: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedWithGaps(Event):
    """Accepted although something that may follow is missing (容缺受理); both clocks count.

    `lapses`: the basis on which letting `bring_by` pass counts as withdrawal; empty: it does not.
    """

    kind: ClassVar[str] = "accepted_with_gaps"
    milestone: ClassVar[Milestone | None] = Milestone.ACCEPTED

    codes: tuple[str, ...]
    bring_by: date
    lapses: str = ""
    number: str = ""
    paper_digest: str = ""
    promise: Sealed | None = None
    opens: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialsBrought(Event):
    """What was missing at acceptance has come, all or in part (补交材料)."""

    kind: ClassVar[str] = "materials_brought"

    materials: tuple[MaterialMark, ...]
    open_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeemedWithdrawn(Event):
    """What was promised did not come by its day, so it counts as taken back (视为撤回)."""

    kind: ClassVar[str] = "deemed_withdrawn"
    milestone: ClassVar[Milestone | None] = Milestone.WITHDRAWN

    codes: tuple[str, ...]
    period_ended_on: date
    article: str
    number: str = ""
    paper_digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeemedRenewed(Event):
    """Nobody decided before the licence expired, so its renewal is granted; LicLaw 50(2)."""

    kind: ClassVar[str] = "deemed_renewed"
    milestone: ClassVar[Milestone | None] = Milestone.DECIDED

    licence_number: str
    period_ended_on: date
    article: str = "LicLaw 50(2)"
    held: str = ""  # why its paper waits for a person: late; empty: it has left
    number: str = ""
    paper_digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalConfirmed(Event):
    """A named person has seen a deemed renewal, and its paper leaves; no date moves (确认)."""

    kind: ClassVar[str] = "renewal_confirmed"

    officer: str
    number: str = ""
    paper_digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingRenewed(Event):
    """The licence was ended before its last day, so silence renews nothing; LicLaw 50(2), 70.

    The application stays: the organ decides on it.
    """

    kind: ClassVar[str] = "nothing_renewed"

    licence_number: str
    licence_state: str  # a code of the licences room; empty: there is none
    period_ended_on: date
    article: str = "LicLaw 70"


TURN_KINDS: tuple[type[Event], ...] = (
    AcceptedWithGaps,
    MaterialsBrought,
    DeemedWithdrawn,
    PromiseChecked,
    GrantEnded,
    DeemedRenewed,
    RenewalConfirmed,
    NothingRenewed,
)

register_events(LINE, TURN_KINDS)
