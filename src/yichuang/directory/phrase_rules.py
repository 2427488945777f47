"""What a phrase of a post may say, and how its places are filled: pure rules (常用语)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

LONGEST = 300
MOST = 200  # of one list: more is no longer found by looking
MATERIAL, MATTER, NUMBER = "材料名称", "事项名称", "收件编号"
# Full-width braces are what a Chinese keyboard gives.
PLACE = re.compile(r"[{｛]\s*([^{}｛｝]*?)\s*[}｝]")
STRAY = re.compile(r"[{}｛｝]")


class PhraseUse(StrEnum):
    """Where a phrase is put in."""

    SUPPLEMENT = "supplement"  # 补正告知
    DECLINE = "decline"  # 不予受理的理由
    OPINION = "opinion"  # 审查意见
    REFUSAL = "refusal"  # 不予批准的理由


# Only a supplement notice speaks of one material at a time.
PLACES: Mapping[PhraseUse, tuple[str, ...]] = {
    PhraseUse.SUPPLEMENT: (MATERIAL, MATTER, NUMBER),
    PhraseUse.DECLINE: (MATTER, NUMBER),
    PhraseUse.OPINION: (MATTER, NUMBER),
    PhraseUse.REFUSAL: (MATTER, NUMBER),
}


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the text with each `{place}` filled in; a place without a value stays as it is."""
    return PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def why_not_text(text: str, use: PhraseUse) -> str:
    """Return the rule the text breaks; empty if none."""
    if not text.strip():
        return "phrase_empty"
    if len(text) > LONGEST:
        return "phrase_too_long"
    if use is PhraseUse.SUPPLEMENT and len(text.splitlines()) > 1:
        return "phrase_one_line"
    if any(name not in PLACES[use] for name in PLACE.findall(text)):
        return "phrase_unknown_place"
    return "phrase_stray_brace" if STRAY.search(PLACE.sub("", text)) else ""
