"""Rows of models by statements that are written once: no query is built for each of them."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models

from .statements import prepared

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Columns(Generic[Row]):
    """Some columns of a model, to be named in a statement and read from its answer.

    `without` names columns that are left out; whoever reads one of them after all asks for it
    then, as after `QuerySet.defer`. JSON columns must be left out: their answer needs Django.
    """

    model: type[Row]
    without: tuple[str, ...] = ()

    @property
    def fields(self) -> list[models.Field[Any, Any]]:
        """The fields that are read, in the order of the model."""
        kept = [f for f in self.model._meta.concrete_fields if f.attname not in self.without]
        assert not any(hasattr(field, "from_db_value") for field in kept)
        return kept

    @property
    def width(self) -> int:
        """How many columns they are."""
        return len(_names(self))

    def of(self, alias: str) -> str:
        """Return the columns of the table that a statement calls `alias`."""
        return ", ".join(f"{alias}.{field.column}" for field in self.fields)

    def read(self, cells: Sequence[Any]) -> Row:
        """Return the row whose columns begin a line of the answer."""
        names = _names(self)
        return self.model.from_db(DEFAULT_DB_ALIAS, names, cells[: len(names)])


@functools.cache
def _names(columns: Columns[Any]) -> list[str]:
    return [field.attname for field in columns.fields]


def insert(row: models.Model, along: str = "", values: Sequence[Any] = ()) -> None:
    """Write a new row, as `save(force_insert=True)` does for a model without parents or signals.

    Its key must be known: nothing is read back. `along`: a query of constant text, with its
    values, that is made in the same statement. Raises IntegrityError as ever.
    """
    statement, fields = _insertion(type(row))
    if along:
        statement = f"WITH written AS ({statement}) {along}"
    with prepared() as cursor:
        cursor.execute(statement, [*_written(fields, row), *values])
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def update(model: type[models.Model], key: Any, values: Mapping[str, Any]) -> None:
    """Write some columns of the row with this primary key, as `filter(pk=key).update` does.

    `values` by attribute; the same names in the same order are one statement.
    """
    statement, fields = _change(model, tuple(values))
    given = [f.get_db_prep_save(values[f.attname], connection) for f in fields]
    with prepared() as cursor:
        cursor.execute(statement, [*given, key])


def _written(fields: Sequence[models.Field[Any, Any]], row: models.Model) -> list[Any]:
    return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]


@functools.cache
def _insertion(model: type[models.Model]) -> tuple[str, list[models.Field[Any, Any]]]:
    fields = list(model._meta.concrete_fields)
    table = model._meta.db_table
    names = ", ".join(str(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {table} ({names}) VALUES ({places})", fields  # noqa: S608  (a model's own)


@functools.cache
def _change(
    model: type[models.Model], names: tuple[str, ...]
) -> tuple[str, list[models.Field[Any, Any]]]:
    known = {field.attname: field for field in model._meta.concrete_fields}
    fields = [known[name] for name in names]
    table, key = model._meta.db_table, model._meta.pk
    assert key is not None
    changes = ", ".join(f"{field.column} = %s" for field in fields)
    # Its parts are a model's own.
    return f"UPDATE {table} SET {changes} WHERE {key.column} = %s", fields  # noqa: S608
