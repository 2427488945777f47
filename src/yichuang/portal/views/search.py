"""GET /search/: finding a matter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yichuang.directory.public import public_route

from ..pages.search import found


@public_route
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """GET /search/?q=…: the matters that fit, and how to narrow them."""
    return render(request, "portal/search.html", {"found": found(request.GET)})
