"""A matter of public safety, and a party whose false application for it was declined."""

from __future__ import annotations

import dataclasses

from tests import factories
from yichuang.approval import public as approval
from yichuang.catalogue.public import EditionRow, Risk
from yichuang.ledger.public import Receipt


def risky_matter() -> EditionRow:
    """Publish the licence as one on which public safety depends."""
    content = dataclasses.replace(factories.promised(), risks=(Risk.PUBLIC_SAFETY,))
    return factories.published(dataclasses.replace(content, on_promise=None))


def file(city: factories.City, edition: EditionRow, who: str, key: str) -> Receipt:
    """File the matter for a party of the city."""
    return approval.file_application(
        actor=city.party(who),
        edition_id=edition.id,
        party=city.parties[who],
        command=approval.File(
            form=dict(factories.LICENCE_FORM), applicant=factories.applicant(who)
        ),
        key=f"bar-filing-{key}",
    )


def decline_as_false(city: factories.City, edition: EditionRow) -> Receipt:
    """File for 测试甲 and decline it: the materials were forged."""
    case = file(city, edition, "citizen", "first")
    command = approval.DeclineAcceptance(ground="false_materials", reasons="示例材料系伪造")
    approval.act(case.case_id, command, actor=city.officer("window"), key="bar-decline-1")
    return case
