"""What was put right in a case (更正): before, after, why, and approved by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from yichuang.approval.public import CasePage, Correction
from yichuang.catalogue.public import form_fields
from yichuang.law.public import CHINA_TIME

from .answers import said
from .people import People

FORM = "form."


@dataclass(frozen=True, slots=True)
class PutRight:
    """One correction, in words."""

    no: int
    label: str
    before: str
    after: str
    ground: str
    approved_by: str
    at: datetime


def put_right(page: CasePage, people: People) -> list[PutRight]:
    """Return what was put right, in order; without the file the values are left out."""
    return [_one(page, correction, people) for correction in page.corrections]


def _one(page: CasePage, correction: Correction, people: People) -> PutRight:
    fields = {FORM + item.element: item for item in form_fields(page.edition)}
    item = fields.get(correction.field)
    hidden = item is not None and not page.file

    def words(value: Any) -> str:
        if hidden:
            return _("本岗位不能查看")
        if isinstance(value, datetime):
            return date_format(value.astimezone(CHINA_TIME), "Y-m-d H:i")
        return (said(item, value) if item else str(value or "")) or _("未填")

    return PutRight(
        no=correction.no,
        label=item.label if item else _("收件时间"),
        before=words(correction.before),
        after=words(correction.after),
        ground=correction.ground,
        approved_by=people.named(correction.approved_by),
        at=correction.at,
    )
