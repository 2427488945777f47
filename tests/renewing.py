"""A licence for ninety days from Monday 2 March 2026, and applications about it."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import Any

from tests import factories
from yichuang.approval import public as approval
from yichuang.catalogue.public import EditionRow
from yichuang.law.public import CHINA_TIME, Period, Unit
from yichuang.ledger.public import Receipt
from yichuang.licences.public import LicenceCard, licences_of_case

MONDAY = datetime(2026, 3, 2, 9, tzinfo=CHINA_TIME)
ENDS = date(2026, 5, 30)  # ninety days from 2 March, both counted; a Saturday


def publish() -> EditionRow:
    """Publish a guide whose licence is valid for ninety days and given on a promise."""
    content = factories.promised()
    assert content.result is not None
    term = Period(90, Unit.CALENDAR_DAY, "示例规定")
    return factories.published(
        dataclasses.replace(content, result=dataclasses.replace(content.result, validity=term))
    )


def take(city: factories.City, case: Receipt, post: str, command: Any) -> Receipt:
    """Take a step in a post, or as a party."""
    key = f"{command.kind}-{case.case_id}"[:60]
    actor = city.party(post) if post in city.parties else city.officer(post)
    return approval.act(case.case_id, command, actor=actor, key=key)


def filed(
    city: factories.City, edition: EditionRow, key: str, who: str = "citizen", **about: str
) -> Receipt:
    """Apply online; `what` and `of_licence` name a licence to be renewed or changed."""
    command = approval.File(
        form=dict(factories.LICENCE_FORM),
        applicant=factories.applicant(who),
        promise_signed_by="测试甲",
        **about,
    )
    return approval.file_application(
        actor=city.party(who),
        edition_id=edition.id,
        party=city.parties[who],
        command=command,
        key=f"renewal-{key}",
    )


def granted(city: factories.City, case: Receipt) -> None:
    """Accept, decide, make out."""
    take(city, case, "window", approval.Accept())
    take(city, case, "decide", approval.Decide(granted=True))
    take(city, case, "decide", approval.Issue())


def held(city: factories.City, edition: EditionRow) -> LicenceCard:
    """Let the citizen hold the licence."""
    case = filed(city, edition, "new-1")
    granted(city, case)
    (licence,) = licences_of_case(case.case_id)
    assert licence.valid_to == ENDS
    return licence
