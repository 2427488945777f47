"""Who may be given which post: by the services, and by the database itself."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.directory.people import (
    BUREAU,
    LONG_AGO,
    MARKET,
    MONDAY,
    hold,
    make_account,
    make_officer,
    make_organ,
    make_post,
)

from yichuang.directory.actors import PUBLIC
from yichuang.directory.errors import OrganNotFound, PostNotFilled, TitleInvalid
from yichuang.directory.models import Officer, Organ, PostHolding, Region, StandIn, Title
from yichuang.directory.organs import organ_by_code, organ_by_key
from yichuang.directory.staffing import appoint, dismiss, end_holding, let_stand_in
from yichuang.directory.standing import actor_for
from yichuang.directory.titles import give_title, title_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def organ() -> Organ:
    return make_organ()


def test_appoint_gives_the_post_once(organ):
    make_officer(organ)
    make_post(organ)

    first = appoint(officer="O1", post="bureau.decide", valid_from=LONG_AGO)

    assert appoint(officer="O1", post="bureau.decide", valid_from=LONG_AGO) == first


def test_appoint_refuses_contract_staff_for_a_post_that_decides(organ):
    make_officer(organ, employment="contract")
    make_post(organ)

    with pytest.raises(PostNotFilled) as refused:
        appoint(officer="O1", post="bureau.decide", valid_from=LONG_AGO)

    assert refused.value.facts["reason"] == "employment"
    assert refused.value.article == "LicLaw 24"
    assert not PostHolding.objects.exists()


@pytest.mark.parametrize(
    ("acts", "employments", "constraint"),
    [
        (["approval.decide"], ["civil_servant", "contract"], "contract_staff_assist"),
        (["approval.accept"], ["contract"], "contract_staff_assist"),
        (["platform.operate", "case.read"], ["civil_servant"], "system_administrator"),
        (["platform.operate", "directory.manage"], ["civil_servant"], "administrator"),
        (["directory.manage", "file.read"], ["civil_servant"], "security_administrator"),
        (["audit.read", "case.list"], ["civil_servant"], "audit_administrator"),
    ],
)
def test_database_refuses_posts_that_mix_what_must_stay_apart(organ, acts, employments, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_post(organ, acts=acts, employments=employments)


def test_one_person_is_never_two_of_the_three_administrators_at_once(organ):
    make_officer(organ)
    make_post(organ, code="bureau.system", acts=["platform.operate"])
    make_post(organ, code="bureau.security", acts=["directory.manage"])
    appoint(officer="O1", post="bureau.system", valid_from=LONG_AGO)

    with pytest.raises(PostNotFilled) as refused:
        appoint(officer="O1", post="bureau.security", valid_from=MONDAY)
    assert refused.value.facts["reason"] == "two_administrators"

    end_holding(officer="O1", post="bureau.system", last_day=date(2026, 3, 1))
    appoint(officer="O1", post="bureau.security", valid_from=MONDAY)


def test_stand_in_follows_the_same_rules(organ):
    post = make_post(organ)
    hold(make_officer(organ), post)
    make_officer(organ, code="O2", employment="contract")
    make_officer(organ, code="O3")
    days = {"valid_from": MONDAY, "valid_to": MONDAY}

    with pytest.raises(PostNotFilled):
        let_stand_in(absent="O1", stand_in="O2", post=post.code, **days)
    with pytest.raises(PostNotFilled):
        let_stand_in(absent="O3", stand_in="O1", post=post.code, **days)

    let_stand_in(absent="O1", stand_in="O3", post=post.code, **days)
    assert StandIn.objects.count() == 1


def test_dismissal_ends_every_post(organ):
    hold(make_officer(organ), make_post(organ))
    account = make_account(officer_id="O1")

    dismiss(officer="O1", last_day=date(2026, 3, 1))

    assert actor_for(account, on=MONDAY) == PUBLIC
    assert Officer.objects.get().valid_to == PostHolding.objects.get().valid_to == date(2026, 3, 1)


@pytest.mark.parametrize(
    "region",
    [
        {"code": "32020"},
        {"code": "32020000000X"},
        {"valid_from": date(2026, 3, 3), "valid_to": date(2026, 3, 2)},
    ],
)
def test_database_refuses_impossible_regions(region):
    values = {"code": "320200000000", "name": "无锡市", "level": "city", "valid_from": LONG_AGO}

    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.create(**{**values, **region})


def test_organ_is_found_by_code_and_key(organ):
    assert organ_by_code(BUREAU) == organ_by_key("approval-bureau")
    with pytest.raises(OrganNotFound):
        organ_by_code(MARKET)
    with pytest.raises(OrganNotFound):
        organ_by_key("nowhere")


TRANSFERRED = {
    "organ": BUREAU,
    "power_code": "000131001000",
    "kind": "transferred",
    "from_organ": MARKET,
    "basis": "LicLaw 25",
    "valid_from": LONG_AGO,
}


def test_title_says_by_what_right_on_a_day(organ):
    make_organ(MARKET, "market")
    title = give_title(**TRANSFERRED, valid_to=MONDAY)
    assert give_title(**TRANSFERRED, valid_to=MONDAY) == title

    assert title_on(BUREAU, "000131001000", MONDAY).in_name_of == BUREAU
    assert title_on(BUREAU, "000131001000", date(2026, 3, 3)) is None
    assert title_on(MARKET, "000131001000", MONDAY) is None
    assert Title.objects.count() == 1


def test_entrusted_organ_acts_in_the_name_of_the_other(organ):
    make_organ(MARKET, "market")

    title = give_title(**{**TRANSFERRED, "kind": "entrusted"})

    assert title.in_name_of == MARKET


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "stolen"}, "kind"),
        ({"basis": " "}, "basis"),
        ({"from_organ": None}, "from_organ"),
        ({"kind": "own"}, "from_organ"),
        ({"valid_to": date(2019, 1, 1)}, "valid_to"),
    ],
)
def test_title_with_a_fault_is_refused(organ, changes, field):
    with pytest.raises(TitleInvalid) as refused:
        give_title(**{**TRANSFERRED, **changes})

    assert refused.value.field == field
    assert not Title.objects.exists()


def test_two_titles_to_one_power_do_not_overlap(organ):
    make_organ(MARKET, "market")
    give_title(**TRANSFERRED, valid_to=MONDAY)

    with pytest.raises(TitleInvalid):
        give_title(**{**TRANSFERRED, "valid_from": MONDAY})
    give_title(**{**TRANSFERRED, "valid_from": date(2026, 3, 3)})

    assert Title.objects.count() == 2
