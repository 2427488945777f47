"""GET /plan/: several things done at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yichuang.directory.public import public_route

from ..pages.plan import plan_page as page_of


@public_route
@require_safe
def plan_page(request: HttpRequest) -> HttpResponse:
    """GET /plan/?m=<code>&m=<code>&s-<question>=<answer>: one form, one list, one date."""
    return render(request, "portal/plan.html", {"page": page_of(request.GET)})


@public_route
@require_safe
def print_page(request: HttpRequest) -> HttpResponse:
    """GET /plan/print/?…: the same, made to be printed."""
    return render(request, "portal/plan_print.html", {"page": page_of(request.GET)})
