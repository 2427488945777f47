"""Loads the table of laws and answers whether a citation exists in it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_DIGITS = "零一二三四五六七八九"


class LawKind(StrEnum):
    """Rank of a text (效力级别)."""

    LAW = "law"  # 法律
    REGULATION = "regulation"  # 行政法规
    RULE = "rule"  # 部门规章


@dataclass(frozen=True, slots=True)
class Law:
    """One version of a law. `numbers` are the articles this version really has."""

    law_id: str  # "law:行政许可法:2019": name without the country, year of the version
    short: str  # how code and periods cite it ("LicLaw"); empty where only matters do
    name: str  # full title as published
    version_on: date  # day on which this version was adopted or amended
    kind: LawKind
    numbers: frozenset[int]

    @property
    def articles(self) -> int:
        """How many articles this version has."""
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class Citation:
    """An article that exists; article 0 is the law as a whole."""

    law: Law
    article: int

    @property
    def label(self) -> str:
        """How the citation is printed: 《中华人民共和国行政许可法》第四十二条."""
        title = f"《{self.law.name}》"
        return f"{title}第{_chinese(self.article)}条" if self.article else title


def resolve(law_id: str, article: int) -> Citation | None:
    """Return the citation, or None when the law or the article is not in the table."""
    law = _by_id().get(law_id)
    if law is None or (article != 0 and article not in law.numbers):
        return None
    return Citation(law, article)


def laws() -> tuple[Law, ...]:
    """Return every law of the table, in the order of the file."""
    return tuple(_by_id().values())


def by_short(short: str) -> Law | None:
    """Return the law that code cites under a short name ("LicLaw"), None when there is none."""
    return next((law for law in laws() if short and law.short == short), None)


@cache
def _by_id() -> Mapping[str, Law]:
    text = files(__package__).joinpath("laws.csv").read_text(encoding="utf-8")
    found = [_law(row) for row in csv.DictReader(text.splitlines())]
    table = {law.law_id: law for law in found}
    if len(table) != len(found):
        raise ValueError("laws.csv names a law_id twice")
    return MappingProxyType(table)


def _law(row: dict[str, str]) -> Law:
    numbers = frozenset(_numbers(row["article_numbers"]))
    if len(numbers) != int(row["articles"]):
        raise ValueError(f"laws.csv: {row['law_id']} counts {row['articles']} articles wrongly")
    return Law(
        law_id=row["law_id"],
        short=row["short"],
        name=row["name"],
        version_on=date.fromisoformat(row["version_on"]),
        kind=LawKind(row["kind"]),
        numbers=numbers,
    )


def _numbers(text: str) -> Iterator[int]:
    """Yield the articles of a list like "1-57 59-83"."""
    for span in text.split():
        first, _, last = span.partition("-")
        yield from range(int(first), int(last or first) + 1)


def _chinese(number: int) -> str:
    """Return a number below 10000 as an article writes it: 42 → 四十二, 1049 → 一千零四十九."""
    if not 0 < number < 10_000:
        raise ValueError(f"no article is numbered {number}")
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return text.removeprefix("一") if 10 <= number < 20 else text
