"""The progress of a case for whoever holds its receipt; no name and no content is on it."""

from __future__ import annotations

from dataclasses import dataclass

from yichuang.approval.public import Progress, ask_progress
from yichuang.directory.public import system
from yichuang.ledger.public import case_visible_to, timeline

from .standing import Standing, standing_of

READER = system("portal.progress")  # number and code together are the right to read


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """What `portal/progress.html` shows."""

    progress: Progress
    standing: Standing


def progress_page(number: str, code: str, *, address: str) -> ProgressPage:
    """Return the progress by receipt number and code. Raises WrongCode, TooManyWrongCodes."""
    found = ask_progress(number, code, address=address)
    case = case_visible_to(READER, found.case_id)
    return ProgressPage(progress=found, standing=standing_of(case, timeline(case)))
