"""A plan worked by hand: a snack bar that needs a company, a food licence and a shop sign."""

from __future__ import annotations

from datetime import date

import pytest

from yichuang.catalogue.content import FormField, Situation
from yichuang.catalogue.planning.cover import fewest
from yichuang.catalogue.planning.plan import make_plan
from yichuang.catalogue.planning.wishes import Held, Requirement, Wish
from yichuang.law.public import Period, Unit, published_calendar

CALENDAR = published_calendar()
MONDAY = date(2026, 3, 2)

NAME = FormField("applicant_name", "名称", longest=100)
ADDRESS = FormField("address", "地址")


def days(amount):
    return Period(amount, Unit.WORKING_DAY, "guide")


def asks(matter, code, *options, **more):
    return Requirement(matter, code, more.pop("name", code), options, **more)


COMPANY = Wish(
    "company",
    "公司设立登记",
    organ="市场监管",
    promised=days(1),
    statutory=days(3),
    requirements=(
        asks("company", "id", "identity card"),
        asks("company", "lease", "lease", "deed"),
    ),
    fields=(NAME, ADDRESS),
    gives=("business licence",),
)
FOOD = Wish(
    "food",
    "食品经营许可",
    organ="市场监管",
    promised=days(10),
    statutory=days(20),
    requirements=(
        asks("food", "form", "form food", form=True),
        asks("food", "licence", "business licence"),
        asks("food", "premises", "deed", "lease", "owner's consent"),
        asks("food", "cold room", "layout of the cold room", when=("cold=是",)),
    ),
    fields=(
        FormField("applicant_name", "经营者名称", longest=60),
        FormField("staff", "人数", "integer"),
    ),
    questions=(Situation("cold", "是否自制冷食？", ("是", "否")),),
    gives=("food licence",),
    visits=2,
    site_visit=True,
)
SIGN = Wish(
    "sign",
    "户外招牌设置",
    organ="城管",
    promised=days(5),
    statutory=days(20),
    requirements=(
        asks("sign", "licence", "business licence"),
        asks("sign", "identity", "identity card"),
        asks("sign", "picture", "picture of the sign"),
    ),
    fields=(NAME, ADDRESS),
    when=("sign=是",),
    questions=(Situation("sign", "是否设置招牌？", ("是", "否")),),
)


def planned(answers, held=None):
    wishes = (COMPANY, FOOD, SIGN)
    return make_plan(wishes, answers, starts_on=MONDAY, calendar=CALENDAR, held=held or Held())


def test_one_document_serves_everyone_who_takes_it_and_results_are_waited_for():
    plan = planned({"cold": "否", "sign": "是"})

    brought = {d.id: sorted(r.matter for r in d.serves) for d in plan.bring}
    assert brought == {
        "identity card": ["company", "sign"],
        "lease": ["company", "food"],
        "picture of the sign": ["sign"],
    }
    assert plan.after == {"company": (), "food": ("company",), "sign": ("company",)}
    assert {(one.requirement.key, one.how) for one in plan.spared} == {
        (("food", "form"), "form"),
        (("food", "licence"), "result"),
        (("sign", "licence"), "result"),
    }


def test_the_promise_is_the_longest_path_not_the_sum():
    plan = planned({"cold": "否", "sign": "是"})

    # Company: 3 March. Food: ten working days after it; no holiday between: 17 March.
    assert plan.promised.path == ("company", "food")
    assert plan.promised.ends_on == date(2026, 3, 17)
    # Lawful: three days, 5 March; then twenty, 2 April.
    assert plan.lawful.ends_on == date(2026, 4, 2)
    # Three licences of two organs handled together: 45 working days after 2 March. Off are
    # 4 to 6 April (清明) and 1 to 5 May; 9 May is worked instead.
    assert plan.joint_until == date(2026, 5, 8)
    assert [slot.stage for slot in plan.promised.slots] == [1, 2, 2]


def test_a_service_in_the_bundle_takes_no_limit_away_from_its_licences():
    card = Wish("card", "健康证明", organ="卫健", licence=False)
    both = make_plan((COMPANY, SIGN, card), {"sign": "是"}, starts_on=MONDAY, calendar=CALENDAR)
    one = make_plan((COMPANY, card), {}, starts_on=MONDAY, calendar=CALENDAR)

    assert both.joint_until == date(2026, 5, 8)  # 45 working days, counted above
    assert one.joint_until is None  # only one organ licenses


def test_what_does_not_apply_is_left_out_and_what_applies_is_asked_once():
    plan = planned({"cold": "是", "sign": "否"})

    assert [wish.id for wish in plan.left_out] == ["sign"]
    assert "layout of the cold room" in {d.id for d in plan.bring}
    assert [one.field.element for one in plan.form.asked] == ["applicant_name", "address", "staff"]
    name = plan.form.asked[0]
    assert (name.matters, name.field.longest) == (("company", "food"), 60)
    assert [question.code for question, _ in plan.questions] == ["cold", "sign"]


def test_what_is_held_is_neither_asked_nor_waited_for():
    held = Held(
        documents={"business licence": "电子证照", "deed": "不动产登记"},
        elements={"applicant_name": "电子证照"},
    )
    plan = planned({"cold": "否", "sign": "是"}, held)

    assert {d.id for d in plan.bring} == {"identity card", "picture of the sign"}
    assert plan.after == {"company": (), "food": (), "sign": ()}
    assert plan.form.known == {"applicant_name": "电子证照"}
    assert plan.promised.ends_on == date(2026, 3, 16)


def test_before_and_after():
    found = planned({"cold": "否", "sign": "是"}).figures

    assert (found.fields_before, found.fields_after) == (6, 3)
    assert (found.documents_before, found.documents_after) == (8, 3)
    assert (found.days_before, found.days_after) == (16, 11)
    assert (found.visits_before, found.visits_after) == (4, 1)
    assert (found.site_visits_before, found.site_visits_after) == (1, 1)


def test_matters_that_ask_for_each_other_are_named_with_their_requirements():
    first = Wish(
        "a", "甲", requirements=(asks("a", "r", "of b", basis=("甲法第一条",)),), gives=("of a",)
    )
    second = Wish("b", "乙", requirements=(asks("b", "s", "of a"),), gives=("of b",))
    plan = make_plan((first, second), {}, starts_on=MONDAY, calendar=CALENDAR)

    assert plan.circle.matters == ("a", "b")
    assert [one.basis for one in plan.circle.requirements] == [("甲法第一条",), ()]
    assert plan.promised is None


def test_a_circle_is_broken_where_another_document_does_at_the_least_cost():
    first = Wish("a", "甲", requirements=(asks("a", "r", "of b", "opinion"),), gives=("of a",))
    second = Wish(
        "b",
        "乙",
        requirements=(asks("b", "s", "of a", "map", "plan"), asks("b", "t", "opinion", "survey")),
        gives=("of b",),
    )
    plan = make_plan((first, second), {}, starts_on=MONDAY, calendar=CALENDAR)

    assert {d.id for d in plan.bring} == {"opinion"}
    assert plan.after == {"a": (), "b": ("a",)}


@pytest.mark.parametrize(
    ("sets", "size"),
    [
        ([], 0),
        ([{"a"}], 1),
        ([{"a", "b"}, {"b", "c"}, {"c", "a"}], 2),
        ([{"a", "b"}, {"b", "c"}, {"b"}], 1),
        # greedy takes "x" first and needs three; two are enough
        ([{"x", "p"}, {"x", "p"}, {"x", "q"}, {"x", "q"}, {"p"}, {"q"}], 2),
    ],
)
def test_the_fewest_documents(sets, size):
    chosen = fewest(frozenset(one) for one in sets)

    assert len(chosen) == size
    assert all(chosen & one for one in sets)


def test_a_requirement_that_nothing_can_meet_is_refused():
    with pytest.raises(ValueError, match="nothing can meet"):
        fewest([frozenset()])
