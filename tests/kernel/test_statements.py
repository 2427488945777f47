"""Statements planned once a connection go on working when the tables change beneath them."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import NotSupportedError

from yichuang.kernel.public import prepared

ASK = "SELECT name FROM directory_organ WHERE code = %s"
WIDEN = "ALTER TABLE directory_organ ALTER COLUMN name TYPE varchar({})"


def ask() -> None:
    with prepared() as cursor:
        cursor.execute(ASK, ["nowhere"])
        assert cursor.fetchall() == []


def migrate(urls: dict[str, str], length: int) -> None:
    with psycopg.connect(urls["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute(WIDEN.format(length))


def test_a_widened_column_does_not_break_a_connection(committed_db: dict[str, str]) -> None:
    ask()

    migrate(committed_db, 901)

    ask()
    ask()


def test_a_transaction_fails_once_and_the_next_one_works(committed_db: dict[str, str]) -> None:
    ask()

    migrate(committed_db, 902)

    with pytest.raises(NotSupportedError), transaction.atomic():
        ask()
    with transaction.atomic():
        ask()
    ask()


def test_a_plan_the_server_has_lost_is_made_anew(committed_db: dict[str, str]) -> None:
    ask()

    with connection.cursor() as cursor:  # unseen by the driver, as a pooler between would do it
        cursor.execute("DO $$ BEGIN EXECUTE 'DEALLOCATE ALL'; END $$")

    ask()
