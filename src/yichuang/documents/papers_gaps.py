"""Papers of acceptance with gaps: what is to follow, by when, and what otherwise; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper_parts import NO_CONTACT, Business, Contact, Head, PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class GapAcceptance:
    """容缺受理通知书: accepted, what is to be brought by when, and what follows if it is not.

    `consequence` is what the guide ties to the day, in words; the periods are as in an acceptance
    notice, in words, empty where none binds.
    """

    kind: ClassVar[PaperKind] = PaperKind.GAP_ACCEPTANCE
    head: Head
    business: Business
    applied_on: date
    accepted_on: date
    missing: tuple[str, ...]
    bring_by: date
    consequence: str
    statutory_period: str = ""
    statutory_due_on: date | None = None
    promised_period: str = ""
    promised_due_on: date | None = None
    first_examination: str = ""  # the sentence of a hand-up: until when, to whom
    basis: tuple[str, ...] = ()
    contact: Contact = NO_CONTACT

    def __post_init__(self) -> None:
        if not self.missing or not self.consequence:
            raise ValueError("what is to follow is named, and what happens otherwise")
        if self.bring_by <= self.accepted_on:
            raise ValueError("what is to follow comes after acceptance")


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLapse:
    """视为撤回申请通知书: what was promised did not come by its day."""

    kind: ClassVar[PaperKind] = PaperKind.GAP_LAPSE
    head: Head
    business: Business
    applied_on: date
    missing: tuple[str, ...]
    bring_by: date
    basis: tuple[str, ...]
    papers_kept: bool = False
    contact: Contact = NO_CONTACT

    def __post_init__(self) -> None:
        if not self.basis:
            raise ValueError("no application lapses without a rule that says so")
