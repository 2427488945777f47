"""The application form of an edition: its fields, its JSON Schema, and what is wrong with answers.

Pure. A matter without fields of its own gets the default form: applicant, contact, agent.
Answers are one object: element code → value, and under `situations` the answers to the
situation questions by their code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .content import EditionContent, FormField, Material

SITUATIONS = "situations"
ID_TYPES = (
    "居民身份证",
    "统一社会信用代码",
    "护照",
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
    "其他",
)

DEFAULT_FIELDS: tuple[FormField, ...] = (
    FormField("applicant_name", "申请人姓名或名称", group="申请人", longest=100),
    FormField("applicant_id_type", "证件类型", kind="choice", choices=ID_TYPES, group="申请人"),
    FormField("applicant_id_number", "证件号码", kind="code", group="申请人", longest=50),
    FormField("contact_name", "联系人", group="联系方式", longest=50),
    FormField("contact_phone", "联系电话", kind="code", group="联系方式", longest=20),
    FormField("contact_address", "联系地址", required=False, group="联系方式"),
    FormField("agent_name", "代理人姓名", required=False, group="代理人", longest=50),
    FormField("agent_id_number", "代理人证件号码", "code", False, group="代理人", longest=50),
    FormField(
        "request", "申请内容", kind="long_text", required=False, group="申请事项", longest=2000
    ),
)

_CODE = re.compile(r"[0-9A-Za-z()（）+·.\-/ ]+")


@dataclass(frozen=True, slots=True)
class FieldError:
    """One answer that cannot be taken: the element, the rule's code, and the rule's figure."""

    field: str
    label: str
    rule: str  # required, unknown, type, longest, choice, date, code, not_asked
    detail: str = ""


def form_fields(content: EditionContent) -> tuple[FormField, ...]:
    """Return the fields of the edition's form, in the order they are asked."""
    return content.fields or DEFAULT_FIELDS


def applies(asked_when: str, situations: Mapping[str, Any]) -> bool:
    """Return whether something asked under "question=value" applies; empty always does.

    Several values that each suffice are parted by "|": "question=one|two".
    """
    if not asked_when:
        return True
    question, _, wanted = asked_when.partition("=")
    return situations.get(question.strip()) in [value.strip() for value in wanted.split("|")]


def materials_asked(content: EditionContent, situations: Mapping[str, Any]) -> tuple[Material, ...]:
    """Return the materials that the answers make necessary or allow."""
    return tuple(m for m in content.materials or () if applies(m.asked_when, situations))


def form_schema(content: EditionContent) -> dict[str, Any]:
    """Return the form as JSON Schema 2020-12; unknown answers are refused."""
    fields = form_fields(content)
    properties: dict[str, Any] = {field.element: _field_schema(field) for field in fields}
    properties[SITUATIONS] = _situations_schema(content)
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": content.name,
        "type": "object",
        "properties": properties,
        "required": [field.element for field in fields if field.required and not field.asked_when],
        "additionalProperties": False,
    }
    if content.situations:
        schema["required"].append(SITUATIONS)
    conditional = [_conditional(f) for f in fields if f.required and f.asked_when]
    if conditional:
        schema["allOf"] = conditional
    return schema


def _situations_schema(content: EditionContent) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            item.code: {"title": item.question, "enum": list(item.answers)}
            for item in content.situations
        },
        "required": [item.code for item in content.situations],
        "additionalProperties": False,
    }


def _conditional(field: FormField) -> dict[str, Any]:
    question, _, wanted = field.asked_when.partition("=")
    values = [value.strip() for value in wanted.split("|")]
    asked = {"properties": {question.strip(): {"enum": values}}, "required": [question.strip()]}
    return {
        "if": {"properties": {SITUATIONS: asked}, "required": [SITUATIONS]},
        "then": {"required": [field.element]},
    }


def _field_schema(field: FormField) -> dict[str, Any]:
    schema: dict[str, Any] = {"title": field.label}
    if field.help_text:
        schema["description"] = field.help_text
    match field.kind:
        case "integer" | "money_fen":
            schema |= {"type": "integer", "minimum": 0}
        case "date":
            schema |= {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
        case "choice":
            schema |= {"enum": list(field.choices)}
        case "choices":
            schema |= {"type": "array", "items": {"enum": list(field.choices)}, "uniqueItems": True}
            if field.required:
                schema["minItems"] = 1
        case "yes_no":
            schema |= {"type": "boolean"}
        case _:
            schema |= {"type": "string", "maxLength": field.longest}
            if field.required:
                schema |= {"minLength": 1, "pattern": r"\S"}
    if field.unit:
        schema["x-unit"] = field.unit
    return schema


def check_answers(
    content: EditionContent,
    answers: Mapping[str, Any],
    situations: Mapping[str, Any] | None = None,
) -> list[FieldError]:
    """Return what is wrong with the answers, in the order of the form; an empty list is good.

    `situations` may also stand inside the answers. Never raises, whatever the answers hold.
    """
    inside = answers.get(SITUATIONS, {})
    given = situations if situations is not None else inside
    if not isinstance(given, Mapping):
        return [FieldError(SITUATIONS, "情形", "type")]
    errors = _check_situations(content, given)
    known = {SITUATIONS}
    for field in form_fields(content):
        known.add(field.element)
        value = answers.get(field.element)
        asked = applies(field.asked_when, given)
        if _empty(value):
            if field.required and asked:
                errors.append(FieldError(field.element, field.label, "required"))
        elif not asked:
            errors.append(FieldError(field.element, field.label, "not_asked"))
        elif fault := _fault(field, value):
            errors.append(FieldError(field.element, field.label, *fault))
    errors += [FieldError(str(k), str(k), "unknown") for k in answers if k not in known]
    return errors


def _check_situations(content: EditionContent, given: Mapping[str, Any]) -> list[FieldError]:
    errors = []
    for item in content.situations:
        answer = given.get(item.code)
        if _empty(answer):
            errors.append(FieldError(item.code, item.question, "required"))
        elif answer not in item.answers:
            errors.append(FieldError(item.code, item.question, "choice"))
    known = {item.code for item in content.situations}
    return errors + [FieldError(str(k), str(k), "unknown") for k in given if k not in known]


def _empty(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _fault(field: FormField, value: Any) -> tuple[str, str] | None:
    """Return (rule, detail) if a given value does not fit its field."""
    match field.kind:
        case "integer" | "money_fen":
            good = type(value) is int and 0 <= value < 2**53
            return None if good else ("type", "非负整数")
        case "date":
            return None if _is_date(value) else ("date", "YYYY-MM-DD")
        case "choice":
            return None if value in field.choices else ("choice", "、".join(field.choices))
        case "choices":
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                return ("type", "列表")
            known = set(value) <= set(field.choices) and len(set(value)) == len(value)
            return None if known else ("choice", "、".join(field.choices))
        case "yes_no":
            return None if isinstance(value, bool) else ("type", "是或者否")
        case _:
            return _text_fault(field, value)


def _text_fault(field: FormField, value: Any) -> tuple[str, str] | None:
    if not isinstance(value, str):
        return ("type", "文字")
    if len(value) > field.longest:
        return ("longest", str(field.longest))
    if field.kind == "code" and not _CODE.fullmatch(value.strip()):
        return ("code", "字母、数字和连接符")
    return None


def _is_date(value: Any) -> bool:
    if not isinstance(value, str) or len(value) != 10:
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
