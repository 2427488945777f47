"""Writes what an edition is found by; the entry can be rebuilt from the edition at any time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, Value

from yichuang.kernel.public import load

from .content import EditionContent
from .models import Edition, EditionState, Matter, SearchEntry
from .tokens import fold, index_tokens, sounds

BATCH = 500


def search_names(content: EditionContent) -> list[str]:
    """Return what a matter is called: its name, then its short and everyday names."""
    names = [content.name, content.short_name, *content.everyday_names]
    return list(dict.fromkeys(name for name in names if name.strip()))


def search_codes(matter: Matter, content: EditionContent) -> list[str]:
    """Return every code of a matter, small letters as they are compared."""
    codes = (
        matter.code,
        content.catalog_code,
        content.local_catalog_code,
        content.task_code,
        content.local_task_code,
        content.handle_item_code,
    )
    return list(dict.fromkeys(code.lower() for code in codes if code))


def _lines(parts: Iterable[str]) -> str:
    return "".join(f"\n{part}" for part in parts if part)


def search_entry(edition: Edition, matter: Matter, content: EditionContent) -> SearchEntry:
    """Return the entry of an edition, not yet written."""
    names = search_names(content)
    words = index_tokens([*names, matter.organ_name])
    heard = [sounds(name) for name in names]
    # No token holds a blank, and one text is sent faster than an array.
    split = Func(Value(" ".join(words)), Value(" "), function="string_to_array")
    vector = Func(split, function="array_to_tsvector", output_field=SearchVectorField())
    return SearchEntry(
        edition=edition,
        matter=matter,
        public=edition.state == EditionState.PUBLISHED,
        valid_from=edition.effective_from,
        valid_to=edition.effective_to,
        region=matter.region,
        organ_code=matter.organ_code,
        organ_name=matter.organ_name,
        power_type=content.power_type.value,
        audience=list(content.service_objects),
        name=content.name,
        folded=fold(content.name),
        everyday=[folded for name in names[1:] if (folded := fold(name))],
        codes=_lines(search_codes(matter, content)),
        pinyin=_lines(full for full, _ in heard),
        initials=_lines(short for _, short in heard),
        tokens=vector,
    )


def write_entries(found: Sequence[tuple[Edition, Matter, EditionContent]]) -> None:
    """Write the entries of these editions anew."""
    SearchEntry.objects.filter(pk__in=[edition.pk for edition, _, _ in found]).delete()
    SearchEntry.objects.bulk_create((search_entry(*item) for item in found), batch_size=BATCH)


def rebuild(editions: Iterable[Edition]) -> int:
    """Write the entries of stored editions anew from what they say; return how many."""
    rows = [(e, e.matter, load(EditionContent, e.content)) for e in editions]
    write_entries(rows)
    return len(rows)
