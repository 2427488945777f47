"""How a visitor wants the pages: language, and large type (关怀版). Kept in cookies, no account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from yichuang.directory.public import public_route

app_name = "preferences"
COOKIE = "yc_large_type"
YEAR_SECONDS = 365 * 24 * 3600


@public_route
@require_POST
def large_type(request: HttpRequest) -> HttpResponse:
    """POST /preferences/large-type: `on=1` turns large type on, anything else off; then go back."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if request.POST.get("on") == "1":
        response.set_cookie(
            COOKIE,
            "1",
            max_age=YEAR_SECONDS,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure(),
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


@public_route
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """POST /preferences/language: `language=en` or `zh-hans`; then go back to `next`."""
    return set_language(request)


urlpatterns = [
    path("large-type", large_type, name="large_type"),
    path("language", language, name="language"),
]
