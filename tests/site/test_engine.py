"""A kept connection is asked for a sign of life only where it has something to say."""

from __future__ import annotations

import psycopg
from django.db import connection

from yichuang.kernel.public import prepared
from yichuang.site.postgresql.base import is_silent


def begin_request() -> None:
    connection.close_if_unusable_or_obsolete()  # as Django does when a request begins


def session() -> int:
    with prepared() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def server_saw(urls: dict[str, str], pid: int) -> str:
    with psycopg.connect(urls["DATABASE_URL"], autocommit=True) as other:
        row = other.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [pid]).fetchone()
    assert row is not None
    return str(row[0])


def test_a_silent_session_is_kept_and_not_asked(committed_db: dict[str, str]) -> None:
    first = session()
    begin_request()

    connection.close_if_health_check_failed()

    assert server_saw(committed_db, first) == "SELECT pg_backend_pid()"
    assert session() == first


def test_a_session_the_server_ended_is_noticed_before_it_is_used(
    committed_db: dict[str, str],
) -> None:
    first = session()
    with psycopg.connect(committed_db["DATABASE_URL"], autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 10000)", [first])
    begin_request()

    assert session() != first


def test_nothing_else_is_silent(committed_db: dict[str, str]) -> None:
    assert not is_silent(None)
    with psycopg.connect(committed_db["DATABASE_URL"]) as other:
        assert is_silent(other)
        other.execute("SELECT 1")
        assert not is_silent(other)  # a transaction nobody ended
    assert not is_silent(other)  # closed
