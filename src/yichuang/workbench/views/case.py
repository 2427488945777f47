"""GET /work/cases/<id>/, its steps, its papers and its uploads."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_POST, require_safe

from yichuang.approval.public import act, case_page
from yichuang.directory.public import may_try, requires
from yichuang.documents.public import (
    PaperNotFound,
    UploadNotFound,
    paper_pdf,
    papers_of_case,
    read_upload,
    store_upload,
)
from yichuang.kernel.public import DomainError
from yichuang.ledger.public import CaseMovedOn, case_file

from ..forms.beside import told_beside
from ..forms.given import Given
from ..forms.phrases import put_in
from ..forms.step import StepForm
from ..pages.case import CaseView, case_view
from ..pages.moved_on import moved_on
from ..words import STEPS, word
from .staff import officer_of

INLINE = re.compile(r"image/(png|jpeg)|application/pdf")


@requires("case.read")
@require_safe
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET /work/cases/<id>/: the case; `?done=` names the step just taken."""
    view = case_view(officer_of(request), case_id)
    done = request.GET.get("done", "")
    return _page(request, view, done=word(STEPS, done) if done in STEPS else "")


def step_view(form: StepForm) -> Callable[..., HttpResponse]:
    """Return the view of one step: POST /work/cases/<id>/<noun>/."""

    def step(request: HttpRequest, case_id: UUID) -> HttpResponse:
        return _take(request, case_id, form)

    step.__doc__ = f"POST /work/cases/<id>/{form.slug}/: {form.name}."
    return requires(*_acts(form))(require_POST(step))


def _acts(form: StepForm) -> tuple[str, ...]:
    """Return the acts of which one opens the step; an opinion may be a review."""
    either = form.name in {"give_opinion", "recall_opinion"}
    if form.name == "send_back":
        return (form.act, "approval.review", "approval.decide")
    return (form.act, "approval.review") if either else (form.act,)


def _take(request: HttpRequest, case_id: UUID, form: StepForm) -> HttpResponse:
    actor = officer_of(request)
    reads = form.uploads or (form.reads_file and bool(may_try(actor, "file.read")))
    page = case_page(actor, case_id, with_file=reads)
    given = Given(form.slug, request.POST, request.FILES)
    if form.uploads:
        _keep_files(given, actor.id, str(page.case.party or ""))
    if "put" in request.POST:
        put_in(given, form.name, page, actor)
        status = 422 if given.errors else 200
        return _page(request, case_view(actor, case_id, given=given), status=status)
    command = form.read(page, given)
    if command is None or "preview" in request.POST:
        view = case_view(actor, case_id, given=given)
        return _page(request, view, status=422 if given.errors else 200)
    try:
        act(case_id, command, actor=actor, key=_key(request), seen_no=_seen(request))
    except CaseMovedOn as moved:
        return _moved_on(request, case_id, moved, given)
    except DomainError as refusal:
        if not told_beside(given, refusal):
            raise
        return _page(request, case_view(actor, case_id, given=given), status=422)
    if request.headers.get("HX-Request") == "true":
        return _page(request, case_view(actor, case_id), done=word(STEPS, form.name))
    address = reverse("workbench:case", args=[case_id])
    return HttpResponseRedirect(f"{address}?done={form.name}")


def _keep_files(given: Given, officer: str, party: str) -> None:
    """Keep each file that came and name it in the data, so that a mistake elsewhere loses none."""
    data: QueryDict = given.data.copy()
    files: MultiValueDict[str, Any] = given.files
    for name in files:
        for file in files.getlist(name):
            kept = store_upload(
                filename=file.name, content=file.read(), actor_id=officer, party_id=party
            )
            data.appendlist(name.removesuffix("-file") + "-upload", str(kept.id))
            data[name.removesuffix("-file") + "-how"] = "upload"
    given.data = data


def _key(request: HttpRequest) -> str:
    return str(request.POST.get("key", ""))


def _seen(request: HttpRequest) -> int | None:
    seen = str(request.POST.get("seen_no", ""))
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else None


def _moved_on(
    request: HttpRequest, case_id: UUID, moved: CaseMovedOn, given: Given
) -> HttpResponse:
    """Say who was first, and when; what was typed stays on the page."""
    context = {"moved": moved_on(moved), "case_id": case_id}
    if request.headers.get("HX-Request") == "true":
        response = render(request, "workbench/_moved_on.html", context, status=409)
        response["HX-Retarget"] = "#problems"
        response["HX-Reswap"] = "innerHTML show:top"
        response["HX-Reselect"] = ".problem"
        return response
    view = case_view(officer_of(request), case_id, given=given)
    return _page(request, view, status=409, moved=context["moved"])


def _page(
    request: HttpRequest, view: CaseView, *, status: int = 200, done: str = "", moved: object = None
) -> HttpResponse:
    context = {"view": view, "done": done, "moved": moved, "case_id": view.page.case.id}
    return render(request, "workbench/case.html", context, status=status)


@requires("file.read")
@require_safe
def paper(request: HttpRequest, case_id: UUID, paper_id: UUID) -> HttpResponse:
    """GET /work/cases/<id>/papers/<id>/: a paper's sealed file; opening it is a look."""
    actor = officer_of(request)
    found = case_page(actor, case_id, with_file=False)
    row = papers_of_case(case_id).filter(pk=paper_id).first()
    if row is None:
        raise PaperNotFound
    case_file(actor, found.case, set(), what="file")
    return file_response(paper_pdf(row.id), "application/pdf", f"{row.name}.pdf")


@requires("file.read")
@require_safe
def upload(request: HttpRequest, case_id: UUID, upload_id: UUID) -> HttpResponse:
    """GET /work/cases/<id>/uploads/<id>/: a file handed in; opening it is a look."""
    actor = officer_of(request)
    found = case_page(actor, case_id, with_file=False)
    known = {
        one
        for event in found.events
        for mark in getattr(event.event, "materials", ())
        for one in mark.uploads
    }
    known |= {getattr(event.event, "signature", "") for event in found.events}
    if str(upload_id) not in known:
        raise UploadNotFound
    case_file(actor, found.case, set(), what="file")
    kept = read_upload(upload_id)
    return file_response(kept.content, kept.media_type, kept.filename)


def file_response(content: bytes, media_type: str, filename: str) -> HttpResponse:
    """Return a file; pictures and PDF may be seen inside our own pages, the rest is saved."""
    response = HttpResponse(content, content_type=media_type)
    inline = INLINE.fullmatch(media_type) is not None
    how = "inline" if inline else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(filename)}"
    response["Cache-Control"] = "private, no-store"
    if inline:
        response["X-Frame-Options"] = "SAMEORIGIN"
        response["Content-Security-Policy"] = "frame-ancestors 'self'"
    return response
