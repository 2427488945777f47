"""Every address declares the act it is for; a middleware asks the policy before the view runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.urls import URLPattern, URLResolver

from .actors import Actor, ActorKind, NotAllowed
from .errors import SignInNeeded
from .policy import act_named, may_try

View = TypeVar("View", bound=Callable[..., Any])
MARK = "declared_rule"


@dataclass(frozen=True, slots=True)
class RouteRule:
    """The acts of which one must be open to the actor; none for a public route."""

    acts: tuple[str, ...]

    @property
    def public(self) -> bool:
        """Whether anybody may come in."""
        return not self.acts


def requires(*acts: str) -> Callable[[View], View]:
    """Mark a view, a class of views or an API operation: one of these acts must be allowed.

    Only what does not depend on a record is asked here; selectors and services judge the record.
    Raises ValueError at import for an act the policy does not know.
    """
    if not acts:
        raise ValueError("name at least one act, or use public_route")
    for act in acts:
        act_named(act)

    def mark(view: View) -> View:
        setattr(view, MARK, RouteRule(acts))
        return view

    return mark


def public_route(view: View) -> View:
    """Mark a view that anybody may use without signing in."""
    setattr(view, MARK, RouteRule(()))
    return view


def declared_rule(view: Any, method: str = "GET") -> RouteRule | None:
    """Return the rule a view declares for a method, or None if it declares none.

    Understands functions, class-based views, and the path views of django-ninja, whose operations
    each carry their own.
    """
    for operations in _operations(view):
        for operation in operations:
            if method in operation.methods:
                return _mark_of(operation.view_func)
        return None
    return _mark_of(view) or _mark_of(getattr(view, "view_class", None))


def serves(view: Any, method: str) -> bool:
    """Return whether a view has an answer of its own for a method (an API path may have none)."""
    paths = list(_operations(view))
    return not paths or any(method in one.methods for operations in paths for one in operations)


def _mark_of(view: Any) -> RouteRule | None:
    rule = getattr(view, MARK, None)
    return rule if isinstance(rule, RouteRule) else None


def _operations(view: Any) -> Iterator[list[Any]]:
    """Yield the operations of a django-ninja path view, which its closure holds."""
    for cell in getattr(view, "__closure__", None) or ():
        operations = getattr(cell.cell_contents, "operations", None)
        if isinstance(operations, list) and hasattr(cell.cell_contents, "get_view"):
            yield operations


def enforce(rule: RouteRule, actor: Actor) -> None:
    """Do nothing if the actor may come in.

    Raises SignInNeeded if nobody is signed in, NotAllowed with the reason otherwise.
    """
    if rule.public:
        return
    verdicts = [(act, may_try(actor, act)) for act in rule.acts]
    if any(verdict for _, verdict in verdicts):
        return
    if actor.kind is ActorKind.PUBLIC:
        raise SignInNeeded(act=rule.acts[0])
    act, verdict = verdicts[0]
    raise NotAllowed(act=act, reason=verdict.reason)


def routes_without_rule(
    patterns: list[URLPattern | URLResolver], declared_elsewhere: frozenset[str] = frozenset()
) -> list[str]:
    """Return every route and method that declares no rule, as "GET /path".

    `declared_elsewhere` are prefixes of addresses that belong to a library (sign-in) and are
    public by the settings.
    """
    missing = [
        f"{method} {path}"
        for path, view in _views(patterns, "/")
        if not path.startswith(tuple(declared_elsewhere))
        for method in _methods(view)
        if declared_rule(view, method) is None
    ]
    return list(dict.fromkeys(missing))  # an API path stands once for each of its operations


def _methods(view: Any) -> list[str]:
    found = [
        method for operations in _operations(view) for one in operations for method in one.methods
    ]
    return found or ["GET"]


def _views(patterns: list[Any], at: str) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        path = at + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, path)
        else:
            yield path, pattern.callback
