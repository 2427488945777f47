"""The guides of one's organ: complete, send to review, review, publish."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yichuang.catalogue.public import (
    EditionState,
    MatterUnknown,
    Waiver,
    content_of,
    new_draft_from,
    publish,
    review,
    save_draft,
    send_to_review,
    unfounded,
)
from yichuang.directory.public import may_try, requires
from yichuang.kernel.public import InvalidInput

from ..forms.fields import day_in
from ..forms.given import Given
from ..forms.guide import BY_SLUG, Section, after
from ..pages.guides import CATALOGUE_ACTS, WAIVER_MARK, GuidePage, guide_page, guides_page
from ..pages.preview import counter_preview
from ..pages.samples import keep_samples
from .staff import officer_of


@requires(*CATALOGUE_ACTS)
@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """GET /work/matters/?state=…&organ=…&q=…&page=…: drafts in work, or what is published."""
    actor = officer_of(request)
    context = {
        "page": guides_page(actor, request.GET.dict()),
        "may_begin": bool(may_try(actor, "catalogue.edit")),
    }
    return render(request, "workbench/guides.html", context)


@requires(*CATALOGUE_ACTS)
@require_safe
def guide(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """GET /work/matters/<id>/: one guide, and what there is to do about it."""
    return _page(request, guide_page(officer_of(request), edition_id))


def _page(
    request: HttpRequest, page: GuidePage, *, error: str = "", status: int = 200
) -> HttpResponse:
    errors = [{"name": "", "message": error}] if error else []
    context = {"page": page, "errors": errors}
    return render(request, "workbench/guide.html", context, status=status)


def _to(edition_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("workbench:guide", args=[edition_id]))


@requires(*CATALOGUE_ACTS)
@require_safe
def at_counter(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """GET /work/matters/<id>/counter/?s-<question>=…: as the clerk will see it; takes nothing."""
    page = guide_page(officer_of(request), edition_id)
    context = {"page": page, "shown": counter_preview(page.content, request.GET)}
    return render(request, "workbench/guide_counter.html", context)


@requires("catalogue.edit")
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, edition_id: UUID, slug: str) -> HttpResponse:
    """GET, POST /work/matters/<id>/<section>/: fill in one part of a draft."""
    actor = officer_of(request)
    page, part = guide_page(actor, edition_id), BY_SLUG.get(slug)
    if part is None or not page.may_edit:
        raise MatterUnknown(edition=str(edition_id))
    given = Given(slug, request.POST, request.FILES)
    content = page.content
    if request.method == "POST":
        keep_samples(given, actor)
        content = part.read(content, given)
        if not given.errors:
            save_draft(edition_id, content, actor=actor)
            if not {"more", "move", "remove"} & request.POST.keys():
                return _onward(request, edition_id, part)
            given = Given(slug)
    context = {
        "page": page,
        "part": part,
        "next": after(part),
        "asked": part.ask(content, given),
        "errors": given.summary,
    }
    status = 422 if given.errors else 200
    return render(request, "workbench/guide_section.html", context, status=status)


def _onward(request: HttpRequest, edition_id: UUID, part: Section) -> HttpResponse:
    """Lead to the next part where that button was pressed, else back to the guide."""
    following = after(part)
    if "next" not in request.POST or following is None:
        return _to(edition_id)
    return redirect("workbench:guide_section", edition_id, following.slug)


@requires("catalogue.edit")
@require_POST
def to_review(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """POST /work/matters/<id>/review-request/: hand a draft to legal review."""
    send_to_review(edition_id, actor=officer_of(request))
    return _to(edition_id)


@requires("catalogue.edit")
@require_POST
def begin_anew(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """POST /work/matters/<id>/draft/: begin the next text with what this one says."""
    return _to(new_draft_from(edition_id, actor=officer_of(request)))


@requires("catalogue.review")
@require_POST
def reviewing(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """POST /work/matters/<id>/review/: pass it, or send it back with a note.

    Passing a guide with elements that no article carries takes the reviewer's own ground.
    """
    actor = officer_of(request)
    note, passed = str(request.POST.get("note", "")).strip()[:2000], "pass" in request.POST
    page = guide_page(actor, edition_id)
    if page.row.state is not EditionState.LEGAL_REVIEW:
        raise MatterUnknown(edition=str(edition_id))
    if not passed and not note:
        return _page(request, page, error=_("退回修改，请写明意见"), status=422)
    if passed and page.unfounded:
        if not (request.POST.get("waive") and note):
            words = _("还有 %(n)d 项没有对应法条：请退回修改，或者勾选同意并写明理由")
            error = words % {"n": len(page.unfounded)}
            return _page(request, page, error=error, status=422)
        note = WAIVER_MARK + note
    review(edition_id, ok=passed, note=note, actor=actor)
    return _to(edition_id)


@requires("catalogue.publish")
@require_POST
def publishing(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """POST /work/matters/<id>/publication/: publish, in force from a day on."""
    actor = officer_of(request)
    page = guide_page(actor, edition_id)
    typed = str(request.POST.get("effective_from", "")).strip()
    day = day_in(typed)
    if typed and day is None:
        raise InvalidInput(field="effective_from", rule="date")
    publish(edition_id, actor=actor, effective_from=day, waivers=_waivers(page))
    return _to(edition_id)


def _waivers(page: GuidePage) -> tuple[Waiver, ...]:
    """Return the reviewer's consent to what no article carries, in his own name and words."""
    elements = unfounded(content_of(page.row.id))
    if not (page.waiver and elements):
        return ()
    reviewer, _at, post = page.reviewed_by.partition("@")
    return (Waiver(reviewer, post, page.waiver, elements),)
