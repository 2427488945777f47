"""What only a result can say is not asked before there is one; worked by hand."""

from __future__ import annotations

from datetime import date

from yichuang.catalogue.content import FormField
from yichuang.catalogue.planning.plan import make_plan
from yichuang.catalogue.planning.wishes import Held, Requirement, Wish
from yichuang.law.public import Period, Unit, published_calendar

CALENDAR = published_calendar()
MONDAY = date(2026, 3, 2)
NAME = FormField("name", "名称")
CREDIT_CODE = FormField("uscc", "统一社会信用代码")
MAYBE_CODE = FormField("uscc", "统一社会信用代码", required=False)


def days(amount):
    return Period(amount, Unit.WORKING_DAY, "guide")


def planned(*wishes, held=None):
    return make_plan(wishes, {}, starts_on=MONDAY, calendar=CALENDAR, held=held or Held())


def company(**more):
    return Wish("company", "设立登记", promised=days(1), fields=(NAME,), yields=("uscc",), **more)


def test_a_number_that_a_result_bears_is_waited_for_and_not_asked():
    fund = Wish("fund", "公积金登记", promised=days(2), fields=(NAME, CREDIT_CODE))
    plan = planned(company(), fund)

    assert [one.field.element for one in plan.form.asked] == ["name"]
    assert plan.form.filled == {"uscc": "company"}
    assert plan.after == {"company": (), "fund": ("company",)}
    assert plan.promised.ends_on == date(2026, 3, 5)  # one day, then two
    assert (plan.figures.fields_before, plan.figures.fields_after) == (3, 1)


def test_a_number_nobody_must_give_is_not_waited_for():
    fund = Wish("fund", "公积金登记", promised=days(2), fields=(NAME, MAYBE_CODE))
    plan = planned(company(), fund)

    assert [one.field.element for one in plan.form.asked] == ["name", "uscc"]
    assert plan.after == {"company": (), "fund": ()}


def test_it_is_filled_in_where_the_result_is_waited_for_anyway():
    licence = Requirement("fund", "licence", "营业执照", ("licence",))
    fund = Wish("fund", "公积金登记", fields=(MAYBE_CODE,), requirements=(licence,))
    plan = planned(company(gives=("licence",)), fund)

    assert plan.form.filled == {"uscc": "company"}


def test_a_field_never_makes_matters_wait_in_a_circle():
    seal = Requirement("company", "seal", "印章", ("seal",))
    maker = Wish("maker", "刻章", fields=(CREDIT_CODE,), gives=("seal",))
    plan = planned(company(requirements=(seal,)), maker)

    assert plan.after == {"company": ("maker",), "maker": ()}
    assert [one.field.element for one in plan.form.asked] == ["name", "uscc"]


def test_what_a_register_knows_is_not_waited_for():
    fund = Wish("fund", "公积金登记", promised=days(2), fields=(CREDIT_CODE,))
    plan = planned(company(), fund, held=Held(elements={"uscc": "市场主体库"}))

    assert plan.form.known == {"uscc": "市场主体库"}
    assert plan.after["fund"] == ()


def test_whoever_holds_an_earlier_result_knows_its_number():
    check = Wish("check", "体检", promised=days(5), gives=("card",), yields=("card_no",))
    food = Wish("food", "许可", promised=days(10), fields=(FormField("card_no", "证明编号"),))
    plan = planned(check, food, held=Held(documents={"card": "电子证照"}))

    assert [one.field.element for one in plan.form.asked] == ["card_no"]
    assert plan.after["food"] == ()
    assert plan.promised.ends_on == date(2026, 3, 16)  # ten working days, not fifteen


def test_one_visit_serves_all_but_those_that_must_be_made_in_person():
    check = Wish("check", "健康检查", visits=2, in_person=1)
    paper = Wish("paper", "备案", visits=1)
    by_post = Wish("post", "备案", visits=0)

    def visits(*wishes):
        found = planned(*wishes).figures
        return found.visits_before, found.visits_after

    assert visits(check, paper) == (3, 2)  # the check, and one for everything else
    assert visits(Wish("check", "健康检查", visits=1, in_person=1)) == (1, 1)
    assert visits(paper, by_post) == (1, 1)
    assert visits(by_post) == (0, 0)


def test_the_lawful_day_is_the_promised_one_where_no_law_sets_a_limit():
    plan = planned(Wish("claim", "生育费用", promised=days(20)))

    # Twenty working days after 2 March: four weeks, no holiday between.
    assert plan.lawful.ends_on == plan.promised.ends_on == date(2026, 3, 30)
