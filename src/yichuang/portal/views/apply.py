"""Applying online: one thing a page, everything kept, and filed once however often one clicks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yichuang.approval.public import drop_draft, file_draft
from yichuang.catalogue.pure import SITUATIONS
from yichuang.directory.public import actor_of, requires

from ..forms.channels import ChannelsForm
from ..forms.contact import ContactForm
from ..forms.edition import edition_form, situations_form
from ..forms.materials import UploadForm
from ..pages.applying import form_step, leaving, page_context, promise_offered, start_page
from ..pages.channels import filing_form, keep_channels, standing
from ..pages.materials import material_page, material_pages, material_step, upload_field
from ..pages.wizard import Wizard, begin, checked, with_situations, wizard_of

both = require_http_methods(["GET", "HEAD", "POST"])
DraftView = Callable[..., HttpResponse]


def with_draft(view: DraftView) -> DraftView:
    """Give a view the draft it is about; one that was filed leads to its receipt instead."""

    @wraps(view)
    def inner(request: HttpRequest, draft_id: UUID, **rest: Any) -> HttpResponse:
        wizard = wizard_of(actor_of(request), draft_id)
        if wizard.draft.filed_case:
            return redirect("portal:receipt", wizard.draft.filed_case)
        return view(request, wizard, **rest)

    return inner


@requires("approval.file")
@never_cache
@both
def start(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """GET, POST /apply/<edition>/: who applies; a POST begins the draft."""
    page = start_page(actor_of(request), edition_id)
    asked = request.POST if request.method == "POST" else request.GET
    what, licence = asked.get("what", "")[:20], asked.get("licence", "")[:100]
    if request.method == "POST" and page.open:
        principal = page.principal(request.POST.get("who", ""))
        wizard = begin(
            page.actor, edition_id, principal, what=what, of_licence=licence if what else ""
        )
        return redirect(wizard.steps[0].url)
    shown = {"page": page, "what": what, "licence": licence}
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/apply_start.html", shown, status=status)


@requires("approval.file")
@never_cache
@require_safe
@with_draft
def resume(request: HttpRequest, wizard: Wizard) -> HttpResponse:  # noqa: ARG001
    """GET /drafts/<id>/: go on where one left off; a filed draft leads to its receipt."""
    return redirect(wizard.here.url)


@requires("approval.file")
@never_cache
@both
@with_draft
def situations(request: HttpRequest, wizard: Wizard) -> HttpResponse:
    """GET, POST /drafts/<id>/situations/: the questions that decide what is asked."""
    questions = wizard.content.situations
    form = situations_form(questions, request.POST or None, wizard.situations)
    if request.method == "POST":
        form.is_valid()
        wizard = wizard.keep(SITUATIONS, with_situations(wizard, form.answers()))
        if away := leaving(request, form, wizard, SITUATIONS):
            return away
    shown = page_context(wizard, SITUATIONS, form)
    return render(request, "portal/form_step.html", shown, status=422 if form.errors else 200)


@requires("approval.file")
@never_cache
@both
@with_draft
def contact(request: HttpRequest, wizard: Wizard) -> HttpResponse:
    """GET, POST /drafts/<id>/contact/: how to reach the applicant."""
    form = ContactForm(request.POST or None, initial={"phone": wizard.draft.applicant.get("phone")})
    if request.method == "POST":
        wizard = form.keep_in(wizard)
        if away := leaving(request, form, wizard, "contact"):
            return away
    shown = page_context(wizard, "contact", form)
    return render(request, "portal/form_step.html", shown, status=422 if form.errors else 200)


@requires("approval.file")
@never_cache
@both
@with_draft
def form_page(request: HttpRequest, wizard: Wizard, page: int) -> HttpResponse:
    """GET, POST /drafts/<id>/form/<n>/: one group of fields."""
    step = form_step(wizard, page)
    form = edition_form(step.fields, request.POST or None, wizard.answers)
    if request.method == "POST":
        form.is_valid()
        wizard = wizard.keep(step.slug, form.answers())
        if away := leaving(request, form, wizard, step.slug):
            return away
    shown = page_context(wizard, step.slug, form)
    return render(request, "portal/form_step.html", shown, status=422 if form.errors else 200)


@requires("approval.file")
@never_cache
@both
@with_draft
def materials(request: HttpRequest, wizard: Wizard) -> HttpResponse:
    """GET, POST /drafts/<id>/materials/: the list; a POST goes on to the check."""
    if request.method == "POST":
        wizard = wizard.move_on("materials")
        return leaving(request, None, wizard, "materials") or redirect(wizard.here.url)
    shown = {**page_context(wizard, "materials"), "pages": material_pages(wizard)}
    return render(request, "portal/materials.html", shown)


@requires("approval.file")
@never_cache
@both
@with_draft
def material(request: HttpRequest, wizard: Wizard, code: str) -> HttpResponse:
    """GET, POST /drafts/<id>/materials/<code>/: one material; each button is one way."""
    page, form = material_page(wizard, code), None
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        wizard = material_step(wizard, page, form)
        if not form.errors:
            return redirect(page.url)
        page = material_page(wizard, code)
    shown = {**page_context(wizard, "materials", form), "page": page, "field": upload_field(form)}
    status = 422 if form and form.errors else 200
    return render(request, "portal/material.html", shown, status=status)


@requires("approval.file")
@never_cache
@require_safe
@with_draft
def check(request: HttpRequest, wizard: Wizard) -> HttpResponse:
    """GET /drafts/<id>/check/: everything once more before filing."""
    return _check_page(request, wizard, filing_form(wizard, None))


def _check_page(
    request: HttpRequest, wizard: Wizard, form: ChannelsForm | None, status: int = 200
) -> HttpResponse:
    shown = {
        **page_context(wizard, "check", form),
        "checked": checked(wizard),
        "offer": promise_offered(wizard),
        "way": request.POST.get("way", ""),
        "lines": [] if form else standing(wizard.draft.principal),
    }
    return render(request, "portal/check.html", shown, status=status)


@requires("approval.file")
@require_POST
@with_draft
def file(request: HttpRequest, wizard: Wizard) -> HttpResponse:
    """POST /drafts/<id>/file/: file it; the key is the draft's, so twice is once.

    A wrong address for messages is asked again; nothing is filed and nothing lost meanwhile.
    """
    form = filing_form(wizard, request.POST)
    if form is not None and not form.is_valid():
        return _check_page(request, wizard, form, status=422)
    on_promise = request.POST.get("way") == "promise"
    key = f"draft-{wizard.draft.id}"
    receipt = file_draft(wizard.actor, wizard.draft.id, key=key, on_promise=on_promise)
    if form is not None:
        keep_channels(wizard.actor, wizard.draft.principal, form)
    return redirect("portal:receipt", receipt.case_id)


@requires("approval.file")
@require_POST
def drop(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """POST /drafts/<id>/drop/: throw a draft away."""
    drop_draft(actor_of(request), draft_id)
    messages.success(request, _("草稿已删除。"))
    return redirect("portal:my_space")
