"""GET /work/: the inbox."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yichuang.directory.public import may_try, requires
from yichuang.documents.public import desk_counts, desks_to_sign

from ..pages.deemed import pressing
from ..pages.guides import CATALOGUE_ACTS
from ..pages.inbox import inbox_page
from .staff import officer_of


@requires("case.list", *CATALOGUE_ACTS)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """GET /work/?urgency=…&step=…&organ=…&matter=…&q=…&after=…: open steps by urgency.

    A post that handles no cases but edits guides begins with those.
    """
    actor = officer_of(request)
    if not may_try(actor, "case.list"):
        return HttpResponseRedirect(reverse("workbench:guides"))
    page = inbox_page(actor, request.GET.dict())
    context = {
        "page": page,
        "originals": desk_counts(actor),
        "silence": pressing(actor),
        "desks": desks_to_sign(actor),
        "may_decide": bool(may_try(actor, "approval.decide")),
    }
    return render(request, "workbench/inbox.html", context)
