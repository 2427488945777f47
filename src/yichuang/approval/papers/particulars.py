"""What a licence states of the application (证照登载事项), as the case's edition has it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from yichuang.catalogue.public import FormField, Particular, form_fields
from yichuang.documents import public as documents
from yichuang.ledger.public import events_of, sealed_items
from yichuang.licences.public import Licence

from ..entries import HELD, form_now
from .desk import Desk


def particulars(desk: Desk, before: Licence | None) -> tuple[documents.Line, ...]:
    """Return the lines of the licence from the answers as they stand, corrections included.

    What a renewal or a change does not ask again stands as on the licence it follows.
    """
    if not desk.edition.particulars:
        return ()
    case = desk.case
    now = form_now(events_of(case.id, case.opening.line), sealed_items(case.id, set(HELD)))
    earlier = documents.paper_content(before.paper_id) if before else None
    return stated(
        desk.edition.particulars,
        form_fields(desk.edition),
        now.answers,
        earlier.lines if isinstance(earlier, documents.Certificate) else (),
    )


def stated(
    wanted: tuple[Particular, ...],
    fields: tuple[FormField, ...],
    answers: Mapping[str, Any],
    earlier: tuple[documents.Line, ...] = (),
) -> tuple[documents.Line, ...]:
    """Return a line for each particular that is known, in the guide's order; pure."""
    known = {one.element: one for one in fields}
    held = {one.label: one.value for one in earlier}
    found = []
    for one in wanted:
        answer = said(known[one.element], answers.get(one.element)) if one.element in known else ""
        if words := answer or held.get(one.title, ""):
            found.append(documents.Line(label=one.title, value=words))
    return tuple(found)


def said(field: FormField, value: Any) -> str:
    """Return an answer as a Chinese paper states it; nothing for nothing."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    if field.kind == "money_fen" and isinstance(value, int):
        return f"{value // 100:,}.{value % 100:02d}元"
    if field.kind == "date":
        return _day(str(value))
    return f"{value}{field.unit}"


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text  # typed before it was checked: what is no day stands as it was filed
    return f"{day.year}年{day.month}月{day.day}日"
