"""Who was first: the facts of a step that came too late, as an officer reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yichuang.kernel.public import DomainError

from ..words import HAPPENED
from .people import People


@dataclass(frozen=True, slots=True)
class MovedOn:
    """What somebody else did in the meantime."""

    who: str
    what: str
    at: datetime


def moved_on(refusal: DomainError) -> MovedOn:
    """Return who did what and when, from a refusal that says the case has moved on."""
    facts = refusal.facts
    at = datetime.fromisoformat(str(facts["at"]))
    officer = str(facts.get("officer") or "")
    doer = People().doer(
        "officer" if officer else str(facts["who"]), officer, str(facts["who"]), at
    )
    kind = str(facts["event"])
    return MovedOn(doer.text, str(HAPPENED.get(kind, (kind,))[0]), at)
