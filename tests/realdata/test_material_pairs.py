"""Proposals of equal materials against labels given to real names in advance.

400 pairs were labelled twice, independently, by someone who did not write the matcher. The
question was whether one document, handed in once by one applicant for both matters, would
satisfy both: how it is presented does not count; another person's or thing's paper, a paper written
for one matter, a longer list and alternatives the other lacks do. A pair is equal where both say 1.
The matcher was tuned on the rows `tune` alone; of the rows `held` only the counts are ever printed.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import time
from collections import Counter
from pathlib import Path

import pytest

from yichuang.catalogue.pure import Asked, alike, compare

pytestmark = pytest.mark.realdata
PAIRS = Path(__file__).with_name("material_pairs.csv")


@pytest.fixture(scope="module")
def asked() -> dict[tuple[str, str], Asked]:
    """Every material of the guide-level file, by its matter and the digest of its name."""
    from tests.conftest import SHARED

    path = SHARED / "data" / "matters" / "guangdong_matters.jsonl.gz"
    if not path.is_file():
        pytest.skip("the material folder ../shared is not beside the project")
    found: dict[tuple[str, str], Asked] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            for name in row["materials"] or ():
                digest = hashlib.sha256(name.encode()).hexdigest()[:16]
                found[row["task_code"], digest] = Asked(name, row["name"], row["department"])
    return found


def _pairs() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_agreement_of_the_two_labellings(capsys: pytest.CaptureFixture[str]) -> None:
    rows = _pairs()
    agreed = sum(row["first"] == row["second"] for row in rows)
    ones = [sum(row[by] == "1" for row in rows) / len(rows) for by in ("first", "second")]
    chance = ones[0] * ones[1] + (1 - ones[0]) * (1 - ones[1])
    kappa = (agreed / len(rows) - chance) / (1 - chance)
    with capsys.disabled():
        print(f"\n两次标注一致 {agreed}/{len(rows)}，kappa {kappa:.2f}")
    assert (len(rows), agreed) == (400, 394)
    assert kappa > 0.9


# Measured once, after the matcher was done: the wanted 0.98 and 0.90 are missed on unseen pairs.
# Strict: the day a rule earned without these labels reaches them, this mark must go.
UNREACHED = pytest.mark.xfail(strict=True, reason="held half: precision 0.969, recall 0.738")


@pytest.mark.parametrize("half", ["tune", pytest.param("held", marks=UNREACHED)])
def test_precision_and_recall(
    half: str, asked: dict[tuple[str, str], Asked], capsys: pytest.CaptureFixture[str]
) -> None:
    counts: Counter[tuple[bool, bool]] = Counter()
    for row in _pairs():
        if row["half"] == half:
            one, other = asked[row["task_a"], row["name_a"]], asked[row["task_b"], row["name_b"]]
            counts[compare(one, other).same, row["first"] == row["second"] == "1"] += 1
    right, wrong, missed = counts[True, True], counts[True, False], counts[False, True]
    precision, recall = right / (right + wrong), right / (right + missed)
    with capsys.disabled():
        print(
            f"\n{half}: 正确提出 {right}，错误提出 {wrong}，遗漏 {missed}，"
            f"正确不提 {counts[False, False]}；precision {precision:.3f} recall {recall:.3f}"
        )
    assert precision >= 0.98
    assert recall >= 0.90


def test_whole_file_is_sorted_in_seconds(
    asked: dict[tuple[str, str], Asked], capsys: pytest.CaptureFixture[str]
) -> None:
    begun = time.perf_counter()
    groups = alike(asked)
    seconds = time.perf_counter() - begun
    with capsys.disabled():
        print(f"\n材料 {len(asked)} 项，{len(groups)} 组可能相同，用时 {seconds:.2f} 秒")
    assert groups
    assert seconds < 5
