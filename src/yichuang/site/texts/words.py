"""What a text is made of, and the words of rules and reasons that stand in facts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one code: title, what happened, what to do. `{name}` is filled from the facts."""

    title_zh: str
    detail_zh: str
    title_en: str
    detail_en: str
    mend_zh: str
    mend_en: str


RULES: dict[str, tuple[str, str]] = {
    "required": ("必须填写", "it must be filled in"),
    "unknown": ("没有这一项", "it is not known"),
}


def rule_words(rule: str, *, chinese: bool) -> str:
    """Return a rule's or reason's words; one without words is shown as it is."""
    zh, en = RULES.get(rule, (rule, rule))
    return zh if chinese else en
