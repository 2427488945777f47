"""Signing in, who am I, and in which post."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from yichuang.directory.errors import PostNotHeld
from yichuang.directory.middleware import SECOND_FACTOR_KEY
from yichuang.directory.models import Account
from yichuang.directory.public import (
    Actor,
    ActorKind,
    actor_for,
    posts_open_to,
    public_route,
    sign_in,
    sign_out,
    switch_post,
)

from .base import who
from .security import SIGNED_IN
from .types import Moment, Reply, Strict, Text

router = Router(tags=["session"])


class SignIn(Strict):
    """登录 Name and password; `code` of the authenticator where a post asks for it."""

    login_name: Annotated[str, Text(80, shortest=1)]
    password: Annotated[str, Field(strict=True, min_length=1, max_length=128)]
    code: Annotated[str, Text(6, pattern=r"^([0-9]{6})?$")] = ""
    post: Annotated[str, Text(60)] | None = None


class PostChoice(Strict):
    """岗位 The post to act in from now on."""

    post: Annotated[str, Text(60, shortest=1)]


class ActorReply(Reply):
    """Who acts, in which post, and what it allows."""

    kind: ActorKind
    id: str
    name: str
    post: str
    post_name: str
    organ: str
    organ_name: str
    region: str
    acts: list[str]
    real_name_level: int
    second_factor: bool
    standing_in_for: str
    may_act_for: list[UUID] = Field(description="可代理的当事人 Parties who gave a full mandate")


class PostReply(Reply):
    """A post the account may act in."""

    post: str
    name: str
    organ: str
    organ_name: str


class SessionReply(Reply):
    """The session: who acts, the posts to choose from, and until when."""

    actor: ActorReply
    posts: list[PostReply]
    expires_at: Moment


class TokenReply(SessionReply):
    """A fresh session; `token` goes into `Authorization: Bearer`."""

    token: str


@router.post(
    "",
    response={201: TokenReply},
    operation_id="open_session",
    summary="登录 Sign in",
)
@public_route
def open_session(request: HttpRequest, body: SignIn) -> TokenReply:
    """返回令牌；连续五次失败锁定十五分钟。 Gives a token; five failures lock for 15 minutes."""
    account = sign_in(request, login_name=body.login_name, password=body.password, code=body.code)
    request.account = account  # type: ignore[attr-defined]  # whose session it is from here on
    if body.post is not None:
        try:
            switch_post(request, body.post)
        except PostNotHeld:
            sign_out(request)
            raise
    session = _session(request, account, body.post)
    return TokenReply(
        actor=session.actor,
        posts=session.posts,
        expires_at=session.expires_at,
        token=request.session.session_key or "",
    )


@router.get(
    "",
    response=SessionReply,
    auth=SIGNED_IN,
    operation_id="read_session",
    summary="我是谁 Who am I",
)
@public_route
def read_session(request: HttpRequest) -> SessionReply:
    """返回当前身份、岗位和可选岗位。 Who acts now, and the posts to choose from."""
    account: Account = request.account  # type: ignore[attr-defined]
    return SessionReply(
        actor=_actor(who(request)),
        posts=_posts(account),
        expires_at=request.session.get_expiry_date(),
    )


@router.delete(
    "",
    response={204: None},
    auth=SIGNED_IN,
    operation_id="close_session",
    summary="退出 Sign out",
)
@public_route
def close_session(request: HttpRequest) -> None:
    """令牌立即失效。 The token is void at once."""
    sign_out(request)


@router.put(
    "/post",
    response=SessionReply,
    auth=SIGNED_IN,
    operation_id="choose_post",
    summary="切换岗位 Act in another post",
)
@public_route
def choose_post(request: HttpRequest, body: PostChoice) -> SessionReply:
    """自下一次请求起以该岗位行事。 From the next request on."""
    switch_post(request, body.post)
    account: Account = request.account  # type: ignore[attr-defined]
    return _session(request, account, body.post)


def _session(request: HttpRequest, account: Account, post: str | None) -> SessionReply:
    """Return the session as it stands from the next request on."""
    demo = account.is_demo and settings.YICHUANG_DEMO
    second_factor = demo or bool(request.session.get(SECOND_FACTOR_KEY))
    return SessionReply(
        actor=_actor(actor_for(account, post, second_factor=second_factor)),
        posts=_posts(account),
        expires_at=request.session.get_expiry_date(),
    )


def _actor(actor: Actor) -> ActorReply:
    return ActorReply(
        kind=actor.kind,
        id=actor.id,
        name=actor.name,
        post=actor.post,
        post_name=actor.post_name,
        organ=actor.organ,
        organ_name=actor.organ_name,
        region=actor.region,
        acts=sorted(actor.acts),
        real_name_level=actor.real_name_level,
        second_factor=actor.second_factor,
        standing_in_for=actor.standing_in_for,
        may_act_for=sorted(actor.mandates),
    )


def _posts(account: Account) -> list[PostReply]:
    return [
        PostReply(post=post.code, name=post.name, organ=post.organ, organ_name=post.organ_name)
        for post in posts_open_to(account)
    ]
