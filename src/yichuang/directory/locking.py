"""The locked screen (锁屏): the session stays, and shows nothing before its own password."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from .errors import ScreenLocked, SignInRefused
from .models import Account

LOCKED_KEY = "directory_locked"
MARK = "open_while_locked"
View = TypeVar("View", bound=Callable[..., Any])


def open_while_locked(view: View) -> View:
    """Mark a view that a locked screen may still open: it must show nothing of anybody's work."""
    setattr(view, MARK, True)
    return view


def lock_screen(request: HttpRequest) -> None:
    """Lock this session, on the server: every other address of it is closed from now on."""
    request.session[LOCKED_KEY] = True


def is_locked(request: HttpRequest) -> bool:
    """Return whether this session is locked."""
    return bool(request.session.get(LOCKED_KEY))


def unlock_screen(request: HttpRequest, *, password: str) -> None:
    """Open it again with the password of whose session it is; failures count as at signing in.

    Raises SignInRefused, SignInLocked.
    """
    from .signing_in import verified_account  # it imports the middleware, which imports this

    account = getattr(request, "account", None)
    if not isinstance(account, Account):
        raise SignInRefused
    verified_account(account.login_name, password)
    request.session.cycle_key()
    del request.session[LOCKED_KEY]


def enforce_lock(request: HttpRequest, view: Any) -> None:
    """Raise ScreenLocked where a locked session asks for anything but its lock."""
    if not getattr(view, MARK, False) and is_locked(request):
        raise ScreenLocked
