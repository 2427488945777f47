"""The window's results: what lies ready, is on its way, came back; found by one scan."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yichuang.approval.public import (
    CollectionCodeUnknown,
    case_page,
    deliveries,
    delivery_named,
    plain_code,
)
from yichuang.directory.public import requires
from yichuang.documents.public import address_label

from ..pages.deliveries import deliveries_page, hand_over_page, label_of
from .case import file_response
from .staff import officer_of


@requires("approval.deliver")
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """GET, POST /work/deliveries/: the lists; a code is sent and never stands in an address."""
    actor, typed = officer_of(request), str(request.POST.get("scan", "")).strip()
    error = ""
    if request.method == "POST":
        try:
            found = delivery_named(actor, typed)
        except CollectionCodeUnknown:
            error = _("没有找到对应的、还没有送达的结果，请核对后再输入")
        else:
            named = plain_code(typed) in {found.case.number, found.waybill}
            code = "" if named else typed
            page = hand_over_page(actor, found, code)
            return render(request, "workbench/delivery.html", {"page": page, "view": page.view})
    shown = deliveries_page(actor, typed=typed, error=error)
    errors = [{"name": "scan", "message": error}] if error else []
    context = {"page": shown, "errors": errors}
    return render(request, "workbench/deliveries.html", context, status=404 if error else 200)


@requires("approval.deliver")
@require_safe
def delivery(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET /work/deliveries/<case>/: one result and the steps of its delivery."""
    actor = officer_of(request)
    found = deliveries(actor).filter(case_id=case_id).first()
    if found is None:
        return HttpResponseRedirect(reverse("workbench:case", args=[case_id]))
    page = hand_over_page(actor, found)
    return render(request, "workbench/delivery.html", {"page": page, "view": page.view})


@requires("approval.deliver")
@require_safe
def label(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET /work/deliveries/<case>/label.pdf: the address for the label printer; a look."""
    actor = officer_of(request)
    found = get_object_or_404(deliveries(actor), case_id=case_id)
    address = label_of(case_page(actor, found.case_id))
    if address is None:
        raise Http404
    return file_response(address_label(address), "application/pdf", "address.pdf")
