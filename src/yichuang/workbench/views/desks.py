"""/work/staff/<officer>/desk/ and /work/staff/desks/<id>/: handing over a whole desk."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from yichuang.directory.public import leads, requires, worked_in
from yichuang.documents.public import (
    DeskRefused,
    call_off_desk,
    hand_over_desk,
    sign_desk,
)

from ..pages.desks import desk_page, waiting_page
from .staff import officer_of

# rules that a look at the fresh list mends
AGAIN = {
    "desk_changed": gettext_lazy("清单有变化，请重新核对后再确认"),
    "desk_himself": gettext_lazy("请选择本人以外的接收人"),
    "desk_administrator": gettext_lazy("管理员不办理业务，请选择办理业务的人员"),
    "desk_not_in_office": gettext_lazy("接收人应当是本机关在岗人员"),
}


@requires("case.list", "staff.lead")
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: HttpRequest, officer: str) -> HttpResponse:
    """GET, POST /work/staff/<officer>/desk/?taker=…: what waits; POST hands it over."""
    actor = officer_of(request)
    if actor.id != officer and not leads(actor, actor.organ):
        raise Http404
    if not worked_in(actor.organ, officer):
        raise Http404
    taker, error = request.GET.get("taker", ""), ""
    if request.method == "POST":
        taker, seen = request.POST.get("taker", ""), request.POST.get("seen", "")
        try:
            row = hand_over_desk(actor, giver=officer, taker=taker, seen=seen)
        except DeskRefused as refusal:
            if (rule := str(refusal.facts["reason"])) not in AGAIN:
                raise
            error = str(AGAIN[rule])
        else:
            messages.success(request, _("已生成移交清单，待双方签字。"))
            return redirect("workbench:desk", row.pk)
    page = waiting_page(actor, officer, taker, error)
    status = 422 if error else 200
    return render(request, "workbench/desk_waiting.html", {"page": page}, status=status)


@requires("case.list", "staff.lead")
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, desk_id: UUID) -> HttpResponse:
    """GET, POST /work/staff/desks/<id>/: the list; POST signs, `then=off` calls it off."""
    actor = officer_of(request)
    if request.method == "POST":
        if request.POST.get("then") == "off":
            call_off_desk(actor, desk_id)
            messages.success(request, _("已取消，没有移交任何事项。"))
        else:
            sign_desk(actor, desk_id)
            messages.success(request, _("已签字。"))
        return redirect("workbench:desk", desk_id)
    return render(request, "workbench/desk.html", {"page": desk_page(actor, desk_id)})
