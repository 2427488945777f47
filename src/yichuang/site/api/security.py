"""How a caller proves who he is: a token for programs, the session and form token of a browser."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from ..bearer import is_by_token


class BearerToken(HttpBearer):
    """The token that `POST /session` gave; the middleware has put the session in place."""

    openapi_description = "POST /session 返回的 token。 The token that POST /session gives."

    def __call__(self, request: HttpRequest) -> Any:
        return _account(request) if is_by_token(request) else None

    def authenticate(self, request: HttpRequest, token: str) -> Any:  # noqa: ARG002
        """Never called: the middleware has judged the token."""
        return None


class BrowserSession(APIKeyCookie):
    """The session of a browser; what writes needs the form token in `X-CSRFToken` as well."""

    param_name = settings.SESSION_COOKIE_NAME
    openapi_description = "浏览器会话；写操作另需 X-CSRFToken。 Writing needs X-CSRFToken too."

    def __call__(self, request: HttpRequest) -> Any:
        if is_by_token(request) or _account(request) is None:
            return None
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:  # noqa: ARG002
        """Return whose session it is."""
        return _account(request)


SIGNED_IN = [BearerToken(), BrowserSession()]


def _account(request: HttpRequest) -> Any:
    return getattr(request, "account", None)
