"""Rows written and read by statements that are written once come out as Django's own would."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test.utils import CaptureQueriesContext

from yichuang.catalogue.models import Matter
from yichuang.directory.models import Organ, Party
from yichuang.kernel.public import Columns, insert, prepared, update

ID = UUID("01980000-0000-7000-8000-00000000a001")
MOMENT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def somebody() -> Party:
    return Party(
        id=ID,
        kind="natural",
        name_sealed=b"\x00sealed",
        name_masked="演示*",
        number_kind="111",
        number_masked="3***********1",
        number_digest=None,
        phone_masked="",
        real_name_level=2,
        registered_at=MOMENT,
    )


@pytest.mark.usefixtures("db")
def test_an_inserted_row_is_the_one_django_reads():
    row = somebody()

    insert(row)

    found = Party.objects.get(pk=ID)
    assert (found.name_masked, bytes(found.name_sealed or b"")) == ("演示*", b"\x00sealed")
    assert (found.number_digest, found.credit_code) == (None, None)
    assert (found.real_name_level, found.registered_at) == (2, MOMENT)
    assert not row._state.adding


@pytest.mark.usefixtures("db")
def test_a_row_that_is_there_already_is_refused():
    insert(somebody())

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(somebody())


@pytest.mark.usefixtures("db")
def test_a_query_goes_along_and_stands_or_falls_with_the_row():
    mark = "SELECT set_config('test.mark', %s, true)"
    insert(somebody(), along=mark, values=["first"])

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(somebody(), along=mark, values=["second"])

    with prepared() as cursor:
        cursor.execute("SELECT current_setting('test.mark')")
        assert cursor.fetchone() == ("first",)


@pytest.mark.usefixtures("db")
def test_an_update_writes_the_columns_named_and_no_others():
    insert(somebody())
    other = somebody()
    other.id, other.number_kind = UUID(int=ID.int + 1), "414"
    insert(other)

    update(Party, ID, {"name_masked": "测试*", "number_digest": b"\x01"})

    found = Party.objects.get(pk=ID)
    assert (found.name_masked, bytes(found.number_digest or b"")) == ("测试*", b"\x01")
    assert found.number_masked == "3***********1"
    assert Party.objects.get(pk=other.id).name_masked == "演示*"


@pytest.mark.usefixtures("db")
def test_columns_read_the_row_django_wrote():
    Organ.objects.create(
        code="11320200MB1234567X", name="示例局", region="320200000000", valid_from=date(2020, 1, 1)
    )
    columns = Columns(Organ)

    with prepared() as cursor:
        cursor.execute(f"SELECT {columns.of('o')}, 7 FROM directory_organ o")
        cells = cursor.fetchone()

    found = columns.read(cells)
    assert (found.name, found.valid_from, found.valid_to) == ("示例局", date(2020, 1, 1), None)
    assert cells[columns.width :] == (7,)


@pytest.mark.usefixtures("db")
def test_a_column_left_out_is_asked_for_when_it_is_read():
    insert(somebody())
    columns = Columns(Party, without=("name_masked",))
    with prepared() as cursor:
        cursor.execute(f"SELECT {columns.of('p')} FROM directory_party p")
        found = columns.read(cursor.fetchone())

    with CaptureQueriesContext(transaction.get_connection()) as asked:
        assert found.phone_masked == ""
        assert found.name_masked == "演示*"

    assert len(asked) == 1


def test_columns_of_json_are_refused():
    from yichuang.catalogue.models import Edition

    assert Columns(Matter).width > 0
    with pytest.raises(AssertionError):
        _ = Columns(Edition).fields
