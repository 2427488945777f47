"""Consent to electronic service: by channel, dated, taken back, and never rewritten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests.factories import City
from tests.ledger.clocks import SetClock

from yichuang.directory.errors import PartyInvalid, PartyNotFound
from yichuang.directory.models import ContactChoice
from yichuang.directory.public import (
    NotAllowed,
    choose_contact,
    contact_address,
    contact_choices,
    withdraw_contact,
)
from yichuang.kernel.public import ports, using_ports

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(small_city: City, settings: Any) -> City:
    settings.YICHUANG_DEMO = True
    return small_city


def test_nobody_has_consented_before_he_says_so(city: City) -> None:
    assert contact_choices(city.parties.values()) == {}


def test_consent_is_kept_sealed_with_its_day_and_shown_masked(city: City) -> None:
    clock = SetClock()
    party = city.parties["citizen"]
    with using_ports(clock=clock):
        choice = choose_contact(city.party("citizen"), party, channel="sms", address="1000000 1234")

    (line,) = contact_choices([party])[party]
    row = ContactChoice.objects.get()
    assert (line.channel, line.address_masked) == ("sms", "100****1234")
    assert line.given_at == clock.at
    assert b"10000001234" not in bytes(row.address_sealed)
    assert contact_address(choice) == "10000001234"


def test_another_address_ends_the_consent_before_and_keeps_it_on_record(city: City) -> None:
    party, me = city.parties["citizen"], city.party("citizen")
    first = choose_contact(me, party, channel="email", address="a@example.org")
    same = choose_contact(me, party, channel="email", address="a@example.org")
    second = choose_contact(me, party, channel="email", address="b@example.org")

    assert first == same != second
    assert [line.id for line in contact_choices([party])[party]] == [second]
    assert ContactChoice.objects.get(pk=first).withdrawn_at is not None
    assert contact_address(first) is None


def test_consent_can_be_taken_back_once(city: City) -> None:
    party, me = city.parties["citizen"], city.party("citizen")
    clock = SetClock(ports().clock.now())
    choice = choose_contact(me, party, channel="in_site")
    with using_ports(clock=clock):
        clock.pass_time(timedelta(hours=1))
        withdraw_contact(me, choice)
        clock.pass_time(timedelta(hours=1))
        withdraw_contact(me, choice)

    assert ContactChoice.objects.get().withdrawn_at == clock.at - timedelta(hours=1)
    assert contact_choices([party]) == {}


@pytest.mark.parametrize(
    ("channel", "address", "field", "rule"),
    [
        ("sms", "", "address_sms", "required"),
        ("sms", "12 34", "address_sms", "form"),
        ("sms", "1000000123x", "address_sms", "form"),
        ("email", "no-at-sign", "address_email", "form"),
        ("email", "a@example.org\nBcc: b@example.org", "address_email", "form"),
        ("webhook", "two words", "address_webhook", "form"),
        ("pigeon", "home", "channel", "unknown"),
    ],
)
def test_address_that_cannot_be_reached_is_refused(
    city: City, channel: str, address: str, field: str, rule: str
) -> None:
    with pytest.raises(PartyInvalid) as refused:
        choose_contact(
            city.party("citizen"), city.parties["citizen"], channel=channel, address=address
        )

    assert (refused.value.field, refused.value.facts["rule"]) == (field, rule)
    assert not ContactChoice.objects.exists()


def test_only_the_person_a_principal_s_agent_or_a_window_with_the_paper_may_consent(
    city: City,
) -> None:
    neighbour = city.parties["neighbour"]
    with pytest.raises(NotAllowed):
        choose_contact(city.party("citizen"), neighbour, channel="in_site")
    with pytest.raises(PartyInvalid):
        choose_contact(city.officer("window"), neighbour, channel="in_site")
    with pytest.raises(NotAllowed):
        choose_contact(city.officer("examine"), neighbour, channel="in_site", basis="确认书")
    assert not ContactChoice.objects.exists()

    agent = city.party("citizen", mandates=("neighbour",))
    choose_contact(agent, neighbour, channel="in_site")
    choose_contact(
        city.officer("window"), city.parties["citizen"], channel="in_site", basis="送达地址确认书"
    )
    assert ContactChoice.objects.count() == 2


def test_consent_of_an_unknown_party_is_refused(city: City) -> None:
    stranger = ports().ids.uuid()
    with pytest.raises(PartyNotFound):
        choose_contact(city.officer("window"), stranger, channel="in_site", basis="确认书")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE directory_contactchoice SET given_at = now()",
        "UPDATE directory_contactchoice SET channel = 'sms'",
        "DELETE FROM directory_contactchoice",
    ],
)
def test_database_refuses_to_rewrite_a_consent(city: City, statement: str) -> None:
    choose_contact(city.party("citizen"), city.parties["citizen"], channel="in_site")

    with (
        pytest.raises(IntegrityError, match="kept as it was given"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
