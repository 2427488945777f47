"""Who asks, and whether the address is open to him, before any view runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse

from .actors import PUBLIC, Actor
from .errors import PostNotHeld
from .locking import enforce_lock
from .models import Account
from .routes import declared_rule, enforce, serves
from .standing import Standing, account_with_standing, actor_from, today

POST_KEY = "directory_post"
SECOND_FACTOR_KEY = "directory_second_factor"


class ActorRequest(HttpRequest):
    """A request that went through `ActorMiddleware`."""

    actor: Actor
    account: Account | None


class ActorMiddleware:
    """Sets `request.actor`: who asks, in which post, read anew each time; PUBLIC for nobody.

    Then asks the policy whether the address is open to him. A view that declares no rule is not
    served at all; `YICHUANG_OPEN_PREFIXES` names the addresses that belong to libraries.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = _account_of(request)
        request.account = account  # type: ignore[attr-defined]
        request.actor = _actor(request, account)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> None:
        """Refuse before the view runs.

        Raises SignInNeeded or NotAllowed by the rule, ScreenLocked for a locked session;
        AssertionError where there is no rule.
        """
        if request.path.startswith(tuple(getattr(settings, "YICHUANG_OPEN_PREFIXES", ()))):
            return
        if getattr(request, "account", None) is not None:
            enforce_lock(request, view)
        method = "GET" if request.method == "HEAD" else str(request.method)
        rule = declared_rule(view, method)
        if rule is not None:
            enforce(rule, actor_of(request))
        elif serves(view, method):
            raise AssertionError(f"{request.path} declares no rule for {method}")


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks; the public where the middleware has not run."""
    actor = getattr(request, "actor", PUBLIC)
    return actor if isinstance(actor, Actor) else PUBLIC


def _account_of(request: HttpRequest) -> Account | None:
    user = get_user(request)
    request._cached_user = user  # type: ignore[attr-defined]  # so request.user asks no second time
    return user if isinstance(user, Account) else None


def _actor(request: HttpRequest, account: Account | None) -> Actor:
    standing = _standing_of(account) if account is not None else None
    if account is None or standing is None:
        return PUBLIC
    second_factor = bool(request.session.get(SECOND_FACTOR_KEY)) or _demo(account)
    chosen = request.session.get(POST_KEY)
    try:
        return actor_from(standing, chosen, second_factor=second_factor)
    except PostNotHeld:  # the chosen post was taken away: fall back to what is still held
        del request.session[POST_KEY]
        return actor_from(standing, second_factor=second_factor)


def _standing_of(account: Account) -> Standing | None:
    """Return what the session's backend read with the account, or read it for any other backend."""
    standing = account.standing
    if isinstance(standing, Standing) and standing.on == today():
        return standing
    found = account_with_standing(account.pk, today())
    return found[1] if found else None


def _demo(account: Account) -> bool:
    """Demo accounts count as signed in with a second factor where the settings say demo."""
    return account.is_demo and bool(getattr(settings, "YICHUANG_DEMO", False))
