"""Licences of limited number go in the order of acceptance; LicLaw 57."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from tests import factories
from tests.ledger.clocks import SetClock

from yichuang.approval import public as approval
from yichuang.approval.errors import NotInTurn, QuotaFull
from yichuang.catalogue.public import EditionRow
from yichuang.kernel.public import ports, using_ports
from yichuang.ledger.public import Receipt, verify

pytestmark = pytest.mark.django_db
BEFORE_DECISION = ("accept", "verify", "verify2", "review")


def limited(city: factories.City, limit: int) -> factories.City:
    """Return the city with the licence as one of which there are so many."""
    content = dataclasses.replace(factories.contents()["licence"], quota_limit=limit)
    content = dataclasses.replace(content, task_code="test-quota", catalog_code="000199901088")
    edition: EditionRow = factories.published(content)
    return dataclasses.replace(city, licence=edition)


def ready(city: factories.City, who: str, at: int) -> Receipt:
    """File and carry to the decision; `at`: the minute of its filing and acceptance."""
    with using_ports(clock=SetClock(ports().clock.now() + timedelta(minutes=at))):
        receipt = factories.file_case(city, who=who, key=f"quota-{who}-{at}")
        factories.walk(city, receipt, until="review")
    return receipt


def decide(city: factories.City, receipt: Receipt, *, granted: bool = True) -> Receipt:
    reasons = "" if granted else "示例理由"
    return approval.act(
        receipt.case_id,
        approval.Decide(granted=granted, reasons=reasons),
        actor=city.officer("decide"),
        key=f"quota-decide-{granted}-{receipt.case_id.hex[:8]}",
    )


@pytest.fixture
def city(small_city: factories.City) -> factories.City:
    return small_city


def test_earlier_application_comes_first_however_fast_the_later_one_was(
    city: factories.City,
) -> None:
    city = limited(city, 1)
    first, second = ready(city, "citizen", 1), ready(city, "neighbour", 2)

    with using_ports(clock=SetClock(ports().clock.now() + timedelta(hours=1))):
        with pytest.raises(NotInTurn) as refusal:
            decide(city, second)
        assert (refusal.value.article, refusal.value.facts["earlier"]) == ("LicLaw 57", 1)
        decide(city, first)
        with pytest.raises(QuotaFull) as full:
            decide(city, second)
        assert full.value.facts["limit"] == 1
        decide(city, second, granted=False)
    assert verify().findings == []


def test_place_of_who_is_refused_goes_to_the_next(city: factories.City) -> None:
    city = limited(city, 1)
    first, second = ready(city, "citizen", 1), ready(city, "neighbour", 2)

    with using_ports(clock=SetClock(ports().clock.now() + timedelta(hours=1))):
        decide(city, first, granted=False)
        decide(city, second)
        assert approval.case_page(city.officer("decide"), second.case_id).state.granted


def test_enough_places_for_all_need_no_turn(city: factories.City) -> None:
    city = limited(city, 2)
    ready(city, "citizen", 1)
    second = ready(city, "neighbour", 2)

    with using_ports(clock=SetClock(ports().clock.now() + timedelta(hours=1))):
        decide(city, second)  # one place is left for the first


def test_place_is_free_again_when_a_licence_has_ended(city: factories.City) -> None:
    city = limited(city, 1)
    first, second = ready(city, "citizen", 1), ready(city, "neighbour", 2)

    with using_ports(clock=SetClock(ports().clock.now() + timedelta(hours=1))):
        decide(city, first)
        approval.act(first.case_id, approval.Issue(), actor=city.officer("decide"), key="quota-out")
        with pytest.raises(QuotaFull):
            decide(city, second)
        approval.act(
            first.case_id,
            approval.EndGrant(how="revoked", ground="unqualified", reasons="示例理由"),
            actor=city.officer("head"),
            key="quota-end",
        )
        decide(city, second)
