"""Understands a question: its tokens and their weights, its letters, its code.

How rare a token is among the entries is read from the database once and kept for a while.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.db import connection

from yichuang.kernel.public import ports

from .tokens import EMPTY_WORDS, fold, sounds, tokens

MOST_TOKENS = 36  # of one question
LEAST_CODE = 4
LEAST_LETTERS = 2
EXPANDED_WEIGHT = 0.6
WORD_WEIGHT = 0.7  # a word counts beside its own characters
_STATISTICS_LAST_NS = 600 * 10**9
_LEADING_PART = 0.7  # of the question's weight


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the index understands it."""

    folded: str  # as names are compared; "" when it is only letters and digits
    weights: Mapping[str, float]  # token → weight
    leading: tuple[str, ...]  # tokens rare enough to lead to entries
    letters: str  # pinyin or initials, "" when there is Chinese in the question
    code: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not (self.folded or self.weights or self.letters or self.code)


def understand(query: str) -> Asked:
    """Return what a question asks for; any text is allowed."""
    folded = fold(query)
    latin = folded.isascii()
    code = _code(query) if latin else ""
    letters = folded if latin and len(folded) >= LEAST_LETTERS and not folded.isdigit() else ""
    found = {token: 1.0 for token in tokens(query) if token not in EMPTY_WORDS}
    for word in _expansions(folded, letters):
        for token in tokens(word):
            if token not in EMPTY_WORDS:
                found.setdefault(token, EXPANDED_WEIGHT)
    weights = _weighed(found)
    return Asked(
        folded="" if latin and letters else folded,
        weights=weights,
        leading=_leading(weights),
        letters=letters,
        code=code,
    )


def _code(query: str) -> str:
    """Return the beginning of a code, if the question can be one."""
    text = query.strip().lower()[:80]
    plain = text.replace("-", "").replace("_", "").replace(".", "").replace("/", "")
    good = len(text) >= LEAST_CODE and plain.isascii() and plain.isalnum()
    return text.replace("_", r"\_") if good and any(c.isdigit() for c in text) else ""


# --- plain words → official words -----------------------------------------------------------------


@cache
def everyday_words() -> Mapping[str, tuple[str, ...]]:
    """Return plain words and what the catalogue calls the thing (口语词表), from data."""
    text = files(__package__).joinpath("everyday_words.json").read_text(encoding="utf-8")
    return {fold(plain): tuple(official) for plain, official in json.loads(text).items()}


@cache
def _heard_words() -> Mapping[str, tuple[str, ...]]:
    """Return the same by pinyin and by initials."""
    found: dict[str, tuple[str, ...]] = {}
    for plain, official in everyday_words().items():
        for sound in sounds(plain):
            if len(sound) > 2:
                found[sound] = (*found.get(sound, ()), plain, *official)
    return found


def _expansions(folded: str, letters: str) -> list[str]:
    if letters:
        return list(_heard_words().get(letters, ()))
    return [
        word for plain, official in everyday_words().items() if plain in folded for word in official
    ]


# --- how rare a token is --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Statistics:
    """In how many entries each token stands, read at one moment from one database."""

    database: str
    taken_ns: int
    entries: int
    counts: Mapping[str, int]


_kept: list[_Statistics] = []  # one, or none yet; replaced whole, so threads see no half


def forget_statistics() -> None:
    """Read anew how rare tokens are at the next question, as after a large import."""
    _kept.clear()


def _statistics() -> _Statistics:
    now, database = ports().clock.steady()[1], str(connection.settings_dict["NAME"])
    for known in _kept:
        if known.database == database and 0 <= now - known.taken_ns < _STATISTICS_LAST_NS:
            return known
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, ndoc FROM ts_stat('SELECT tokens FROM catalogue_searchentry')")
        counts = dict(cursor.fetchall())
        cursor.execute("SELECT count(*) FROM catalogue_searchentry")
        (entries,) = cursor.fetchone()
    taken = _Statistics(database, now, entries, counts)
    _kept[:] = [taken]
    return taken


def _weighed(found: Mapping[str, float]) -> dict[str, float]:
    """Return token → weight, the rarest first, at most MOST_TOKENS; unknown tokens fall away."""
    if not found:
        return {}
    taken = _statistics()
    weighed = {
        token: factor * (WORD_WEIGHT if len(token) > 1 else 1.0) * _rarity(known, taken.entries)
        for token, factor in found.items()
        if (known := taken.counts.get(token, 0))
    }
    ordered = sorted(weighed.items(), key=lambda item: (-item[1], item[0]))
    return dict(ordered[:MOST_TOKENS])


def _rarity(known: int, entries: int) -> float:
    """Inverse document frequency as in BM25."""
    return math.log(1 + (max(entries, known) - known + 0.5) / (known + 0.5))


def _leading(weights: Mapping[str, float]) -> tuple[str, ...]:
    """Return the rarest tokens that together carry most of the question.

    What has none of them carries less than the rest, so it could not come near the best hit; the
    common ones, which stand in every second entry, need not be followed.
    """
    wanted, carried = _LEADING_PART * sum(weights.values()), 0.0
    found = []
    for token, weight in weights.items():
        if carried > wanted:
            break
        found.append(token)
        carried += weight
    return tuple(found)
