"""Progress by receipt number and code, without an account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yichuang.directory.public import client_address, public_route

from ..forms.asking import ProgressForm
from ..forms.refusals import PROGRESS, told_in
from ..pages.progress import progress_page as page_of


@public_route
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def progress_page(request: HttpRequest) -> HttpResponse:
    """GET, POST /progress/: the code is posted, so that it stands in no address and no log."""
    form = ProgressForm(
        request.POST or None, initial={"number": request.GET.get("number", "")[:60]}
    )
    if request.method == "POST" and form.is_valid():
        with told_in(form, PROGRESS):
            page = page_of(**form.cleaned_data, address=client_address(request))
            return render(request, "portal/progress.html", {"page": page})
    status = 422 if form.errors else 200
    return render(request, "portal/progress_ask.html", {"form": form}, status=status)
