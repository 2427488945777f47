"""GET /matters/<code>/: the guide of a matter, and the same for paper."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yichuang.directory.public import actor_of, public_route

from ..pages.files import as_download
from ..pages.guide import guide_page as page_of
from ..pages.samples import sample_file


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


@public_route
@require_safe
def sample(request: HttpRequest, edition_id: UUID, file_id: UUID) -> FileResponse:
    """GET /samples/<edition>/<file>/: a blank form or an example of a material."""
    found = sample_file(actor_of(request), edition_id, file_id)
    return as_download(found.content, found.filename, found.media_type)
