"""The table of laws: what resolves, what does not, and that it agrees with the published texts."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from yichuang.catalogue import lawtable
from yichuang.catalogue.lawtable import LawKind

COUNTRY = "中华人民共和国"
DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
UNITS = {"十": 10, "百": 100, "千": 1000}
ARTICLE = re.compile(r"^\s*第([零一二三四五六七八九十百千]+)条", re.MULTILINE)
POINT = re.compile(r"^\s*([一二三四五六七八九十]+)、", re.MULTILINE)  # texts without 第…条


@pytest.mark.parametrize(
    ("law_id", "article", "label"),
    [
        ("law:行政许可法:2019", 42, "《中华人民共和国行政许可法》第四十二条"),
        ("law:行政许可法:2019", 10, "《中华人民共和国行政许可法》第十条"),
        ("law:民法典:2020", 1049, "《中华人民共和国民法典》第一千零四十九条"),
        ("law:民法典:2020", 201, "《中华人民共和国民法典》第二百零一条"),
        ("law:民法典:2020", 1260, "《中华人民共和国民法典》第一千二百六十条"),
        ("law:优化营商环境条例:2019", 0, "《优化营商环境条例》"),
    ],
)
def test_resolve_names_the_article_as_it_is_printed(law_id, article, label):
    citation = lawtable.resolve(law_id, article)

    assert citation is not None
    assert citation.label == label


@pytest.mark.parametrize(
    ("law_id", "article"),
    [
        ("law:行政许可法:2019", 84),  # the law ends with article 83
        ("law:行政许可法:2019", -1),
        ("law:行政许可法:2003", 42),  # a version that no longer applies
        ("行政许可法", 42),
        ("", 0),
    ],
)
def test_resolve_answers_none_for_what_does_not_exist(law_id, article):
    assert lawtable.resolve(law_id, article) is None


def test_law_is_found_by_the_short_name_code_cites():
    law = lawtable.by_short("LicLaw")

    assert law is not None
    assert law.name == "中华人民共和国行政许可法"
    assert law.version_on == date(2019, 4, 23)
    assert law.kind is LawKind.LAW
    assert law.articles == 83
    assert lawtable.by_short("NoSuchLaw") is None
    assert lawtable.by_short("") is None


def test_law_ids_carry_the_name_and_the_year_of_the_version():
    for law in lawtable.laws():
        name = law.name.removeprefix(COUNTRY)

        assert law.law_id == f"law:{name}:{law.version_on.year}"


def test_one_name_stands_once():
    names = [law.name for law in lawtable.laws()]
    shorts = [law.short for law in lawtable.laws() if law.short]

    assert len(names) == len(set(names))
    assert len(shorts) == len(set(shorts))


@pytest.mark.realdata
def test_every_article_of_the_table_is_in_the_published_text(shared: Path):
    published = {**_national(shared), **_regulations(shared)}

    for law in lawtable.laws():
        key = (law.name.removeprefix(COUNTRY), law.version_on.isoformat())
        assert key in published, f"no published text of {law.law_id}"
        missing = law.numbers - published[key]
        assert not missing, f"{law.law_id} has no article {sorted(missing)}"


def _national(shared: Path) -> dict[tuple[str, str], set[int]]:
    """Name and version date of every national law, with its article numbers."""
    versions: dict[str, str] = {}
    for line in (shared / "data/laws/national_laws.csv").read_text("utf-8").splitlines()[1:]:
        cells = line.split(",")
        versions[cells[0]] = cells[7]
    found: dict[tuple[str, str], set[int]] = {}
    for row in _rows(shared / "data/laws/national_law_articles.jsonl.gz"):
        key = (row["law_name"].removeprefix(COUNTRY), versions[row["law_id"]])
        found.setdefault(key, set()).add(row["article_no_arabic"])
    return found


def _regulations(shared: Path) -> dict[tuple[str, str], set[int]]:
    """Title and version date of every regulation, with the articles its text opens."""
    return {
        (row["title"].removeprefix(COUNTRY), row["version_date"]): {
            _number(opened) for opened in ARTICLE.findall(row["text"]) or POINT.findall(row["text"])
        }
        for row in _rows(shared / "data/laws/regulations_text.jsonl.gz")
    }


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _number(text: str) -> int:
    total = digit = 0
    for sign in text:
        if sign in UNITS:
            total, digit = total + (digit or 1) * UNITS[sign], 0
        else:
            digit = DIGITS[sign]
    return total + digit
