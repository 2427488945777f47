"""Papers of a hearing in licensing, as typed records; pure. LicLaw 行政许可法 46 to 48."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from .paper_parts import NO_CONTACT, Business, Contact, Head, PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingRight:
    """听证告知书: who may ask for a hearing, why, and until when. LicLaw 47."""

    kind: ClassVar[PaperKind] = PaperKind.HEARING_RIGHT
    head: Head
    business: Business
    accepted_on: date
    told: tuple[str, ...]  # 申请人, 利害关系人
    interest: str
    ask_by: date
    provisional: bool = False
    basis: tuple[str, ...] = ()
    contact: Contact = NO_CONTACT

    def __post_init__(self) -> None:
        if not self.told or not self.interest:
            raise ValueError("the notice names who may ask and what is at stake")


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingAnnouncement:
    """听证公告: a public hearing the organ holds by itself. LicLaw 46, 48."""

    kind: ClassVar[PaperKind] = PaperKind.HEARING_ANNOUNCEMENT
    head: Head
    business: Business
    accepted_on: date
    reason: str
    set_for: datetime
    place: str
    host: str
    basis: tuple[str, ...] = ()
    contact: Contact = NO_CONTACT

    def __post_init__(self) -> None:
        if not self.place or not self.host or not self.reason:
            raise ValueError("an announcement names reason, place and host")


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingNotice:
    """听证通知书: time, place and host, seven days ahead. LicLaw 48."""

    kind: ClassVar[PaperKind] = PaperKind.HEARING_NOTICE
    head: Head
    business: Business
    accepted_on: date
    set_for: datetime
    place: str
    host: str
    basis: tuple[str, ...] = ()
    contact: Contact = NO_CONTACT

    def __post_init__(self) -> None:
        if not self.place or not self.host:
            raise ValueError("a notice names place and host")


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingRecord:
    """听证笔录: what was said, and who signed it; or that nobody who asked came. LicLaw 48."""

    kind: ClassVar[PaperKind] = PaperKind.HEARING_RECORD
    head: Head
    business: Business
    set_for: datetime
    place: str
    host: str
    held: bool
    record: str
    signed_by: str = ""
    basis: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.record or (self.held and not self.signed_by):
            raise ValueError("what was held has a record, and it is signed")
