"""The sample of a material (样表), for anybody once the guide is published."""

from __future__ import annotations

from uuid import UUID

from yichuang.catalogue.public import EditionState, MatterUnknown, content_of, edition_row
from yichuang.directory.public import Actor
from yichuang.documents.public import UploadedFile, read_upload

from .preview import within_reach

UNPUBLISHED = frozenset({EditionState.DRAFT, EditionState.LEGAL_REVIEW})


def sample_file(actor: Actor, edition_id: UUID, file_id: UUID) -> UploadedFile:
    """Return a file that the edition names as a sample; no other file can be had this way.

    Raises MatterUnknown for any other, and for a draft out of the actor's reach.
    """
    row, content = edition_row(edition_id), content_of(edition_id)
    named = {one.file for material in content.materials or () for one in material.samples}
    hidden = row.state in UNPUBLISHED and not within_reach(actor, edition_id)
    if hidden or str(file_id) not in named:
        raise MatterUnknown(edition=str(edition_id))
    return read_upload(file_id)
