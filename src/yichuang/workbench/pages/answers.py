"""What an applicant wrote, field by field, and what was put right since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yichuang.catalogue.public import EditionContent, FormField, form_fields

SITUATIONS = "situations"


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the form; `was` is what stood there before a correction."""

    element: str
    label: str
    group: str
    value: str
    was: str = ""


def answers_of(
    content: EditionContent, now: Mapping[str, Any], filed: Mapping[str, Any]
) -> list[Answer]:
    """Return the form as it reads now, in its order; situations first."""
    found = []
    chosen, before = _part(now), _part(filed)
    for item in content.situations:
        if value := chosen.get(item.code):
            old = str(before.get(item.code, value))
            was = old if old != value else ""
            found.append(Answer(item.code, item.question, _("办理情形"), str(value), was))
    for field in form_fields(content):
        value, old = said(field, now.get(field.element)), said(field, filed.get(field.element))
        if value or old:
            changed = old if old != value else ""
            found.append(Answer(field.element, field.label, field.group, value, changed))
    return found


def _part(answers: Mapping[str, Any]) -> Mapping[str, Any]:
    part = answers.get(SITUATIONS)
    return part if isinstance(part, Mapping) else {}


def said(field: FormField, value: Any) -> str:
    """Return an answer as a person reads it; nothing for nothing."""
    if value is None or value == "":
        return ""
    if field.kind == "yes_no" and isinstance(value, bool):
        return _("是") if value else _("否")
    if field.kind == "money_fen" and isinstance(value, int):
        return f"{value // 100:,}.{value % 100:02d} {_('元')}"
    if isinstance(value, list):
        return _("、").join(str(one) for one in value)
    return f"{value}{field.unit}"
