"""Numbers: dense, never twice, and none is burnt."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import DatabaseError, connection, transaction

from yichuang.documents.models import NumberSeries
from yichuang.documents.numbering import document_number, draw_number


def test_document_number_has_hexagonal_brackets_and_no_padding():
    assert document_number("锡行审许", 2026, 12) == "锡行审许〔2026〕12号"


@pytest.mark.parametrize(
    ("word", "year", "serial"), [("", 2026, 1), ("锡", 26, 1), ("锡", 2026, 0)]
)
def test_document_number_refuses_what_is_none(word, year, serial):
    with pytest.raises(ValueError, match="no such number"):
        document_number(word, year, serial)


def _wait_for_others_to_leave() -> None:
    """A closed connection's process ends a moment later; until then its database stays in use."""
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            )
            if cursor.fetchone() == (1,):
                return
        time.sleep(0.05)
    raise AssertionError("a connection was left open")


@pytest.mark.django_db
def test_numbers_begin_at_one_and_each_series_and_year_counts_for_itself():
    drawn = [draw_number("示行审许", 2026) for _ in range(3)]

    assert drawn == [1, 2, 3]
    assert draw_number("示行审受", 2026) == 1
    assert draw_number("示行审许", 2027) == 1
    assert draw_number("示行审许", 2026) == 4


@pytest.mark.django_db
@pytest.mark.parametrize(("series", "year"), [("", 2026), ("示", 0)])
def test_draw_number_refuses_what_is_no_series(series, year):
    with pytest.raises(ValueError, match="no such series"):
        draw_number(series, year)


def test_draw_number_refuses_to_draw_outside_a_transaction(committed_db):
    with pytest.raises(ValueError, match="inside the transaction"):
        draw_number("示行审许", 2026)

    assert not NumberSeries.objects.exists()


def test_a_rolled_back_transaction_burns_no_number(committed_db):
    with transaction.atomic():
        assert draw_number("示行审许", 2026) == 1

    with transaction.atomic():
        assert draw_number("示行审许", 2026) == 2
        transaction.set_rollback(True)

    with transaction.atomic():
        assert draw_number("示行审许", 2026) == 2


def test_many_at_once_never_draw_the_same(committed_db):
    drawn: list[int] = []

    def work() -> None:
        try:
            for _ in range(10):
                with transaction.atomic():
                    drawn.append(draw_number("示行审许", 2026))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(drawn) == list(range(1, 41))
    _wait_for_others_to_leave()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_numberseries SET last = last - 1",
        "UPDATE documents_numberseries SET last = last",
        "UPDATE documents_numberseries SET year = year + 1, last = last + 1",
        "DELETE FROM documents_numberseries",
    ],
)
def test_the_database_refuses_to_set_a_series_back(statement):
    draw_number("示行审许", 2026)
    draw_number("示行审许", 2026)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
