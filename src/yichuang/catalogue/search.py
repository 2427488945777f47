"""Finding a matter by plain words, everyday names, sound, initials or code.

Ranking: exact name, then prefix, then everyday name, then the overlap of characters and words,
each weighed by how rare it is (BM25 with tf = 1) and evened out by length. Never an error, whatever
is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from yichuang.directory.public import Actor, row_filter

from .content import PowerType
from .models import SearchEntry
from .search_words import Asked, understand
from .selectors import today

MOST_HITS = 1000  # that are weighed for one question
RERANKED = 80
HITS_ON_A_PAGE = 20
_POLICY_COLUMNS = {"organ": "organ_code", "region": "region"}
_COLUMNS = ("edition_id", "tokens", "folded", "everyday", "codes", "pinyin", "initials")
_FACETS = ("power_type", "organ_code", "region")
# A hit must carry at least this part of what the best hit carries.
_KEPT_PART = 0.55
_LEAST_PART = 0.2  # of the whole question; less is chance
_LONGEST_MISSPELT = 40  # letters


@dataclass(frozen=True, slots=True)
class Hit:
    """One matter that was found (检索结果)."""

    edition_id: UUID
    matter_id: UUID
    matter_code: str
    name: str
    everyday_names: tuple[str, ...]
    organ_code: str
    organ_name: str
    region: str
    power_type: PowerType
    draft: bool
    score: float


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of hits, how many there are in all, and how they fall into kinds."""

    query: str
    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]  # power_type, organ_code, region → value → hits


@dataclass(frozen=True, slots=True)
class _Scored:
    edition_id: UUID
    score: float
    folded: str
    everyday: tuple[str, ...]
    facets: tuple[str, ...]


def search(
    query: str,
    *,
    region: str | None = None,
    power_type: str | None = None,
    audience: str | None = None,
    organ: str | None = None,
    limit: int = HITS_ON_A_PAGE,
    offset: int = 0,
    on: date | None = None,
    actor: Actor | None = None,
) -> SearchPage:
    """Return the matters that fit a question best; all of them for an empty one.

    `region` takes in what lies within it. The public finds what is in force on the day (today);
    an officer also the drafts his post may edit.
    """
    visible = _visible(on or today(), actor)
    visible = _narrowed(visible, region, power_type, audience, organ)
    asked = understand(query)
    limit, offset = max(0, min(limit, MOST_HITS)), max(0, offset)
    if asked.is_empty:
        every = visible if not query.strip() else visible.none()  # "%" asks for nothing
        return _everything(every, query, limit, offset)
    found = _scored(visible, asked)
    if not found and asked.letters:
        found = _misspelt(visible, asked)
    found = _reranked(found, asked)
    shown = found[offset : offset + limit]
    return SearchPage(query, _hits(shown), len(found), _facets(found))


def _visible(on: date, actor: Actor | None) -> QuerySet[SearchEntry]:
    in_force = Q(public=True, valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    if actor is None:
        return SearchEntry.objects.filter(in_force)
    drafts = Q(public=False) & row_filter(actor, "catalogue.edit", _POLICY_COLUMNS)
    return SearchEntry.objects.filter(in_force | drafts)


def _narrowed(
    entries: QuerySet[SearchEntry],
    region: str | None,
    power_type: str | None,
    audience: str | None,
    organ: str | None,
) -> QuerySet[SearchEntry]:
    if region:
        entries = entries.filter(region__startswith=_significant(region))
    if power_type:
        entries = entries.filter(power_type=power_type)
    if audience:
        entries = entries.filter(audience__contains=[audience])
    if organ:
        entries = entries.filter(organ_code=organ)
    return entries


def _significant(region: str) -> str:
    """Return the digits of a division code that say where it is: 320200000000 → 3202."""
    code = region.replace("\x00", "")
    for end in (2, 4, 6, 9):
        if len(code) > end and not code[end:].strip("0"):
            return code[:end]
    return code


def _everything(visible: QuerySet[SearchEntry], query: str, limit: int, offset: int) -> SearchPage:
    rows = visible.order_by("power_type", "folded", "edition_id")
    facets: dict[str, Counter[str]] = {name: Counter() for name in _FACETS}
    for values in visible.values_list(*_FACETS):
        for name, value in zip(_FACETS, values, strict=True):
            facets[name][value] += 1
    shown = rows.values_list("edition_id", flat=True)[offset : offset + limit]
    hits = _hits([_Scored(pk, 0.0, "", (), ()) for pk in shown])
    return SearchPage(query, hits, sum(facets["power_type"].values()), facets)


# --- scoring in the database --------------------------------------------------------------------


def _scored(visible: QuerySet[SearchEntry], asked: Asked) -> list[_Scored]:
    """Return what carries enough of the question, best first; one statement."""
    seen, seen_values = visible.values(*_COLUMNS, *_FACETS).query.sql_with_params()
    condition, condition_values = _condition(asked)
    part, part_values = _part(asked)
    boost, boost_values = _boost(asked)
    statement = f"""
        WITH seen AS ({seen}),
        weighed AS (
            SELECT edition_id, folded, everyday, power_type, organ_code, region,
                   {part} AS part, {boost} AS boost,
                   2.2 / (1 + 1.2 * (0.6 + 0.4 * length(tokens) / 22.0)) AS evenly
            FROM seen WHERE {condition}
        ),
        ranked AS (
            SELECT *, max(part) OVER () AS best FROM weighed
        )
        SELECT edition_id, part * evenly + boost, folded, everyday, power_type, organ_code, region
        FROM ranked WHERE boost > 0 OR part >= greatest({_KEPT_PART} * best, %s::float8)
        ORDER BY 2 DESC, length(folded), folded, edition_id LIMIT {MOST_HITS}
    """  # noqa: S608 (only our own column names; every value is a parameter)
    least = _LEAST_PART * sum(asked.weights.values())
    values = [*seen_values, *part_values, *boost_values, *condition_values, least]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [_Scored(row[0], row[1], row[2], tuple(row[3]), row[4:]) for row in cursor]


def _condition(asked: Asked) -> tuple[str, list[Any]]:
    parts, values = [], []
    if asked.leading:
        parts.append("tokens @@ %s::tsquery")
        values.append(" | ".join(f"'{token}'" for token in asked.leading))
    for column, pattern in _spelled(asked):
        parts.append(f"{column} LIKE %s")
        values.append(pattern)
    return "(" + (" OR ".join(parts) or "false") + ")", values


def _spelled(asked: Asked) -> list[tuple[str, str]]:
    """Return the columns of letters and the patterns that count as a hit there."""
    found = []
    if asked.code:
        found.append(("codes", f"%\n{asked.code}%"))
    if asked.letters:
        anywhere = "%" if len(asked.letters) > 3 else "%\n"
        found += [(name, f"{anywhere}{asked.letters}%") for name in ("pinyin", "initials")]
    return found


def _part(asked: Asked) -> tuple[str, list[Any]]:
    if not asked.weights:
        return "0.0::float8", []
    terms, values = [], []
    for token, weight in asked.weights.items():
        terms.append("CASE WHEN tokens @@ %s::tsquery THEN %s::float8 ELSE 0 END")
        values += [f"'{token}'", weight]
    return "(" + " + ".join(terms) + ")", values


def _boost(asked: Asked) -> tuple[str, list[Any]]:
    """Return the steps above mere overlap: exact, prefix, everyday name, part of the name."""
    terms, values = ["0.0::float8"], []
    if asked.folded:
        terms.append(
            "CASE WHEN folded = %s THEN 400 WHEN starts_with(folded, %s) THEN 200"
            " WHEN %s = ANY(everyday) THEN 150 WHEN position(%s in folded) > 0 THEN 60"
            " WHEN position(%s in array_to_string(everyday, '|')) > 0 THEN 40 ELSE 0 END"
        )
        values += [asked.folded] * 5
    if asked.code:
        terms.append("CASE WHEN codes LIKE %s THEN 300 ELSE 0 END")
        values.append(f"%\n{asked.code}%")
    if asked.letters:
        for column in ("pinyin", "initials"):
            terms.append(
                f"CASE WHEN {column} || chr(10) LIKE %s THEN 120 WHEN {column} LIKE %s THEN 60"
                f" WHEN {column} LIKE %s THEN 20 ELSE 0 END"
            )
            values += [f"%\n{asked.letters}\n%", f"%\n{asked.letters}%", f"%{asked.letters}%"]
    return " + ".join(terms), values


def _misspelt(visible: QuerySet[SearchEntry], asked: Asked) -> list[_Scored]:
    """Return what sounds like the question with one letter wrong, missing or too many."""
    letters = asked.letters
    if not 6 <= len(letters) <= _LONGEST_MISSPELT:
        return []
    # One slip leaves one half as it was: that narrows the rows before the costly pattern.
    half = len(letters) // 2
    halves = Q(pinyin__contains=letters[:half]) | Q(pinyin__contains=letters[half:])
    slips = [f"{letters[:at]}.?{letters[at + 1 :]}" for at in range(len(letters))]
    slips += [f"{letters[:at]}.{letters[at:]}" for at in range(1, len(letters))]
    near = visible.filter(halves, pinyin__regex="|".join(slips))
    rows = near.values_list("edition_id", "folded", "everyday", *_FACETS)
    return [_Scored(r[0], 1.0, r[1], tuple(r[2]), tuple(r[3:])) for r in rows[:MOST_HITS]]


# --- the last word on the order -----------------------------------------------------------------


def _reranked(found: list[_Scored], asked: Asked) -> list[_Scored]:
    """Lift what has an everyday name, or its own name, inside the question itself."""
    if not asked.folded:
        return found
    top = [(entry.score + _inside(entry, asked.folded), entry) for entry in found[:RERANKED]]
    top.sort(key=lambda pair: (-pair[0], len(pair[1].folded), pair[1].folded))
    return [entry for _, entry in top] + found[RERANKED:]


def _inside(entry: _Scored, folded: str) -> float:
    longest = max((len(n) for n in entry.everyday if len(n) > 1 and n in folded), default=0)
    if len(entry.folded) > 2 and entry.folded in folded:
        longest = max(longest, len(entry.folded) + 2)
    return 8.0 * longest


def _facets(found: Sequence[_Scored]) -> dict[str, dict[str, int]]:
    return {
        name: dict(Counter(entry.facets[at] for entry in found).most_common())
        for at, name in enumerate(_FACETS)
    }


def _hits(shown: Sequence[_Scored]) -> tuple[Hit, ...]:
    rows = SearchEntry.objects.select_related("matter").in_bulk([s.edition_id for s in shown])
    return tuple(_hit(rows[s.edition_id], s.score) for s in shown if s.edition_id in rows)


def _hit(row: SearchEntry, score: float) -> Hit:
    return Hit(
        edition_id=row.edition_id,
        matter_id=row.matter_id,
        matter_code=row.matter.code,
        name=row.name,
        everyday_names=tuple(row.everyday),
        organ_code=row.organ_code,
        organ_name=row.organ_name,
        region=row.region,
        power_type=PowerType(row.power_type),
        draft=not row.public,
        score=score,
    )
