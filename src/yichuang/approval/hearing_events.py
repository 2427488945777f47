"""What can happen about a hearing (听证); LicLaw 行政许可法 46 to 48.

The time of a hearing is not counted: `Suspended` and `Resumed` stand beside these events.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yichuang.law.public import Period
from yichuang.ledger.pure import Event, Sealed, register_events

from .events import LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingTold(Event):
    """Those concerned have been told that they may ask for a hearing (听证告知); LicLaw 47."""

    kind: ClassVar[str] = "hearing_told"

    to: tuple[str, ...]  # applicant, third
    ask_within: Period
    number: str = ""
    paper_digest: str = ""
    interest: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingRequested(Event):
    """A hearing has been asked for in time (申请听证); LicLaw 47."""

    kind: ClassVar[str] = "hearing_requested"

    by: str  # applicant, third
    entrance: str  # online, window
    hold_within: Period
    request: Sealed | None = None  # who and why


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingWaived(Event):
    """Somebody has given the right up, or taken the request back (放弃听证)."""

    kind: ClassVar[str] = "hearing_waived"

    by: str
    entrance: str
    waiver: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingAnnounced(Event):
    """The organ holds a public hearing by itself (听证公告); LicLaw 46, 48."""

    kind: ClassVar[str] = "hearing_announced"

    set_for: datetime
    place: str
    host: str
    number: str = ""
    paper_digest: str = ""
    reason: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingSet(Event):
    """Time, place and host of the hearing have been told (听证通知); LicLaw 48.

    `late`: after the period within which it must be held, since no lawful day was left in it.
    """

    kind: ClassVar[str] = "hearing_set"

    set_for: datetime
    place: str
    host: str
    late: bool = False
    number: str = ""
    paper_digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingRecorded(Event):
    """The hearing is over and its record is in the file (听证笔录); LicLaw 48."""

    kind: ClassVar[str] = "hearing_recorded"

    outcome: str  # held; absent: nobody who asked came, which gives it up
    officer: str
    number: str = ""
    paper_digest: str = ""
    record: Sealed | None = None
    signed_by: Sealed | None = None


HEARING_KINDS: tuple[type[Event], ...] = (
    HearingTold,
    HearingRequested,
    HearingWaived,
    HearingAnnounced,
    HearingSet,
    HearingRecorded,
)

register_events(LINE, HEARING_KINDS)
