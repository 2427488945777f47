"""The database itself keeps the promise that a published edition never changes."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from tests.catalogue.making import make_published

from yichuang.catalogue.models import Edition


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "content = '{}'",
        "digest = 'x'",
        "state = 'draft'",
        "effective_from = effective_from - 1",
        "published_by = 'somebody'",
        "version = 9",
    ],
)
def test_database_refuses_to_change_a_published_edition(change):
    edition = make_published()

    refused = pytest.raises(IntegrityError, match="never changes")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE catalogue_edition SET {change} WHERE id = %s", [edition])


@pytest.mark.django_db
def test_database_lets_the_last_day_be_set_once_only():
    edition = make_published()
    statement = "UPDATE catalogue_edition SET effective_to = %s WHERE id = %s"
    last_day = Edition.objects.get(pk=edition).effective_from

    with connection.cursor() as cursor:
        cursor.execute(statement, [last_day, edition])
    refused = pytest.raises(IntegrityError, match="never changes")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [None, edition])


@pytest.mark.django_db
def test_database_refuses_to_remove_a_published_edition():
    edition = make_published()

    refused = pytest.raises(IntegrityError, match="never changes")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalogue_edition WHERE id = %s", [edition])


@pytest.mark.django_db
def test_database_refuses_two_open_ended_editions_of_one_matter():
    edition = Edition.objects.get(pk=make_published())
    edition.pk, edition.version = uuid4(), 2

    with pytest.raises(IntegrityError, match="one_open_ended"), transaction.atomic():
        edition.save(force_insert=True)


def test_not_even_the_owner_may_change_or_empty_editions(committed_db):
    edition = make_published()

    with psycopg.connect(committed_db["DATABASE_OWNER_URL"], autocommit=True) as owner:
        for statement in (
            f"UPDATE catalogue_edition SET digest = 'x' WHERE id = '{edition}'",
            f"DELETE FROM catalogue_edition WHERE id = '{edition}'",
            "TRUNCATE catalogue_edition CASCADE",
        ):
            with pytest.raises(psycopg.errors.RestrictViolation):
                owner.execute(statement)
