"""Papers after the grant: the order to put a broken promise right, and how a grant ends; pure.

Sources: LicLaw 行政许可法 8, 69, 70, 76; 国办发〔2020〕42号 for promises.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from yichuang.catalogue.pure import PowerType

from .paper_parts import NO_CONTACT, Business, Contact, Head, PaperKind, Remedies

ENDINGS = {"revoked": "撤销", "recalled": "撤回", "deregistered": "注销"}
# What is ended, as the title calls it; only licences are ever called 许可.
GRANTS: dict[PowerType, str] = {
    PowerType.LICENCE: "行政许可",
    PowerType.PAYMENT: "行政给付",
    PowerType.CONFIRMATION: "行政确认",
    PowerType.REWARD: "行政奖励",
    PowerType.ADJUDICATION: "行政裁决",
    PowerType.OTHER: "办理",
    PowerType.PUBLIC_SERVICE: "办理",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionOrder:
    """责令限期改正通知书: what differs from the promise, and by when it is put right."""

    kind: ClassVar[PaperKind] = PaperKind.CORRECTION_ORDER
    head: Head
    business: Business
    granted_on: date
    findings: str
    correct_by: date
    basis: tuple[str, ...] = ()
    contact: Contact = NO_CONTACT

    def __post_init__(self) -> None:
        if not self.findings:
            raise ValueError("an order says what is to be put right")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingDecision:
    """撤销、撤回、注销决定书: which grant ends, why, on which article, and the remedies.

    `compensation`: what is said about it when a grant is recalled, LicLaw 8. `barred_until`: the
    last day on which its holder may not apply again, LicLaw 79.
    """

    kind: ClassVar[PaperKind] = PaperKind.ENDING
    head: Head
    business: Business
    how: str  # revoked, recalled, deregistered
    granted_on: date
    decision_number: str
    reasons: str
    remedies: Remedies
    basis: tuple[str, ...] = ()
    licence_number: str = ""
    compensation: str = ""
    barred_until: date | None = None

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("a decision against its holder gives its reasons")
        if self.how not in ENDINGS:
            raise ValueError(f"a grant does not end like this: {self.how}")


def ending_name(content: EndingDecision) -> str:
    """Return the name printed as the title."""
    return f"{ENDINGS[content.how]}{GRANTS[content.business.power_type]}决定书"
