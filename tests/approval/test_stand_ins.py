"""Who acts for an absent colleague acts in his own name: recorded, provable, and never twice."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from tests.factories import City, file_case, walk

from yichuang.approval import public as approval
from yichuang.approval.errors import SecondPersonNeeded
from yichuang.directory.models import Look
from yichuang.directory.public import (
    Actor,
    actor_in_post,
    enter_leave,
    look_hash,
    looks_shown_to,
    record_look,
    today,
)
from yichuang.ledger.checker import check
from yichuang.ledger.public import Receipt, events_of, evidence

pytestmark = pytest.mark.django_db
VERIFY = approval.GiveOpinion(step="verify", agrees=True, opinion="属实")


@pytest.fixture
def city(small_city: City) -> City:
    return small_city


def examine(receipt: Receipt, actor: Actor) -> Receipt:
    return approval.act(
        receipt.case_id, VERIFY, actor=actor, key=f"opinion-{actor.id}-{actor.post}"
    )


def lent(city: City, absent: str = "examine2", stand_in: str = "examine") -> Actor:
    """Send an officer on leave today and return his stand-in, acting for him."""
    day: date = today()
    post = f"test.{absent}"
    enter_leave(
        city.officer("head"),
        absent=f"T-{absent}",
        stand_in=f"T-{stand_in}",
        posts=[post],
        first=day,
        last=day + timedelta(days=4),
    )
    return actor_in_post(f"T-{stand_in}", post, second_factor=True)


def test_act_of_a_stand_in_carries_his_name_and_for_whom_within_the_hashed_record(city: City):
    receipt = file_case(city)
    walk(city, receipt, until="accept")

    examine(receipt, lent(city, stand_in="review"))

    event = events_of(receipt.case_id, "approval")[-1]
    assert (event.actor_id, event.post) == ("T-review", "test.examine2")
    assert event.standing_in_for == "T-examine2"
    record = evidence(receipt.case_id)
    assert check(record) == []
    record["events"][-1]["body"] = record["events"][-1]["body"].replace("T-examine2", "T-examine3")
    assert check(record) != []


def test_act_in_ones_own_post_names_nobody_else(city: City):
    receipt = file_case(city)
    walk(city, receipt, until="accept")
    lent(city)

    examine(receipt, city.officer("examine"))

    assert events_of(receipt.case_id, "approval")[-1].standing_in_for == ""
    body = evidence(receipt.case_id)["events"][-1]["body"]
    assert "standing_in_for" not in json.loads(body)


def test_one_person_in_two_roles_does_not_give_both_opinions(city: City):
    receipt = file_case(city)
    walk(city, receipt, until="verify")  # by T-examine in his own post
    before = len(events_of(receipt.case_id, "approval"))
    stand_in = lent(city)  # T-examine for T-examine2
    assert stand_in.id == "T-examine"

    with pytest.raises(SecondPersonNeeded) as refused:
        examine(receipt, stand_in)

    assert refused.value.article == "LicLaw 34(3)"
    assert len(events_of(receipt.case_id, "approval")) == before


def test_other_way_round_the_stand_in_who_was_first_is_not_the_second_in_his_own_post(city: City):
    receipt = file_case(city)
    walk(city, receipt, until="accept")
    examine(receipt, lent(city))

    with pytest.raises(SecondPersonNeeded):
        examine(receipt, city.officer("examine"))


def test_look_of_a_stand_in_says_so_and_its_hash_covers_for_whom(city: City):
    receipt, party = file_case(city), city.parties["citizen"]
    record_look(city.officer("examine"), party, case_id=receipt.case_id, what="detail")
    look_id = record_look(lent(city), party, case_id=receipt.case_id, what="detail")

    shown = {(line.post, line.stood_in) for line in looks_shown_to(party)}
    assert len(shown) == 2
    assert {stood_in for _, stood_in in shown} == {True, False}
    look = Look.objects.get(pk=look_id)
    assert (look.actor_id, look.standing_in_for) == ("T-examine", "T-examine2")
    assert look_hash(look) == bytes(look.hash)
    look.standing_in_for = ""
    assert look_hash(look) != bytes(look.hash)
