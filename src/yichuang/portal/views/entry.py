"""Signing in and out: one page for the public and for staff, then a code and a post for staff."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yichuang.directory.public import (
    confirm_second_factor,
    open_while_locked,
    public_route,
    sign_in,
    sign_out,
    switch_post,
)

from ..forms.asking import CodeForm, SignInForm
from ..forms.refusals import SECOND_FACTOR, SIGN_IN, told_in
from ..pages.entry import after_password, posts_to_choose, safe_next, staff_home, with_next


@public_route
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """GET, POST /sign-in/: name and password."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form, SIGN_IN):
            account = sign_in(request, **form.cleaned_data)
            return redirect(after_password(request, account))
    shown = {"form": form, "next": safe_next(request)}
    return render(request, "portal/sign_in.html", shown, status=422 if form.errors else 200)


@public_route
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """GET, POST /sign-in/code/: the code of the authenticator."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form, SECOND_FACTOR):
            confirm_second_factor(request, code=form.cleaned_data["code"])
            return redirect(with_next(reverse("directory:change_post"), safe_next(request)))
    shown = {"form": form, "next": safe_next(request)}
    return render(request, "portal/second_factor.html", shown, status=422 if form.errors else 200)


@public_route
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_post(request: HttpRequest) -> HttpResponse:
    """GET, POST /sign-in/post/: in which post an officer acts; one post needs no choice."""
    posts = posts_to_choose(request)
    if request.method == "POST":
        switch_post(request, request.POST.get("post", ""))
        return redirect(staff_home(request))
    if len(posts) == 1 and "choose" not in request.GET:
        return redirect(staff_home(request))
    shown = {"posts": posts, "next": safe_next(request)}
    return render(request, "portal/change_post.html", shown)


@public_route
@open_while_locked
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """POST /sign-out/: end the session."""
    sign_out(request)
    return redirect("portal:home")
