"""GET /matters/<code>/: the guide of a matter, and the same for paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yichuang.directory.public import public_route

from ..pages.guide import guide_page as page_of


@public_route
@require_safe
def guide_page(request: HttpRequest, code: str) -> HttpResponse:
    """GET /matters/<code>/?s-<question>=<answer>: everything the guide says."""
    return render(request, "portal/guide.html", {"page": page_of(code, request.GET)})


@public_route
@require_safe
def print_page(request: HttpRequest, code: str) -> HttpResponse:
    """GET /matters/<code>/print/: the same, made to be printed."""
    return render(request, "portal/guide_print.html", {"page": page_of(code, request.GET)})
