"""What every operation shares: strict types, the API object, and the replies for what is wrong."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.renderers import JSONRenderer
from ninja.router import BoundRouter

from yichuang.directory.public import Actor, actor_of, public_route
from yichuang.documents.public import LIMIT_BYTES

from ..problems import answer_api_errors, input_problem, plain_problem, problem_response
from .spec import PROBLEM_STATUSES, completed

# Room for the boundaries and headers of a multipart body around the largest file.
LARGEST_BODY = LIMIT_BYTES + 64 * 1024


class StrictParser(Parser):
    """Reads JSON as RFC 8259 has it: no NaN, and no name twice in an object."""

    def parse_body(self, request: HttpRequest) -> Any:
        return json.loads(
            request.body, object_pairs_hook=_once_each, parse_constant=_no_such_number
        )


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _no_such_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


class ReadableRenderer(JSONRenderer):
    """Writes JSON with Chinese as it is, not escaped."""

    json_dumps_params = {"ensure_ascii": False}


class HouseApi(NinjaAPI):
    """The API of the house: strict on what comes in, problem+json for every refusal."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._descriptions: dict[str | None, Any] = {}  # by the prefix of their addresses

    def _get_bound_routers(self) -> list[BoundRouter]:
        first = self._bound_routers_cache is None
        routers = super()._get_bound_routers()
        if first:
            for router in routers:
                for view in router.path_operations.values():
                    for operation in view.operations:
                        _guard(operation)
        return routers

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        patterns = super()._get_urls()
        # The library's own root only finds the prefix; our description of the service answers.
        root = patterns[-1]
        assert isinstance(root, URLPattern)
        public_route(root.callback)
        return patterns

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> Any:
        """Return the description of the API, made once a process; nobody may change it.

        Anyone may ask for it, and making it takes a second of the processor.
        """
        if path_params:  # addresses with something to fill in are not ours to remember
            return completed(
                super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
            )
        if path_prefix not in self._descriptions:
            schema = super().get_openapi_schema(path_prefix=path_prefix)
            self._descriptions[path_prefix] = completed(schema)
        return self._descriptions[path_prefix]


def _guard(operation: Operation) -> None:
    """Refuse, before an operation runs, what is too large or asks for what it does not know."""
    known = {
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in getattr(model, "__ninja_flatten_map__", {})
    }
    run: Callable[..., HttpResponseBase] = operation.run

    @functools.wraps(run)
    def guarded(request: HttpRequest, **given: Any) -> HttpResponseBase:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            return problem_response(request, plain_problem(413, request.path))
        unknown = sorted(set(request.GET) - known)
        if unknown:
            errors = [{"loc": ("query", name), "type": "extra_forbidden"} for name in unknown]
            return problem_response(request, input_problem(errors, request.path))
        return run(request, **given)

    cast(Any, operation).run = guarded


def answer_faults(api: NinjaAPI) -> None:
    """Make an API answer everything that goes wrong as problem+json."""
    answer_api_errors(api)

    def too_large(request: HttpRequest, _: Any) -> HttpResponse:
        return problem_response(request, plain_problem(413, request.path))

    def database_away(request: HttpRequest, _: Any) -> HttpResponse:
        response = problem_response(request, plain_problem(503, request.path))
        response["Retry-After"] = "1"
        return response

    api.add_exception_handler(RequestDataTooBig, too_large)
    api.add_exception_handler(OperationalError, database_away)
    api.add_exception_handler(InterfaceError, database_away)


def who(request: HttpRequest) -> Actor:
    """Return who asks, as the directory's middleware found out."""
    return actor_of(request)


__all__ = ["PROBLEM_STATUSES", "HTTPStatus", "HouseApi", "answer_faults", "who"]
