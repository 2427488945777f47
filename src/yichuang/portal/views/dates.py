"""GET /matters/<code>/dates/: by when it would be done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yichuang.directory.public import public_route

from ..forms.asking import AcceptedForm
from ..forms.refusals import DATES, told_in
from ..pages.dates import dates_page as page_of


@public_route
@require_safe
def dates_page(request: HttpRequest, code: str) -> HttpResponse:
    """GET /matters/<code>/dates/?accepted=2026-11-24: both clocks, line by line."""
    form = AcceptedForm(request.GET if "accepted" in request.GET else None)
    page = page_of(code, None)
    if form.is_valid():
        with told_in(form, DATES):
            page = page_of(code, form.cleaned_data["accepted"])
    status = 422 if form.errors else 200
    return render(request, "portal/dates.html", {"form": form, "page": page}, status=status)
