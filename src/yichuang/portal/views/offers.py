"""A benefit without an application: what is offered, yes and no."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yichuang.approval.public import decline_offer, take_up
from yichuang.directory.public import actor_of, requires

from ..forms.edition import edition_form
from ..pages.offers import applicant_of, offer_page


@requires("approval.file")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """GET, POST /my/offers/<id>/: what the organ found and from which data; a POST says yes.

    The key is the offer's, so saying yes twice is one case.
    """
    actor = actor_of(request)
    page = offer_page(actor, offer_id)
    form = edition_form(page.asked, request.POST if request.method == "POST" else None, {})
    if request.method == "POST" and form.is_valid():
        receipt = take_up(
            actor,
            offer_id,
            answers={name: value for name, value in form.answers().items() if value is not None},
            applicant=applicant_of(actor, page.card),
            key=f"offer-{offer_id}",
        )
        return redirect("portal:receipt", receipt.case_id)
    shown = {"page": page, "form": form}
    return render(request, "portal/offer.html", shown, status=422 if form.errors else 200)


@requires("approval.file")
@require_POST
def decline(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """POST /my/offers/<id>/decline/: no; nothing follows from it."""
    decline_offer(actor_of(request), offer_id)
    messages.success(request, _("已记录您不需要。以后仍可以按办事指南申请。"))
    return redirect("portal:my_space")
