"""The locked screen at a counter, and a fast change of user."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yichuang.directory.public import (
    SignInLocked,
    SignInRefused,
    is_locked,
    lock_screen,
    open_while_locked,
    requires,
    sign_in,
    unlock_screen,
)

from ..forms.fields import field
from .staff import officer_of

ACTS = ("approval.receive", "case.list")


@requires(*ACTS)
@open_while_locked
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest) -> HttpResponse:
    """POST /work/lock/ locks; GET shows the lock, and nothing of anybody's work."""
    officer_of(request)
    if request.method == "POST":
        lock_screen(request)
        return redirect("workbench:lock")
    return _page(request) if is_locked(request) else redirect("workbench:counter")


@requires(*ACTS)
@open_while_locked
@sensitive_post_parameters("password")
@require_POST
def unlock(request: HttpRequest) -> HttpResponse:
    """POST /work/lock/opening/: the password of whose session it is; he finds his place again."""
    officer_of(request)
    if is_locked(request):
        try:
            unlock_screen(request, password=str(request.POST.get("password", "")))
        except (SignInRefused, SignInLocked) as refusal:
            return _page(request, wrong=_words(refusal), field_name="password")
    return redirect("workbench:counter")


@requires(*ACTS)
@open_while_locked
@sensitive_post_parameters("password")
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """POST /work/lock/change/: another clerk signs in; the first one's visitor stays kept."""
    officer_of(request)
    data = request.POST
    try:
        sign_in(
            request,
            login_name=str(data.get("login_name", "")).strip(),
            password=str(data.get("other_password", "")),
            code=str(data.get("code", "")).strip(),
        )
    except (SignInRefused, SignInLocked) as refusal:
        return _page(request, wrong=_words(refusal), field_name="other_password")
    return redirect("workbench:counter")


def _words(refusal: SignInRefused | SignInLocked) -> str:
    if isinstance(refusal, SignInLocked):
        return _("失败次数过多，账号暂时锁定，请稍后再试")
    return _("密码或者登录名不对")


def _page(request: HttpRequest, *, wrong: str = "", field_name: str = "") -> HttpResponse:
    errors = {field_name: wrong}
    own = field(
        "password",
        "password",
        _("本人密码"),
        error=errors.get("password", ""),
        required=True,
        autocomplete="current-password",
    )
    other = [
        field("login_name", "text", _("登录名"), required=True, autocomplete="off"),
        field(
            "other_password",
            "password",
            _("密码"),
            error=errors.get("other_password", ""),
            required=True,
            autocomplete="off",
        ),
        field("code", "text", _("动态验证码（没有的不填）"), autocomplete="off"),
    ]
    context = {"own": own, "other": other}
    return render(request, "workbench/lock.html", context, status=422 if wrong else 200)
