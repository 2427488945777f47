"""Samples of materials an editor uploads (样表): checked by content, then kept."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yichuang.catalogue.public import Sample
from yichuang.directory.public import Actor
from yichuang.documents.public import UploadRefused, store_upload

from ..forms.given import Given

LARGEST_BYTES = 5 * 1024 * 1024


def keep_samples(given: Given, actor: Actor) -> None:
    """Keep every file that came; one that cannot be taken is told at its field."""
    for name, files in given.files.lists():
        for file in files:
            try:
                kept = store_upload(
                    filename=file.name or "",
                    content=file.read(),
                    actor_id=actor.id,
                    limit_bytes=LARGEST_BYTES,
                )
            except UploadRefused:
                words = _(
                    "“%(file)s”不能作样表：只收打得开的 PDF、图片、DOCX、XLSX、OFD，每个不超过 5 MB"
                )
                given.errors[name] = words % {"file": file.name}
                continue
            sample = Sample(str(kept.id), str(file.name), kept.digest)
            given.kept.setdefault(name, []).append(sample)
