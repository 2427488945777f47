"""The hand-over of a desk: what is one officer's alone, who signs, and what it proves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from tests.documents.test_originals import ORGAN, labels, receive, send
from tests.factories import BUREAU, City
from tests.ledger.clocks import SetClock
from yichuang.directory.models import Post
from yichuang.directory.public import (
    NotAllowed,
    end_all_posts,
    enter_leave,
    today,
)
from yichuang.documents.public import (
    DeskHandOver,
    DeskNotFound,
    DeskRefused,
    DeskSignature,
    DeskState,
    Original,
    call_off_desk,
    desk_items,
    desk_named,
    desks_seen_by,
    desks_to_sign,
    digest_of,
    hand_over_desk,
    items_on,
    misplaced,
    moves_of,
    sign_desk,
    sign_for,
)
from yichuang.hall.public import current_visit, keep_visit, park_visit, parked_visits
from yichuang.kernel.public import using_ports

GIVER, TAKER = "T-window", "T-examine"


@pytest.fixture
def clock() -> Iterator[SetClock]:
    clock = SetClock()
    with using_ports(clock=clock):
        yield clock


@pytest.fixture
def city(small_city: City, clock: SetClock) -> Iterator[City]:
    yield small_city
    assert misplaced() == []


def order(city: City, giver: str = GIVER, taker: str = TAKER, **more: Any) -> DeskHandOver:
    seen = digest_of(desk_items(BUREAU, giver, taker))
    values = {"giver": giver, "taker": taker, "seen": seen, **more}
    return hand_over_desk(city.officer("head"), **values)


def leave_alone(city: City) -> None:
    """End the posts of everybody else who may accept."""
    for officer in ("T-decide", "T-instant"):
        end_all_posts(city.officer("head"), officer)


def kinds(officer: str, taker: str = "") -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in desk_items(BUREAU, officer, taker)]


def test_list_names_what_is_bound_to_the_officer_and_what_only_to_his_post(city: City) -> None:
    case = receive(city, "plan", "rules")
    plan, rules = labels(case)
    sent = send(city, plan)
    leave_alone(city)
    enter_leave(
        city.officer("head"),
        absent="T-examine",
        stand_in=GIVER,
        posts=["test.examine"],
        first=today(),
        last=today(),
    )

    items = desk_items(BUREAU, GIVER, TAKER)

    alone = [one for one in items if one.kind == "alone"]
    assert {one.detail for one in alone} == {"approval.accept"}
    assert {one.case for one in alone} == {str(case)}
    assert not any(one.taker_may for one in alone)  # the examiner's post does not accept
    assert [one.ref for one in items if one.kind == "sent"] == [sent.number]
    assert {one.ref for one in items if one.kind == "original"} >= {rules}
    assert plan not in {one.ref for one in items if one.kind == "original"}
    assert [one.text for one in items if one.kind == "leave"] == ["stands_in"]


def test_step_that_a_colleague_may_do_is_not_bound_and_the_case_only_touched(city: City) -> None:
    case = receive(city, "plan")
    items = desk_items(BUREAU, GIVER)

    assert [one.kind for one in items] == ["original", "touched"]
    assert items[-1].case == str(case)
    assert desk_items(BUREAU, "T-decide") == []


def test_both_sign_in_order_and_papers_pass_into_the_successors_hands(
    city: City, clock: SetClock
) -> None:
    case = receive(city, "plan")
    (plan,) = labels(case)
    since = Original.objects.get(barcode=plan).since
    desk = order(city)
    clock.pass_time(timedelta(hours=1))

    with pytest.raises(DeskRefused, match="desk_giver_first"):
        sign_desk(city.officer("examine"), desk.pk)
    assert sign_desk(city.officer("window"), desk.pk) is DeskState.WAITS_FOR_TAKER
    with pytest.raises(DeskRefused, match="desk_taker_himself"):
        sign_desk(city.officer("head"), desk.pk)
    assert sign_desk(city.officer("examine"), desk.pk) is DeskState.DONE

    row = Original.objects.get(barcode=plan)
    assert [(one.kind, one.officer) for one in moves_of(row)] == [
        ("taken", "T-window"),
        ("passed", "T-examine"),
    ]
    assert (row.standing, row.place_kind, row.since) == ("held", "window", since)
    assert ("original", "场所布局图") not in [(k, t.split()[0]) for k, t in kinds(GIVER)]
    assert "original" in [kind for kind, _ in kinds(TAKER)]
    signed = DeskSignature.objects.order_by("at", "side").values_list("side", "by", "digest")
    assert set(signed) == {("gave", "T-window", desk.digest), ("took", "T-examine", desk.digest)}
    with pytest.raises(DeskRefused, match="desk_ended"):
        sign_desk(city.officer("examine"), desk.pk)


def test_paper_that_went_its_own_way_before_the_signature_is_left_alone(city: City) -> None:
    (plan,) = labels(receive(city, "plan"))
    desk = order(city)
    sign_desk(city.officer("window"), desk.pk)
    sent = send(city, plan)
    sign_for(city.officer("examine2"), sent.pk, here=[plan], missing=[])

    sign_desk(city.officer("examine"), desk.pk)

    row = Original.objects.get(barcode=plan)
    assert moves_of(row)[-1].officer == "T-examine2"
    assert row.place_kind == ORGAN.kind


def test_paper_lost_on_the_way_stays_with_who_sent_it(city: City) -> None:
    (plan,) = labels(receive(city, "plan"))
    sent = send(city, plan)
    sign_for(city.officer("examine"), sent.pk, here=[], missing=[plan])

    mine = [(one.ref, one.detail) for one in desk_items(BUREAU, GIVER) if one.kind == "original"]

    assert mine == [(plan, "missing")]
    assert not any(kind == "original" for kind, _ in kinds(TAKER))


def test_visitors_put_aside_pass_to_the_successor_and_the_list_names_nobody(city: City) -> None:
    window, examiner = city.officer("window"), city.officer("examine")
    keep_visit(window, query={"party": "p"}, form="name=演示来访")
    park_visit(window)
    keep_visit(window, query={"party": "q"}, form="name=演示在办")  # still at the counter

    desk = order(city)
    sign_desk(window, desk.pk)
    sign_desk(examiner, desk.pk)

    assert [one.kind for one in items_on(desk)] == ["parked"]
    assert "演示来访" not in str(desk.items)
    assert parked_visits(window) == []
    assert [one.content.form for one in parked_visits(examiner)] == ["name=演示来访"]
    assert current_visit(window).form == "name=演示在办"


def test_head_signs_for_a_giver_who_is_gone_in_his_own_name(city: City) -> None:
    receive(city, "plan")
    end_all_posts(city.officer("head"), GIVER)
    desk = order(city)

    sign_desk(city.officer("head"), desk.pk)

    assert DeskSignature.objects.get().by == "T-head"
    assert sign_desk(city.officer("examine"), desk.pk) is DeskState.DONE


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"taker": GIVER}, "desk_himself"),
        ({"taker": "O-examine"}, "desk_not_in_office"),
        ({"taker": ""}, "desk_not_in_office"),
        ({"giver": "O-examine"}, "desk_not_in_office"),
        ({"giver": "nobody"}, "desk_not_in_office"),
        ({"seen": "0" * 64}, "desk_changed"),
        ({"seen": ""}, "desk_changed"),
    ],
)
def test_people_and_lists_that_do_not_fit_are_refused(
    city: City, changes: dict[str, str], rule: str
) -> None:
    with pytest.raises(DeskRefused, match=rule):
        order(city, **changes)

    assert not DeskHandOver.objects.exists()


def test_administrator_takes_over_no_desk_and_a_signature_is_asked_of_whose_turn_it_is(
    city: City,
) -> None:
    posts = Post.objects.filter(holdings__officer=TAKER)
    before = {post.pk: post.acts for post in posts}
    Post.objects.filter(pk__in=before).update(acts=["platform.operate"])
    with pytest.raises(DeskRefused, match="desk_administrator"):
        order(city)
    for post in posts:
        Post.objects.filter(pk=post.pk).update(acts=before[post.pk])
    desk, giver, taker = order(city), city.officer("window"), city.officer("examine")

    assert (desks_to_sign(giver), desks_to_sign(taker)) == ([desk], [])
    sign_desk(giver, desk.pk)
    assert (desks_to_sign(giver), desks_to_sign(taker)) == ([], [desk])
    sign_desk(taker, desk.pk)
    assert (desks_to_sign(giver), desks_to_sign(taker)) == ([], [])


def test_second_list_waits_until_the_first_is_signed_or_called_off(city: City) -> None:
    desk = order(city)
    with pytest.raises(DeskRefused, match="desk_open"):
        order(city, taker="T-review")

    call_off_desk(city.officer("head"), desk.pk)

    assert order(city, taker="T-review").number != desk.number
    for act in (sign_desk, call_off_desk):
        with pytest.raises(DeskRefused, match="desk_ended"):
            act(city.officer("head"), desk.pk)


def test_only_a_head_orders_and_only_the_two_sides_and_heads_see(city: City) -> None:
    seen = digest_of(desk_items(BUREAU, GIVER, TAKER))
    with pytest.raises(NotAllowed):
        hand_over_desk(city.officer("review"), giver=GIVER, taker=TAKER, seen=seen)
    desk = order(city)

    assert desks_seen_by(city.officer("review")) == []
    assert [row.pk for row in desks_seen_by(city.officer("window"))] == [desk.pk]
    for stranger in (city.officer("review"), city.officer("decide")):
        with pytest.raises(DeskNotFound):
            sign_desk(stranger, desk.pk)
    with pytest.raises(DeskNotFound):
        desk_named(city.officer("head"), UUID(int=1))
    with pytest.raises(NotAllowed):
        call_off_desk(city.officer("window"), desk.pk)
    assert not DeskSignature.objects.exists()


def test_database_keeps_list_and_signatures_as_they_were(city: City) -> None:
    desk = order(city)
    sign_desk(city.officer("window"), desk.pk)

    for table in ("documents_deskhandover", "documents_desksignature"):
        for statement in (f"UPDATE {table} SET digest = ''", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError), transaction.atomic():
                connection.cursor().execute(statement)
    row = DeskHandOver.objects.get()
    assert digest_of(items_on(row)) == row.digest  # what was signed can be worked out again
