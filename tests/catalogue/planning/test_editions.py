"""What of an edition the planner sees."""

from __future__ import annotations

from datetime import date

import pytest

from yichuang.catalogue.content import (
    EditionContent,
    HandlingKind,
    Material,
    PowerType,
    Result,
    SatisfiedBy,
    Step,
)
from yichuang.catalogue.planning.editions import is_application_form, wish_of
from yichuang.catalogue.planning.plan import make_plan
from yichuang.catalogue.planning.wishes import Held
from yichuang.law.public import published_calendar

LICENSED = (SatisfiedBy.LICENCE, SatisfiedBy.UPLOAD)


def material(code, name="材料", **more):
    return Material(code, name, **more)


@pytest.mark.parametrize(
    ("name", "kind", "form"),
    [
        ("食品经营许可申请书", "2", True),
        ("《户外招牌设置申请表》（一式两份）", "2", True),
        ("企业备案表", "2", True),
        ("可行性研究报告", "2", False),
        ("授权委托书", "2", False),
        ("食品经营许可申请书", "1", False),
    ],
)
def test_what_the_one_form_replaces(name, kind, form):
    assert is_application_form(material("a", name, kind=kind)) is form


def test_a_licence_that_one_gives_and_another_asks_for_is_one_document():
    company = EditionContent(
        "设立登记",
        PowerType.CONFIRMATION,
        HandlingKind.INSTANT,
        materials=(material("id"),),
        result=Result("1", "营业执照", "001"),
    )
    food = EditionContent(
        "食品经营许可",
        PowerType.LICENCE,
        materials=(
            material("licence", satisfied_by=LICENSED, licence_type="001"),
            material("identity", satisfied_by=(SatisfiedBy.INTERFACE,), data_element="person"),
            material("may", need="2"),
            material("cold", asked_when="cold=是"),
        ),
        steps=(Step("site", "核查", "approval.examine", people=2),),
    )
    wishes = (
        wish_of("a", company, organ="甲", documents={"id": "identity card"}),
        wish_of("b", food, organ="甲", documents={"identity": "identity card"}),
    )
    calendar, day = published_calendar(), date(2026, 3, 2)

    plan = make_plan(wishes, {"cold": "否"}, starts_on=day, calendar=calendar)
    assert [(d.id, len(d.serves)) for d in plan.bring] == [("identity card", 2)]
    assert plan.after["b"] == ("a",)
    assert [one.code for one in plan.optional] == ["may"]
    assert [wish.site_visit for wish in plan.matters] == [False, True]

    held = Held({"element:person": "人口库", "licence:001": "电子证照"})
    plan = make_plan(wishes, {"cold": "是"}, starts_on=day, calendar=calendar, held=held)
    assert {d.id for d in plan.bring} == {"identity card", "b/cold"}
    assert plan.after["b"] == ()
