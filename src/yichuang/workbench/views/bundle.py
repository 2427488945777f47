"""GET /work/bundles/<id>/: a bundle, as the organs that have a part of it see it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yichuang.directory.public import requires

from ..pages.bundle import bundle_page
from .staff import officer_of


@requires("case.read")
@require_safe
def bundle(request: HttpRequest, bundle_id: UUID) -> HttpResponse:
    """Show its matters in their order; no personal data is on this page."""
    page = bundle_page(officer_of(request), bundle_id)
    return render(request, "workbench/bundle.html", {"page": page})
