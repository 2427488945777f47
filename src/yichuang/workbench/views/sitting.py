"""/work/decisions/: several simple cases decided in one sitting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from yichuang.approval.public import MOST, decide_together
from yichuang.directory.public import requires
from yichuang.kernel.public import InvalidInput

from ..pages.sitting import became, choose_page, chosen_in, confirm_page, shown_in
from .staff import officer_of

LONGEST_CONTENT = 2000
# rule of a wrong choice → words
WRONG: Mapping[str, Any] = {
    "required": _("请至少选中一件"),
    "too_large": _("一次最多选 %(most)s 件"),
    "mixed": _("一次只能选同一事项的办件"),
}


@requires("approval.decide")
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """GET /work/decisions/?matter=…&after=…: cases of one matter that wait for the decision."""
    page = choose_page(officer_of(request), request.GET.dict())
    return render(request, "workbench/decisions.html", {"page": page})


@requires("approval.decide")
@require_safe
def confirm(request: HttpRequest) -> HttpResponse:
    """GET /work/decisions/confirmation/?case=…&case=…: the key facts of each, to be confirmed."""
    actor = officer_of(request)
    try:
        page = confirm_page(actor, chosen_in(request.GET.getlist("case")))
    except InvalidInput as fault:
        rule = str(fault.facts.get("rule", ""))
        if rule not in WRONG:
            raise
        query = {"matter": request.GET.get("matter", "")}
        again = choose_page(actor, query, error=str(WRONG[rule]) % {"most": MOST})
        return render(request, "workbench/decisions.html", {"page": again}, status=422)
    return render(request, "workbench/decisions_confirm.html", {"page": page})


@requires("approval.decide")
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """POST /work/decisions/granted/: grant what was shown and kept, one by one."""
    actor = officer_of(request)
    shown = shown_in(actor, str(request.POST.get("shown", "")), request.POST.getlist("keep"))
    content = str(request.POST.get("content", "")).strip()
    if len(content) > LONGEST_CONTENT:
        raise InvalidInput(field="content", rule="too_large", most=LONGEST_CONTENT)
    rows = became(decide_together(actor, shown, content=content))
    context = {
        "decided": [row for row in rows if row.decided],
        "refused": [row for row in rows if not row.decided],
    }
    return render(request, "workbench/decisions_done.html", context)
