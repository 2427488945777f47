"""GET /work/notices/: whom no message reached; one notice, its contact, and what is done for it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yichuang.directory.public import requires
from yichuang.documents.public import follow_up
from yichuang.kernel.public import InvalidInput

from ..pages.service import notice_page, notices_page
from ..words import FOLLOW_FAULTS, OUTWARD_STEPS, word
from .staff import officer_of


@requires("service.follow")
@never_cache
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """GET /work/notices/?state=…&after=…: those to call, the oldest first."""
    page = notices_page(officer_of(request), request.GET.dict())
    return render(request, "workbench/notices.html", {"page": page})


@requires("service.follow")
@never_cache
@require_safe
def notice(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """GET /work/notices/<id>/: one notice, its record, and the steps open for it."""
    page = notice_page(officer_of(request), service_id)
    return render(request, "workbench/notice.html", {"page": page})


@requires("file.read")
@never_cache
@require_POST
def contact(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """POST /work/notices/<id>/contact/: name and telephone; opening them is recorded as a look."""
    page = notice_page(officer_of(request), service_id, opened=True)
    return render(request, "workbench/notice.html", {"page": page})


@requires("service.follow")
@require_POST
def follow(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """POST /work/notices/<id>/follow-up/: told by telephone, handed over, posted, announced."""
    actor, step = officer_of(request), str(request.POST.get("step", ""))
    value = str(request.POST.get(f"value-{step}", "")).strip()
    dated = step in OUTWARD_STEPS and OUTWARD_STEPS[step][1] == "date"
    try:
        on = _day(value) if dated and value else None
        follow_up(actor, service_id, step, words="" if dated else value, on=on)
    except InvalidInput as refusal:
        if step not in OUTWARD_STEPS:
            raise
        given = {"step": step, "value": value}
        error = word(FOLLOW_FAULTS, str(refusal.facts["rule"]))
        page = notice_page(actor, service_id, given=given, error=error)
        return render(request, "workbench/notice.html", {"page": page}, status=422)
    messages.success(request, _("已记录。"))
    return redirect("workbench:notices")


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InvalidInput(field="on", rule="date") from None
