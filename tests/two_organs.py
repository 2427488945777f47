"""Two organs of the small city that handle a licence of two steps, for tests about titles."""

from __future__ import annotations

import dataclasses
from typing import Any
from uuid import UUID

from tests import factories
from yichuang.approval import public as approval
from yichuang.catalogue.public import EditionRow, Step
from yichuang.directory.models import Post
from yichuang.directory.public import actor_in_post
from yichuang.documents.public import (
    GrantDecision,
    Paper,
    paper_content,
    paper_pdf,
    papers_of_case,
    seal_port,
    verify_pdf,
)

POWER = "000999907001"
OLD, NEW = factories.OTHER_ORGAN, factories.BUREAU
OLD_NAME, NEW_NAME = "示例市另一机关", "示例市行政审批局"
STEPS = (
    Step("examine", "审查", "approval.examine"),
    Step("decide", "决定", "approval.decide"),
)


def let_the_head_publish_for_all() -> None:
    """Let the bureau's head publish the other organ's matters too, also those of a county."""
    Post.objects.filter(code="test.head").update(scope="region")


def matter(
    organ: str,
    code: str,
    *,
    name: str = "两步许可",
    power: str = POWER,
    region: str = factories.CITY,
    reviewer: str = "示例市人民政府",
) -> EditionRow:
    """Publish a licence without materials that the organ's own officers examine and decide."""
    content = factories.contents()["licence"]
    content = dataclasses.replace(
        content,
        name=name,
        task_code=code,
        catalog_code=power,
        materials=(),
        steps=STEPS,
        remedy=dataclasses.replace(content.remedy, reconsideration_organ=reviewer),
    )
    return factories.publish_matter(
        content, organ=organ, organ_name=NEW_NAME if organ == NEW else OLD_NAME, region=region
    )


def file(city: factories.City, edition: EditionRow, key: str) -> UUID:
    """File for oneself, online; return the case."""
    command = approval.File(
        form=dict(factories.LICENCE_FORM), applicant=factories.applicant(), materials=()
    )
    return approval.file_application(
        actor=city.party("citizen"),
        edition_id=edition.id,
        party=city.parties["citizen"],
        command=command,
        key=key,
    ).case_id


def finish(city: factories.City, case: UUID, organ: str) -> None:
    """Accept at the window, let the organ's own officers examine, decide, issue; hand it over."""
    prefix, code = ("test", "T") if organ == NEW else ("other", "O")
    steps: list[tuple[str, Any]] = [
        ("examine", approval.GiveOpinion(step="examine", agrees=True)),
        ("decide", approval.Decide(granted=True)),
        ("decide", approval.Issue()),
    ]
    act(case, approval.Accept(), city.officer("window"))
    for post, command in steps:
        act(case, command, actor_in_post(f"{code}-{post}", f"{prefix}.{post}", second_factor=True))
    act(case, approval.Deliver(method="counter"), city.officer("window"))


def act(case: UUID, command: Any, actor: Any) -> None:
    """Take a step under a key of its own."""
    approval.act(case, command, actor=actor, key=f"{command.kind}-{case.hex[:16]}")


def papers(case: UUID) -> dict[str, Paper]:
    """Return a case's papers by kind."""
    return {paper.kind: paper for paper in papers_of_case(case)}


def signer(paper: Paper) -> str:
    """Return who signed a paper's file, which must be sound."""
    found = verify_pdf(paper_pdf(paper.id), roots=seal_port().trusted_roots())
    assert found.sound
    return found.signer_name


def decision(case: UUID) -> GrantDecision:
    """Return what the decision of a case says."""
    content = paper_content(papers(case)["grant"].id)
    assert isinstance(content, GrantDecision)
    return content
