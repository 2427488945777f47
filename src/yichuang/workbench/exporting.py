"""Exporting rows of cases to a workbook: a look at each person, with a watermark (导出)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yichuang.approval.public import legal_day
from yichuang.directory.public import Actor, LookPurpose, record_looks
from yichuang.kernel.public import InvalidInput, ports
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Case, calendar_in_force, cases_visible_to

from .pages.head import HeadLine, HeadPage
from .pages.rows import Row, matching, row_of

MOST_ROWS = 5000
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
WIDTHS = (30, 36, 16, 26, 16, 20, 14)


def neutral(value: object) -> str:
    """Return a cell's text such that no spreadsheet takes it for a formula."""
    text = unicodedata.normalize("NFC", str(value))
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def export_cases(actor: Actor, query: Mapping[str, str], *, ground: str) -> bytes:
    """Return the cases that were searched for as a workbook; see `export_rows`."""
    return export_rows(actor, matching(actor, query, "case.export"), ground=ground)


@transaction.atomic
def export_rows(actor: Actor, rows: QuerySet[Case], *, ground: str) -> bytes:
    """Return cases as a workbook and record a look at every person in it.

    Of the rows only those that `case.export` reaches; names stay masked as in lists. Raises
    InvalidInput without a ground, or for more rows than one export may hold.
    """
    if not ground.strip():
        raise InvalidInput(field="ground", rule="required")
    rows = rows.filter(pk__in=cases_visible_to(actor, "case.export").values("pk"))
    rows = rows.select_related("application")
    cases = list(rows.order_by("-opened_at", "-id")[: MOST_ROWS + 1])
    if len(cases) > MOST_ROWS:
        raise InvalidInput(field="rows", rule="too_large", most=MOST_ROWS)
    people = [(case.party, case.id) for case in cases if case.party is not None]
    record_looks(actor, people, purpose=LookPurpose.ARCHIVE, what="export", ground=ground.strip())
    return _workbook(cases, watermark(actor))


def export_figures(actor: Actor, page: HeadPage) -> bytes:
    """Return the head's numbers as a workbook, a sheet by organ and one by officer.

    Nobody's data are in it, so it is no look.
    """
    out, mark = BytesIO(), watermark(actor)
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    names = [str(label) for _kind, label in page.kinds]
    totals = HeadLine(_("合计"), "", page.figures)
    _figures_sheet(book, _("按机关"), mark, page, [_("机关"), *names], [*page.organs, totals])
    officers = [str(label) for _kind, label in page.officer_kinds]
    _figures_sheet(book, _("按人员"), mark, page, [_("机关"), _("人员"), *officers], page.officers)
    book.set_properties({"comments": mark})
    book.close()
    return out.getvalue()


def _figures_sheet(
    book: Any,
    title: str,
    mark: str,
    page: HeadPage,
    heads: Sequence[str],
    lines: Sequence[HeadLine],
) -> None:
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True, "bg_color": "#EAF0F5"})
    sheet.write_string(0, 0, neutral(mark), book.add_format({"italic": True}))
    sheet.set_footer(f"&L{mark.replace('&', '＆')}")
    period = _("期间：%(first)s 至 %(last)s；在办、临近到期和已超期为导出时的数字")
    days = {"first": page.first_day.isoformat(), "last": page.last_day.isoformat()}
    sheet.write_string(1, 0, neutral(period % days))
    for column, head in enumerate(heads):
        sheet.write_string(2, column, neutral(head), bold)
        sheet.set_column(column, column, 30 if not column else 14)
    sheet.freeze_panes(3, 0)
    named = len(heads) - len(lines[0].figures) if lines else 1
    for row, line in enumerate(lines, 3):
        texts = [line.name] if named == 1 else [line.organ, line.name]
        for column, text in enumerate(texts):
            sheet.write_string(row, column, neutral(text))
        for column, figure in enumerate(line.figures, named):
            sheet.write_number(row, column, figure.count)


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
