"""The words of every refusal, Chinese and English, keyed by its code.

Rooms raise codes and facts; words stand here alone. A test walks every `DomainError` of the
house and checks that its code has both languages.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from yichuang.kernel.public import DomainError

from . import directory, kernel
from .words import Text, rule_words

TEXTS: dict[str, Text] = {**kernel.TEXTS, **directory.TEXTS}

UNKNOWN = Text(
    "这一步不能办理",
    "系统规则不允许这样办理,没有保存任何内容。",
    "This step cannot be taken",
    "The rules do not allow this. Nothing was saved.",
    "请核对后重试,或凭下方代码向窗口咨询。",
    "Check and try again, or ask at the service window and quote the code below.",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What happened and what to do, in one language."""

    title: str
    detail: str
    mend: str


class _Facts(dict[str, str]):
    """The facts of a refusal as words; one that is missing becomes a dash."""

    def __missing__(self, key: str) -> str:
        return "—"


class _Filler(string.Formatter):
    """Fills `{fact}` only: no attributes, indexes or formats, so no text can fail or pry."""

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> tuple[str, str]:  # noqa: ARG002
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ARG002
        return str(value)


def say(error: DomainError, language: str) -> Problem:
    """Return the words for a refusal in `zh…` or any other language (English).

    Never fails: a code without words gets general ones, a fact that is missing gets a dash.
    """
    text = TEXTS.get(error.code, UNKNOWN)
    chinese = language.startswith("zh")
    facts = _Facts(
        {name: _word(name, value, chinese=chinese) for name, value in _all_facts(error).items()}
    )
    title, detail, mend = (
        (text.title_zh, text.detail_zh, text.mend_zh)
        if chinese
        else (text.title_en, text.detail_en, text.mend_en)
    )
    filler = _Filler()
    return Problem(title, filler.vformat(detail, (), facts), filler.vformat(mend, (), facts))


def _all_facts(error: DomainError) -> Mapping[str, Any]:
    return {**error.facts, "field": error.field, "article": error.article}


def _word(name: str, value: Any, *, chinese: bool) -> str:
    """Return a fact as a person reads it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return ("是" if value else "否") if chinese else ("yes" if value else "no")
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, (list, tuple, set, frozenset)):
        parts = [_word(name, one, chinese=chinese) for one in value]
        return ("、" if chinese else ", ").join(parts) or "—"
    if name in {"rule", "reason"}:
        return rule_words(str(value), chinese=chinese)
    return str(value)


__all__ = ["TEXTS", "UNKNOWN", "Problem", "Text", "say"]
