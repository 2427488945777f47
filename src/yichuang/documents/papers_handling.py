"""Papers between acceptance and decision, as typed records; pure. See `papers`.

Sources: LicLaw 行政许可法 42, 45, 82; the licensing document sets of ministries and provinces.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper_parts import NO_CONTACT, Business, Contact, Head, PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialProcedureNotice:
    """特别程序告知书: what takes time beside the period, from when, how long. LicLaw 45.

    `needed` in words, such as 三十日. `statutory_left` and `promised_left` are what the periods
    still hold when counting goes on, in words; empty where no such period binds.
    """

    kind: ClassVar[PaperKind] = PaperKind.SPECIAL_PROCEDURE
    head: Head
    business: Business
    accepted_on: date
    procedure: str
    reason: str
    started_on: date
    needed: str = ""
    expected_until: date | None = None
    statutory_left: str = ""
    promised_left: str = ""
    basis: tuple[str, ...] = ()
    contact: Contact = NO_CONTACT

    def __post_init__(self) -> None:
        if not self.procedure or not self.reason:
            raise ValueError("a special procedure has a name and a reason")
        if self.expected_until is not None and self.expected_until < self.started_on:
            raise ValueError("a procedure does not end before it begins")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionNotice:
    """延期决定通知书: how long, why, by whom, and the new last day. LicLaw 42(1).

    `added` in words, such as 十个工作日. `approver` is the head of the organ or who stands in.
    """

    kind: ClassVar[PaperKind] = PaperKind.EXTENSION
    head: Head
    business: Business
    accepted_on: date
    old_due_on: date
    added: str
    new_due_on: date
    reason: str
    approver: str
    promised_due_on: date | None = None
    provisional: bool = False
    basis: tuple[str, ...] = ()
    contact: Contact = NO_CONTACT

    def __post_init__(self) -> None:
        if not self.reason or not self.approver:
            raise ValueError("an extension has a reason and somebody who approved it")
        if self.new_due_on <= self.old_due_on:
            raise ValueError("an extension ends later than the period did")


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalNotice:
    """准予撤回申请通知书: the applicant takes his application back before it is decided.

    `reason` is his own, if he gave one; `papers_kept`: originals lie at the window for him.
    """

    kind: ClassVar[PaperKind] = PaperKind.WITHDRAWAL
    head: Head
    business: Business
    applied_on: date
    withdrawn_on: date
    accepted_on: date | None = None
    reason: str = ""
    papers_kept: bool = False
    contact: Contact = NO_CONTACT

    def __post_init__(self) -> None:
        if self.withdrawn_on < self.applied_on:
            raise ValueError("nothing is taken back before it is applied for")
