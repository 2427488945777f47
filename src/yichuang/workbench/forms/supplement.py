"""The supplement notice, built from ticks, and what the applicant brings in answer to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yichuang.approval import public as approval
from yichuang.approval.public import CasePage
from yichuang.catalogue.public import Material
from yichuang.directory.public import Phrase

from ..words import MATERIAL_WAYS
from .answers import faults, read_form
from .given import Given
from .phrases import notice_phrases

FORM = "form"


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One material a notice may name: ticks for what is wrong, and own words."""

    code: str
    name: str
    status: str
    ticks: dict[str, Any]
    note: dict[str, Any]
    open: bool  # nothing stands for it: the notice begins with it
    phrases: list[str]  # what may be put into the own words: the catalogue's, then the post's


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One item as the applicant reads it."""

    name: str
    defects: tuple[str, ...]
    note: str


def notice_lines(page: CasePage, given: Given, phrases: Sequence[Phrase] = ()) -> list[NoticeLine]:
    """Return the materials of the case, gaps first ticked, and the form last."""
    known = {material.code: material for material in page.edition.materials or ()}
    lines = []
    for line in page.materials:
        missing = line.code in page.state.gaps
        material = known[line.code]
        said = notice_phrases(page, material.name, material.common_defects, phrases)
        lines.append(_line(material, line.how, missing=missing, given=given, phrases=said))
    ticks = [_("填写不完整"), _("填写内容前后不一致"), _("缺少签名或者盖章")]
    lines.append(
        NoticeLine(
            FORM,
            _("申请表"),
            "",
            _ticks(given, FORM, ticks, []),
            _note(given, FORM),
            open=False,
            phrases=notice_phrases(page, _("申请表"), ticks, phrases),
        )
    )
    return sorted(lines, key=lambda line: not line.open)


def _line(
    material: Material, how: str, *, missing: bool, given: Given, phrases: list[str]
) -> NoticeLine:
    absent = _("未提交")
    defects = [absent] if not how else []
    defects += [text for text in material.common_defects if text not in defects]
    ticks = _ticks(given, material.code, defects, [absent] if missing else [])
    status = str(MATERIAL_WAYS.get(how, how)) if how else _("未交")
    return NoticeLine(
        material.code, material.name, status, ticks, _note(given, material.code), missing, phrases
    )


def _ticks(given: Given, code: str, defects: list[str], chosen: list[str]) -> dict[str, Any]:
    choices = [{"value": text, "label": text} for text in defects]
    return given.ask(f"{code}-defects", "checkboxes", _("问题"), options=choices, value=chosen)


def _note(given: Given, code: str) -> dict[str, Any]:
    return given.ask(f"{code}-note", "text", _("补充说明（写给申请人看）"), maxlength=300)


def items_in(page: CasePage, given: Given) -> tuple[approval.SupplementItem, ...]:
    """Return what the ticks and words add up to; with nothing sent yet, the gaps."""
    items = []
    for line in notice_lines(page, given):
        allowed = {option["value"] for option in line.ticks["options"]}
        defects = tuple(text for text in line.ticks["value"] if text in allowed)
        note = given.text(f"{line.code}-note")
        if defects or note:
            items.append(approval.SupplementItem(line.code, defects, note))
    return tuple(items)


def as_read(page: CasePage, items: tuple[approval.SupplementItem, ...]) -> list[NoticeItem]:
    """Return the notice as the applicant reads it."""
    names = {material.code: material.name for material in page.edition.materials or ()}
    return [
        NoticeItem(names.get(item.code, _("申请表")), item.defects, item.note) for item in items
    ]


def read_notice(page: CasePage, given: Given) -> approval.RequestSupplement | None:
    """Return the notice as a command."""
    items = items_in(page, given)
    answer_by = given.day("answer_by", _("补正截止日"))
    if not items:
        given.wrong("items", _("请至少勾选一个问题，或者写一句说明"))
    return None if given.errors else approval.RequestSupplement(items=items, answer_by=answer_by)


# --- the answer ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TakenLine:
    """One material that was asked for, and how it may come."""

    code: str
    name: str
    how: dict[str, Any]
    file: dict[str, Any]
    takes_file: bool


def taken_lines(page: CasePage, given: Given) -> list[TakenLine]:
    """Return the materials the open notice names."""
    asked = set(page.state.asked)
    return [taken_line(one, given) for one in page.edition.materials or () if one.code in asked]


def taken_line(material: Material, given: Given) -> TakenLine:
    ways = [way.value for way in material.satisfied_by]
    choices = [{"value": "", "label": _("还没有交")}]
    choices += [{"value": way, "label": str(MATERIAL_WAYS[way])} for way in ways]
    how = given.ask(f"{material.code}-how", "radio", material.name, options=choices)
    file = given.ask(f"{material.code}-file", "file", _("扫描件"), accept=".pdf,.png,.jpg,.jpeg")
    return TakenLine(material.code, material.name, how, file, "upload" in ways)


def read_supplement(page: CasePage, given: Given) -> approval.TakeSupplement | None:
    """Return what came as a command; the view has kept the files and named them in `data`."""
    materials = tuple(
        material_in(line, given) for line in taken_lines(page, given) if came(line, given)
    )
    answers: dict[str, Any] = {}
    if FORM in page.state.asked:
        answers = _mended(page, given)
    if not materials and not answers:
        given.wrong("items", _("还没有勾选收到的材料"))
    if given.errors:
        return None
    return approval.TakeSupplement(materials=materials, answers=answers or None)


def _mended(page: CasePage, given: Given) -> dict[str, Any]:
    """Return the form where it was changed; a form sent back as it was answers nothing."""
    answers = read_form(page.edition, given.data)
    given.errors.update(faults(page.edition, answers))
    return answers if answers != page.form else {}


def came(line: TakenLine, given: Given) -> bool:
    return bool(given.text(f"{line.code}-how"))


def material_in(line: TakenLine, given: Given) -> approval.MaterialGiven:
    how = given.text(f"{line.code}-how")
    uploads = tuple(given.several(f"{line.code}-upload"))
    if how == "upload" and not uploads:
        given.wrong(f"{line.code}-file", _("请选择“%(name)s”的扫描件") % {"name": line.name})
    return approval.MaterialGiven(
        code=line.code,
        how=how,
        uploads=uploads if how == "upload" else (),
        copies=1 if how == "paper" else 0,
    )
