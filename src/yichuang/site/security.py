"""What a browser is told never to do with our pages (CSP and its companions)."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yichuang.directory.public import PUBLIC, ActorKind

# Bootstrap draws its marks as data: images in its style sheet; nothing else needs data:.
PAGE_POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
# What is not a page can run nothing, even when opened by itself: an uploaded SVG, a JSON reply.
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
# The browser's own viewer needs its parts, and does not open a sandboxed PDF.
PDF_POLICY = "frame-ancestors 'none'"

HSTS = "max-age=31536000; includeSubDomains"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}


# A page at a counter also asks the bridge to the devices on its own machine.
COUNTER = "/work/counter/"


def _written(policy: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())


class SecurityHeaders:
    """Middleware: sets the policy that fits each reply. A view may set a stricter one itself.

    `FORM_ACTION_ORIGINS` in the settings names sign-in services that a form may lead to.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        origins: tuple[str, ...] = tuple(getattr(settings, "FORM_ACTION_ORIGINS", ()))
        policy = {**PAGE_POLICY, "form-action": " ".join(["'self'", *origins])}
        self.page_policy = _written(policy)
        bridge = getattr(settings, "DEVICES_URL", "")
        self.counter_policy = _written({**policy, "connect-src": f"'self' {bridge}".strip()})

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        kind = response.get("Content-Type", "").partition(";")[0].strip()
        page = self.counter_policy if request.path.startswith(COUNTER) else self.page_policy
        policy = {"text/html": page, "application/pdf": PDF_POLICY}.get(kind, FILE_POLICY)
        response.headers.setdefault("Content-Security-Policy", policy)
        actor = getattr(request, "actor", PUBLIC)  # nobody's, where no room was asked
        if actor.kind is not ActorKind.PUBLIC:
            response.headers.setdefault("Cache-Control", "private, no-store")
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.is_secure():  # browsers complain about them anywhere else
            response.headers.setdefault("Strict-Transport-Security", HSTS)
            response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        return response
