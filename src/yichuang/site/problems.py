"""Turns a refusal into a reply: problem+json (RFC 9457), a fragment for htmx, or a page."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from yichuang.kernel.public import DomainError, dump

from .texts import say
from .texts.plain import STATUS_TEXTS

PROBLEM_JSON = "application/problem+json"
TYPE_PREFIX = "https://yichuang.invalid/problems/"  # a name, not an address: nothing is fetched
API_PREFIX = "/api/"


class Problems:
    """Middleware: one place where refusals become replies, so that no view catches them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= 400 and wants_json(request) and _is_page(response):
            return _as_json(request, response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; anything else is a fault and stays Django's to log and answer."""
        if not isinstance(error, DomainError):
            return None
        return problem_response(request, problem_of(error, request.path))


def problem_of(error: DomainError, instance: str) -> dict[str, Any]:
    """Return the members of problem+json for a refusal, in the language of this request."""
    words = say(error, get_language() or "zh-hans")
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
        "facts": dump(error.facts) if error.facts else None,
    }
    return {name: value for name, value in problem.items() if value is not None}


def plain_problem(status: int, instance: str) -> dict[str, Any]:
    """Return problem+json for a status that no refusal of ours stands behind."""
    code = f"http.{status}"
    title_zh, detail_zh, title_en, detail_en = STATUS_TEXTS.get(
        status, STATUS_TEXTS[500 if status >= 500 else 400]
    )
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
        response = render(
            request, "components/_problem.html", {"problem": problem}, status=status
        )
        # The step failed, so what was on the page stays; the refusal has a place of its own.
        response["HX-Retarget"] = "#problems"
        response["HX-Reswap"] = "innerHTML"
        return response
    return render(request, "error.html", {"problem": problem}, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Tell whether the caller is a program: an API address, or JSON preferred over pages."""
    if request.path.startswith(API_PREFIX):
        return True
    preferred = request.get_preferred_type(["text/html", "application/json", PROBLEM_JSON])
    return preferred in {"application/json", PROBLEM_JSON}


def _is_page(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith("text/html")


def _as_json(request: HttpRequest, page: HttpResponse) -> HttpResponse:
    """Return Django's own error page as problem+json; headers such as Allow stay."""
    status = HTTPStatus(page.status_code)
    response = problem_response(request, plain_problem(int(status), request.path))
    for name, value in page.items():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers.setdefault(name, value)
    response.cookies = page.cookies
    return response
