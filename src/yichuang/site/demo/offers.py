"""A township offers the subsidy for the disabled from the data it holds; nobody has to apply."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from yichuang.approval.public import Entitled, make_offers
from yichuang.directory.public import Actor

from .cast import Person
from .simulation import Story

OFFERED = "disability-subsidy"
TO = ("person-1", "person-2", "person-5")
LEVELS = ("一级", "二级", "三级")


def offer_subsidy(edition: UUID, head: Actor, people: Sequence[Person], at: datetime) -> Story:
    """The day before the city is shown, so that everything is still open."""
    yield at - timedelta(days=1)
    chosen = [one for one in people if one.key in TO]
    make_offers(
        head, edition, [_entitled(one, level) for one, level in zip(chosen, LEVELS, strict=True)]
    )


def _entitled(person: Person, level: str) -> Entitled:
    """Return what a certificate of disability says of a person; its number is the person's."""
    return Entitled(
        person.number,
        {
            "DE_PERSON_NAME": person.name,
            "DE_PERSON_ID": person.number,
            "DE_DISABILITY_NO": f"{person.number}11",
            "DE_DISABILITY_LEVEL": level,
            "DE_SUBSIDY_KINDS": ["困难残疾人生活补贴"],
        },
    )
