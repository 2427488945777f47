"""The few statements every request runs: planned once a connection, not once a request."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.pq import TransactionStatus

# The plan's columns were altered by a migration meanwhile, or the server no longer has it.
_OUTLIVED = (psycopg.errors.FeatureNotSupported, psycopg.errors.InvalidSqlStatementName)


class _Prepared(psycopg.Cursor[Any]):
    """A cursor whose values travel apart from the statement, so the server keeps its plan."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> _Prepared:
        options.setdefault("prepare", True)
        try:
            super().execute(query, params, **options)
        except _OUTLIVED:
            # In a transaction nothing more can be done; its rollback forgets every plan.
            if self.connection.info.transaction_status is not TransactionStatus.IDLE:
                raise
            self.connection.execute("DEALLOCATE ALL")
            super().execute(query, params, **options)
        # What Django's log of statements shows; the driver forgets it for what stands prepared.
        self._query = SimpleNamespace(query=str(query).encode(), params=None)  # type: ignore[assignment]
        return self


def prepared() -> Any:
    """Return a cursor, used like `connection.cursor()`, that keeps what the server has planned.

    For constant statements of the hot path only: planning the largest of them took longer than
    running it. Every distinct text stays in the memory of each connection, and a value has the
    type its place gives it, so a place that gives none needs a cast. Transactions, errors and
    the count of statements are Django's as ever. A connection outlives a migration: a plan that
    no longer fits is made anew, in a transaction from the next one on.
    """
    here = connections[DEFAULT_DB_ALIAS]  # looked up once: each step through Django's proxy asks
    here.close_if_health_check_failed()  # as a cursor of Django's own does: a request begins here
    here.ensure_connection()
    return here._prepare_cursor(_Prepared(here.connection))  # type: ignore[attr-defined]
