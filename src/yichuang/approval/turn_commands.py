"""What may be asked for off the straight road; personal content is sealed later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from yichuang.ledger.pure import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPromise(Command):
    """Say whether the promise on which it was granted is kept (承诺核查)."""

    kind: ClassVar[str] = "check_promise"
    act: ClassVar[str] = "approval.examine"

    outcome: str  # kept, correct, not_kept
    findings: str = ""
    correct_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndGrant(Command):
    """End what was granted, as the organ that granted it (撤销、撤回、注销)."""

    kind: ClassVar[str] = "end_grant"
    act: ClassVar[str] = "approval.decide"

    how: str  # revoked, recalled, deregistered
    ground: str
    reasons: str
    compensation: str = ""
