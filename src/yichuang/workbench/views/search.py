"""GET /work/search/ and its export."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from yichuang.directory.public import may_try, requires, today

from ..exporting import export_cases
from ..pages.rows import search_page
from .head import workbook
from .staff import officer_of


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
    return workbook(content, f"办件-{today().isoformat()}")
