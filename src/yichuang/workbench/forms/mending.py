"""Correction and voiding as forms: what, why, approved by whom, and a look at what will happen.

Nothing is recorded before the page has said what will happen and the officer has confirmed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.approval import public as approval
from yichuang.approval.public import CasePage
from yichuang.catalogue.public import FormField, check_answers, form_fields
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Command

from ..pages.answers import said
from .answers import SITUATIONS, ask_one, asks_when, fault_words, read_one
from .fields import moment_in, options
from .given import Given

RECEIVED_AT = "received_at"
FORM = "form."
WHAT = gettext_lazy("更正哪一项")
RIGHT = gettext_lazy("正确的内容")
GROUND = gettext_lazy("更正理由")
APPROVED_BY = gettext_lazy("批准人")
MOMENT = gettext_lazy("收件时间按 2026-01-05 09:30 的形式填写")


@dataclass(frozen=True, slots=True)
class Mending:
    """How far a form has come: choosing what, filling in, or confirming what will happen."""

    stage: str  # choose, fill, confirm
    consequences: list[str]
    hidden: list[tuple[str, str]]


def ask_correct(page: CasePage, given: Given) -> list[dict[str, Any]]:
    """Return the questions of a correction; first only which entry is wrong."""
    names = _correctable(page)
    field = given.text("field")
    if field not in names:
        return [given.ask("field", "select", WHAT, options=options(names), required=True)]
    return [
        {"name": given.name("field"), "kind": "hidden", "value": field},
        _ask_value(page, given, field),
        given.ask("ground", "textarea", GROUND, required=True, rows=2, maxlength=1000),
        _ask_approver(page, given),
    ]


def _correctable(page: CasePage) -> dict[str, Any]:
    """Return what an entry may correct: the moment of receipt, and of the form what is asked.

    A post that may not open the file does not see the form, and so does not correct it.
    """
    names: dict[str, Any] = {RECEIVED_AT: _("收件时间")}
    if not page.file:
        return names
    situations = page.form.get(SITUATIONS) or {}
    for item in form_fields(page.edition):
        if asks_when(item.asked_when, situations):
            names[FORM + item.element] = item.label
    return names


def _ask_value(page: CasePage, given: Given, field: str) -> dict[str, Any]:
    name = given.name("value")
    error = given.errors.get(name, "")
    typed = name in given.data
    if field == RECEIVED_AT:
        now = given.text("value") if typed else _said(page.state.received_at)
        return given.ask("value", "text", RIGHT, value=now, required=True, help=MOMENT)
    item = _field(page, field)
    value = read_one(item, given.data, name) if typed else page.form.get(item.element)
    return ask_one(item, name, value, error)


def _field(page: CasePage, field: str) -> FormField:
    element = field.removeprefix(FORM)
    return next(item for item in form_fields(page.edition) if item.element == element)


def _ask_approver(page: CasePage, given: Given) -> dict[str, Any]:
    """Return the choice of who approved: the heads of this organ in office, never a typed name."""
    people = [(one.code, f"{one.name}（{one.post_name}）") for one in page.approvers]
    only = people[0][0] if len(people) == 1 else ""
    return given.ask(
        "approved_by",
        "select",
        APPROVED_BY,
        options=options(people),
        value=only,
        required=True,
        help=_("只能由本机关在任的负责人批准，不能是本人"),
    )


def read_correct(page: CasePage, given: Given) -> Command | None:
    """Return the correction once everything is there and what will happen was confirmed."""
    field = given.text("field")
    if field not in _correctable(page):
        if field or "confirmed" in given.data:
            given.wrong("field", _("请选择“%(label)s”") % {"label": WHAT})
        return None
    if given.name("ground") not in given.data:
        return None  # only what is wrong has been chosen so far
    value = _value(page, given, field)
    ground = given.needed("ground", GROUND)
    approved = given.one_of("approved_by", APPROVED_BY, {one.code: one for one in page.approvers})
    if given.errors or "confirmed" not in given.data:
        return None
    no = page.held_in.get(field.removeprefix(FORM), 1)
    return approval.Correct(no=no, field=field, value=value, ground=ground, approved_by=approved)


def _value(page: CasePage, given: Given, field: str) -> Any:
    """Return the right value; an error is noted for one the form would not take."""
    if field == RECEIVED_AT:
        moment = moment_in(given.text("value"))
        if moment is None:
            given.wrong("value", str(MOMENT))
        return moment.isoformat() if moment else ""
    item = _field(page, field)
    value = read_one(item, given.data, given.name("value"))
    answers = {item.element: value, SITUATIONS: page.form.get(SITUATIONS) or {}}
    for fault in check_answers(page.edition, answers):
        if fault.field == item.element:
            given.wrong("value", fault_words(fault, item.kind))
    if value == page.form.get(item.element):
        given.wrong("value", _("与现在的内容相同，没有更正"))
    return value


def ask_void(page: CasePage, given: Given) -> list[dict[str, Any]]:
    """Return the questions of a voiding."""
    return [
        given.ask(
            "ground",
            "textarea",
            _("作废理由"),
            required=True,
            rows=2,
            maxlength=1000,
            help=_("只用于本不应当存在的办件；编号不再使用，记录仍然保留"),
        ),
        _ask_approver(page, given),
    ]


def read_void(page: CasePage, given: Given) -> Command | None:
    """Return the voiding once everything is there and what will happen was confirmed."""
    ground = given.needed("ground", _("作废理由"))
    approved = given.one_of("approved_by", APPROVED_BY, {one.code: one for one in page.approvers})
    if given.errors or "confirmed" not in given.data:
        return None
    return approval.Void(ground=ground, approved_by=approved)


def mending_extra(page: CasePage, given: Given) -> Mending:
    """Return how far the form has come, and what the page says before it is confirmed."""
    asked = "ground" if given.prefix == "voiding" else "value"
    if given.prefix == "correction" and given.text("field") not in _correctable(page):
        return Mending("choose", [], [])
    sent = given.name(asked) in given.data or given.name("ground") in given.data
    if not sent or given.errors or "edit" in given.data:
        return Mending("fill", [], [])
    told = _voiding_told(page, given) if asked == "ground" else _correction_told(page, given)
    hidden = [
        (name, str(value))
        for name in given.data
        if name.startswith(f"{given.prefix}-")
        for value in given.data.getlist(name)
    ]
    return Mending("confirm", told, hidden)


def _approver_told(page: CasePage, given: Given) -> str:
    who = next((one for one in page.approvers if one.code == given.text("approved_by")), None)
    return _("批准人：%(who)s") % {"who": f"{who.name}（{who.post_name}）" if who else ""}


def _correction_told(page: CasePage, given: Given) -> list[str]:
    field = given.text("field")
    label = _correctable(page)[field]
    if field == RECEIVED_AT:
        before, after = _said(page.state.received_at), _said(moment_in(given.text("value")))
        effect = _("答复期限和办理时限按更正后的收件时间重新计算。")
    else:
        item = _field(page, field)
        before = said(item, page.form.get(item.element)) or _("未填")
        after = said(item, read_one(item, given.data, given.name("value"))) or _("未填")
        effect = _("申请人和工作人员看到的都是更正后的内容。")
    return [
        _("“%(label)s”更正前：%(value)s") % {"label": label, "value": before},
        _("“%(label)s”更正后：%(value)s") % {"label": label, "value": after},
        _("原因：%(ground)s") % {"ground": given.text("ground")},
        _approver_told(page, given),
        effect,
        _("原来的内容保留在记录里；更正前、更正后和原因，申请人都能看到。"),
    ]


def _voiding_told(page: CasePage, given: Given) -> list[str]:
    return [
        _("办件 %(number)s 作废，不再办理，待办全部撤销。") % {"number": page.case.number},
        _("原因：%(ground)s") % {"ground": given.text("ground")},
        _approver_told(page, given),
        _("编号不再使用；经过、材料和文书都保留在记录里。"),
        _("申请人会看到办件已经作废和作废的原因。作废以后不能恢复。"),
    ]


def _said(moment: Any) -> str:
    """Return a moment as it is typed, so that it can be changed."""
    return date_format(moment.astimezone(CHINA_TIME), "Y-m-d H:i") if moment else ""
