"""Bundles the city publishes, and the plan of any set of matters in force."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.catalogue.making import PUBLISHER, cited, days, make_content, make_published, officer

from yichuang.catalogue.models import Bundle
from yichuang.catalogue.public import (
    AnswerUnknown,
    BundleContent,
    BundleInvalid,
    BundlePart,
    BundleUnknown,
    HandlingKind,
    Material,
    MatterUnknown,
    NotAppliedFor,
    PowerType,
    Result,
    SatisfiedBy,
    Situation,
    TimeLimit,
    TooManyMatters,
    bundle_named,
    bundles_called,
    bundles_in_use,
    matters_to_plan,
    plan_for,
    publish_bundle,
)
from yichuang.directory.public import NotAllowed
from yichuang.law.public import published_calendar

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
SIGN = Situation("sign", "要不要挂招牌？", ("要", "不要"))
SHOP = BundleContent(
    "shop",
    "开一家店",
    (BundlePart("company"), BundlePart("food"), BundlePart("sign", ("sign=要",))),
    everyday=("开饭馆",),
    questions=(SIGN,),
)


@pytest.fixture
def matters(clock: Any) -> None:
    """A company, a food licence that asks for its licence, a sign, and a penalty."""
    licence = Material(
        "licence",
        "营业执照",
        satisfied_by=(SatisfiedBy.LICENCE, SatisfiedBy.UPLOAD),
        licence_type="003",
        basis=cited(31),
    )
    result = Result("1", "营业执照", "003")
    for code, content in {
        "company": make_content(
            catalog_code="",
            name="设立登记",
            result=result,
            handling_kind=HandlingKind.INSTANT,
            materials=(Material("id", "身份证明", basis=cited(31)),),
        ),
        "food": make_content(catalog_code="", name="食品经营许可", materials=(licence,)),
        "sign": make_content(
            catalog_code="",
            name="店招登记",
            materials=(licence, Material("picture", "效果图", basis=cited(31))),
            promised=TimeLimit(days(3)),
        ),
        "fine": make_content(catalog_code="", name="罚款", power_type=PowerType.PENALTY),
    }.items():
        make_published(content, code=code)


def planned(*codes: str, bundle: str = "", **answers: str) -> Any:
    return plan_for(codes, answers, calendar=published_calendar(), starts_on=MONDAY, bundle=bundle)


def test_a_plan_is_made_of_the_editions_in_force(matters, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = planned("food", "company", "food")

    assert [wish.name for wish in found.plan.matters] == ["食品经营许可", "设立登记"]
    assert found.plan.after == {"food": ("company",), "company": ()}
    assert [document.name for document in found.plan.bring] == ["身份证明"]
    # The company at once; then five working days after Monday 2 March.
    assert found.plan.promised.ends_on == date(2026, 3, 9)
    assert found.editions["food"][0].organ_name == "示例局"


def test_a_bundle_brings_its_matters_its_questions_and_its_conditions(matters):
    publish_bundle(SHOP, region="320200000000", actor=PUBLISHER)

    assert bundle_named("shop") == SHOP
    assert [one.code for one in bundles_called("我要开饭馆")] == ["shop"]
    assert bundles_called(" ") == bundles_called("修路") == []
    without = planned(bundle="shop", sign="不要").plan
    assert [wish.id for wish in without.left_out] == ["sign"]
    assert [question.code for question, _ in without.questions] == ["sign"]
    assert [wish.id for wish in planned(bundle="shop", sign="要").plan.matters] == [
        "company", "food", "sign",
    ]  # fmt: skip
    assert [wish.id for wish in planned("food", bundle="shop").plan.matters] == ["food"]


def test_a_bundle_published_anew_replaces_the_one_before(matters):
    publish_bundle(SHOP, region="320200000000", actor=PUBLISHER)
    smaller = BundleContent("shop", "开店", SHOP.parts[:2])

    publish_bundle(smaller, region="320200000000", actor=PUBLISHER)

    assert bundles_in_use() == [smaller]
    Bundle.objects.update(withdrawn_at=Bundle.objects.get().published_at)
    assert bundles_in_use() == []
    with pytest.raises(BundleUnknown):
        planned(bundle="shop")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (BundleContent("shop", " ", SHOP.parts, (), (SIGN,)), BundleInvalid),
        (BundleContent("shop", "店", SHOP.parts[:1]), BundleInvalid),
        (BundleContent("shop", "店", (*SHOP.parts[:2], SHOP.parts[0])), BundleInvalid),
        (BundleContent("shop", "店", SHOP.parts), BundleInvalid),  # nobody asks for "sign"
        (BundleContent("shop", "店", (BundlePart("food"), BundlePart("none"))), MatterUnknown),
        (BundleContent("shop", "店", (BundlePart("food"), BundlePart("fine"))), NotAppliedFor),
    ],
)
def test_a_bundle_that_does_not_hold_together_is_refused(matters, content, refusal):
    with pytest.raises(refusal):
        publish_bundle(content, region="320200000000", actor=PUBLISHER)

    assert not Bundle.objects.exists()


def test_a_bundle_is_published_only_by_who_may(matters):
    with pytest.raises(NotAllowed):
        publish_bundle(SHOP, region="320200000000", actor=officer("x", acts=frozenset()))


@pytest.mark.parametrize("code", ["none", "", "a\0b"])
def test_an_unknown_matter_is_refused(matters, code):
    with pytest.raises(MatterUnknown):
        planned("food", code)


def test_unknown_answers_and_too_many_matters_are_refused(matters):
    publish_bundle(SHOP, region="320200000000", actor=PUBLISHER)
    for answers in ({"sign": "也许"}, {"colour": "red"}):
        with pytest.raises(AnswerUnknown):
            planned(bundle="shop", **answers)
    with pytest.raises(TooManyMatters):
        planned(*(f"m-{n}" for n in range(31)))
    with pytest.raises(BundleUnknown):
        planned(bundle="a\0b")


def test_what_a_plan_can_take_is_told(matters):
    assert matters_to_plan(["sign", "none", "fine", "food", "sign", "\0"], MONDAY) == [
        "sign", "food",
    ]  # fmt: skip
