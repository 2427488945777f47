"""Benefits without an application (免申即享): data the organ holds stand for every material."""

from __future__ import annotations

from dataclasses import dataclass

from yichuang.catalogue.pure import EditionContent, PowerType, SatisfiedBy

from ..commands import File, Receive
from ..errors import OfferNotOpen
from ..events import MaterialMark
from .facts import Facts, required_materials


@dataclass(frozen=True, slots=True)
class TakenUp:
    """Which offer a filing takes up, and the data behind it."""

    id: str
    source: str


def offered(command: File | Receive, edition: EditionContent, facts: Facts) -> TakenUp | None:
    """Return what a filing keeps of the offer it takes up; nothing for an ordinary one.

    Raises OfferNotOpen where the offer is not the party's, is over, or the guide offers nothing;
    LicLaw 29 knows no licence without an application.
    """
    if not isinstance(command, File) or not command.offer:
        return None
    allowed = edition.offer is not None and edition.power_type is not PowerType.LICENCE
    if not allowed or facts.offer_source is None:
        raise OfferNotOpen(field="offer", offer=command.offer)
    return TakenUp(command.offer, facts.offer_source)


def held_already(edition: EditionContent, answers: dict[str, object]) -> tuple[MaterialMark, ...]:
    """Return every needed material as one the organ has checked in its own data."""
    needed = required_materials(edition, answers)
    return tuple(MaterialMark(one.code, SatisfiedBy.INTERFACE.value) for one in needed)
