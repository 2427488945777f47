"""Leave, stand-ins and leavers: what is recorded, what is lent, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from tests.directory.people import (
    BUREAU,
    LONG_AGO,
    MARKET,
    MONDAY,
    NOON,
    hold,
    make_account,
    make_officer,
    make_organ,
    make_post,
    officer_actor,
)

from yichuang.directory.actors import PUBLIC, NotAllowed
from yichuang.directory.errors import LeaveNotFound, LeaveRefused, PostNotFilled
from yichuang.directory.leavers import end_all_posts
from yichuang.directory.leaves import decide_leave, end_leave, enter_leave, leave_state
from yichuang.directory.models import (
    Certificate,
    Departure,
    Leave,
    LeaveRecord,
    PostHolding,
    StandIn,
)
from yichuang.directory.standing import actor_for, actor_in_post

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY, FRIDAY = date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 6)
POST = "bureau.decide"


@pytest.fixture
def staff(clock):
    """A decides; B and C examine; D is contract staff; H and H2 lead. All of one organ."""
    organ = make_organ()
    decide = make_post(organ)
    examine = make_post(organ, code="bureau.handle", acts=["case.list", "approval.examine"])
    assist = make_post(
        organ, code="bureau.assist", acts=["case.list"], employments=["civil_servant", "contract"]
    )
    lead = make_post(organ, code="bureau.head", acts=["case.list", "staff.lead"])
    hold(make_officer(organ, "A", name="演示甲"), decide)
    hold(make_officer(organ, "B", name="演示乙"), examine)
    hold(make_officer(organ, "C", name="演示丙"), examine)
    hold(make_officer(organ, "D", name="演示丁", employment="contract"), assist)
    hold(make_officer(organ, "H", name="演示首"), lead)
    hold(make_officer(organ, "H2", name="演示次"), lead)
    return organ


def as_(officer: str, post: str = "bureau.head"):
    return actor_in_post(officer, post, second_factor=True)


def leave(actor=None, **changes):
    values = {"absent": "A", "stand_in": "B", "posts": [POST], "first": MONDAY, "last": FRIDAY}
    return enter_leave(actor or as_("H"), **{**values, **changes})


def nothing_written() -> bool:
    tables = (Leave, LeaveRecord, StandIn, Departure)
    return not any(table.objects.exists() for table in tables)


def test_head_enters_a_leave_and_it_stands_at_once(staff, clock):
    found = Leave.objects.get(pk=leave())

    assert (found.entered_by, found.entered_at) == ("H", clock.moment)
    assert [(one.kind, one.by) for one in found.records.all()] == [("approved", "H")]
    actor = actor_in_post("B", POST)
    assert (actor.id, actor.standing_in_for, actor.absent_name) == ("B", "A", "演示甲")
    assert actor.signing_name == "演示乙（代演示甲）"
    assert "approval.decide" in actor.acts
    assert as_("B", "bureau.handle").acts == {"case.list", "approval.examine"}  # no wider


def test_own_leave_waits_for_a_head_and_lends_nothing_before(staff):
    leave_id = leave(as_("A", POST))
    assert not StandIn.objects.exists()

    decide_leave(as_("H"), leave_id, approve=True)

    assert StandIn.objects.get().stand_in_id == "B"


def test_refused_leave_lends_nothing_and_cannot_be_approved_after(staff):
    leave_id = leave(as_("A", POST))

    decide_leave(as_("H"), leave_id, approve=False)

    with pytest.raises(LeaveRefused) as refused:
        decide_leave(as_("H2"), leave_id, approve=True)
    assert refused.value.facts["reason"] == "decided_already"
    assert not StandIn.objects.exists()


def test_a_head_does_not_approve_his_own_leave_nor_does_his_stand_in(staff):
    own = {"absent": "H", "posts": ["bureau.head"], "first": TUESDAY}
    leave(as_("H2"), absent="H", posts=["bureau.head"], last=MONDAY)  # B leads for H on Monday
    leave_id = leave(as_("H"), stand_in="C", **own)
    stand_in = as_("B", "bureau.head")
    assert stand_in.standing_in_for == "H"

    for actor in (as_("H"), stand_in):
        with pytest.raises(LeaveRefused) as refused:
            decide_leave(actor, leave_id, approve=True)
        assert refused.value.facts["reason"] == "own_approver"
    decide_leave(as_("H2"), leave_id, approve=True)


def test_stand_in_of_a_head_enters_a_further_leave_for_him_which_waits(staff):
    leave(as_("H2"), absent="H", posts=["bureau.head"], last=MONDAY)

    leave_id = leave(as_("B", "bureau.head"), absent="H", posts=["bureau.head"], first=TUESDAY)

    assert leave_state(Leave.objects.get(pk=leave_id)) == "waiting"


@pytest.mark.parametrize(
    ("moment", "stands_in"),
    [
        (datetime(2026, 3, 2, 15, 59, 59, tzinfo=UTC), False),  # 23:59:59 in the city, Monday
        (datetime(2026, 3, 2, 16, 0, tzinfo=UTC), True),  # midnight: Tuesday has begun
        (datetime(2026, 3, 4, 15, 59, 59, tzinfo=UTC), True),  # the last second of Wednesday
        (datetime(2026, 3, 4, 16, 0, tzinfo=UTC), False),
    ],
)
def test_post_is_lent_from_midnight_to_midnight_in_the_city(staff, clock, moment, stands_in):
    leave(first=TUESDAY, last=WEDNESDAY)
    account = make_account(officer_id="B")
    clock.moment = moment

    held = {post.standing_in_for for post in _all_posts(account)}

    assert ("A" in held) is stands_in


def _all_posts(account):
    from yichuang.directory.standing import account_with_standing, posts_of, today

    found = account_with_standing(account.pk, today())
    assert found is not None
    return posts_of(found[1])


def test_leave_ends_early_by_a_record_and_the_next_request_holds_nothing(staff, clock):
    leave_id = leave()
    account = make_account(officer_id="B")
    assert actor_for(account, POST).standing_in_for == "A"

    end_leave(as_("A", POST), leave_id)
    end_leave(as_("H"), leave_id)  # again is nothing

    assert {post.standing_in_for for post in _all_posts(account)} == {""}
    assert sorted(LeaveRecord.objects.values_list("kind", "by")) == [
        ("approved", "H"),
        ("ended", "A"),
    ]
    leave(stand_in="C")  # the days are free again


def test_ending_on_a_later_day_keeps_what_was_lent_before(staff, clock):
    leave_id = leave()
    clock.moment += timedelta(days=2)

    end_leave(as_("H"), leave_id)

    assert (StandIn.objects.get().valid_from, StandIn.objects.get().valid_to) == (MONDAY, TUESDAY)


def test_same_post_of_ones_own_and_lent_are_told_apart(staff):
    leave(absent="C", posts=["bureau.handle"])
    account = make_account(officer_id="B")

    assert actor_for(account, "bureau.handle").standing_in_for == ""
    assert actor_for(account, "bureau.handle@C").standing_in_for == "C"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"stand_in": "A"}, "himself"),
        ({"stand_in": "nobody"}, "not_in_office"),
        ({"posts": []}, "no_post"),
        ({"first": date(2026, 3, 1)}, "not_past"),
        ({"first": FRIDAY, "last": MONDAY}, "last_before_first"),
        ({"stand_in": "M"}, "other_organ"),
        ({"stand_in": "L"}, "not_in_office"),
    ],
)
def test_people_and_days_that_do_not_fit_are_refused(staff, changes, rule):
    market = make_organ(MARKET, "market")
    hold(make_officer(market, "M"), make_post(market, code="market.handle"))
    hold(make_officer(staff, "L", valid_to=TUESDAY), make_post(staff, code="bureau.other"))

    with pytest.raises(LeaveRefused) as refused:
        leave(**changes)

    assert refused.value.facts["reason"] == rule
    assert nothing_written()


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"stand_in": "D"}, "employment"),
        ({"posts": ["bureau.handle"]}, "absent_does_not_hold_it"),
        ({"posts": ["nowhere"]}, "absent_does_not_hold_it"),
        ({"posts": [POST, "bureau.head"]}, "absent_does_not_hold_it"),
    ],
)
def test_post_must_be_held_by_the_absent_and_open_to_the_stand_in(staff, changes, rule):
    with pytest.raises(PostNotFilled) as refused:
        leave(**changes)

    assert refused.value.facts["reason"] == rule
    assert (refused.value.article == "LicLaw 24") is (rule == "employment")
    assert nothing_written()


@pytest.mark.parametrize(("valid_to", "fits"), [(FRIDAY, True), (date(2026, 3, 5), False)])
def test_certificate_must_last_to_the_end_of_the_leave(staff, valid_to, fits):
    hold(make_officer(staff, "E"), make_post(staff, code="bureau.strict", needs_certificate=True))
    Certificate.objects.create(
        number="Z1", officer_id="B", kind="审批", valid_from=LONG_AGO, valid_to=valid_to
    )

    if fits:
        leave(absent="E", posts=["bureau.strict"])
    else:
        with pytest.raises(PostNotFilled, match="certificate"):
            leave(absent="E", posts=["bureau.strict"])


def test_chain_of_stand_ins_is_refused_from_both_ends(staff):
    leave()  # B for A

    for changes, rule in [
        ({"absent": "B", "stand_in": "C", "posts": ["bureau.handle"]}, "stands_in_himself"),
        ({"absent": "C", "stand_in": "A", "posts": ["bureau.handle"]}, "stand_in_absent"),
    ]:
        with pytest.raises(LeaveRefused) as refused:
            leave(**changes)
        assert refused.value.facts["reason"] == rule


def test_waiting_leave_counts_beside_a_new_one(staff):
    leave(as_("A", POST))

    with pytest.raises(LeaveRefused) as refused:
        leave(stand_in="C")

    assert refused.value.facts["reason"] == "overlaps"


def test_approval_looks_at_the_rules_anew(staff):
    leave_id = leave(as_("A", POST))
    PostHolding.objects.filter(officer="A").update(valid_to=TUESDAY)

    with pytest.raises(PostNotFilled):
        decide_leave(as_("H"), leave_id, approve=True)

    assert leave_state(Leave.objects.get(pk=leave_id)) == "waiting"


def test_colleagues_and_other_organs_enter_decide_and_end_nothing(staff):
    leave_id = leave(as_("A", POST))
    other = officer_actor("staff.lead", organ=MARKET, second_factor=True)

    with pytest.raises(NotAllowed):
        leave(as_("B", "bureau.handle"), absent="C", posts=["bureau.handle"])
    with pytest.raises(NotAllowed):
        decide_leave(as_("C", "bureau.handle"), leave_id, approve=True)
    with pytest.raises(NotAllowed):
        end_leave(as_("B", "bureau.handle"), leave_id)
    with pytest.raises(NotAllowed):
        end_leave(PUBLIC, leave_id)
    with pytest.raises(LeaveNotFound):
        end_leave(other, leave_id)
    with pytest.raises(LeaveNotFound):
        decide_leave(as_("H"), UUID(int=1), approve=True)
    assert not LeaveRecord.objects.exists()


@pytest.mark.parametrize("table", ["leave", "leaverecord", "departure"])
@pytest.mark.parametrize("verb", ["UPDATE directory_{} SET id = id", "DELETE FROM directory_{}"])
def test_database_refuses_to_change_what_was_recorded(staff, table, verb):
    leave()
    end_all_posts(as_("H"), "A")

    with pytest.raises(Exception, match=r"append-only|permission denied"), transaction.atomic():
        connection.cursor().execute(verb.format(table))


def test_database_keeps_one_verdict_a_leave(staff):
    leave_id = leave()

    with pytest.raises(IntegrityError, match="one_verdict"), transaction.atomic():
        LeaveRecord.objects.create(
            id=UUID(int=1), leave_id=leave_id, kind="refused", at=NOON, by="H", post="p"
        )


def test_leaver_is_out_with_the_next_request_and_his_leaves_end(staff):
    account = make_account(officer_id="B")
    leave()
    assert actor_for(account).id == "B"

    end_all_posts(as_("H"), "B")

    assert actor_for(account) == PUBLIC
    assert not StandIn.objects.exists()
    assert leave_state(Leave.objects.get()) == "ended"
    found = Departure.objects.get()
    assert (found.officer_id, found.posts, found.by) == ("B", ["bureau.handle"], "H")


def test_leaver_who_began_today_is_out_too(staff):
    hold(make_officer(staff, "N", valid_from=MONDAY), make_post(staff, code="bureau.new"))
    account = make_account(officer_id="N")

    end_all_posts(as_("H"), "N")

    assert actor_for(account) == PUBLIC


@pytest.mark.parametrize(
    ("officer", "rule"), [("H", "own_approver"), ("nobody", "not_in_office"), ("M", "other_organ")]
)
def test_only_somebody_else_of_the_own_organ_is_ended(staff, officer, rule):
    market = make_organ(MARKET, "market")
    hold(make_officer(market, "M"), make_post(market, code="market.handle"))

    with pytest.raises(LeaveRefused) as refused:
        end_all_posts(as_("H"), officer)

    assert refused.value.facts["reason"] == rule
    assert nothing_written()


def test_only_a_head_ends_posts_and_nobody_twice(staff):
    with pytest.raises(NotAllowed):
        end_all_posts(as_("A", POST), "B")
    end_all_posts(as_("H"), "B")

    with pytest.raises(LeaveRefused):
        end_all_posts(as_("H"), "B")
    assert Departure.objects.count() == 1
    assert Departure.objects.get().organ == BUREAU
