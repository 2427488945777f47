"""Printing the results of several cases in one file (批量打印)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yichuang.approval.public import case_page
from yichuang.directory.public import Actor, requires
from yichuang.documents.public import (
    MOST_PRINTED,
    NothingToPrint,
    ReprintNeedsReason,
    print_papers,
)
from yichuang.ledger.public import case_file

from ..forms.given import Given
from ..pages.printing import may_print, printing_page
from .case import file_response
from .staff import officer_of


@requires("approval.deliver")
@require_http_methods(["GET", "HEAD", "POST"])
def printing(request: HttpRequest) -> HttpResponse:
    """GET /work/printing/?state=…&q=…: results of decided cases; POST: the chosen as one file."""
    actor, given = officer_of(request), Given("print", request.POST)
    if request.method == "POST":
        pdf = _printed(actor, given)
        if pdf is not None:
            return file_response(pdf, "application/pdf", _("批量打印") + ".pdf")
    page = printing_page(actor, given, request.GET.dict())
    status = 422 if page.errors else 200
    return render(request, "workbench/printing.html", {"page": page}, status=status)


def _printed(actor: Actor, given: Given) -> bytes | None:
    rows = may_print(actor, _uuids(given.several("paper")))
    for case_id in dict.fromkeys(row.case_id for row in rows):
        assert case_id is not None
        page = case_page(actor, case_id, with_file=False)
        case_file(actor, page.case, set(), what="file")  # each case's papers opened: a look
    try:
        ids = [row.id for row in rows]
        return print_papers(ids, actor_id=actor.id, reason=given.text("reason"))
    except NothingToPrint:
        given.wrong("paper", _("请勾选一份到 %(most)s 份文书") % {"most": MOST_PRINTED})
    except ReprintNeedsReason as refusal:
        told = _("%(number)s 以前打印过，请选择重新打印的原因")
        given.wrong("reason", told % {"number": refusal.facts["number"]})
    return None


def _uuids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts[: MOST_PRINTED + 1]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue  # a paper nobody has: it is left out like one that may not be seen
    return found
