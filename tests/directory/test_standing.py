"""What a person may do is read anew each time, in one query."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from tests.directory.people import (
    MONDAY,
    hold,
    make_account,
    make_officer,
    make_organ,
    make_party,
    make_post,
)

from yichuang.directory.actors import PUBLIC, ActorKind
from yichuang.directory.errors import PostNotHeld
from yichuang.directory.models import Certificate, Mandate, PostHolding, StandIn
from yichuang.directory.standing import actor_for, actor_in_post

pytestmark = pytest.mark.django_db


def test_actor_for_reads_post_organ_and_acts_in_one_query(django_assert_num_queries):
    organ = make_organ()
    hold(make_officer(organ), make_post(organ))
    account = make_account(officer_id="O1")

    with django_assert_num_queries(1):
        actor = actor_for(account, on=MONDAY)

    assert actor.kind is ActorKind.OFFICER
    assert (actor.id, actor.post, actor.organ) == ("O1", "bureau.decide", organ.code)
    assert actor.acts == {"case.list", "case.read", "approval.decide"}
    assert not actor.second_factor


def test_actor_for_is_public_from_the_day_after_the_post_ends():
    organ = make_organ()
    hold(make_officer(organ), make_post(organ), valid_to=MONDAY)
    account = make_account(officer_id="O1")

    assert actor_for(account, on=MONDAY).post == "bureau.decide"
    assert actor_for(account, on=date(2026, 3, 3)) == PUBLIC


def test_actor_for_is_public_for_dismissed_officer_who_still_holds_a_post():
    organ = make_organ()
    hold(make_officer(organ, valid_to=date(2026, 3, 1)), make_post(organ))

    assert actor_for(make_account(officer_id="O1"), on=MONDAY) == PUBLIC


def test_actor_for_is_public_for_inactive_account():
    organ = make_organ()
    hold(make_officer(organ), make_post(organ))

    assert actor_for(make_account(officer_id="O1", is_active=False), on=MONDAY) == PUBLIC


def test_actor_for_refuses_post_of_somebody_else():
    organ = make_organ()
    hold(make_officer(organ), make_post(organ))
    make_post(organ, code="bureau.other")

    with pytest.raises(PostNotHeld):
        actor_for(make_account(officer_id="O1"), "bureau.other", MONDAY)


def test_change_of_post_holds_on_the_next_reading():
    organ = make_organ()
    hold(make_officer(organ), make_post(organ))
    account = make_account(officer_id="O1")
    PostHolding.objects.update(valid_to=date(2026, 3, 1))
    hold(account.officer, make_post(organ, code="bureau.read", acts=["case.list"]))

    assert actor_for(account, on=MONDAY).acts == {"case.list"}


@pytest.mark.parametrize(
    ("employment", "expected"),
    [
        ("civil_servant", {"case.list", "case.read", "approval.decide"}),
        ("contract", {"case.list", "case.read"}),  # reads and hands over, decides nothing
    ],
)
def test_contract_staff_decide_nothing_in_whatever_post(employment, expected):
    organ = make_organ()
    hold(make_officer(organ, employment=employment), make_post(organ))

    assert actor_for(make_account(officer_id="O1"), on=MONDAY).acts == expected


@pytest.mark.parametrize(
    ("valid_to", "decides"), [(MONDAY, True), (date(2026, 3, 1), False), (None, True)]
)
def test_certificate_must_be_valid_on_the_day_for_posts_that_need_one(valid_to, decides):
    organ = make_organ()
    hold(make_officer(organ), make_post(organ, needs_certificate=True))
    Certificate.objects.create(
        number="Z1", officer_id="O1", kind="审批", valid_from=date(2024, 1, 1), valid_to=valid_to
    )

    actor = actor_for(make_account(officer_id="O1"), on=MONDAY)

    assert ("approval.decide" in actor.acts) is decides


def test_stand_in_acts_in_the_absent_officers_post_for_those_days_only():
    organ = make_organ()
    post = make_post(organ)
    hold(make_officer(organ), post)
    make_officer(organ, code="O2", name="演示乙")
    StandIn.objects.create(
        absent_id="O1", stand_in_id="O2", post=post, valid_from=MONDAY, valid_to=MONDAY
    )
    account = make_account(officer_id="O2")

    actor = actor_for(account, on=MONDAY)

    assert (actor.id, actor.post, actor.standing_in_for) == ("O2", "bureau.decide", "O1")
    assert actor_for(account, on=date(2026, 3, 3)) == PUBLIC
    assert actor_in_post("O2", "bureau.decide", MONDAY) == actor


def test_party_carries_mandates_standing_and_ended(django_assert_num_queries):
    agent, all_matters, some, revoked, expired = (make_party(n) for n in range(1, 6))

    def mandate(number, principal, **changes):
        Mandate.objects.create(
            **{
                "id": UUID(int=number),
                "principal": principal,
                "agent": agent,
                "all_matters": True,
                "created_at": "2026-01-01T00:00:00Z",
                "valid_from": date(2026, 1, 1),
                **changes,
            }
        )

    mandate(1, all_matters)
    mandate(2, some, all_matters=False, matters=["M1"])
    mandate(5, some, all_matters=False, matters=["M2"], revoked_at="2026-02-01T00:00:00Z")
    mandate(3, revoked, revoked_at="2026-02-01T00:00:00Z")
    mandate(4, expired, valid_to=date(2026, 3, 1))
    account = make_account(party=agent)

    with django_assert_num_queries(1):
        actor = actor_for(account, on=MONDAY)

    assert actor.party_id == agent.id
    assert actor.mandates == {all_matters.id}
    assert actor.ended_mandates == {revoked.id, expired.id}
    assert actor.partial_mandates == {some.id}
    assert actor.matter_mandates == {(some.id, "M1")}
