"""Money that came and could not be recorded: the list, and what becomes of each."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yichuang.approval.public import settle_held
from yichuang.directory.public import requires
from yichuang.kernel.public import InvalidInput

from ..pages.payments import payments_page
from .staff import officer_of


@requires("head.view", "approval.reconcile")
@never_cache
@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    """GET /work/payments/: what is held, why, and what to do."""
    page = payments_page(officer_of(request))
    return render(request, "workbench/payments.html", {"page": page})


@requires("approval.approve_mending", "approval.reconcile")
@require_POST
def settle(request: HttpRequest, held_id: int) -> HttpResponse:
    """POST /work/payments/<id>/: send it back, or say what it was."""
    actor, data = officer_of(request), request.POST
    kind, note = str(data.get("kind", "")), str(data.get("note", ""))
    try:
        settle_held(actor, held_id, kind, note)
    except InvalidInput as refusal:
        page = payments_page(actor, wrong=held_id, given=data.dict(), fault=refusal)
        return render(request, "workbench/payments.html", {"page": page}, status=422)
    messages.success(request, _("已记录。"))
    return redirect("workbench:payments")
