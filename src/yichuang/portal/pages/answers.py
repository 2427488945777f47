"""Answers as a person reads them again before filing, and afterwards on his case page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yichuang.catalogue.public import EditionContent, FormField, form_fields
from yichuang.directory.public import masked_number

from ..words import MATERIAL_STANDS

if TYPE_CHECKING:
    from .wizard import Wizard


def answer_words(one: FormField, value: Any) -> str:
    """Return an answer in words, with its unit; nothing for none."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return _("、").join(str(part) for part in value)
    if one.kind == "date":
        return _day(str(value))
    if one.kind == "money_fen":
        amount = f"{value // 100:,}.{value % 100:02d}"
        return f"{amount} 元" if (get_language() or "zh").startswith("zh") else f"CNY {amount}"
    return f"{value} {one.unit}".strip()


def _day(text: str) -> str:
    """Return a day as 2026年11月24日; what is no day, as it is."""
    found = parse_date(text)
    if found is None or not (get_language() or "zh").startswith("zh"):
        return text
    return f"{found.year}年{found.month}月{found.day}日"


def form_rows(content: EditionContent, answers: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the filled-in fields of a form as key and value, in its order."""
    situations = answers.get("situations") or {}
    rows = [
        {"key": one.question, "value": str(situations[one.code])}
        for one in content.situations
        if situations.get(one.code)
    ]
    return rows + [
        {"key": one.label, "value": words}
        for one in form_fields(content)
        if (words := answer_words(one, answers.get(one.element)))
    ]


def sections(wizard: Wizard) -> tuple[dict[str, Any], ...]:
    """Return the pages of the way with their answers, each with the way back to change them."""
    found = []
    for step in wizard.steps[:-1]:
        if step.slug == "situations":
            rows = [
                (one.question, str(wizard.situations.get(one.code) or ""))
                for one in wizard.content.situations
            ]
        elif step.slug == "contact":
            rows = [(_("联系电话"), str(wizard.draft.applicant.get("phone") or ""))]
        elif step.slug == "materials":
            rows = _material_rows(wizard)
        else:
            rows = [
                (one.label, answer_words(one, wizard.answers.get(one.element)))
                for one in step.fields
            ]
        found.append({"title": step.title, "url": step.url, "rows": _rows(rows, step.url)})
    return (_applicant(wizard), *found)


def _rows(pairs: list[tuple[str, str]], url: str) -> list[dict[str, str]]:
    return [{"key": key, "value": value or _("未填"), "change_url": url} for key, value in pairs]


def _applicant(wizard: Wizard) -> dict[str, Any]:
    applicant = wizard.draft.applicant
    rows = [
        {"key": _("申请人"), "value": str(applicant.get("name", ""))},
        {"key": _("证件号码"), "value": masked_number(str(applicant.get("number", "")))},
    ]
    if applicant.get("agent_name"):
        rows.append({"key": _("代办人"), "value": str(applicant["agent_name"])})
    return {"title": _("谁申请"), "url": "", "rows": rows}


def _material_rows(wizard: Wizard) -> list[tuple[str, str]]:
    given = wizard.given
    rows = []
    for one in wizard.materials:
        mark = given.get(one.code)
        words = str(MATERIAL_STANDS[mark.how]) if mark else ""
        if mark and mark.how == "upload":
            words = _("已上传 %(n)s 个文件") % {"n": len(mark.uploads)}
        rows.append((one.name, words or (_("以后补交") if one.need != "1" else "")))
    return rows
