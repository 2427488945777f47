"""Plain values for the catalogue's tests: a matter that may be published, and three officers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from yichuang.catalogue.public import (
    Basis,
    BasisStatus,
    Condition,
    EditionContent,
    HandlingKind,
    Material,
    PowerType,
    TimeLimit,
    create_matter,
    publish,
    review,
    send_to_review,
)
from yichuang.directory.public import Actor, ActorKind, PostScope
from yichuang.law.public import Period, Unit

ORGAN, CITY = "113202000000000001", "320200000000"
LICENCE_LAW = "law:行政许可法:2019"
ACTS = frozenset({"catalogue.edit", "catalogue.import", "catalogue.review", "catalogue.publish"})


def officer(name: str, *, region: str = CITY, acts: frozenset[str] = ACTS) -> Actor:
    return Actor(
        kind=ActorKind.OFFICER,
        id=name,
        post="catalogue-desk",
        organ=ORGAN,
        region=region,
        scope=PostScope.REGION,
        acts=acts,
        second_factor=True,
    )


EDITOR, REVIEWER, PUBLISHER = officer("editor"), officer("reviewer"), officer("publisher")


def cited(article: int, clause: int = 0) -> tuple[Basis, ...]:
    return (Basis(BasisStatus.CITED, LICENCE_LAW, "中华人民共和国行政许可法", article, clause),)


def quoted(words: str) -> tuple[Basis, ...]:
    return (Basis(BasisStatus.QUOTED, quoted=words),)


def days(amount: int, unit: Unit = Unit.WORKING_DAY) -> Period:
    return Period(amount, unit, "LicLaw 42")


def make_content(**changes: Any) -> EditionContent:
    """A committed licence with everything cited; `changes` replace whole elements."""
    content = EditionContent(
        name="示例经营许可",
        power_type=PowerType.LICENCE,
        handling_kind=HandlingKind.COMMITTED,
        everyday_names=("开示例店",),
        catalog_code="320131999001",
        service_objects=("1", "2"),
        set_basis=cited(12),
        statutory=TimeLimit(days(20), cited(42, 1)),
        promised=TimeLimit(days(5)),
        conditions=(Condition("有固定场所", cited(38)),),
        materials=(Material("form", "申请书", basis=cited(31)),),
        fees=(),
    )
    return replace(content, **changes)


def make_draft(content: EditionContent | None = None, *, code: str = "m-1", **where: str) -> UUID:
    given = {"organ_code": ORGAN, "organ_name": "示例局", "region": CITY} | where
    return create_matter(content or make_content(), code=code, actor=EDITOR, **given)


def make_reviewed(content: EditionContent | None = None, **where: str) -> UUID:
    edition = make_draft(content, **where)
    send_to_review(edition, actor=EDITOR)
    review(edition, ok=True, actor=REVIEWER)
    return edition


def make_published(
    content: EditionContent | None = None, *, effective_from: date | None = None, **where: str
) -> UUID:
    edition = make_reviewed(content, **where)
    publish(edition, actor=PUBLISHER, effective_from=effective_from)
    return edition
