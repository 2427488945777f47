"""Reads Chinese citations out of a source's words, and says which the law table knows. Pure.

《中华人民共和国食品安全法》第三十五条第一款 becomes a candidate; it counts as cited only when
the table has that law and that article. Otherwise the source's own words are kept, and no more.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from . import lawtable
from .content import Basis, BasisStatus

_DIGITS = {digit: at for at, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_NUMBER = r"[零〇一二三四五六七八九十百千两0-9]+"
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》\s*(?:[(（][^()（）]{1,60}[)）])?")
_ARTICLE = re.compile(rf"\s*[、,，和及]?\s*第({_NUMBER})条(?:之[一二三])?(?:第({_NUMBER})款)?")
_REST = re.compile(rf"(?:、?第?[(（]?{_NUMBER}[)）]?[项目款](?:至第[(（]?{_NUMBER}[)）]?项)?)*")
_COUNTRY = "中华人民共和国"
_LONGEST_QUOTE = 1000


def chinese_number(text: str) -> int:
    """Return the value of a number as articles are numbered: 一百零二 → 102, 35 → 35.

    Raises ValueError for anything else.
    """
    if text.isascii() and text.isdigit():
        return int(text)
    total, digit = 0, 0
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _PLACES:
            total += (digit or 1) * _PLACES[sign]
            digit = 0
        else:
            raise ValueError(f"no number: {text}")
    return total + digit


def law_key(name: str) -> str:
    """Return a law's name as it is compared: without country, blanks and version in brackets."""
    name = re.sub(r"\s+", "", name).strip("《》〈〉")
    name = re.sub(r"[(（]\d{4}.*?[)）]$", "", name)
    return name.removeprefix(_COUNTRY)


@cache
def _newest_by_name() -> dict[str, str]:
    newest: dict[str, lawtable.Law] = {}
    for law in lawtable.laws():
        known = newest.get(law_key(law.name))
        if known is None or law.version_on > known.version_on:
            newest[law_key(law.name)] = law
    return {key: law.law_id for key, law in newest.items()}


def law_id_of(name: str) -> str:
    """Return the id of a law's newest version in the table, "" if it is not there."""
    return _newest_by_name().get(law_key(name), "")


def resolves(basis: Basis) -> bool:
    """Return whether a citation exists in the law table."""
    return lawtable.resolve(basis.law_id, basis.article) is not None


def parse_citations(text: str) -> tuple[Basis, ...]:
    """Return each law and article named in a text, cited where the table knows it, else quoted.

    A law named without an article counts as the law as a whole (article 0).
    """
    found: list[Basis] = []
    for title in _TITLE.finditer(text):
        at, named = title.end(), False
        while match := _ARTICLE.match(text, at):
            named = True
            rest = _REST.match(text, match.end())
            end = rest.end() if rest else match.end()
            article, clause = match.group(1), match.group(2)
            words = title.group(0) + text[match.start() : end].lstrip(" 、,，和及")
            found.append(_basis(title.group(1), article, clause, words))
            at = end
        if not named:
            found.append(_basis(title.group(1), None, None, title.group(0)))
    return tuple(dict.fromkeys(found))


def _basis(name: str, article: str | None, clause: str | None, words: str) -> Basis:
    number = chinese_number(article) if article else 0
    basis = Basis(
        status=BasisStatus.QUOTED,
        law_id=law_id_of(name),
        law_name=name.strip()[:200],
        article=number,
        clause=chinese_number(clause) if clause else 0,
        quoted=words.strip()[:_LONGEST_QUOTE],
    )
    if basis.law_id and resolves(basis):
        return replace(basis, status=BasisStatus.CITED)
    return replace(basis, law_id="")


def bases_from(text: str, separator: str = ";；\n") -> tuple[Basis, ...]:
    """Return the bases of a basis field: each part's citations, else the part's own words."""
    found: list[Basis] = []
    for part in re.split(f"[{re.escape(separator)}]", text):
        words = part.strip()
        if words:
            quote = Basis(status=BasisStatus.QUOTED, quoted=words[:_LONGEST_QUOTE])
            found += parse_citations(words) or (quote,)
    return tuple(dict.fromkeys(found))
