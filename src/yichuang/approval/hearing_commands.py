"""What may be asked for about a hearing (听证); personal content is sealed later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yichuang.ledger.pure import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class TellHearing(Command):
    """Tell whom it concerns that they may ask for a hearing (告知听证权利)."""

    kind: ClassVar[str] = "tell_hearing"
    act: ClassVar[str] = "approval.suspend"

    to: tuple[str, ...]  # applicant 申请人, third 利害关系人
    interest: str  # what is at stake between them


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestHearing(Command):
    """Ask for a hearing online, as the applicant (申请听证)."""

    kind: ClassVar[str] = "request_hearing"
    act: ClassVar[str] = "approval.answer"

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeHearingRequest(Command):
    """Take a request for a hearing at a window (接收听证申请)."""

    kind: ClassVar[str] = "take_hearing_request"
    act: ClassVar[str] = "approval.receive"

    by: str  # applicant, third
    who: str  # who asks, by name
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiveHearing(Command):
    """Give the right up, or take the request back, as the applicant (放弃听证)."""

    kind: ClassVar[str] = "waive_hearing"
    act: ClassVar[str] = "approval.answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeHearingWaiver(Command):
    """Take at a window that somebody gives the right up (接收放弃听证的声明)."""

    kind: ClassVar[str] = "take_hearing_waiver"
    act: ClassVar[str] = "approval.receive"

    by: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnounceHearing(Command):
    """Announce a public hearing that the organ holds by itself (听证公告)."""

    kind: ClassVar[str] = "announce_hearing"
    act: ClassVar[str] = "approval.suspend"

    set_for: datetime
    place: str
    host: str  # the officer's code
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHearing(Command):
    """Set time, place and host of a hearing, or set them anew (通知听证)."""

    kind: ClassVar[str] = "set_hearing"
    act: ClassVar[str] = "approval.suspend"

    set_for: datetime
    place: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHearing(Command):
    """Put the record in the file: it was held, or nobody who asked came (听证笔录)."""

    kind: ClassVar[str] = "record_hearing"
    act: ClassVar[str] = "approval.hear"

    outcome: str  # held, absent
    record: str
    signed_by: str = ""
