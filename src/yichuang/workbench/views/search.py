"""GET /work/search/ and its export; GET /work/today/."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from yichuang.directory.public import may_try, requires, today

from ..exporting import export_cases
from ..pages.rows import search_page
from ..pages.today import today_page
from .staff import officer_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires("case.list")
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """GET /work/search/?q=…&status=…&organ=…&from=…&to=…&after=…: cases within reach."""
    actor = officer_of(request)
    found = search_page(actor, request.GET.dict())
    context = {"found": found, "may_export": bool(may_try(actor, "case.export"))}
    return render(request, "workbench/search.html", context, status=422 if found.errors else 200)


@requires("case.export")
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """POST /work/search/export/: the same rows as a workbook; a look at every person in it."""
    content = export_cases(
        officer_of(request), request.POST.dict(), ground=str(request.POST.get("ground", ""))
    )
    response = HttpResponse(content, content_type=XLSX)
    name = quote(f"办件-{today().isoformat()}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response["Cache-Control"] = "private, no-store"
    return response


@requires("head.view")
@require_safe
def head(request: HttpRequest) -> HttpResponse:
    """GET /work/today/?kind=…&organ=…: the day in numbers, and the rows behind one of them."""
    page = today_page(officer_of(request), request.GET.dict())
    return render(request, "workbench/today.html", {"page": page})
