"""GET /work/offers/: benefits offered without an application, by list, and taking one back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yichuang.approval.public import OfferRowsInvalid, make_offers, recall_offer
from yichuang.catalogue.public import content_of
from yichuang.directory.public import Actor, requires

from ..forms.offers import OfferList, list_from, read_list, told
from ..pages.offers import offerable, offers_page
from .staff import officer_of


@requires("approval.offer")
@require_http_methods(["GET", "HEAD", "POST"])
def offers(request: HttpRequest) -> HttpResponse:
    """GET, POST /work/offers/?state=…&matter=…: the offers; a POST makes a whole list."""
    actor, given = officer_of(request), None
    if request.method == "POST":
        given = list_from(request.POST)
        made = _made(actor, given)
        if made:
            messages.success(
                request, _("已向 %(n)s 人提供，本人可以在“我的空间”确认。") % {"n": made}
            )
            return redirect("workbench:offers")
    page = offers_page(actor, request.GET.dict(), given)
    return render(request, "workbench/offers.html", {"page": page}, status=422 if given else 200)


def _made(actor: Actor, given: OfferList) -> int:
    """Make the offers of a list; 0 with the faults noted where it cannot be taken."""
    edition = next((row for row in offerable(actor) if str(row.id) == given.edition), None)
    if edition is None:
        given.faults.append(_("请选择事项"))
        return 0
    read_list(given, content_of(edition.id))
    if given.faults:
        return 0
    try:
        return len(make_offers(actor, edition.id, given.rows))
    except OfferRowsInvalid as refusal:
        told(given, refusal.facts["errors"])
        return 0


@requires("approval.offer")
@require_POST
def recall(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """POST /work/offers/<id>/recall/: take an offer back, with the ground its person reads."""
    recall_offer(officer_of(request), offer_id, ground=request.POST.get("ground", ""))
    messages.success(request, _("已收回。"))
    return redirect("workbench:offers")
