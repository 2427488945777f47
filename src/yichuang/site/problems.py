"""Turns a refusal into a reply: problem+json (RFC 9457), a fragment for htmx, or a page."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.template.loader import get_template
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.views.defaults import server_error
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as ApiInputError

from yichuang.directory.public import ActorKind, Subject, actor_of, colleagues_for
from yichuang.kernel.public import DomainError, InvalidInput, dump

from .texts import say, say_article
from .texts.plain import STATUS_TEXTS

PROBLEM_JSON = "application/problem+json"
TYPE_PREFIX = "urn:yichuang:problem:"  # a name, not an address: nothing is fetched
API_PREFIX = "/api/"
SIGN_IN_NEEDED = "directory.sign_in_needed"
SCREEN_LOCKED = "directory.screen_locked"
FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


class Problems:
    """Middleware: one place where refusals become replies, so that no view catches them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return problem_response(request, plain_problem(400, request.path))
        if request.method == "POST" and _holds_nul(request):
            return problem_response(request, plain_problem(400, request.path))
        response = self.get_response(request)
        if response.status_code >= 400 and wants_json(request) and _is_page(response):
            return _as_json(request, response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; anything else is a fault and stays Django's to log and answer."""
        if not isinstance(error, DomainError):
            return None
        return refusal_response(request, error)


def _holds_nul(request: HttpRequest) -> bool:
    """Return whether a form carries a NUL: no keyboard types one, and no database keeps one."""
    if request.content_type not in FORMS:
        return False
    return any("\x00" in value for _, values in request.POST.lists() for value in values)


class Gate:
    """Middleware: the directory's, with its refusals answered.

    Django hands `process_exception` only what a view raised; what a middleware raises would be a
    500. The directory stands floors below and knows no pages, so the site wraps it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        middleware = import_string("yichuang.directory.middleware.ActorMiddleware")
        self.inner = middleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            response: HttpResponse = self.inner(request)
        except DomainError as error:
            return refusal_response(request, error)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Ask the directory whether the address is open; answer if it is not."""
        try:
            response: HttpResponse | None = self.inner.process_view(request, view, args, kwargs)
        except DomainError as error:
            return refusal_response(request, error)
        return response


def answer_fault(request: HttpRequest) -> HttpResponse:
    """Answer what nobody caught, wherever it was raised: Django's `handler500`.

    A database that is away is an outage that ends, and asking again under the same key is safe:
    503, also where a middleware met it before any view ran.
    """
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return server_error(request)
    if wants_json(request):
        response = problem_response(request, plain_problem(503, request.path))
    else:  # no context: what a page's frame would ask the database fails too
        response = HttpResponse(get_template("503.html").render(), status=503)
    response["Retry-After"] = "1"
    return response


def refusal_response(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Return a refusal in the form this caller reads; a page that needs a person asks him in."""
    reading = request.method in {"GET", "HEAD"}
    if error.code == SIGN_IN_NEEDED and reading and not wants_json(request):
        return _to_sign_in(request)
    if error.code == SCREEN_LOCKED and reading and not wants_json(request):
        return HttpResponseRedirect(resolve_url("workbench:lock"))
    response = problem_response(request, problem_of(error, request.path))
    if (seconds := error.facts.get("retry_after_seconds")) is not None:
        response["Retry-After"] = str(seconds)
    return response


def problem_of(error: DomainError, instance: str) -> dict[str, Any]:
    """Return the members of problem+json for a refusal, in the language of this request."""
    language = get_language() or "zh-hans"
    words = say(error, language)
    problem: dict[str, Any] = {
        "type": TYPE_PREFIX + error.code,
        "title": words.title,
        "status": error.http_status,
        "detail": words.detail,
        "mend": words.mend,
        "instance": instance,
        "code": error.code,
        "field": error.field,
        "rule": error.facts.get("rule"),
        "article": error.article,
        "article_text": say_article(error.article, language) if error.article else None,
        "facts": {name: _json_ready(value) for name, value in error.facts.items()} or None,
    }
    return {name: value for name, value in problem.items() if value is not None}


def plain_problem(status: int, instance: str) -> dict[str, Any]:
    """Return problem+json for a status that no refusal of ours stands behind."""
    code = f"http.{status}"
    words = STATUS_TEXTS.get(status, STATUS_TEXTS[500 if status >= 500 else 400])
    title_zh, detail_zh, title_en, detail_en = words
    chinese = (get_language() or "zh").startswith("zh")
    return {
        "type": TYPE_PREFIX + code,
        "title": title_zh if chinese else title_en,
        "status": status,
        "detail": detail_zh if chinese else detail_en,
        "instance": instance,
        "code": code,
    }


def problem_response(request: HttpRequest, problem: dict[str, Any]) -> HttpResponse:
    """Return a problem in the form this caller reads."""
    status = int(problem["status"])
    if wants_json(request):
        return JsonResponse(
            problem,
            status=status,
            content_type=PROBLEM_JSON,
            json_dumps_params={"ensure_ascii": False},
        )
    if request.headers.get("HX-Request") == "true":
        response = render(request, "components/_problem.html", {"problem": problem}, status=status)
        # The step failed, so what was on the page stays; the refusal has a place of its own.
        response["HX-Retarget"] = "#problems"
        response["HX-Reswap"] = "innerHTML show:top"
        response["HX-Reselect"] = ".problem"
        return response
    if actor_of(request).kind is ActorKind.OFFICER and status < 500:
        context = {"problem": problem, "heads": _heads(request) if status == 403 else []}
        return render(request, "staff_error.html", context, status=status)
    return render(request, "error.html", {"problem": problem}, status=status)


def _heads(request: HttpRequest) -> list[str]:
    """Return who can give an officer another post: those who lead his organ's staff today."""
    actor = actor_of(request)
    subject = Subject(organ=actor.organ, region=actor.region)
    return [one.name for one in colleagues_for("staff.lead", subject)]


def answer_api_errors(api: NinjaAPI) -> None:
    """Make an API answer malformed input and its own HTTP errors as problem+json too."""

    def malformed(request: HttpRequest, error: ApiInputError | type[ApiInputError]) -> HttpResponse:
        assert isinstance(error, ApiInputError)
        return problem_response(request, input_problem(error.errors, request.path))

    def http_error(request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
        assert isinstance(error, HttpError)
        return problem_response(request, plain_problem(error.status_code, request.path))

    def missing(request: HttpRequest, _error: Http404 | type[Http404]) -> HttpResponse:
        return problem_response(request, plain_problem(404, request.path))

    api.exception_handler(ApiInputError)(malformed)
    api.exception_handler(HttpError)(http_error)
    api.exception_handler(Http404)(missing)


def input_problem(errors: list[dict[str, Any]], instance: str) -> dict[str, Any]:
    """Return the problem for a body or query of the wrong form; `errors` lists field and rule.

    `errors` as pydantic gives them. What was sent is not repeated: it may be personal.
    """
    found = [
        {"field": ".".join(str(part) for part in one["loc"][1:]) or "body", "rule": one["type"]}
        for one in errors
    ]
    first = InvalidInput(**found[0]) if found else InvalidInput(field="body")
    return {**problem_of(first, instance), "errors": found}


def wants_json(request: HttpRequest) -> bool:
    """Tell whether the caller is a program: an API address, or JSON preferred over pages."""
    if request.path.startswith(API_PREFIX):
        return True
    preferred = request.get_preferred_type(["text/html", "application/json", PROBLEM_JSON])
    return preferred in {"application/json", PROBLEM_JSON}


def _json_ready(value: Any) -> Any:
    """Return a fact as JSON; one without a JSON form as text, for a reply must not fail."""
    try:
        return dump(value)
    except ValueError:
        return str(value)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send the visitor to the sign-in page and back; htmx changes the whole page for it."""
    query = urlencode({"next": request.get_full_path()})
    address = f"{resolve_url(settings.LOGIN_URL)}?{query}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _is_page(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith("text/html")


def _as_json(request: HttpRequest, page: HttpResponse) -> HttpResponse:
    """Return Django's own error page as problem+json; headers such as Allow stay."""
    response = problem_response(request, plain_problem(page.status_code, request.path))
    for name, value in page.items():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers.setdefault(name, value)
    response.cookies = page.cookies
    return response
