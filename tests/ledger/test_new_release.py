"""A new release whose procedure caches more brings old cases up to it, and the record holds."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from tests import factories
from yichuang.ledger.public import Case, Todo, events_of, refresh_states, verify

pytestmark = pytest.mark.django_db


def cached_by_a_former_release(case_id: Any) -> None:
    """Leave the case as a release would that knew less of it and called its step otherwise."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_case SET procedure_version = 0, promised_due_on = NULL,"
            " state = (state::jsonb - 'answerable_at')::json WHERE id = %s",
            [case_id],
        )
        cursor.execute("UPDATE approval_application SET delivery = '?', query_digest = ''")
        cursor.execute("UPDATE ledger_todo SET step = 'former' WHERE case_id = %s", [case_id])


def test_release_rewrites_what_it_caches_and_records_nothing(small_city: factories.City) -> None:
    receipt = factories.file_case(small_city)
    before = Case.objects.get(pk=receipt.case_id)
    recorded = [event.hash for event in events_of(before.id, before.line)]
    cached_by_a_former_release(before.id)
    assert not verify().holds

    assert refresh_states() == 1
    assert refresh_states() == 0

    after = Case.objects.get(pk=receipt.case_id)
    assert (after.state, after.promised_due_on) == (before.state, before.promised_due_on)
    assert list(Todo.objects.filter(case_id=after.id).values_list("step", flat=True)) == ["accept"]
    assert [event.hash for event in events_of(after.id, after.line)] == recorded
    assert verify().holds


def test_step_taken_before_the_rewriting_leaves_no_former_step_behind(
    small_city: factories.City,
) -> None:
    receipt = factories.file_case(small_city)
    cached_by_a_former_release(receipt.case_id)

    factories.walk(small_city, receipt, until="accept")

    steps = Todo.objects.filter(case_id=receipt.case_id).values_list("step", flat=True)
    assert "former" not in steps
    assert len(steps) == 1
    assert Case.objects.get(pk=receipt.case_id).application.delivery == ""
    assert refresh_states() == 0
    assert verify().holds
