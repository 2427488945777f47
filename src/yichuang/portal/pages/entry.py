"""Where signing in leads, and which posts an officer may choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from yichuang.directory.public import ActorKind, actor_of, posts_open_to

WORKBENCH = "/work/"


@dataclass(frozen=True, slots=True)
class PostChoice:
    """A post one may act in today."""

    key: str
    name: str
    organ_name: str
    lent_by: str  # the absent colleague's name; empty: his own post
    current: bool


def safe_next(request: HttpRequest) -> str:
    """Return where the visitor wanted to go, if that lies within this house; else nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(wanted, here, require_https=request.is_secure())
    return wanted if safe else ""


def after_password(request: HttpRequest, account: Any) -> str:
    """Return the next page: staff give a code if they have one and choose a post first."""
    wanted = safe_next(request)
    if account.officer_id is None:
        return wanted or reverse("portal:my_space")
    step = "directory:second_factor" if account.totp_sealed else "directory:change_post"
    return with_next(reverse(step), wanted)


def with_next(address: str, wanted: str) -> str:
    """Return an address that remembers where the visitor wanted to go."""
    return f"{address}?{urlencode({'next': wanted})}" if wanted else address


def staff_home(request: HttpRequest) -> str:
    """Return where an officer goes on: where he wanted to go, or his workbench."""
    try:
        return safe_next(request) or reverse("workbench:inbox")
    except NoReverseMatch:
        return WORKBENCH


def posts_to_choose(request: HttpRequest) -> list[PostChoice]:
    """Return the posts this account may act in today; none for anybody but an officer."""
    actor = actor_of(request)
    if actor.kind is not ActorKind.OFFICER:
        return []
    account = getattr(request, "account", None)
    return [
        PostChoice(
            post.key,
            post.name,
            post.organ_name,
            post.absent_name,
            (post.code, post.absent) == (actor.post, actor.standing_in_for),
        )
        for post in (posts_open_to(account) if account is not None else ())
    ]
