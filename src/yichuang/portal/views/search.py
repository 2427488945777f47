"""GET /search/: finding a matter."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yichuang.directory.public import public_route

from ..pages.home import LIFE_EVENTS
from ..pages.plan_address import plan_address
from ..pages.search import event_rows, found


@public_route
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """GET /search/?q=…: the matters that fit, and how to narrow them."""
    return render(request, "portal/search.html", {"found": found(request.GET)})


@public_route
@require_safe
def life_event(request: HttpRequest, slug: str) -> HttpResponse:
    """GET /events/<slug>/: everything there is to do for a birth, a restaurant, a company."""
    event = next((one for one in LIFE_EVENTS if one.slug == slug), None)
    if event is None:
        raise Http404
    rows = event_rows(event)
    plan_url = plan_address([row.code for row in rows])
    return render(
        request, "portal/event.html", {"event": event, "rows": rows, "plan_url": plan_url}
    )
