"""Typed records to JSON values and back: what the type says, and nothing else.

Supports frozen dataclasses, `X | None`, tuples of one type, dicts with text keys, enums, dates,
aware datetimes (written in UTC with microseconds), UUIDs, text, integers and booleans. Reading is
strict:
an unknown or missing field is an error that names its path.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

T = TypeVar("T")


class CodecError(ValueError):
    """A JSON value does not fit its type; `path` says where, `rule` why."""

    def __init__(self, path: str, rule: str):
        super().__init__(f"{path or '.'}: {rule}")
        self.path = path
        self.rule = rule


def dump(value: Any) -> Any:
    """Return the JSON value of a typed record; fields at their default are written too."""
    if value is None or (isinstance(value, str | int) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a moment must be aware")
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, tuple | list | frozenset):
        items = sorted(value) if isinstance(value, frozenset) else value
        return [dump(item) for item in items]
    if isinstance(value, dict):
        return {str(key): dump(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: dump(getattr(value, name)) for name, _, _ in _fields(type(value))}
    raise ValueError(f"no JSON form for {type(value).__name__}")


def load(cls: type[T], value: Any, path: str = "") -> T:
    """Return `value` as a record of type `cls`. Raises CodecError naming the path at fault."""
    return typing.cast(T, _read(cls, value, path))


@functools.cache
def _fields(cls: type) -> tuple[tuple[str, Any, bool], ...]:
    hints = typing.get_type_hints(cls)
    return tuple(
        (
            field.name,
            hints[field.name],
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
        )
        for field in dataclasses.fields(cls)
    )


def _record(cls: type, value: Any, path: str) -> Any:
    if not isinstance(value, dict):
        raise CodecError(path, "must be an object")
    known = _fields(cls)
    unknown = value.keys() - {name for name, _, _ in known}
    if unknown:
        raise CodecError(f"{path}.{sorted(unknown)[0]}", "unknown field")
    found: dict[str, Any] = {}
    for name, kind, required in known:
        if name in value:
            found[name] = _read(kind, value[name], f"{path}.{name}")
        elif required:
            raise CodecError(f"{path}.{name}", "required field is missing")
    try:
        return cls(**found)
    except (TypeError, ValueError) as fault:
        if isinstance(fault, CodecError):
            raise
        raise CodecError(path, str(fault)) from fault


def _read(kind: Any, value: Any, path: str) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind is Any:
        return value
    if origin in (types.UnionType, typing.Union):
        return _optional(arguments, value, path)
    if origin in (tuple, frozenset, list):
        if not isinstance(value, list | tuple):
            raise CodecError(path, "must be a list")
        items = [_read(arguments[0], item, f"{path}[{at}]") for at, item in enumerate(value)]
        return origin(items)
    if origin is dict:
        if not isinstance(value, dict):
            raise CodecError(path, "must be an object")
        return {key: _read(arguments[1], item, f"{path}.{key}") for key, item in value.items()}
    if origin is typing.Literal:
        if value not in arguments:
            raise CodecError(path, f"must be one of {', '.join(map(str, arguments))}")
        return value
    if dataclasses.is_dataclass(kind):
        return _record(typing.cast(type, kind), value, path)
    return _scalar(kind, value, path)


def _optional(arguments: tuple[Any, ...], value: Any, path: str) -> Any:
    if value is None and type(None) in arguments:
        return None
    choices = [kind for kind in arguments if kind is not type(None)]
    if len(choices) == 1:
        return _read(choices[0], value, path)
    for kind in choices:
        try:
            return _read(kind, value, path)
        except CodecError:
            continue
    raise CodecError(path, "fits none of its types")


def _scalar(kind: Any, value: Any, path: str) -> Any:
    try:
        if kind is bool or kind is int or kind is str:
            if type(value) is not kind:
                raise CodecError(path, f"must be {kind.__name__}")
            return value
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(value)
        if kind is datetime:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                raise CodecError(path, "a moment must carry its offset")
            return moment
        if kind is date:
            return date.fromisoformat(value)
        if kind is UUID:
            return UUID(value)
    except (TypeError, ValueError, AttributeError) as fault:
        if isinstance(fault, CodecError):
            raise
        raise CodecError(path, str(fault)) from fault
    raise CodecError(path, f"no reading for {kind}")
