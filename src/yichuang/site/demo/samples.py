"""Samples of materials (样表): small files of our own that the invented guides carry."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from yichuang.catalogue.public import Sample
from yichuang.documents.public import store_upload

FOLDER = Path(__file__).parent / "samples"
# Matter and material → the file that shows how it looks, and its name on the page.
SAMPLES: Mapping[tuple[str, str], tuple[str, str]] = {
    ("food-licence", "application-form"): (
        "food-application.pdf",
        "食品经营许可申请书.pdf",
    ),
    ("food-licence", "floor-plan"): ("floor-plan.png", "布局图（示例）.png"),
}


def stored_samples(editor: str) -> dict[tuple[str, str], tuple[Sample, ...]]:
    """Keep the files as an editor's uploads and return what the guides say of them."""
    return {material: (_stored(file, name, editor),) for material, (file, name) in SAMPLES.items()}


def _stored(file: str, name: str, editor: str) -> Sample:
    kept = store_upload(filename=name, content=(FOLDER / file).read_bytes(), actor_id=editor)
    return Sample(str(kept.id), name, kept.digest)
