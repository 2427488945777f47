"""What a case of this line is about on the day it is opened."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yichuang.catalogue.public import EditionRow
from yichuang.directory.public import title_on, today
from yichuang.ledger.public import Opening

from .events import LINE


def opening_for(
    edition: EditionRow, party: UUID | None, agent: UUID | None, on: date | None = None
) -> Opening:
    """Return what a case opened on a day is about: its edition, the organ, and by what right."""
    title = title_on(edition.organ_code, edition.power_code, on or today())
    return Opening(
        line=LINE,
        organ=edition.organ_code,
        organ_name=edition.organ_name,
        region=edition.region,
        matter=edition.matter_code,
        matter_name=edition.name,
        edition=edition.id,
        title=title.kind if title else "own",
        party=party,
        agent=agent,
    )
