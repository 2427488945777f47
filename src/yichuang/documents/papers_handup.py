"""The paper that goes with a case to the organ above, as a typed record; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper_parts import Business, Head, PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstOpinion:
    """初审意见: what the lower organ proposes, and that the whole file goes up. LicLaw 35.

    For the organ above alone; the applicant is told of it on his case, not by this paper.
    """

    kind: ClassVar[PaperKind] = PaperKind.FIRST_OPINION
    head: Head
    business: Business
    accepted_on: date
    to: str  # the organ that decides
    agrees: bool
    reasons: str
    steps: tuple[str, ...] = ()  # who has examined, step by step
    materials: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.to or not self.reasons:
            raise ValueError("an opinion names the organ above and gives reasons")
