"""Public verification of licences and papers; a QR on each leads here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from yichuang.directory.public import public_route

from ..forms.asking import FileForm, VerifyForm
from ..pages.verify import answer as answer_of
from ..pages.verify import answer_with_file


@public_route
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """GET /verify/?code=…: type the code in."""
    form = VerifyForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("portal:verified", code=form.cleaned_data["code"])
    return render(request, "portal/verify.html", {"form": form})


@public_route
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """GET /verify/<code>: real or not, in force or not; POST: also whether a file is the one."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        found = answer_with_file(code, form.cleaned_data["file"].read())
    else:
        found = answer_of(code)
    known = found.licence or found.paper
    shown = {"answer": found, "form": form}
    return render(request, "portal/verified.html", shown, status=200 if known else 404)
