"""What the serving role may do, asked of the database itself."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from yichuang.site.grants import APPEND_ONLY, READ_ONLY

pytestmark = pytest.mark.django_db


def rights_on(table: str) -> set[str]:
    rights = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(r) FROM unnest(%s::text[]) r WHERE has_table_privilege(%s, r)",
            [list(rights), f"public.{table}"],
        )
        return set(cursor.fetchone()[0] or ())


def column(statement: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_facts_can_be_added_and_read_only(table: str) -> None:
    assert rights_on(table) == {"SELECT", "INSERT"}


@pytest.mark.parametrize("table", READ_ONLY)
def test_migrations_can_be_read_only(table: str) -> None:
    assert rights_on(table) == {"SELECT"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_event SET kind = kind",
        "DELETE FROM ledger_event",
        "TRUNCATE ledger_event",
        "DROP TABLE ledger_event",
        "ALTER TABLE ledger_event DISABLE TRIGGER ALL",
        "CREATE TABLE public.mine (n int)",
        "SET ROLE yichuang_owner",
    ],
)
def test_database_refuses_the_serving_role(statement: str) -> None:
    with (
        pytest.raises(ProgrammingError),
        transaction.atomic(),  # a savepoint: the test's own transaction goes on
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_role_cannot_grant_itself_more() -> None:
    with connection.cursor() as cursor:
        cursor.execute("GRANT UPDATE, DELETE ON ledger_event TO current_user")  # a warning only

    assert rights_on("ledger_event") == {"SELECT", "INSERT"}


def test_role_owns_nothing_and_is_nothing_special() -> None:
    assert column("SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = current_user"
                  " AND relpersistence <> 't'") == []  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls"
            " FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False,) * 5


def test_every_table_and_sequence_can_be_used() -> None:
    tables = column("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    closed = [name for name in tables if not {"SELECT"} <= rights_on(name)]

    assert len(tables) > 10
    assert closed == []
    assert column("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'"
                  " AND NOT has_sequence_privilege(quote_ident(sequencename), 'USAGE')"
                  ) == []  # fmt: skip
