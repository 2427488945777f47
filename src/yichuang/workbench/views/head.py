"""GET /work/today/, the rows behind its numbers, both exports, and the list of warnings."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from yichuang.directory.public import may_try, requires, today

from ..exporting import export_figures, export_rows
from ..pages.head import head_page, rows_behind, rows_page
from ..pages.warnings import warnings_page
from .staff import officer_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires("head.view")
@require_safe
def head(request: HttpRequest) -> HttpResponse:
    """GET /work/today/?span=today|week|month: the period in numbers, by organ and officer."""
    page = head_page(officer_of(request), request.GET.dict())
    return render(request, "workbench/head.html", {"page": page})


@requires("head.view")
@require_safe
def rows(request: HttpRequest) -> HttpResponse:
    """GET /work/today/rows/?kind=…&span=…&organ=…&officer=…&after=…: the rows of a number."""
    actor = officer_of(request)
    found = rows_page(actor, request.GET.dict())
    context = {"found": found, "may_export": bool(may_try(actor, "case.export"))}
    return render(request, "workbench/head_rows.html", context)


@requires("head.view")
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """GET /work/today/figures/?span=…: the numbers as a workbook; nobody's data are in it."""
    actor = officer_of(request)
    page = head_page(actor, request.GET.dict())
    return workbook(export_figures(actor, page), f"领导概况-{today().isoformat()}")


@requires("case.export")
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """POST /work/today/rows/export/: a number's rows as a workbook; a look at every person."""
    actor, given = officer_of(request), request.POST.dict()
    content = export_rows(actor, rows_behind(actor, given), ground=given.get("ground", ""))
    return workbook(content, f"办件-{today().isoformat()}")


@requires("head.view")
@require_safe
def warnings(request: HttpRequest) -> HttpResponse:
    """GET /work/warnings/?level=…&organ=…&after=…: reminder, yellow and red, with the reasons."""
    page = warnings_page(officer_of(request), request.GET.dict())
    return render(request, "workbench/warnings.html", {"page": page})


def workbook(content: bytes, name: str) -> HttpResponse:
    """Return a workbook to be saved."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    response["Cache-Control"] = "private, no-store"
    return response
