"""GET /work/: the inbox."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yichuang.directory.public import requires

from ..pages.inbox import inbox_page
from .staff import officer_of


@requires("case.list")
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """GET /work/?urgency=…&step=…&organ=…&matter=…&q=…&after=…: open steps by urgency."""
    page = inbox_page(officer_of(request), request.GET.dict())
    return render(request, "workbench/inbox.html", {"page": page})
