"""Lint: each flaw found where it is, and not where it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.catalogue.making import cited, days, make_content

from yichuang.catalogue.lint import (
    BARRING,
    Produced,
    circle_through,
    is_catch_all,
    surely_longer,
    tightening,
)
from yichuang.catalogue.public import (
    Basis,
    BasisStatus,
    Fee,
    Flaw,
    HandlingKind,
    HandUpTerms,
    LintContext,
    Material,
    PowerType,
    PromiseTerms,
    Result,
    SatisfiedBy,
    Step,
    TimeLimit,
    lint,
)
from yichuang.law.public import Unit

PLAIN = LintContext(resolves=lambda basis: basis.article < 900)


def flaws(content, context=PLAIN):
    return {(finding.code, finding.element) for finding in lint(content, context)}


def test_sound_edition_has_no_flaw():
    assert flaws(make_content()) == set()


@pytest.mark.parametrize(
    ("one", "other", "longer"),
    [
        (days(21), days(20), True),
        (days(20), days(20), False),
        (days(20), days(20, Unit.CALENDAR_DAY), True),  # 20 working days span at least 26
        (days(5), days(7, Unit.CALENDAR_DAY), False),  # may be within a week
        (days(31, Unit.CALENDAR_DAY), days(1, Unit.MONTH), False),
        (days(32, Unit.CALENDAR_DAY), days(1, Unit.MONTH), True),
        (days(1, Unit.YEAR), days(11, Unit.MONTH), True),
    ],
)
def test_surely_longer_whatever_the_calendar(one, other, longer):
    assert surely_longer(one, other) is longer


@given(st.integers(1, 400), st.sampled_from(Unit), st.integers(1, 400), st.sampled_from(Unit))
def test_two_periods_are_never_each_longer_than_the_other(a, unit_a, b, unit_b):
    one, other = days(a, unit_a), days(b, unit_b)

    assert not (surely_longer(one, other) and surely_longer(other, one))


def test_promise_beyond_law_is_found_with_its_article():
    content = make_content(promised=TimeLimit(days(21)))

    (finding,) = lint(content, PLAIN)

    assert (finding.code, finding.element, finding.article) == (
        Flaw.PROMISE_BEYOND_LAW,
        "promised",
        "BizReg 36",
    )
    assert finding.mend


def test_instant_matter_may_not_promise_days():
    content = make_content(handling_kind=HandlingKind.INSTANT)

    assert (Flaw.INSTANT_MISMATCH, "handling_kind") in flaws(content)
    assert flaws(make_content(handling_kind=HandlingKind.INSTANT, promised=None)) == set()


def test_visits_need_a_reason():
    assert (Flaw.VISITS_WITHOUT_REASON, "visits_reason") in flaws(make_content(visits=1))
    assert flaws(make_content(visits=1, visits_reason="当面核验人像")) == set()
    assert flaws(make_content(visits=0)) == set()


@pytest.mark.parametrize(
    "name",
    [
        "其他材料",
        "其他有关材料",
        "有关证明材料",
        "法律、法规规定的其他材料",
        "相关资料",
        "其它文件。",
    ],
)
def test_catch_all_names(name):
    assert is_catch_all(name)


@pytest.mark.parametrize(
    "name", ["申请书", "三年以上其他法律职业经历证明", "其他身份证件复印件", "营业执照", "财务报表"]
)
def test_names_that_say_what_they_ask(name):
    assert not is_catch_all(name)


def test_material_of_another_matter_of_the_city_is_found_unless_the_licence_satisfies_it():
    context = LintContext(
        resolves=lambda _: True, produced={"003": Produced("m-2", "企业设立登记")}
    )
    paper = Material("bl", "营业执照", licence_type="003", basis=cited(31))
    held = Material(
        "bl", "营业执照", licence_type="003", basis=cited(31), satisfied_by=(SatisfiedBy.LICENCE,)
    )

    assert flaws(make_content(materials=(paper,)), context) == {
        (Flaw.MATERIAL_PRODUCED_HERE, "materials.bl")
    }
    assert flaws(make_content(materials=(held,)), context) == set()


def test_missing_and_unresolved_bases_are_found():
    repealed = (Basis(BasisStatus.CITED, "law:行政许可法:2019", "行政许可法", 999),)
    content = make_content(set_basis=(), statutory=TimeLimit(days(20), repealed))

    assert flaws(content) == {
        (Flaw.BASIS_MISSING, "set_basis"),
        (Flaw.BASIS_UNRESOLVED, "statutory"),
    }


def test_fee_without_standard_and_licence_of_the_wrong_kind_are_found():
    fee = Fee("工本费", basis=cited(59))
    content = make_content(fees=(fee,), result=Result("2", "示例许可证"))

    assert flaws(content) == {
        (Flaw.FEE_WITHOUT_STANDARD, "fees.0"),
        (Flaw.LICENCE_WITHOUT_RESULT_TYPE, "result"),
    }


def test_promise_for_a_material_needs_words_of_its_own_or_of_the_guide():
    ways = (SatisfiedBy.UPLOAD, SatisfiedBy.PROMISE)
    rules = Material("rules", "管理制度", satisfied_by=ways, basis=cited(30))
    worded = replace(rules, promise="已经建立管理制度。")
    blank = replace(rules, promise="  ")
    terms = PromiseTerms("符合各项条件。", days(30), cited(40))
    found = {(Flaw.PROMISE_WITHOUT_WORDS, "materials.rules")}

    assert flaws(make_content(materials=(rules,))) == found
    assert flaws(make_content(materials=(blank,))) == found
    assert flaws(make_content(materials=(worded,))) == set()
    assert flaws(make_content(materials=(rules,), on_promise=terms)) == set()


def test_circle_of_preconditions_is_named_step_by_step():
    needs = {"a": frozenset({"b"}), "b": frozenset({"c", "d"}), "c": frozenset({"a"})}

    assert circle_through("a", needs) == ("a", "b", "c", "a")
    assert circle_through("d", needs) == ()


def test_claimed_matter_may_only_tighten():
    parent = make_content(visits=1, fees=(Fee("工本费", 500, basis=cited(59)),))
    same = make_content(visits=1, fees=(Fee("工本费", 500, basis=cited(59)),))
    tighter = make_content(visits=0, fees=(), materials=(), promised=TimeLimit(days(1)))
    looser = make_content(
        visits=2,
        promised=TimeLimit(days(6)),
        fees=(Fee("工本费", 600), Fee("检测费", 100)),
        materials=(Material("form", "申请书", copies=2), Material("more", "承诺书")),
    )

    assert tightening(same, parent) == []
    assert tightening(tighter, parent) == []
    assert {finding.element for finding in tightening(looser, parent)} == {
        "visits",
        "promised",
        "fees.0",
        "fees.1",
        "materials.form",
        "materials.more",
    }


FIRST_STEP = Step("first", "初审", "approval.examine")
UPPER_STEP = Step("upper", "上级审查", "approval.examine", above=True)


def handed(first=20, organ="above", steps=(FIRST_STEP,), **changes):
    """Return a licence that an organ above decides."""
    terms = HandUpTerms(organ, "示例市测试局", days(first))
    return make_content(hand_up=terms, steps=steps, **changes)


ABOVE = replace(PLAIN, not_above=lambda code: {"own": "itself", "far": "beside"}.get(code, ""))


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        (handed(), None),
        (handed(first=21), (Flaw.HAND_UP_TOO_LONG, "hand_up")),
        (handed(organ="own"), (Flaw.HAND_UP_ORGAN, "hand_up")),
        (handed(organ="far"), (Flaw.HAND_UP_ORGAN, "hand_up")),
        (handed(steps=()), (Flaw.HAND_UP_IMPOSSIBLE, "steps")),
        (
            handed(steps=(UPPER_STEP, FIRST_STEP)),
            (Flaw.HAND_UP_IMPOSSIBLE, "steps"),
        ),
        (handed(power_type=PowerType.PAYMENT), (Flaw.HAND_UP_IMPOSSIBLE, "hand_up")),
        (
            make_content(steps=(UPPER_STEP,)),
            (Flaw.HAND_UP_IMPOSSIBLE, "steps"),
        ),
    ],
)
def test_hand_up_is_within_the_law_or_told_why_not(content, flaw):
    found = {one for one in flaws(content, ABOVE) if one[0].value.startswith("hand_up")}

    assert found == ({flaw} if flaw else set())
    assert all(code in BARRING for code, _ in found)
