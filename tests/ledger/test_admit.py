"""`admit`: cases from elsewhere are checked for form and never refused on law."""

from __future__ import annotations

from typing import Any

import pytest

from yichuang.ledger.public import (
    AdmissionMalformed,
    AdmittedEvent,
    Case,
    EffectiveInFuture,
    admit,
    events_of,
    verify,
)

from .probe import opening

pytestmark = pytest.mark.django_db

OPENED = AdmittedEvent("opened", "2026-03-02T09:00:00+08:00", {"number": "外-1"})
NOTED = AdmittedEvent("noted", "2026-03-03T09:00:00+08:00", {"amount": 2})


def test_admit_records_events_in_order_with_their_legal_moments() -> None:
    receipt = admit(opening(), [OPENED, NOTED], source="tax", reference="T-1", after=0)

    opened, noted = events_of(receipt.case_id, "probe")
    assert (opened.actor_kind, opened.actor_id) == ("system", "dock:tax")
    assert noted.effective_at.isoformat() == "2026-03-03T01:00:00+00:00"
    assert Case.objects.get(pk=receipt.case_id).number == "外-1"
    assert verify().holds


def test_admit_again_gives_the_same_receipt() -> None:
    first = admit(opening(), [OPENED], source="tax", reference="T-1", after=0)
    again = admit(opening(), [OPENED], source="tax", reference="T-1", after=0)

    assert (again.hash, again.repeated) == (first.hash, True)
    assert Case.objects.count() == 1


def test_admit_takes_later_events_of_the_same_case() -> None:
    first = admit(opening(), [OPENED], source="tax", reference="T-1", after=0)
    more = admit(opening(), [NOTED], source="tax", reference="T-1", after=1)

    assert more.case_id == first.case_id
    assert (more.first_no, more.last_no) == (2, 2)


def test_admit_records_what_the_procedure_would_refuse() -> None:
    unlawful = AdmittedEvent("noted", "2026-03-03T09:00:00+08:00", {"amount": -5})

    receipt = admit(opening(), [OPENED, unlawful], source="tax", reference="T-1", after=0)
    assert receipt.last_no == 2


AT = "2026-03-03T09:00:00+08:00"


@pytest.mark.parametrize(
    ("kind", "at", "data", "field"),
    [
        ("never", AT, {}, "events[0].kind"),
        ("noted", AT, {}, "events[0].data.amount"),
        ("noted", AT, {"amount": 1, "x": 1}, "events[0].data.x"),
        ("noted", AT, {"amount": 1.5}, "events[0].data"),
        ("noted", "yesterday", {"amount": 1}, "events[0].effective_at"),
        ("noted", "2026-03-03T09:00:00", {"amount": 1}, "events[0].effective_at"),
    ],
)
def test_admit_names_the_field_of_a_malformed_event(
    kind: str, at: str, data: dict[str, Any], field: str
) -> None:
    event = AdmittedEvent(kind, at, data)

    with pytest.raises(AdmissionMalformed) as refusal:
        admit(opening(), [event], source="tax", reference="T-1", after=0)
    assert refusal.value.field == field
    assert Case.objects.count() == 0


def test_admit_refuses_an_empty_batch() -> None:
    with pytest.raises(AdmissionMalformed):
        admit(opening(), [], source="tax", reference="T-1", after=0)


def test_admit_refuses_a_legal_moment_in_the_future() -> None:
    later = AdmittedEvent("opened", "2999-01-01T00:00:00+08:00", {"number": "x"})
    with pytest.raises(EffectiveInFuture):
        admit(opening(), [later], source="tax", reference="T-1", after=0)
    assert Case.objects.count() == 0
