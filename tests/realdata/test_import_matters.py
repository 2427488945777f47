"""The three real catalogues beside the project: kept, idempotent, honest, and quick to search."""

from __future__ import annotations

import gzip
import json
import random
import time
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from tests.catalogue.questions import ask_all, load_demo

from yichuang.catalogue.completeness import reasons_not_fileable
from yichuang.catalogue.models import Edition, SearchEntry
from yichuang.catalogue.public import (
    BasisStatus,
    PowerType,
    content_of,
    guide_of_edition,
    import_content,
    import_matters,
    to_complete,
)
from yichuang.catalogue.search_words import forget_statistics

pytestmark = [pytest.mark.realdata, pytest.mark.django_db]
FILES = ("guangdong_matters.jsonl.gz", "guangan_district_matters.csv", "liaoning_power_sample.csv")
LEAST_KEPT = 0.97
SEED = 20261123


@pytest.fixture
def folder(shared: Path) -> Path:
    return shared / "data" / "matters"


@pytest.mark.parametrize("name", FILES)
def test_real_catalogue_is_kept_and_a_second_run_changes_nothing(folder, name, capsys):
    begun = time.monotonic()
    first = import_matters(folder / name)
    seconds = time.monotonic() - begun
    digests = dict(Edition.objects.values_list("id", "digest"))

    second = import_matters(folder / name)

    with capsys.disabled():
        rate = first.total / seconds
        print(f"\n{name}: {first.counts()}, {rate:.0f} rows/s")
    assert first.kept >= LEAST_KEPT * first.total
    assert first.created == first.kept
    assert all(error.mend and error.rule for error in first.errors)
    assert (second.unchanged, second.created, second.changed) == (first.kept, 0, 0)
    assert dict(Edition.objects.values_list("id", "digest")) == digests


@pytest.mark.parametrize("name", FILES)
def test_twenty_drawn_matters_have_a_readable_guide_and_invent_nothing(folder, name, capsys):
    import_matters(folder / name)
    ids = sorted(Edition.objects.values_list("id", flat=True))
    drawn = random.Random(SEED).sample(ids, 20)

    guides = [guide_of_edition(edition) for edition in drawn]

    with capsys.disabled():
        fileable = sum(not reasons_not_fileable(guide.content) for guide in guides)
        print(f"\n{name}: seed {SEED}, 20 drawn, {fileable} fileable once published")
    for guide in guides:
        assert guide.content.name
        assert guide.edition.region
        assert guide.content.fees is None  # no source here says anything of fees
        for basis in guide.content.set_basis:
            assert basis.status is not BasisStatus.MISSING
            assert basis.quoted
        assert to_complete(guide.edition.id)


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
