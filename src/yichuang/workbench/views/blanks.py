"""Numbered blanks: the stock, one batch, using a blank for a licence, and its print."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yichuang.approval.public import case_page
from yichuang.directory.public import Actor, requires
from yichuang.ledger.public import case_file
from yichuang.licences.public import (
    BlankBatch,
    BlankBatchInvalid,
    BlankNotFound,
    BlankNotUsable,
    BlankNumbersTaken,
    Licence,
    LicenceNotFound,
    decide_disposal,
    last_batch_of,
    layout_text,
    licence_by_id,
    places_of,
    print_on_blank,
    receive_blanks,
    record_fate,
)

from ..forms.given import Given
from ..pages.blank_layout import usual_layout
from ..pages.blanks import CHOICES, batch_page, blanks_page, kinds_of, sheet_of
from .staff import officer_of

ACT = "approval.deliver"
both = require_http_methods(["GET", "HEAD", "POST"])


@requires(ACT)
@both
def blanks(request: HttpRequest) -> HttpResponse:
    """GET, POST /work/blanks/: the organ's stock; POST receives a batch."""
    actor, given = officer_of(request), Given("batch", request.POST)
    if request.method == "POST" and (taken := _received(request, given)):
        return redirect("workbench:blank_layout", batch_id=taken.id)
    page = blanks_page(actor, given if request.method == "POST" else None)
    status = 422 if page.errors else 200
    return render(request, "workbench/blanks.html", {"page": page}, status=status)


def _received(request: HttpRequest, given: Given) -> BlankBatch | None:
    """Take a batch in, printed like the last of its kind; None with what is wrong noted."""
    actor = officer_of(request)
    kinds = kinds_of(actor)
    kind = given.one_of("kind", _("证照种类"), kinds)
    first = given.needed("first", _("起始编号"))
    last = given.needed("last", _("截止编号"))
    width, height = given.whole("width", _("纸宽")), given.whole("height", _("纸高"))
    if given.errors:
        return None
    try:
        taken = receive_blanks(
            actor,
            type_code=kind,
            type_name=kinds[kind],
            first=first,
            last=last,
            width_mm=width,
            height_mm=height,
            layout=_layout(actor, kind, width, height),
        )
    except BlankNumbersTaken:
        given.wrong("first", _("其中有编号以前已经入库"))
    except BlankBatchInvalid as refusal:
        faults = {
            "last": _("起止编号应当是同一种格式、由小到大，一批不超过 20000 张"),
            "width": _("纸的宽和高在 20 到 420 毫米之间"),
        }
        at = str(refusal.field)
        given.wrong(at, faults.get(at, _("请选择证照种类")))
    else:
        messages.success(request, _("已入库。请核对打印位置。"))
        return taken
    return None


def _layout(actor: Actor, kind: str, width: int, height: int) -> str:
    """Return the layout of the last batch of the kind on the same sheet, or the usual one."""
    last = last_batch_of(actor.organ, kind)
    if last is not None and (last.width_mm, last.height_mm) == (width, height):
        return layout_text(places_of(last))
    return usual_layout(width, height)


@requires(ACT)
@both
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """GET, POST /work/blanks/<id>/: one batch; POST records what became of its blanks."""
    actor, given = officer_of(request), Given("entry", request.POST)
    if request.method == "POST":
        first, last = given.needed("first", _("编号")), given.text("last")
        what = given.one_of("what", _("登记为"), CHOICES)
        if not given.errors:
            fate, reason = CHOICES[what]
            try:
                done = record_fate(
                    actor, batch_id, first=first, last=last, fate=fate, reason=reason
                )
            except BlankNotFound:
                given.wrong("first", _("这一批里没有这个编号"))
            except BlankNotUsable as refusal:
                told = _("编号 %(number)s 现在的状态不能这样登记") % {
                    "number": refusal.facts["number"]
                }
                given.wrong("first", told)
            else:
                messages.success(request, _("已登记 %(n)s 张。") % {"n": done})
                return redirect("workbench:blank_batch", batch_id=batch_id)
    page = batch_page(actor, batch_id, given if request.method == "POST" else None)
    status = 422 if page.errors else 200
    return render(request, "workbench/blank_batch.html", {"page": page}, status=status)


def _recorded(request: HttpRequest, batch_id: UUID, given: Given) -> int:
    first, last = given.needed("first", _("编号")), given.text("last")
    what = given.one_of("what", _("登记为"), CHOICES)
    if given.errors:
        return 0
    fate, reason = CHOICES[what]
    actor = officer_of(request)
    try:
        return record_fate(actor, batch_id, first=first, last=last, fate=fate, reason=reason)
    except BlankNotFound:
        given.wrong("first", _("这一批里没有这个编号"))
    except BlankNotUsable as refusal:
        told = _("编号 %(number)s 现在的状态不能这样登记")
        given.wrong("first", told % {"number": refusal.facts["number"]})
    return 0


@requires(ACT)
@require_POST
def disposal(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """POST /work/blanks/<id>/disposal/: the second person confirms; `then=refuse` does not."""
    confirm = request.POST.get("then") != "refuse"
    decide_disposal(officer_of(request), batch_id, confirm=confirm)
    messages.success(request, _("已核销。") if confirm else _("没有核销，仍为作废。"))
    return redirect("workbench:blank_batch", batch_id=batch_id)


@requires(ACT)
@both
def sheet(request: HttpRequest, licence_id: UUID) -> HttpResponse:
    """GET, POST /work/blanks/licences/<id>/: POST uses a blank; GET shows what is printed on it."""
    licence = _licence(request, licence_id)
    actor = officer_of(request)
    if request.method == "POST":
        print_on_blank(actor, licence.id, number=Given("blank", request.POST).text("number"))
        return redirect("workbench:blank_sheet", licence_id=licence.id)
    page = case_page(actor, licence.case_id, with_file=False)  # type: ignore[arg-type]
    case_file(actor, page.case, set(), what="file")  # a look: the holder's name is shown
    shown = {"licence": licence, "sheet": sheet_of(licence), "number": Given("blank")}
    return render(request, "workbench/blank_sheet.html", shown)


def _licence(request: HttpRequest, licence_id: UUID) -> Licence:
    """Return a licence of the officer's own organ, from a case he may see."""
    actor = officer_of(request)
    found = licence_by_id(licence_id)
    if found.organ_code != actor.organ or found.case_id is None:
        raise LicenceNotFound
    case_page(actor, found.case_id, with_file=False)
    return found
