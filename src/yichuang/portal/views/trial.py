"""GET /trial/: the check-up of a city's own table; not found in a house that is no trial."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yichuang.catalogue.public import check_up_workbook
from yichuang.directory.public import public_route

from ..pages.trial import remarks_of_trial
from ..pages.trial import trial_page as page_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@public_route
@require_safe
def trial_page(request: HttpRequest) -> HttpResponse:
    """GET /trial/?flaw=<code>&page=<n>: what is wrong with which matter, and the mend."""
    return render(request, "portal/trial.html", {"found": page_of(request.GET)})


@public_route
@require_safe
def trial_workbook(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (Django passes it)
    """GET /trial/check-up.xlsx: the same as a workbook."""
    content = check_up_workbook(remarks_of_trial().remarks)
    headers = {"Content-Disposition": 'attachment; filename="check-up.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)
