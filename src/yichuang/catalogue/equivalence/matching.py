"""Whether two requested materials are the same paper, by their names and their matters. Pure.

The question: would one document, handed in once by one applicant, satisfy both? Being the same
is being read alike, so it is transitive, and a whole city is sorted in one pass. The machine
only proposes: nothing merges before a catalogue editor confirms it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from .words import (
    APPLICANT,
    BARE,
    BETWEEN,
    BY_ITSELF,
    CLAUSE,
    DEPUTY,
    DEPUTY_NAME,
    FOR_ONE_MATTER,
    LEADING,
    PRESENTED_ALONE,
    PRESENTED_END,
    TIED,
    owner_in,
    papers,
    people_of,
)

LONGEST_NAME = 400
Key = TypeVar("Key")
CERTIFICATE = "1"  # 材料类型：证件证书证明


@dataclass(frozen=True, slots=True)
class Asked:
    """A material as one matter asks for it (要求的材料)."""

    name: str
    matter: str = ""
    organ: str = ""
    kind: str = ""  # 材料类型: "1" is trusted, the others are too often filled in by default


class Why(StrEnum):
    """Why two requested materials are the same paper, or not."""

    SAME_WORDS = "same_words"
    SAME_PAPER = "same_paper"
    FOR_ONE_MATTER = "for_one_matter"
    OTHER_PERSON = "other_person"
    OTHER_LIST = "other_list"
    OTHER_PAPER = "other_paper"
    NAME_TOO_BARE = "name_too_bare"


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a name: which, and whose ("" is the applicant's own)."""

    paper: str
    of: str = ""
    nation: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A material's name as it is understood. `alone`: written for one matter, equal to no other."""

    parts: frozenset[Part]
    alternatives: bool
    alone: bool
    within: str = ""  # of which power or people a name speaks that is clear only there

    @property
    def words(self) -> str:
        """The papers as a person reads them, whose before which."""
        named = sorted(f"{part.of}{part.paper}" for part in self.parts)
        return ("或" if self.alternatives else "、").join(named)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, with what it rests on: the paper both mean, or the two readings."""

    same: bool
    why: Why
    one: str
    other: str


def fold_name(name: str) -> str:
    """Return a name without what is only writing: blanks, quotes, numbering, widths."""
    text = unicodedata.normalize("NFKC", name[:LONGEST_NAME])
    text = re.sub(r"[\s《》〈〉“”\"'「」『』<>]+", "", text)
    text = re.sub(r"^(?:\d{1,2}[.、)]|\(\d{1,2}\)|[一二三四五六七八九十]{1,3}、)(?!\d)", "", text)
    text = text.rstrip("。;,.、:")
    return re.sub(r"的(?=(?:证明|清单|复印件|原件)$)", "", text)


# --- reading a name -----------------------------------------------------------------------------

_BRACKETED = re.compile(r"\(([^()]*)\)")
_KEPT = re.compile(r"代理人|经办人|市民")


def _plain(text: str) -> str:
    """Take out brackets that speak of presentation or place, and presentation at the end."""

    def told(found: re.Match[str]) -> str:
        inner = found.group(1)
        if _KEPT.fullmatch(inner):
            return found.group(0)
        if inner.startswith("或"):
            return inner
        return "" if not inner or PRESENTED_ALONE.fullmatch(inner) else f"[{inner}]"

    before = ""
    while before != text:
        before = text
        text = PRESENTED_END.sub("", _BRACKETED.sub(told, text)) or before
        if _KEPT.search(text):
            break
    return PRESENTED_END.sub("", text) or text


_ALTERNATIVES = re.compile(r"或者|或|/")
_TOGETHER = re.compile(r"以及|[、,;及与和]")
_A_PAPER = re.compile(
    r"(?:证|证书|证件|照|照片|簿|本|卡|存折|证明|文件|证明材料|附图|附件|信息|表|书|图)$"
)


def _split(text: str) -> tuple[list[str], bool]:
    """Return the documents a name lists, and whether any one of them will do."""
    text = re.sub(r"等(?:有效)?(?=国际旅行证件)", "或", text)
    whole = text.removeprefix("中华人民共和国")
    for mark, alternatives in ((_ALTERNATIVES, True), (_TOGETHER, False)):
        found = mark.split(whole)
        if len(found) > 1 and all(len(part) > 1 and _A_PAPER.search(part) for part in found):
            return found, alternatives
    return [text], False


def _part(text: str) -> Part:
    text = CLAUSE.sub("", text.rpartition(":")[2] or text)
    text = PRESENTED_END.sub("", text) or text
    before = ""
    of = ""
    while before != text:
        before = text
        if text not in papers():
            text = LEADING.sub("", text) or text
        known_of, text = owner_in(text)
        of = known_of or of
    text = text.replace("证书", "证").replace("的", "")
    for name, paper in papers().items():
        if text.endswith(name):
            return Part(paper.name, _owner(text.removesuffix(name), of), paper.nation)
    return Part(text, of)


def _owner(text: str, of: str) -> str:
    """Return whose a known paper is, from what stands before its name."""
    text = LEADING.sub("", text.removesuffix("有效"))
    if text in APPLICANT or not text:
        return of
    if text in DEPUTY:
        return DEPUTY_NAME
    return f"{of}{text}"


def read(asked: Asked) -> Reading:
    """Return how a requested material is understood, in its matter."""
    text = _plain(fold_name(asked.name))
    listed, alternatives = _split(text)
    parts = frozenset(_part(part) for part in listed)
    known = {paper.name for paper in papers().values()}
    alone = any(
        TIED.search(part.of) or (part.paper not in known and not _by_itself(part.paper, asked.kind))
        for part in parts
    ) or _lists_a_writing(text)
    within = ""
    if any(BARE.fullmatch(part.paper) for part in parts):
        within = f"{asked.organ}/{_power(asked.matter)}"
    elif any(part.nation and not part.of for part in parts):
        within = people_of(asked.matter)
    return Reading(parts, alternatives and len(parts) > 1, alone, within)


def _power(matter: str) -> str:
    """Return a matter's name without what tells its handling item, in brackets behind it."""
    return re.split(r"[(（]", matter, maxsplit=1)[0]


def _lists_a_writing(text: str) -> bool:
    """Return whether a list names a paper that is written for one matter, beside others."""
    pieces = BETWEEN.split(re.sub(r"\[[^\]]*\]", "", text))
    return len(pieces) > 1 and any(
        FOR_ONE_MATTER.search(piece) or re.search(r"(?<!证明)文件号?$", piece) for piece in pieces
    )


def _by_itself(paper: str, kind: str) -> bool:
    if TIED.search(paper):
        return False
    if BY_ITSELF.search(paper):
        return True
    return kind == CERTIFICATE and not FOR_ONE_MATTER.search(paper)


# --- comparing ----------------------------------------------------------------------------------


def compare(one: Asked, other: Asked) -> Verdict:
    """Return whether two requested materials are the same paper, and why."""
    first, second = read(one), read(other)
    words = first.words, second.words
    if first.alone or second.alone:
        same_paper = first.parts == second.parts
        return Verdict(False, Why.FOR_ONE_MATTER if same_paper else Why.OTHER_PAPER, *words)
    if first == second:
        alike = fold_name(one.name) == fold_name(other.name)
        return Verdict(True, Why.SAME_WORDS if alike else Why.SAME_PAPER, *words)
    return Verdict(False, _difference(first, second), *words)


def _difference(first: Reading, second: Reading) -> Why:
    if len(first.parts) != len(second.parts) or len(first.parts) > 1:
        return Why.OTHER_LIST
    if {part.paper for part in first.parts} != {part.paper for part in second.parts}:
        return Why.OTHER_PAPER
    if first.parts == second.parts and any(BARE.fullmatch(p.paper) for p in first.parts):
        return Why.NAME_TOO_BARE
    return Why.OTHER_PERSON


def alike(asked: Mapping[Key, Asked]) -> list[tuple[Reading, list[Key]]]:
    """Return the groups of two or more requested materials that are read as the same paper.

    One pass: what is never equal is never compared. The order is that of the input.
    """
    groups: dict[Reading, list[Key]] = {}
    for key, reading in _readings(asked.items()):
        if not reading.alone:
            groups.setdefault(reading, []).append(key)
    return [(reading, keys) for reading, keys in groups.items() if len(keys) > 1]


def _readings(asked: Iterable[tuple[Key, Asked]]) -> Iterable[tuple[Key, Reading]]:
    known: dict[Asked, Reading] = {}
    for key, one in asked:
        if one not in known:
            known[one] = read(one)
        yield key, known[one]
