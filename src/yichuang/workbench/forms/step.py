"""What a step's form is: its fields, and the command it becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from yichuang.approval.public import CasePage
from yichuang.ledger.public import Command

from .given import Given


@dataclass(frozen=True, slots=True)
class StepForm:
    """One step: its fields and its command. `read` returns None where something is wrong."""

    name: str
    act: str
    slug: str
    ask: Callable[[CasePage, Given], list[dict[str, Any]]]
    read: Callable[[CasePage, Given], Command | None]
    hint: Any = ""
    grave: bool = False
    template: str = "workbench/_step.html"
    uploads: bool = False
    reads_file: bool = False  # what it means depends on what the applicant wrote
