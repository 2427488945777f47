"""Exporting rows of cases to a workbook: a look at each person, with a watermark (导出)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from django.db import transaction
from django.utils.translation import gettext as _

from yichuang.approval.public import legal_day
from yichuang.directory.public import Actor, LookPurpose, record_looks
from yichuang.kernel.public import InvalidInput, ports
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Case, calendar_in_force

from .pages.rows import Row, matching, row_of

MOST_ROWS = 5000
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
WIDTHS = (30, 36, 16, 26, 16, 20, 14)


def neutral(value: object) -> str:
    """Return a cell's text such that no spreadsheet takes it for a formula."""
    text = unicodedata.normalize("NFC", str(value))
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


@transaction.atomic
def export_cases(actor: Actor, query: Mapping[str, str], *, ground: str) -> bytes:
    """Return the matching cases as a workbook and record a look at every person in it.

    Needs `case.export`; names stay masked as in lists. Raises InvalidInput without a ground, or for
    more rows than one export may hold.
    """
    if not ground.strip():
        raise InvalidInput(field="ground", rule="required")
    rows = matching(actor, query, "case.export").select_related("application")
    cases = list(rows.order_by("-opened_at", "-id")[: MOST_ROWS + 1])
    if len(cases) > MOST_ROWS:
        raise InvalidInput(field="rows", rule="too_large", most=MOST_ROWS)
    people = [(case.party, case.id) for case in cases if case.party is not None]
    record_looks(actor, people, purpose=LookPurpose.ARCHIVE, what="export", ground=ground.strip())
    return _workbook(cases, watermark(actor))


def watermark(actor: Actor) -> str:
    """Return the line that says who took these data out, in which post and when."""
    at = ports().clock.now().astimezone(CHINA_TIME)
    words = _("%(organ)s %(post)s %(name)s 于 %(at)s 导出，仅限工作使用")
    return words % {
        "organ": actor.organ_name,
        "post": actor.post_name,
        "name": actor.name,
        "at": f"{at:%Y-%m-%d %H:%M:%S}",
    }


def _workbook(cases: Iterable[Case], mark: str) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(_("办件"))
    bold = book.add_format({"bold": True, "bg_color": "#EAF0F5"})
    sheet.write_string(0, 0, neutral(mark), book.add_format({"italic": True}))
    sheet.set_footer(f"&L{mark.replace('&', '＆')}")
    heads = (
        _("收件编号"),
        _("事项"),
        _("申请人"),
        _("机关"),
        _("状态"),
        _("收件时间"),
        _("到期日"),
    )
    for column, (head, width) in enumerate(zip(heads, WIDTHS, strict=True)):
        sheet.write_string(1, column, head, bold)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(2, 0)
    calendar, on = calendar_in_force(), legal_day(ports().clock.now())
    for line, case in enumerate(cases, 2):
        for column, value in enumerate(_cells(row_of(case, calendar, on))):
            sheet.write_string(line, column, neutral(value))
    book.set_properties({"comments": mark})
    book.close()
    return out.getvalue()


def _cells(row: Row) -> tuple[Any, ...]:
    return (
        row.number,
        row.matter,
        row.applicant,
        row.organ,
        row.status["text"],
        f"{row.received_at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}",
        row.due_on or "",
    )
