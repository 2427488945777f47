"""What may be asked for about the steps of a case beside opinions (退回、转办、加签).

Whoever may take a step may also do these to it, so each comes once for every act a step can have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from yichuang.ledger.pure import Command

EXAMINE, REVIEW, DECIDE = "approval.examine", "approval.review", "approval.decide"


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack(Command):
    """Send an open step back to one its row names (退回)."""

    kind: ClassVar[str] = "send_back"
    act: ClassVar[str] = EXAMINE

    step: str
    to: str
    reasons: str
    again: bool = True  # False: straight back here


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBackReview(SendBack):
    """Send a review back (复核退回)."""

    kind: ClassVar[str] = "send_back_review"
    act: ClassVar[str] = REVIEW


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBackDecision(SendBack):
    """Send a case back instead of deciding it (决定前退回)."""

    kind: ClassVar[str] = "send_back_decision"
    act: ClassVar[str] = DECIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(Command):
    """Give an open step to one officer (转办)."""

    kind: ClassVar[str] = "transfer_step"
    act: ClassVar[str] = EXAMINE

    step: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferReview(Transfer):
    """Give a review to one officer (复核转办)."""

    kind: ClassVar[str] = "transfer_review"
    act: ClassVar[str] = REVIEW


@dataclass(frozen=True, slots=True, kw_only=True)
class AddSigner(Command):
    """Let one more person sign an open step (加签). `first`: before the others speak."""

    kind: ClassVar[str] = "add_signer"
    act: ClassVar[str] = EXAMINE

    step: str
    signer: str
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReviewSigner(AddSigner):
    """Let one more person sign a review (复核加签)."""

    kind: ClassVar[str] = "add_review_signer"
    act: ClassVar[str] = REVIEW


@dataclass(frozen=True, slots=True, kw_only=True)
class SignStep(Command):
    """Sign as the person who was added (加签意见)."""

    kind: ClassVar[str] = "sign_step"
    act: ClassVar[str] = EXAMINE

    step: str
    opinion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignReview(SignStep):
    """Sign a review as the person who was added."""

    kind: ClassVar[str] = "sign_review"
    act: ClassVar[str] = REVIEW
