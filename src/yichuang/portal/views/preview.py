"""GET /preview/<edition>/: a draft as a citizen will see it, for those who write and review it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yichuang.directory.public import actor_of, requires

from ..pages.preview import ACTS, preview_page


@requires(*ACTS)
@never_cache
@require_safe
def preview(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """GET /preview/<edition>/?s-<question>=<answer>: guide and form; nothing can be filed."""
    page = preview_page(actor_of(request), edition_id, request.GET)
    return render(request, "portal/preview.html", {"preview": page, "page": page.guide})
