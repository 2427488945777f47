"""The three real catalogues beside the project: what can be filed, and how well search finds it."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from tests.catalogue.questions import ask_all, load_demo
from yichuang.catalogue.completeness import reasons_not_fileable
from yichuang.catalogue.models import Edition, SearchEntry
from yichuang.catalogue.public import (
    PowerType,
    content_of,
    import_content,
    import_matters,
)
from yichuang.catalogue.search_words import forget_statistics

pytestmark = [pytest.mark.realdata, pytest.mark.django_db]
FILES = ("guangdong_matters.jsonl.gz", "guangan_district_matters.csv", "liaoning_power_sample.csv")


@pytest.fixture
def folder(shared: Path) -> Path:
    return shared / "data" / "matters"


def test_guangdong_matters_with_limit_and_materials_can_be_filed_once_published(folder):
    import_matters(folder / FILES[0])
    licences = Edition.objects.filter(matter__power_type=PowerType.LICENCE)

    fileable = [e.id for e in licences if not reasons_not_fileable(content_of(e.id))]

    assert len(fileable) >= 0.95 * licences.count()


def _again(path: Path) -> bytes:
    """Return the same rows under other codes and names, for there to be more than 5,000."""
    with gzip.open(path) as file:
        rows = [json.loads(line) for line in file]
    changed = (
        {**row, "task_code": f"X{row['task_code'][1:]}", "name": f"示例新区{row['name']}"}
        for row in rows
    )
    return "\n".join(json.dumps(row) for row in changed).encode()


def test_search_among_real_names_is_right_and_quick(folder, capsys):
    editions = load_demo()
    alone = ask_all(editions)
    for name in FILES:
        import_matters(folder / name)
    import_content(_again(folder / FILES[0]), source="again")
    SearchEntry.objects.update(public=True, valid_from=date(2020, 1, 1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalogue_searchentry")
    forget_statistics()

    crowded = ask_all(editions)

    with capsys.disabled():
        print(f"\ndemo alone: {alone}\namong {SearchEntry.objects.count()}: {crowded}")
    assert crowded.first_five >= 0.75 * crowded.asked
