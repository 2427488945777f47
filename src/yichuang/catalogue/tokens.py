"""Words to be found by: single characters, words, and how a name sounds. Pure.

PostgreSQL's own parser makes one token of a whole Chinese title, so the vector is built from these.
On short titles single characters find more than words; words put the right order on top.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import rjieba

LONGEST_TEXT = 400  # of one text that is indexed or asked for
_KEEP = re.compile(r"[^0-9a-z\u3400-\u9fff\U00020000-\U0003ffff]+")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_LATIN = re.compile(r"[0-9a-z]+")
# Grammar, and words that stand in nearly every title or question.
EMPTY_WORDS = frozenset(
    "的了吗呢吧啊呀么我你他她它们要想怎在和与及或者是有个什如何去给把被就都也请问那哪"
)


def fold(text: str) -> str:
    """Return a text as it is compared: NFKC, small letters, no blanks, signs or control codes."""
    return _KEEP.sub("", unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).lower())


def tokens(text: str) -> list[str]:
    """Return the tokens of a text: its Chinese characters, its words, its runs of letters."""
    text = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).lower()
    found = dict.fromkeys(_HAN.findall(text))
    found |= dict.fromkeys(_LATIN.findall(text))
    for word in rjieba.cut(_KEEP.sub(" ", text)):
        word = word.strip()
        if len(word) > 1:
            found[word] = None
    return list(found)


def index_tokens(texts: Iterable[str]) -> list[str]:
    """Return the tokens of several texts, each once, without the empty words."""
    found: dict[str, None] = {}
    for text in texts:
        found |= dict.fromkeys(tokens(text))
    return [token for token in found if token not in EMPTY_WORDS]


def sounds(text: str) -> tuple[str, str]:
    """Return how a text sounds: full pinyin and initials, letters and digits only."""
    from pypinyin import lazy_pinyin  # its tables take a second: only indexing needs them

    syllables = lazy_pinyin(fold(text))
    full = "".join(_LATIN.findall("".join(syllables)))
    initials = "".join(
        syllable if syllable.isdigit() else syllable[:1] for syllable in _split(syllables)
    )
    return full, "".join(_LATIN.findall(initials))


def _split(syllables: Iterable[str]) -> Iterable[str]:
    """Yield each syllable; a run of letters or digits that was no Chinese stays whole."""
    for syllable in syllables:
        yield from _LATIN.findall(syllable)
