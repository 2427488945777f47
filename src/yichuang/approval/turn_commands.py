"""What may be asked for off the straight road; personal content is sealed later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from yichuang.ledger.pure import Command

from .commands import MaterialGiven


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptWithGaps(Command):
    """Accept although what may follow is missing, on a signed promise (容缺受理)."""

    kind: ClassVar[str] = "accept_with_gaps"
    act: ClassVar[str] = "approval.accept"

    bring_by: date
    signed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BringMaterials(Command):
    """Hand in online what was missing at acceptance (补交材料)."""

    kind: ClassVar[str] = "bring_materials"
    act: ClassVar[str] = "approval.answer"

    materials: tuple[MaterialGiven, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeMaterials(Command):
    """Take at a window what was missing at acceptance (窗口接收补交材料)."""

    kind: ClassVar[str] = "take_materials"
    act: ClassVar[str] = "approval.receive"

    materials: tuple[MaterialGiven, ...]
