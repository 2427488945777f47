"""Invented officers for the real organs that an import entered, so that their matters can run.

Posts and acts are those of `tests.factories`; every officer is plainly invented. An organ's office
stands for the organ alone, a catalogue office for a whole division.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tests import factories
from yichuang.catalogue.models import Edition
from yichuang.catalogue.public import (
    EditionContent,
    EditionRow,
    Finding,
    Flaw,
    Waiver,
    content_of,
    edition_row,
    publish,
    review,
    save_draft,
    send_to_review,
    unfounded,
)
from yichuang.directory.models import Officer, Organ, Post
from yichuang.directory.public import Actor, actor_in_post, appoint, import_organs, register_party

GROUND = "演示验收:来源未载明依据,由审核人同意先行发布"
CATALOGUE_POSTS = {"catalogue": "region", "legal": "region", "head": "region"}


@dataclass(frozen=True, slots=True)
class Office:
    """The invented staff of one organ."""

    organ: str

    def officer(self, post: str) -> Actor:
        """Return the officer of a post, with a second factor."""
        return actor_in_post(f"{self.organ}-{post}", f"{self.organ}.{post}", second_factor=True)


def staff_organ(code: str) -> Office:
    """Give an organ one officer in every post of the test city."""
    organ = Organ.objects.get(pk=code)
    for suffix, (name, scope, acts) in factories.POSTS.items():
        _staff(organ, suffix, name, scope, acts)
    return Office(code)


def staff_catalogue(region: str) -> Office:
    """Make an invented office that edits, reviews and publishes the matters of a division."""
    code = f"L{region[:6]}CATALOGUE00"
    row = {"code": code, "name": "示例事项管理机关", "region": region}
    assert not import_organs([row], as_of=factories.LONG_AGO).rejected
    organ = Organ.objects.get(pk=code)
    for suffix, scope in CATALOGUE_POSTS.items():
        name, _, acts = factories.POSTS[suffix]
        _staff(organ, suffix, name, scope, acts)
    return Office(code)


def _staff(organ: Organ, suffix: str, name: str, scope: str, acts: tuple[str, ...]) -> None:
    post, officer = f"{organ.code}.{suffix}", f"{organ.code}-{suffix}"
    Post.objects.create(
        code=post,
        name=name,
        organ=organ,
        region=organ.region,
        scope=scope,
        acts=list(acts),
        employments=["civil_servant"],
        valid_from=factories.LONG_AGO,
    )
    Officer.objects.create(
        code=officer,
        name=f"演示{suffix}",
        employer=organ,
        employment="civil_servant",
        valid_from=factories.LONG_AGO,
    )
    appoint(officer=officer, post=post, valid_from=factories.LONG_AGO)


def draft_of(matter_code: str) -> UUID:
    """Return the edition an import left for a matter."""
    return Edition.objects.get(matter__code=matter_code).id


def publish_draft(
    edition: UUID, office: Office, completed: EditionContent | None = None
) -> EditionRow:
    """Take a draft through editing, legal review and publication, by three officers.

    What the source founds on nothing stands under the reviewer's named waiver.
    """
    if completed is not None:
        save_draft(edition, completed, actor=office.officer("catalogue"))
    found = send_to_review(edition, actor=office.officer("catalogue"))
    reviewer = office.officer("legal")
    review(edition, ok=True, note=GROUND, actor=reviewer)
    waivers = _waivers(content_of(edition), found, reviewer)
    publish(edition, actor=office.officer("head"), waivers=waivers)
    return edition_row(edition)


def _waivers(content: EditionContent, found: list[Finding], reviewer: Actor) -> tuple[Waiver, ...]:
    open_elements = set(unfounded(content))
    open_elements |= {finding.element for finding in found if finding.code is Flaw.BASIS_UNRESOLVED}
    if not open_elements:
        return ()
    return (Waiver(reviewer.id, reviewer.post, GROUND, tuple(sorted(open_elements))),)


def register_applicant() -> UUID:
    """Register the invented applicant."""
    kind, name, number = factories.PEOPLE["citizen"]
    return register_party(
        kind=kind, name=name, number=number, phone="10000000000", real_name_level=3
    )
