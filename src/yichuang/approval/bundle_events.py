"""What can happen to a bundle (一件事的事件). Its members' own acts stand in their own cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from yichuang.ledger.pure import Event, Milestone, Sealed, register_events

from .events import MaterialMark

BUNDLE_LINE = "bundle"


@dataclass(frozen=True, slots=True)
class Wait:
    """A material that is the result of another member."""

    material: str
    giver: str  # the matter whose licence it is


@dataclass(frozen=True, slots=True)
class MemberPin:
    """One matter of a bundle as it was planned on the day of filing; kept for life.

    `materials`: what is handed in for it; `filled`: what the one form stands for.
    """

    matter: str
    name: str
    edition: str
    organ: str
    organ_name: str
    region: str
    materials: tuple[MaterialMark, ...] = ()
    filled: tuple[str, ...] = ()
    waits: tuple[Wait, ...] = ()
    begins_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFiled(Event):
    """Several matters were applied for at once, in this order (一件事收件); LicLaw 26, 29.

    `promised_on` None: a limit of a matter is not published, so no day can be promised.
    """

    kind: ClassVar[str] = "bundle_filed"
    milestone: ClassVar[Milestone | None] = Milestone.RECEIVED

    number: str = ""
    members: tuple[MemberPin, ...]
    left_out: tuple[str, ...] = ()  # matters the answers make unneeded
    promised_on: date | None = None
    path: tuple[str, ...] = ()  # the matters that decide the promised day
    form: Sealed | None = None
    applicant: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFiled(Event):
    """A matter of the bundle is a case of its own from now on; its clocks are its own."""

    kind: ClassVar[str] = "member_filed"

    matter: str
    case: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberNotFiled(Event):
    """A matter that waited could not be filed when its material came; `reason`: which refusal."""

    kind: ClassVar[str] = "member_not_filed"

    matter: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCame(Event):
    """A member's licence is there for those that wait for it."""

    kind: ClassVar[str] = "result_came"

    matter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberEnded(Event):
    """A member is over: granted, refused, not_accepted, withdrawn, voided."""

    kind: ClassVar[str] = "member_ended"

    matter: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDropped(Event):
    """A matter that waited is not applied for: the result of `because` will not come."""

    kind: ClassVar[str] = "member_dropped"

    matter: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleClosed(Event):
    """Every matter of the bundle is over (一件事办结)."""

    kind: ClassVar[str] = "bundle_closed"
    milestone: ClassVar[Milestone | None] = Milestone.CLOSED


BUNDLE_KINDS: tuple[type[Event], ...] = (
    BundleFiled,
    MemberFiled,
    MemberNotFiled,
    ResultCame,
    MemberEnded,
    MemberDropped,
    BundleClosed,
)

register_events(BUNDLE_LINE, BUNDLE_KINDS)
