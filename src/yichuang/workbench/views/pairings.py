"""Which bridges to devices are trusted, who paired them, and who withdrew that."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from yichuang.directory.public import requires
from yichuang.hall.public import PairedBridge, bridges_of, withdraw_bridge

from ..forms.fields import field, options
from ..pages.people import People
from .staff import officer_of

GROUNDS = {
    "replaced": gettext_lazy("设备更换"),
    "moved": gettext_lazy("电脑移作他用"),
    "lost": gettext_lazy("设备或者电脑丢失"),
    "mistaken": gettext_lazy("配对有误"),
}
SHOWN_SIGNS = 16  # of the key: enough to tell bridges apart


@requires("approval.receive")
@require_safe
def pairings(request: HttpRequest) -> HttpResponse:
    """GET /work/counter/pairings/: the bridges of this organ, those withdrawn too."""
    people = People()
    lines = [_line(row, people) for row in bridges_of(officer_of(request))]
    return render(request, "workbench/pairings.html", {"lines": lines})


def _line(row: PairedBridge, people: People) -> dict[str, Any]:
    shown = row.key[:SHOWN_SIGNS]
    code = " ".join(shown[at : at + 4] for at in range(0, SHOWN_SIGNS, 4))
    ask = field("ground", "select", _("撤销原因"), options=options(GROUNDS), required=True)
    return {
        "row": row,
        "code": code,
        "paired_by": people.named(row.paired_by),
        "withdrawn_by": people.named(row.withdrawn_by) if row.withdrawn_at else "",
        "ground": GROUNDS.get(row.ground, ""),
        "ask": {**ask, "id": f"ground-{row.key[:8]}"},
    }


@requires("approval.receive")
@require_POST
def withdrawal(request: HttpRequest, key: str) -> HttpResponse:
    """POST /work/counter/pairings/<key>/withdrawal/: trust this bridge no longer."""
    withdraw_bridge(officer_of(request), key, str(request.POST.get("ground", "")))
    messages.success(request, _("配对已撤销，这台设备桥的读数不再采用。"))
    return redirect("workbench:pairings")
