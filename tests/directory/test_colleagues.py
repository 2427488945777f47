"""Who may be named as competent: in office, in the organ, in a post that allows the act."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests import factories

from yichuang.directory.models import Officer, Post
from yichuang.directory.public import (
    Subject,
    case_opened_since,
    colleagues_for,
    dismiss,
    end_holding,
    let_stand_in,
    officer_names,
    record_look,
    today,
    why_not_competent,
)

pytestmark = pytest.mark.django_db
ACT = "approval.approve_mending"
HERE = Subject(line="approval", organ=factories.BUREAU, region=factories.CITY)


@pytest.fixture
def city(small_city: factories.City) -> factories.City:
    return small_city


def yesterday() -> date:
    return today() - timedelta(days=1)


def test_heads_of_the_organ_are_listed_by_name_and_post(city):
    (head,) = colleagues_for(ACT, HERE)

    assert (head.code, head.name, head.post_name) == ("T-head", "演示head", "分管领导")
    assert why_not_competent("T-head", ACT, HERE) is None


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("T-decide", "post_lacks_act"),
        ("O-decide", "other_organ"),
        ("nobody", "unknown_officer"),
        ("", "unknown_officer"),
        ("x" * 500, "unknown_officer"),
    ],
)
def test_others_are_refused_with_the_reason(city, code, fault):
    assert why_not_competent(code, ACT, HERE) == fault


def test_who_has_left_office_or_post_is_not_listed(city):
    end_holding(officer="T-head", post="test.head", last_day=yesterday())

    assert colleagues_for(ACT, HERE) == []
    assert why_not_competent("T-head", ACT, HERE) == "not_in_office"
    assert why_not_competent("T-head", ACT, HERE, on=yesterday()) is None


def test_who_was_dismissed_is_not_in_office(city):
    dismiss(officer="T-head", last_day=yesterday())

    assert why_not_competent("T-head", ACT, HERE) == "not_in_office"


def test_a_stand_in_is_listed_in_the_absent_ones_post(city):
    let_stand_in(
        absent="T-head",
        stand_in="T-review",
        post="test.head",
        valid_from=today(),
        valid_to=today(),
    )

    assert {one.code: one.post for one in colleagues_for(ACT, HERE)} == {
        "T-head": "test.head",
        "T-review": "test.head",
    }


def test_contract_staff_may_not_approve_whatever_their_post_says(city):
    Officer.objects.filter(pk="T-head").update(employment="contract")

    assert colleagues_for(ACT, HERE) == []
    assert why_not_competent("T-head", ACT, HERE) == "post_lacks_act"


def test_a_post_bound_to_another_line_is_not_competent(city):
    Post.objects.filter(pk="test.head").update(lines=["hotline"])

    assert why_not_competent("T-head", ACT, HERE) is not None


def test_names_of_officers_in_office_or_not(city):
    dismiss(officer="T-head", last_day=yesterday())

    assert officer_names(["T-head", "nobody"]) == {"T-head": "演示head"}


def test_first_colleague_who_opened_a_case_to_handle_it(city):
    receipt = factories.file_case(city)
    party, since = city.parties["citizen"], receipt.recorded_at
    asked = {"case_id": receipt.case_id, "party_id": party, "since": since}
    record_look(city.officer("examine"), party, case_id=receipt.case_id, what="detail")
    record_look(
        city.officer("decide"),
        party,
        case_id=receipt.case_id,
        purpose="discipline",
        ground="示例",
        what="detail",
    )

    assert case_opened_since(**asked, except_for="T-examine") is None
    record_look(city.officer("review"), party, case_id=receipt.case_id, what="detail")

    opened = case_opened_since(**asked, except_for="T-examine")
    assert opened is not None
    assert (opened.officer, opened.post) == ("T-review", "test.review")
    assert case_opened_since(**{**asked, "since": opened.at + timedelta(1)}, except_for="") is None
