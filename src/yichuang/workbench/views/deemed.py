"""GET /work/deemed/: silence before the head's eyes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yichuang.directory.public import requires

from ..pages.deemed import deemed_page
from .staff import officer_of


@requires("head.view")
@require_safe
def deemed(request: HttpRequest) -> HttpResponse:
    """GET /work/deemed/: what silence has accepted or is about to, and what waits for the head."""
    page = deemed_page(officer_of(request))
    return render(request, "workbench/deemed.html", {"page": page})
