"""A matter's own form on a page: its questions, and the answers as the record keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import (
    EditionContent,
    FieldError,
    FormField,
    check_answers,
    form_fields,
)

from ..words import FAULTS
from .fields import options, whole_in

SITUATIONS = "situations"
YES_NO = {"yes": gettext_lazy("是"), "no": gettext_lazy("否")}
KINDS = {
    "text": "text",
    "code": "text",
    "long_text": "textarea",
    "integer": "text",
    "money_fen": "text",
    "date": "date",
    "choice": "select",
    "choices": "checkboxes",
    "yes_no": "radio",
}
FEW = 5  # choices up to this many are shown at once


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading."""

    title: str
    fields: list[dict[str, Any]] = field(default_factory=list)


def name_of(element: str) -> str:
    """Return the name of a form field on the page."""
    return f"f-{element}"


def situation_name(code: str) -> str:
    """Return the name of a situation question on the page."""
    return f"s-{code}"


def asks_when(asked_when: str, situations: Mapping[str, Any]) -> bool:
    """Return whether something asked under "question=one|two" is asked."""
    question, _sep, wanted = asked_when.partition("=")
    if not asked_when:
        return True
    return situations.get(question.strip()) in [one.strip() for one in wanted.split("|")]


def ask_situations(
    content: EditionContent, answers: Mapping[str, Any], errors: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return the situation questions as fields."""
    chosen = answers.get(SITUATIONS) or {}
    return [
        {
            "name": situation_name(item.code),
            "kind": "radio",
            "label": item.question,
            "required": True,
            "options": options((one, one) for one in item.answers),
            "value": chosen.get(item.code, ""),
            "error": errors.get(situation_name(item.code), ""),
        }
        for item in content.situations
    ]


def ask_form(
    content: EditionContent, answers: Mapping[str, Any], errors: Mapping[str, str]
) -> list[Group]:
    """Return the questions that apply, under their headings, with what was answered."""
    situations = answers.get(SITUATIONS) or {}
    groups: list[Group] = []
    for item in form_fields(content):
        if not asks_when(item.asked_when, situations):
            continue
        if not groups or groups[-1].title != item.group:
            groups.append(Group(item.group))
        name = name_of(item.element)
        value = answers.get(item.element)
        groups[-1].fields.append(ask_one(item, name, value, errors.get(name, "")))
    return groups


def ask_one(item: FormField, name: str, value: Any, error: str = "") -> dict[str, Any]:
    """Return one question of the form, under a name on the page."""
    asked: dict[str, Any] = {
        "name": name,
        "kind": KINDS[item.kind],
        "label": f"{item.label}（{_unit(item)}）" if _unit(item) else item.label,
        "required": item.required,
        "help": item.help_text,
        "value": value,
        "error": error,
        "maxlength": item.longest if item.kind in {"text", "code", "long_text"} else None,
    }
    match item.kind:
        case "choice" | "choices":
            asked["options"] = options((one, one) for one in item.choices)
            if item.kind == "choice" and len(item.choices) <= FEW:
                asked["kind"] = "radio"
        case "yes_no":
            asked["options"] = options(YES_NO)
            asked["value"] = {True: "yes", False: "no"}.get(value, "")
        case "integer":
            asked["inputmode"] = "numeric"
        case "money_fen":
            asked["inputmode"] = "decimal"
            asked["value"] = f"{value // 100}.{value % 100:02d}" if type(value) is int else value
        case "long_text":
            asked["rows"] = 2
    return asked


def _unit(item: FormField) -> str:
    return _("元") if item.kind == "money_fen" else item.unit


def read_form(content: EditionContent, data: QueryDict) -> dict[str, Any]:
    """Return the answers as the record keeps them; what is of the wrong kind stays as typed."""
    situations = {
        item.code: data.get(situation_name(item.code), "")
        for item in content.situations
        if data.get(situation_name(item.code))
    }
    answers: dict[str, Any] = {SITUATIONS: situations} if situations else {}
    for item in form_fields(content):
        if asks_when(item.asked_when, situations):
            value = read_one(item, data, name_of(item.element))
            if value not in ("", [], None):
                answers[item.element] = value
    return answers


def read_one(item: FormField, data: QueryDict, name: str) -> Any:
    """Return one answer as the record keeps it; what is of the wrong kind stays as typed."""
    text = str(data.get(name, "")).strip()
    match item.kind:
        case "choices":
            return [str(one) for one in data.getlist(name)]
        case "yes_no":
            return {"yes": True, "no": False}.get(text, text)
        case "integer":
            number = whole_in(text)
            return text if number is None else number
        case "money_fen":
            return fen_in(text)
    return text


def fen_in(text: str) -> int | str:
    """Return an amount typed in yuan as whole fen; what is no amount stays as typed."""
    yuan, dot, rest = text.replace(",", "").replace("，", "").partition(".")
    whole = whole_in(yuan)
    if whole is None or (dot and not (rest.isascii() and rest.isdigit() and len(rest) <= 2)):
        return text
    return whole * 100 + int((rest or "0").ljust(2, "0"))


def faults(content: EditionContent, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong, by the field's name on the page, in words."""
    found: dict[str, str] = {}
    codes = {item.code for item in content.situations}
    kinds = {item.element: item.kind for item in form_fields(content)}
    for fault in check_answers(content, answers):
        is_situation = fault.field in codes
        name = situation_name(fault.field) if is_situation else name_of(fault.field)
        found.setdefault(name, fault_words(fault, kinds.get(fault.field, "")))
    return found


def fault_words(fault: FieldError, kind: str) -> str:
    """Return one fault in words."""
    detail = _("金额（元）") if kind == "money_fen" else fault.detail
    return str(FAULTS[fault.rule]) % {"label": fault.label, "detail": detail}


def only_missing(content: EditionContent, answers: Mapping[str, Any]) -> bool:
    """Return whether all that is wrong is that something is not filled in."""
    return all(fault.rule == "required" for fault in check_answers(content, answers))
