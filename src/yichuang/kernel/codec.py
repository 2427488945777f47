"""Typed records to JSON values and back: what the type says, and nothing else.

Supports frozen dataclasses, `X | None`, tuples of one type, dicts with text keys, enums, dates,
aware datetimes (written in UTC with microseconds), UUIDs, text, integers and booleans. Reading is
strict:
an unknown or missing field is an error that names its path.

What is to be done for a type is worked out once and kept: states and events pass here many times in
every command and every check of the ledger.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable
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
    return _writer(type(value))(value)


def load(cls: type[T], value: Any, path: str = "") -> T:
    """Return `value` as a record of type `cls`. Raises CodecError naming the path at fault."""
    try:
        return typing.cast(T, _reader(cls)(value))
    except CodecError as fault:
        raise _within(path, fault) from fault.__cause__


def _within(step: str, fault: CodecError) -> CodecError:
    """Return a fault as seen from one step further out."""
    return CodecError(step + fault.path, fault.rule)


# --- writing --------------------------------------------------------------------------------------


def _make_writer(kind: Any) -> Callable[[Any], Any]:
    """Return how values of exactly this type are written."""
    if kind is type(None) or (issubclass(kind, str | int) and not issubclass(kind, Enum)):
        return _as_it_is
    if issubclass(kind, Enum):
        return _write_enum
    if issubclass(kind, datetime):
        return _write_moment
    if issubclass(kind, date):
        return date.isoformat
    if issubclass(kind, UUID):
        return str
    if issubclass(kind, frozenset):
        return _write_set
    if issubclass(kind, tuple | list):
        return _write_items
    if issubclass(kind, dict):
        return _write_mapping
    if dataclasses.is_dataclass(kind):
        return _record_writer(kind)
    raise ValueError(f"no JSON form for {kind.__name__}")


# The type says what mypy cannot see: classes can be hashed.
_writer: Callable[[Any], Callable[[Any], Any]] = functools.cache(_make_writer)


def _as_it_is(value: Any) -> Any:
    return value


def _write_enum(value: Enum) -> Any:
    return value.value


def _write_moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("a moment must be aware")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _write_set(value: frozenset[Any]) -> list[Any]:
    return [dump(item) for item in sorted(value)]


def _write_items(value: tuple[Any, ...] | list[Any]) -> list[Any]:
    return [_writer(type(item))(item) for item in value]


def _write_mapping(value: dict[Any, Any]) -> dict[str, Any]:
    return {str(key): _writer(type(item))(item) for key, item in value.items()}


def _record_writer(kind: Any) -> Callable[[Any], Any]:
    names = tuple(field.name for field in dataclasses.fields(kind))

    def write(value: Any) -> dict[str, Any]:
        found = {}
        for name in names:
            item = getattr(value, name)
            found[name] = _writer(type(item))(item)
        return found

    return write


# --- reading --------------------------------------------------------------------------------------


def _read_fields(cls: Any) -> dict[str, tuple[Callable[[Any], Any], bool]]:
    """Return each field with how it is read and whether it must be there."""
    hints = typing.get_type_hints(cls)
    return {
        field.name: (
            _reader(hints[field.name]),
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
        )
        for field in dataclasses.fields(cls)
    }


def _make_reader(kind: Any) -> Callable[[Any], Any]:
    """Return how a value is read as `kind`; the faults it raises name paths below the value."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind is Any:
        return _as_it_is
    if origin in (types.UnionType, typing.Union):
        return _choice_reader(arguments)
    if origin in (tuple, frozenset, list):
        return _items_reader(origin, _reader(arguments[0]))
    if origin is dict:
        return _mapping_reader(_reader(arguments[1]))
    if origin is typing.Literal:
        return _literal_reader(arguments)
    if dataclasses.is_dataclass(kind):
        return _record_reader(typing.cast(type, kind))
    return _scalar_reader(kind)


_fields: Callable[[Any], dict[str, tuple[Callable[[Any], Any], bool]]]
_fields = functools.cache(_read_fields)
_reader: Callable[[Any], Callable[[Any], Any]] = functools.cache(_make_reader)


def _record_reader(cls: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise CodecError("", "must be an object")
        known = _fields(cls)
        if not value.keys() <= known.keys():
            raise CodecError(f".{min(value.keys() - known.keys())}", "unknown field")
        found: dict[str, Any] = {}
        for name, (read_field, required) in known.items():
            if name in value:
                try:
                    found[name] = read_field(value[name])
                except CodecError as fault:
                    raise _within(f".{name}", fault) from fault.__cause__
            elif required:
                raise CodecError(f".{name}", "required field is missing")
        try:
            return cls(**found)
        except (TypeError, ValueError) as fault:
            if isinstance(fault, CodecError):
                raise
            raise CodecError("", str(fault)) from fault

    return read


def _items_reader(make: Callable[[Any], Any], read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read_items(value: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise CodecError("", "must be a list")
        items = []
        for at, item in enumerate(value):
            try:
                items.append(read(item))
            except CodecError as fault:
                raise _within(f"[{at}]", fault) from fault.__cause__
        return make(items)

    return read_items


def _mapping_reader(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read_mapping(value: Any) -> Any:
        if not isinstance(value, dict):
            raise CodecError("", "must be an object")
        found = {}
        for key, item in value.items():
            try:
                found[key] = read(item)
            except CodecError as fault:
                raise _within(f".{key}", fault) from fault.__cause__
        return found

    return read_mapping


def _literal_reader(choices: tuple[Any, ...]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if value not in choices:
            raise CodecError("", f"must be one of {', '.join(map(str, choices))}")
        return value

    return read


def _choice_reader(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    may_be_none = type(None) in arguments
    readers = [_reader(kind) for kind in arguments if kind is not type(None)]

    def read(value: Any) -> Any:
        if value is None and may_be_none:
            return None
        if len(readers) == 1:
            return readers[0](value)
        for choice in readers:
            try:
                return choice(value)
            except CodecError:
                continue
        raise CodecError("", "fits none of its types")

    return read


def _plain_reader(kind: Any) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise CodecError("", f"must be {kind.__name__}")
        return value

    return read


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise CodecError("", "a moment must carry its offset")
    return moment


def _scalar_reader(kind: Any) -> Callable[[Any], Any]:
    if kind is bool or kind is int or kind is str:
        return _plain_reader(kind)
    readers: dict[Any, Callable[[Any], Any]] = {
        datetime: _moment,
        date: date.fromisoformat,
        UUID: UUID,
    }
    is_enum = isinstance(kind, type) and issubclass(kind, Enum)
    convert = kind if is_enum else readers.get(kind)

    def read(value: Any) -> Any:
        if convert is None:
            raise CodecError("", f"no reading for {kind}")
        try:
            return convert(value)
        except (TypeError, ValueError, AttributeError) as fault:
            if isinstance(fault, CodecError):
                raise
            raise CodecError("", str(fault)) from fault

    return read
