"""/work/blanks/<id>/layout/: where the fields of a blank are printed, and a sheet to try it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yichuang.directory.public import requires
from yichuang.licences.public import batch_of, set_layout

from ..pages.blank_layout import layout_page
from .blanks import ACT
from .staff import officer_of


@requires(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def layout(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """GET, POST /work/blanks/<id>/layout/: POST saves; `then=preview` only draws what was typed."""
    actor = officer_of(request)
    batch = batch_of(actor.organ, batch_id)
    page = layout_page(batch, request.POST if request.method == "POST" else None)
    saving = request.method == "POST" and request.POST.get("then") != "preview"
    if saving and not page.errors:
        set_layout(actor, batch.id, page.text)
        messages.success(request, _("已保存打印位置。请先用白纸试印，再放空白证照。"))
        return redirect("workbench:blank_layout", batch_id=batch.id)
    status = 422 if page.errors else 200
    return render(request, "workbench/blank_layout.html", {"page": page}, status=status)


@requires(ACT)
@require_safe
def trial(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """GET /work/blanks/<id>/layout/sheet/: sample words in true size, to print on plain paper."""
    actor = officer_of(request)
    page = layout_page(batch_of(actor.organ, batch_id))
    return render(request, "workbench/blank_trial.html", {"page": page})
