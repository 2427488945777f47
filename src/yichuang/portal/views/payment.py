"""Paying a fee: how, and in a demonstration by the stand-in of the non-tax system."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yichuang.approval.public import Bill, StandInTreasury, tend_bill
from yichuang.directory.public import actor_of, requires
from yichuang.kernel.public import ports

from ..pages.case import applicant_case


@requires("approval.answer")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def payment(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET, POST /cases/<id>/payment/: what to pay; paying here moves no money, and says so."""
    case = applicant_case(actor_of(request), case_id)
    if not case.fees.waiting:
        return redirect(case.url)
    treasury = ports().payments
    if request.method == "POST" and isinstance(treasury, StandInTreasury):
        bill = Bill.objects.get(case_id=case_id)
        treasury.register(bill.code, bill.due_fen)
        treasury.pay(bill.code)
        tend_bill(bill)
        messages.success(request, _("演示缴费已完成，电子票据号见下。"))
        return redirect(case.url)
    context = {"case": case, "demonstration": isinstance(treasury, StandInTreasury)}
    return render(request, "portal/payment.html", context)
