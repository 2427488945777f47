"""A case of the applicant's own: its page, papers, and the steps that are his."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yichuang.approval.public import Evaluate, RequestHearing, WaiveHearing, Withdraw, act
from yichuang.directory.public import actor_of, requires
from yichuang.documents.public import mark_opened, paper_pdf, read_upload

from ..forms.after import GradeForm, HearingForm, WithdrawalForm
from ..forms.delivery import DeliveryForm
from ..forms.refusals import GRADE, told_in
from ..pages.case import applicant_case, own_paper, own_upload, qr_of
from ..pages.files import as_download
from ..pages.supplement import answered_meanwhile, hand_in, supplement_page

both = require_http_methods(["GET", "HEAD", "POST"])


@requires("case.read")
@never_cache
@require_safe
def detail(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET /cases/<id>/: where it stands, papers, what was filed; having read it is recorded."""
    case = applicant_case(actor_of(request), case_id)
    if request.method == "GET":
        mark_opened(case_id, actor_of(request))
    return render(request, "portal/case.html", {"case": case})


@requires("case.read")
@never_cache
@require_safe
def receipt(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET /cases/<id>/receipt/: number, code and QR after filing, and what happens next."""
    case = applicant_case(actor_of(request), case_id)
    return render(request, "portal/receipt.html", {"case": case, "qr": qr_of(case.number)})


@requires("case.read")
@never_cache
@require_safe
def paper(request: HttpRequest, case_id: UUID, paper_id: UUID) -> FileResponse:
    """GET /cases/<id>/papers/<id>/: a paper as PDF."""
    found = own_paper(actor_of(request), case_id, paper_id)
    return as_download(paper_pdf(found.id), f"{found.name} {found.number}.pdf", "application/pdf")


@requires("file.read")
@never_cache
@require_safe
def upload(request: HttpRequest, case_id: UUID, upload_id: UUID) -> FileResponse:
    """GET /cases/<id>/uploads/<id>/: a file one handed in."""
    found = read_upload(own_upload(actor_of(request), case_id, upload_id))
    return as_download(found.content, found.filename, found.media_type)


@requires("approval.answer")
@never_cache
@both
def supplement(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET, POST /cases/<id>/supplement/: answer the notice, item by item."""
    case = applicant_case(actor_of(request), case_id)
    if not case.may_answer or answered_meanwhile(request, case):
        return redirect(case.url)
    page = supplement_page(request, case)
    if request.method == "POST" and not page.errors:
        hand_in(request, page)
        messages.success(request, _("补正材料已提交。"))
        return redirect(case.url)
    status = 422 if page.errors else 200
    return render(request, "portal/supplement.html", {"page": page, "case": case}, status=status)


@requires("approval.withdraw")
@never_cache
@both
def withdrawal(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET, POST /cases/<id>/withdrawal/: take the application back, meant and said twice."""
    case, form = applicant_case(actor_of(request), case_id), WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = f"withdrawal-{case_id}"
        act(case_id, Withdraw(reason=form.cleaned_data["reason"]), actor=actor_of(request), key=key)
        messages.success(request, _("申请已撤回。"))
        return redirect(case.url)
    return render(request, "portal/withdrawal.html", {"case": case, "form": form})


@requires("approval.answer")
@never_cache
@both
def hearing(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET, POST /cases/<id>/hearing/: ask for a hearing within the days left, or do without."""
    case, form = applicant_case(actor_of(request), case_id), HearingForm(request.POST or None)
    found = case.hearing
    if found is None:
        return redirect(case.url)
    asks = request.POST.get("step") == "request"
    if request.method == "POST" and found.may_request and asks and form.is_valid():
        command = RequestHearing(reason=form.cleaned_data["reason"])
        key = f"hearing-{case_id}-{case.seen_no}"
        act(case_id, command, actor=actor_of(request), key=key)
        messages.success(request, _("已要求听证，听证的时间和地点会另行通知您。"))
        return redirect(case.url)
    if request.method == "POST" and found.may_waive and request.POST.get("step") == "waive":
        key = f"waiver-{case_id}-{case.seen_no}"
        act(case_id, WaiveHearing(), actor=actor_of(request), key=key)
        messages.success(request, _("已放弃听证。"))
        return redirect(case.url)
    shown = {"case": case, "form": form, "hearing": found}
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/hearing.html", shown, status=status)


@requires("approval.answer")
@never_cache
@both
def delivery(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET, POST /cases/<id>/delivery/: say how the result shall come."""
    case = applicant_case(actor_of(request), case_id)
    if not case.delivery.may_choose:
        return redirect(case.url)
    form = DeliveryForm(case.page.edition.courier is not False, request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = f"delivery-{case_id}-{case.seen_no}"
        act(case_id, form.command(), actor=actor_of(request), key=key)
        messages.success(request, _("领取方式已登记。"))
        return redirect(case.url)
    shown, status = {"case": case, "form": form}, 422 if form.errors else 200
    return render(request, "portal/delivery.html", shown, status=status)


@requires("approval.evaluate")
@never_cache
@both
def evaluation(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET, POST /cases/<id>/evaluation/: rate the service."""
    case, form = applicant_case(actor_of(request), case_id), GradeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form, GRADE):
            command, key = Evaluate(**form.given()), f"evaluation-{case_id}"
            act(case_id, command, actor=actor_of(request), key=key)
            messages.success(request, _("谢谢您的评价。"))
            return redirect(case.url)
    shown, status = {"case": case, "form": form}, 422 if form.errors else 200
    return render(request, "portal/evaluation.html", shown, status=status)
