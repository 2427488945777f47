"""Loads matters from a folder of files through the ordinary road: draft, review, publication."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from yichuang.directory.public import Actor
from yichuang.kernel.public import CodecError, load, ports

from .content import EditionContent, Sample
from .errors import FileUnreadable
from .models import Matter, Power
from .selectors import edition_in_force
from .services import create_matter, publish, review, send_to_review


class KnownOrgan(Protocol):
    """An organ of the directory, as its card has it."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def region(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Authors:
    """Who writes, who reviews and who publishes (起草、审查、发布); the first two differ."""

    editor: Actor
    reviewer: Actor
    publisher: Actor


@transaction.atomic
def load_demo_matters(
    folder: Path,
    organs: Mapping[str, KnownOrgan],
    authors: Authors,
    *,
    publishers: Mapping[str, Actor] | None = None,
    effective_from: date | None = None,
    samples: Mapping[tuple[str, str], tuple[Sample, ...]] | None = None,
) -> dict[str, UUID]:
    """Publish the matters of a folder's JSON files; return the files' keys → edition, in order.

    Each file is a list of {key, organ, region_level, main_item, sub_item, content}; `organ` is a
    key of `organs`; `samples` names matter and material by their keys. A matter that is there
    already is left as it is. All or nothing: raises FileUnreadable naming file and matter, or
    whatever publishing refuses.
    """
    return {
        str(entry.get("key")): _publish(
            entry,
            path.name,
            organs,
            _authors_for(entry, authors, publishers or {}),
            effective_from,
            samples or {},
        )
        for path in sorted(folder.glob("*.json"))
        for entry in _entries(path)
    }


def _authors_for(
    entry: dict[str, Any], authors: Authors, publishers: Mapping[str, Actor]
) -> Authors:
    """Return who publishes for an organ: its own head, where one is named for it."""
    publisher = publishers.get(str(entry.get("organ")), authors.publisher)
    return replace(authors, publisher=publisher)


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as fault:
        raise FileUnreadable(
            field="file", rule="json", file=path.name, detail=str(fault)
        ) from fault
    if not isinstance(found, list):
        raise FileUnreadable(field="file", rule="not_a_list", file=path.name)
    return found


def _publish(
    entry: dict[str, Any],
    file: str,
    organs: Mapping[str, KnownOrgan],
    authors: Authors,
    effective_from: date | None,
    samples: Mapping[tuple[str, str], tuple[Sample, ...]],
) -> UUID:
    key = str(entry.get("key"))
    try:
        content = load(EditionContent, entry["content"], f"{key}.content")
        organ = organs[entry["organ"]]
    except (CodecError, KeyError) as fault:
        raise FileUnreadable(
            field="file", rule="malformed", file=file, matter=key, detail=str(fault)
        ) from fault
    level = str(entry.get("region_level", ""))
    code = content.task_code or f"{organ.code}{level}{content.catalog_code or key}"
    if Matter.objects.filter(code=code).exists():
        return edition_in_force(code).id
    materials = content.materials and tuple(
        replace(one, samples=samples.get((key, one.code), one.samples)) for one in content.materials
    )
    content = replace(content, task_code=code, materials=materials)
    _enter_power(content, str(entry.get("main_item", "")), str(entry.get("sub_item", "")))
    edition = create_matter(
        replace(content, waivers=()),
        code=code,
        organ_code=organ.code,
        organ_name=organ.name,
        region=organ.region,
        level=level,
        actor=authors.editor,
    )
    send_to_review(edition, actor=authors.editor)
    review(edition, ok=True, note="演示数据", actor=authors.reviewer)
    waivers = tuple(replace(w, reviewer=authors.reviewer.id) for w in content.waivers)
    publish(edition, actor=authors.publisher, effective_from=effective_from, waivers=waivers)
    return edition


def _enter_power(content: EditionContent, main_name: str, name: str) -> None:
    if content.catalog_code:
        Power.objects.get_or_create(
            catalog_code=content.catalog_code,
            defaults={
                "id": ports().ids.uuid(),
                "local_code": content.local_catalog_code,
                "name": name or content.name,
                "main_code": content.catalog_code[:-3],
                "main_name": main_name,
                "power_type": content.power_type.value,
            },
        )
