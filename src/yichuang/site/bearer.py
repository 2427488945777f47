"""Sessions for programs: a token in the `Authorization` header stands in for the session cookie."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .problems import API_PREFIX

SCHEME = "bearer"
SESSION_PATH = API_PREFIX + "v1/session"
_TOKEN = re.compile(r"[0-9a-z]{32,40}")  # what the session store gives as a key


class BearerTokens:
    """Middleware, before the session's: an API request with a token is judged by the token alone.

    Its cookies are not read, so no other site can make a browser act with them, and no form token
    is needed. Signing in over the API is a program's request too, so it never sets a cookie: else
    another site could sign a visitor's browser in as somebody else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(API_PREFIX):
            return self.get_response(request)
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        signing_in = request.path == SESSION_PATH and request.method == "POST"
        if scheme.lower() != SCHEME and not signing_in:
            return self.get_response(request)
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        if scheme.lower() == SCHEME and not signing_in and _TOKEN.fullmatch(token.strip()):
            request.COOKIES[settings.SESSION_COOKIE_NAME] = token.strip()
        request.by_token = True  # type: ignore[attr-defined]
        response = self.get_response(request)
        for cookie in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
            response.cookies.pop(cookie, None)
        return response


def is_by_token(request: HttpRequest) -> bool:
    """Return whether this request is a program's, judged by its token and by no cookie."""
    return bool(getattr(request, "by_token", False))
