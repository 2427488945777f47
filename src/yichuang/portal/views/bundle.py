"""A bundle of the applicant's own."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yichuang.directory.public import actor_of, requires

from ..pages.bundle import bundle_page


@requires("case.read")
@never_cache
@require_safe
def detail(request: HttpRequest, bundle_id: UUID) -> HttpResponse:
    """GET /bundles/<id>/: every matter, what waits for what, and all that is asked for at once."""
    page = bundle_page(actor_of(request), bundle_id)
    return render(request, "portal/bundle.html", {"page": page})
