"""GET /: the first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yichuang.directory.public import public_route

from ..forms.asking import ProgressForm
from ..pages.home import BY_WHOM, LIFE_EVENTS, OFTEN


@public_route
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """GET /: one search, the usual things, life events, progress and verification."""
    shown = {"often": OFTEN, "life_events": LIFE_EVENTS, "by_whom": BY_WHOM}
    return render(request, "portal/home.html", {**shown, "progress_form": ProgressForm()})
