"""The three real catalogues beside the project: kept, idempotent, honest, and quick to search."""

from __future__ import annotations

import random
import statistics
import time
from datetime import date
from pathlib import Path

import pytest

from yichuang.catalogue.completeness import reasons_not_fileable
from yichuang.catalogue.models import Edition, SearchEntry
from yichuang.catalogue.public import (
    BasisStatus,
    PowerType,
    content_of,
    guide_of_edition,
    import_matters,
    search,
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


QUESTIONS = [
    ("律师执业证丢了怎么补", "律师执业证书补证"),
    ("外国人驾照换国内驾照", "持境外驾驶证申领"),
    ("取水许可", "取水"),
    ("占用公路修路", "公路"),
    ("保安员证", "保安员"),
    ("成立社会团体", "社会团体"),
    ("航道通航审批", "航道"),
    ("城乡居民社保卡", "社会保障"),
    ("种子生产经营许可证", "种子"),
    ("无线电台执照", "无线电"),
    ("去香港通行证", "港澳"),
    ("护照", "护照"),
    ("法律援助", "法律援助"),
    ("高新技术企业认定", "高新技术"),
    ("饲料生产许可", "饲料"),
    ("执业医师注册", "医师"),
    ("民办学校设立", "学校"),
    ("爆破作业", "爆破"),
    ("开旅行社", "旅行社"),
    ("gongzheng", "公证"),
]


def test_search_over_five_thousand_real_names_is_right_and_quick(folder, capsys):
    for name in FILES:
        import_matters(folder / name)
    SearchEntry.objects.update(public=True, valid_from=date(2020, 1, 1))
    forget_statistics()
    search("先读一次统计")

    right, times = {1: 0, 5: 0}, []
    for question, wanted in QUESTIONS:
        begun = time.perf_counter()
        hits = search(question).hits
        times.append(1000 * (time.perf_counter() - begun))
        for top in right:
            right[top] += any(wanted in hit.name for hit in hits[:top])

    entries = SearchEntry.objects.count()
    with capsys.disabled():
        print(
            f"\n{entries} entries: R@1 {right[1]}/{len(QUESTIONS)}, R@5 {right[5]}/{len(QUESTIONS)},"
            f" median {statistics.median(times):.1f} ms, most {max(times):.1f} ms"
        )
    assert right[5] >= 0.8 * len(QUESTIONS)
