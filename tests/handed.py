"""A licence that the bureau examines first and 示例市另一机关 decides."""

from __future__ import annotations

import dataclasses
from typing import Any

from tests import factories
from yichuang.approval import public as approval
from yichuang.catalogue.public import EditionContent, HandUpTerms, Step
from yichuang.directory.public import Actor, actor_in_post
from yichuang.law.public import Period, Unit
from yichuang.ledger.public import Receipt

ABOVE, ABOVE_NAME = factories.OTHER_ORGAN, "示例市另一机关"
REASONS = "材料齐全，现场属实"


def content(**changes: Any) -> EditionContent:
    """Return the guide: one step here, one above; 15 working days first, then 20, 10 promised."""
    terms = HandUpTerms(
        ABOVE,
        ABOVE_NAME,
        Period(15, Unit.WORKING_DAY, "LicLaw 43"),
        basis=factories.cited(factories.LICENSING_LAW, 35),
    )
    return dataclasses.replace(
        factories.with_gaps(),
        name="示例报送许可",
        task_code="test-handed",
        catalog_code="000999901035",
        steps=(
            Step("first", "初审", "approval.examine"),
            Step("upper", "上级审查", "approval.examine", above=True),
        ),
        hand_up=terms,
        **changes,
    )


def above(post: str) -> Actor:
    """Return the officer of a post of the organ above: examine or decide."""
    return actor_in_post(f"O-{post}", f"other.{post}", second_factor=True)


def accepted_case(city: factories.City, guide: EditionContent | None = None) -> Receipt:
    """Publish the guide, take an application of 测试甲 at the window and accept it."""
    edition = factories.published(guide or content())
    papers = tuple(approval.MaterialGiven(code, "paper", copies=1) for code in ("plan", "photo"))
    case = approval.receive_application(
        actor=city.officer("window"),
        edition_id=edition.id,
        party=city.parties["citizen"],
        command=approval.Receive(
            form=dict(factories.LICENCE_FORM), applicant=factories.applicant(), materials=papers
        ),
        key="handed-filing-1",
    )
    act(case, city.officer("window"), approval.Accept())
    return case


def examined_case(city: factories.City, guide: EditionContent | None = None) -> Receipt:
    """Return the case when the bureau has examined it."""
    case = accepted_case(city, guide)
    act(case, city.officer("examine"), approval.GiveOpinion(step="first", agrees=True))
    return case


def handed_case(city: factories.City, guide: EditionContent | None = None) -> Receipt:
    """Return the case when the bureau has handed it up."""
    case = examined_case(city, guide)
    act(case, city.officer("decide"), approval.HandUp(agrees=True, reasons=REASONS))
    return case


def act(case: Receipt, actor: Actor, command: Any) -> Receipt:
    """Take a step as an actor."""
    key = f"handed-{command.kind}-{actor.id}"[:60]
    return approval.act(case.case_id, command, actor=actor, key=key)
