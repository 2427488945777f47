"""What was put right in one's own case (更正): before, after, why. No officer's name is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from yichuang.approval.public import CasePage
from yichuang.catalogue.public import form_fields
from yichuang.law.public import CHINA_TIME

from .answers import answer_words

FORM = "form."


@dataclass(frozen=True, slots=True)
class PutRight:
    """One correction, in words."""

    label: str
    before: str
    after: str
    ground: str
    at: datetime


def put_right(page: CasePage) -> list[PutRight]:
    """Return what was put right, in order."""
    fields = {FORM + item.element: item for item in form_fields(page.edition)}

    def words(name: str, value: Any) -> str:
        if isinstance(value, datetime):
            return date_format(value.astimezone(CHINA_TIME), "Y-m-d H:i")
        item = fields.get(name)
        return (answer_words(item, value) if item else str(value or "")) or _("未填")

    return [
        PutRight(
            label=fields[one.field].label if one.field in fields else _("收件时间"),
            before=words(one.field, one.before),
            after=words(one.field, one.after),
            ground=one.ground,
            at=one.at,
        )
        for one in page.corrections
    ]
