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
from yichuang.law.public import cite

from . import (
    approval,
    catalogue,
    directory,
    documents,
    flow,
    hall,
    house,
    kernel,
    law,
    ledger,
    licences,
    originals,
)
from .words import CODES, Text, word_of

TEXTS: dict[str, Text] = {
    **kernel.TEXTS,
    **law.TEXTS,
    **flow.TEXTS,
    **directory.TEXTS,
    **catalogue.TEXTS,
    **ledger.TEXTS,
    **documents.TEXTS,
    **originals.TEXTS,
    **licences.TEXTS,
    **approval.TEXTS,
    **hall.TEXTS,
    **house.TEXTS,
}
DASH = "—"


@dataclass(frozen=True, slots=True)
class Problem:
    """What happened and what to do, in one language."""

    title: str
    detail: str
    mend: str


def say(error: DomainError, language: str) -> Problem:
    """Return the words for a refusal in `zh…` or any other language (English).

    Never fails: a code without words gets those of its nearest base with some, a fact that is
    missing gets a dash.
    """
    text = text_of(type(error))
    chinese = language.startswith("zh")
    given: Mapping[str, Any] = {**error.facts, "field": error.field, "article": error.article}
    facts = _Facts((name, _words(value, chinese=chinese)) for name, value in given.items())
    parts = (
        (text.title_zh, text.detail_zh, text.mend_zh)
        if chinese
        else (text.title_en, text.detail_en, text.mend_en)
    )
    return Problem(*(_Filler().vformat(part, (), facts) for part in parts))


def text_of(kind: type[DomainError]) -> Text:
    """Return the text of a refusal's code, or of the nearest class above it that has one."""
    codes = (base.code for base in kind.__mro__ if issubclass(base, DomainError))
    return next(TEXTS[code] for code in codes if code in TEXTS)


def say_article(article: str, language: str) -> str:
    """Return a citation written out: "LicLaw 42" is 《行政许可法》第四十二条."""
    return cite(article, "zh" if language.startswith("zh") else "en")


class _Facts(dict[str, str]):
    """The facts of a refusal as words; one that is missing becomes a dash."""

    def __missing__(self, key: str) -> str:
        return DASH


class _Filler(string.Formatter):
    """Fills `{fact}` only: no attributes, indexes or formats, so no text can fail or pry."""

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> tuple[str, str]:  # noqa: ARG002
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ARG002
        return str(value)


def _words(value: Any, *, chinese: bool) -> str:
    """Return a fact as a person reads it."""
    if value is None or value == "":
        return DASH
    if isinstance(value, bool):
        return CODES["yes" if value else "no"][0 if chinese else 1]
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, list | tuple | set | frozenset):
        separator = "、" if chinese else ", "
        return separator.join(_words(one, chinese=chinese) for one in value) or DASH
    return word_of(str(value), chinese=chinese)


__all__ = ["TEXTS", "Problem", "Text", "say", "say_article", "text_of"]
