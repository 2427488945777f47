"""Paper originals: the desk, hand-over lists, one paper's way, labels, returns and alarms."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yichuang.approval.public import case_page
from yichuang.directory.public import requires
from yichuang.documents.public import (
    BarcodeInvalid,
    OriginalNotFound,
    give_back,
    hand_over,
    label_roll,
    original_named,
    report_found,
    report_missing,
    reverse_last,
    sign_for,
    take_original,
)
from yichuang.kernel.public import InvalidInput

from ..forms.fields import field, options, whole_in
from ..originals_words import GROUNDS, RECIPIENTS
from ..pages.original_lists import (
    list_page,
    place_in,
    refused_scan,
    sending_of,
    sending_page,
)
from ..pages.originals import (
    alarm_lines,
    desk_page,
    item_page,
    labels_of,
    printed_label,
    return_page,
)
from .case import file_response
from .staff import officer_of

PDF = "application/pdf"
PLACES = ("originals.take", "originals.keep", "originals.archive")
both = require_http_methods(["GET", "HEAD", "POST"])


@requires(*PLACES, "head.view")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """GET /work/originals/?scan=…: what lies here and what is coming; a scan opens its paper."""
    actor, typed = officer_of(request), request.GET.get("scan", "")
    error = ""
    if typed.strip():
        try:
            found = original_named(actor, typed)
        except (BarcodeInvalid, OriginalNotFound) as refusal:
            error = refused_scan(refusal, typed)
        else:
            return HttpResponseRedirect(reverse("workbench:original", args=[found.barcode]))
    page = desk_page(actor, error=error)
    status = 404 if error else 200
    return render(request, "workbench/originals.html", {"page": page}, status=status)


# --- lists ----------------------------------------------------------------------------------------


@requires(*PLACES)
@both
def sending(request: HttpRequest) -> HttpResponse:
    """GET, POST /work/originals/sending/: make up a list scan by scan; `then=send` signs it."""
    actor, data = officer_of(request), request.POST
    made = sending_of(actor, data.getlist("original"), data.get("scan", ""))
    to, key = str(data.get("to", "")), str(data.get("key", ""))
    if data.get("then") == "send" and not made.scan_error:
        place = place_in(to)
        if not made.originals:
            made.scan_error = _("请先扫码加入原件")
        elif place is None or place not in made.destinations or made.sender is None:
            made.to_error = _("请选择交到哪里")
        else:
            sent = hand_over(
                actor,
                barcodes=[one.barcode for one in made.originals],
                sender=made.sender,
                to=place,
                hand_over_id=_uuid(key),
            )
            messages.success(request, _("已移交，请打印交接单并双方签字。"))
            return HttpResponseRedirect(reverse("workbench:hand_over", args=[sent.pk]))
    page = sending_page(made, to=to, key=key)
    status = 422 if page.errors else 200
    return render(request, "workbench/originals_sending.html", {"page": page}, status=status)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise InvalidInput(field="key", rule="uuid_parsing") from None


@requires(*PLACES, "case.read")
@require_safe
def listed(request: HttpRequest, hand_over_id: UUID) -> HttpResponse:
    """GET /work/originals/lists/<id>/: a list, to print or to sign for."""
    page = list_page(officer_of(request), hand_over_id)
    return render(request, "workbench/originals_list.html", {"page": page})


@requires(*PLACES)
@require_POST
def signature(request: HttpRequest, hand_over_id: UUID) -> HttpResponse:
    """POST /work/originals/lists/<id>/signature/: tick what is here; `then=sign` signs for it.

    What is not here is shown once more by name before it is recorded as missing.
    """
    actor, data = officer_of(request), request.POST
    page = list_page(actor, hand_over_id, data)
    missing = [row.barcode for row in page.missing]
    named = set(missing) <= set(data.getlist("missing"))
    if data.get("then") != "sign" or page.errors or not named:
        status = 422 if page.errors else 200
        return render(request, "workbench/originals_list.html", {"page": page}, status=status)
    here = [item.row.barcode for item in page.items if item.here]
    sign_for(actor, hand_over_id, here=here, missing=missing)
    messages.success(request, _signed_words(len(here), len(missing)))
    return HttpResponseRedirect(reverse("workbench:hand_over", args=[hand_over_id]))


def _signed_words(here: int, missing: int) -> str:
    words = ngettext("已签收 %(n)d 份原件。", "已签收 %(n)d 份原件。", here) % {"n": here}
    if missing:
        left = ngettext(
            "%(n)d 份未到，已记明，仍由移交方负责。",
            "%(n)d 份未到，已记明，仍由移交方负责。",
            missing,
        )
        words += left % {"n": missing}
    return words


# --- one paper ------------------------------------------------------------------------------------


@requires(*PLACES, "case.read")
@require_safe
def original(request: HttpRequest, barcode: str) -> HttpResponse:
    """GET /work/originals/items/<barcode>/: where it is, how it came there."""
    return _item(request, barcode)


def _item(
    request: HttpRequest, barcode: str, *, error: str = "", status: int = 200
) -> HttpResponse:
    page = item_page(officer_of(request), barcode, error=error)
    errors = [{"name": "ground", "message": error}] if error else []
    context = {"page": page, "errors": errors}
    return render(request, "workbench/original.html", context, status=status)


@requires(*PLACES)
@require_POST
def loss(request: HttpRequest, barcode: str) -> HttpResponse:
    """POST /work/originals/items/<barcode>/loss/: it is not where it should be."""
    report_missing(officer_of(request), barcode)
    return _recorded(request, barcode, _("已记明去向不明。找到后请在本页登记。"))


@requires(*PLACES)
@require_POST
def discovery(request: HttpRequest, barcode: str) -> HttpResponse:
    """POST /work/originals/items/<barcode>/discovery/: it has been found at `place`."""
    place = place_in(str(request.POST.get("place", "")))
    if place is None:
        raise InvalidInput(field="place", rule="unknown")
    report_found(officer_of(request), barcode, place=place)
    return _recorded(request, barcode, _("已登记找到。"))


@requires(*PLACES)
@require_POST
def reversal(request: HttpRequest, barcode: str) -> HttpResponse:
    """POST /work/originals/items/<barcode>/reversal/: the last move was wrong."""
    ground = str(request.POST.get("ground", ""))
    if ground not in GROUNDS:
        return _item(request, barcode, error=_("请选择为什么冲正"), status=422)
    reverse_last(officer_of(request), barcode, ground=ground)
    return _recorded(request, barcode, _("已冲正，原来的记录仍然保留。"))


def _recorded(request: HttpRequest, barcode: str, words: str) -> HttpResponse:
    messages.success(request, words)
    return HttpResponseRedirect(reverse("workbench:original", args=[barcode]))


# --- papers of a case -----------------------------------------------------------------------------


@requires("originals.take")
@both
def taking(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET, POST /work/originals/cases/<id>/taking/: take a paper for a case that is there."""
    actor, data = officer_of(request), request.POST
    page = case_page(actor, case_id, with_file=False)
    names = {one.code: one.name for one in page.edition.materials or ()}
    material, copies = str(data.get("material", "")), whole_in(str(data.get("copies", "1")))
    errors: dict[str, str] = {}
    if request.method == "POST":
        if material not in names:
            errors["material"] = _("请选择材料")
        if copies is None or not 1 <= copies <= 99:
            errors["copies"] = _("请填写 1 到 99 的份数")
        if not errors and copies is not None:
            taken = take_original(actor, case_id, material=material, copies=copies)
            address = reverse("workbench:original_labels", args=[case_id])
            return HttpResponseRedirect(f"{address}?only={taken.barcode}")
    fields = [
        field(
            "material",
            "select",
            _("哪种材料"),
            options=options(names),
            value=material,
            error=errors.get("material", ""),
            required=True,
        ),
        field(
            "copies",
            "number",
            _("份数"),
            value=data.get("copies", "1"),
            error=errors.get("copies", ""),
            required=True,
        ),
    ]
    context = {
        "page": page,
        "fields": fields,
        "errors": [{"name": name, "message": text} for name, text in errors.items()],
    }
    status = 422 if errors else 200
    return render(request, "workbench/originals_taking.html", context, status=status)


@requires(*PLACES)
@require_safe
def labels(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET /work/originals/cases/<id>/labels/?only=…: labels to print, several to a sheet."""
    page, found = labels_of(officer_of(request), case_id)
    only = request.GET.get("only", "")
    shown = [one for one in found if one.row.barcode == only] if only else found
    context = {"page": page, "labels": shown}
    return render(request, "workbench/originals_labels.html", context)


@requires(*PLACES)
@require_safe
def label_pdf(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET /work/originals/cases/<id>/labels.pdf?only=…: the labels for a label printer."""
    _page, found = labels_of(officer_of(request), case_id)
    only = request.GET.get("only", "")
    rows = [one.row for one in found if not only or one.row.barcode == only]
    if not rows:
        raise OriginalNotFound(field="case")
    return file_response(label_roll([printed_label(row) for row in rows]), PDF, "labels.pdf")


@requires(*PLACES)
@both
def returning(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET, POST /work/originals/cases/<id>/return/: give papers back against a signature."""
    actor, data = officer_of(request), request.POST
    if request.method != "POST":
        shown = return_page(actor, case_id)
        return render(request, "workbench/originals_return.html", {"page": shown})
    given = {name: str(data.get(name, "")) for name in ("recipient", "proof")}
    page = return_page(actor, case_id, chosen=data.getlist("original"), given=given)
    here = {row.barcode for row in page.held}
    chosen = [code for code in data.getlist("original") if code in here]
    if not chosen or given["recipient"] not in RECIPIENTS:
        errors = {"original": _("请勾选要退还的原件")}
        page = return_page(actor, case_id, chosen=chosen, given=given, errors=errors)
        return render(request, "workbench/originals_return.html", {"page": page}, status=422)
    give_back(actor, case_id, barcodes=chosen, **given)
    messages.success(request, _("已登记退还，请打印签收单并由领取人签字。"))
    return HttpResponseRedirect(reverse("workbench:original_receipt", args=[case_id]))


@requires(*PLACES)
@require_safe
def receipt(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET /work/originals/cases/<id>/receipt/: what was given back, to be signed on paper."""
    page = return_page(officer_of(request), case_id)
    return render(request, "workbench/originals_receipt.html", {"page": page})


@requires("head.view", *PLACES)
@require_safe
def alarming(request: HttpRequest) -> HttpResponse:
    """GET /work/originals/alarms/: what must be looked for within reach."""
    context = {"lines": alarm_lines(officer_of(request))}
    return render(request, "workbench/originals_alarms.html", context)
