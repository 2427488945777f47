"""Parties are sealed, found by a keyed digest, and read only with a look."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from tests.directory.people import MONDAY, NOON, officer_actor

from yichuang.directory.actors import PUBLIC, Actor, ActorKind, NotAllowed
from yichuang.directory.errors import (
    LookNeedsReason,
    MandateInvalid,
    PartyInvalid,
    PartyNotFound,
)
from yichuang.directory.mandates import give_mandate, mandates_of, may_act_for, revoke_mandate
from yichuang.directory.models import Look, Mandate, Party, SealedKey
from yichuang.directory.parties import (
    change_phone,
    find_party_by_number,
    masked_parties,
    number_digest,
    own_card,
    party_card,
    register_party,
)
from yichuang.kernel.public import sm3

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

# Born in 2099 and 2098: valid by the check digit, belonging to nobody.
NUMBER, OTHER_NUMBER = "320200209901010015", "320200209802020023"
CREDIT = "91320213YY9900030R"
CLERK = officer_actor("file.read", "party.register", "mandate.give")


@pytest.fixture
def person():
    return register_party(kind="natural", name="测试甲乙", number=NUMBER, phone="10000000001")


@pytest.fixture
def other():
    return register_party(kind="natural", name="测试丙", number=OTHER_NUMBER)


def as_party(party_id: UUID, *principals: UUID) -> Actor:
    return Actor(kind=ActorKind.PARTY, id=str(party_id), mandates=frozenset(principals))


def test_registered_party_is_masked_in_lists(person):
    (shown,) = masked_parties([person, UUID(int=404)]).values()

    assert (shown.name, shown.number, shown.phone) == (
        "测**乙", "320*************15", "100****0001",
    )  # fmt: skip
    assert not Look.objects.exists()


def test_nothing_that_identifies_a_person_is_stored_in_the_clear(person):
    with connection.cursor() as cursor:
        cursor.execute("SELECT directory_party::text FROM directory_party")
        (row,) = cursor.fetchone()

    for secret in ("测试甲乙", NUMBER, "10000000001", "20990101"):
        assert secret not in row
        assert secret.encode().hex() not in row
        assert sm3(secret.encode()).hex() not in row


def test_same_number_is_the_same_party(person):
    again = register_party(kind="natural", name="测试甲乙", number=f" {NUMBER} ")

    assert again == person
    assert Party.objects.count() == 1


def test_party_is_found_by_number_and_kind(person):
    assert find_party_by_number(NUMBER) == person
    assert find_party_by_number("３２０２００２０９９０１０１００１５") == person  # full-width
    assert find_party_by_number(NUMBER, "414") is None
    assert find_party_by_number(OTHER_NUMBER) is None


def test_digest_needs_the_vaults_key(person):
    first = number_digest("111", NUMBER)
    assert first == bytes(Party.objects.get().number_digest)

    SealedKey.objects.all().delete()

    assert number_digest("111", NUMBER) != first


def test_sealed_columns_do_not_open_in_another_row(person, other):
    theirs = Party.objects.get(pk=other)
    Party.objects.filter(pk=person).update(name_sealed=theirs.name_sealed)

    with pytest.raises(ValueError, match="altered or belongs elsewhere"):
        own_card(as_party(person))


@pytest.mark.parametrize(
    ("values", "field", "rule"),
    [
        ({"kind": "ghost"}, "kind", "unknown"),
        ({"name": " "}, "name", "length"),
        ({"name": "测" * 121}, "name", "length"),
        ({"name": "演示\u202e甲"}, "name", "characters"),  # turns what follows round
        ({"name": "演示\n甲"}, "name", "characters"),
        ({"number": "320200209901010016"}, "number", "check"),
        ({"number": "3202002099010100"}, "number", "length"),
        ({"number": "32020020991301001X"}, "number", "date"),
        ({"number": ""}, "number", "length"),
        ({"number_kind": "999"}, "number_kind", "unknown"),
        ({"number_kind": "001"}, "number_kind", "not_for_this_kind"),
        ({"number_kind": "414", "number": "P" * 41}, "number", "length"),
        ({"kind": "legal", "number": "91320213"}, "number", "form"),
        ({"kind": "legal", "number": "91320213YY99000I0R"}, "number", "form"),
        ({"real_name_level": 4}, "real_name_level", "unknown"),
    ],
)
def test_register_party_names_the_field_and_keeps_nothing(values, field, rule):
    with pytest.raises(PartyInvalid) as refused:
        register_party(**{"kind": "natural", "name": "测试甲", "number": NUMBER, **values})

    assert (refused.value.field, refused.value.facts["rule"]) == (field, rule)
    assert not Party.objects.exists()


def test_legal_person_is_public_and_keeps_a_code_with_a_wrong_check_character():
    party_id = register_party(kind="legal", name="示例科技有限公司", number=CREDIT[:-1] + "A")

    (shown,) = masked_parties([party_id]).values()
    assert (shown.name, shown.credit_code) == ("示例科技有限公司", CREDIT[:-1] + "A")


def test_party_card_records_the_look(person):
    card = party_card(CLERK, person, case_id=UUID(int=11))

    assert (card.name, card.number, card.phone) == ("测试甲乙", NUMBER, "10000000001")
    look = Look.objects.get()
    assert (look.party_id, look.case_id, look.actor_id) == (person, UUID(int=11), "O1")


def test_party_card_without_case_and_ground_shows_nothing(person):
    with pytest.raises(LookNeedsReason):
        party_card(CLERK, person, purpose="counter")
    with pytest.raises(NotAllowed):
        party_card(officer_actor("case.read"), person, case_id=UUID(int=11))
    with pytest.raises(NotAllowed):
        party_card(PUBLIC, person, case_id=UUID(int=11))
    with pytest.raises(PartyNotFound):
        party_card(CLERK, UUID(int=404), case_id=UUID(int=11))

    assert not Look.objects.exists()


def test_own_card_is_no_look(person):
    assert own_card(as_party(person)).name == "测试甲乙"
    with pytest.raises(NotAllowed):
        own_card(CLERK)

    assert not Look.objects.exists()


def test_change_phone_replaces_sealed_and_masked(person):
    change_phone(person, "10000000099")

    assert own_card(as_party(person)).phone == "10000000099"
    assert masked_parties([person])[person].phone == "100****0099"
    with pytest.raises(PartyInvalid):
        change_phone(person, "1")
    with pytest.raises(PartyNotFound):
        change_phone(UUID(int=404), "10000000099")


def give(person, other, actor=None, **changes):
    values = {"principal": person, "agent": other, "valid_from": MONDAY}
    return give_mandate(actor or as_party(person), **{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "matter", "on", "may"),
    [
        ({}, "M1", MONDAY, True),
        ({}, "M1", date(2026, 3, 1), False),
        ({"valid_to": date(2026, 3, 3)}, "M1", date(2026, 3, 3), True),
        ({"valid_to": date(2026, 3, 3)}, "M1", date(2026, 3, 4), False),
        ({"matters": ["M1", "M2"]}, "M2", MONDAY, True),
        ({"matters": ["M1", "M2"]}, "M3", MONDAY, False),
    ],
)
def test_may_act_for_asks_matter_and_day(person, other, changes, matter, on, may):
    give(person, other, **changes)

    assert may_act_for(other, person, matter, on) is may
    assert not may_act_for(person, other, matter, on)  # the other way round was not given


def test_everybody_acts_for_himself(person):
    assert may_act_for(person, person, "M1", MONDAY)


def test_mandate_is_given_by_principal_representative_or_at_the_window(person, other):
    firm = register_party(kind="legal", name="示例科技有限公司", number=CREDIT)

    give(firm, other, actor=as_party(person, firm))
    give(person, other, actor=CLERK, basis="授权委托书 2026-01")
    with pytest.raises(NotAllowed):
        give(firm, person, actor=as_party(other))
    with pytest.raises(MandateInvalid) as refused:
        give(firm, person, actor=CLERK)

    assert refused.value.field == "basis"
    assert Mandate.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"valid_to": date(2026, 3, 1)}, "valid_to"),
        ({"matters": [""]}, "matters"),
        ({"matters": ["m" * 61]}, "matters"),
        ({"agent": UUID(int=404)}, "agent"),
    ],
)
def test_mandate_with_a_fault_is_refused(person, other, changes, field):
    with pytest.raises(MandateInvalid) as refused:
        give(person, other, **changes)

    assert refused.value.field == field
    assert not Mandate.objects.exists()


def test_mandate_to_oneself_is_refused(person):
    with pytest.raises(MandateInvalid):
        give(person, person)


def test_either_side_revokes_and_nobody_else(person, other, clock):
    mandate = give(person, other)
    third = register_party(kind="natural", name="测试丁", number="P1", number_kind="414")

    with pytest.raises(NotAllowed):
        revoke_mandate(as_party(third), mandate)
    assert may_act_for(other, person, "M1", MONDAY)

    revoke_mandate(as_party(other), mandate)
    revoke_mandate(as_party(person), mandate)

    assert not may_act_for(other, person, "M1", MONDAY)
    assert Mandate.objects.get().revoked_at == NOON
    with pytest.raises(MandateInvalid):
        revoke_mandate(as_party(person), UUID(int=404))


def test_both_sides_see_the_mandate_with_masked_names(person, other):
    give(person, other, matters=["M1"])

    (card,) = mandates_of(as_party(other))
    assert mandates_of(as_party(person)) == [card]
    assert (card.principal_name, card.agent_name, card.matters) == ("测**乙", "测*丙", ("M1",))
    with pytest.raises(NotAllowed):
        mandates_of(CLERK)


def test_database_itself_refuses_a_mandate_for_all_and_some(person, other):
    with pytest.raises(IntegrityError, match="all_or_some"), transaction.atomic():
        Mandate.objects.create(
            id=UUID(int=1),
            principal_id=person,
            agent_id=other,
            all_matters=True,
            matters=["M1"],
            valid_from=MONDAY,
            created_at=NOON,
        )
