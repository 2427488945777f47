"""Questions under one code: one where they read the same, apart where they do not."""

from __future__ import annotations

from datetime import date

from yichuang.catalogue.content import FormField, Situation
from yichuang.catalogue.planning.plan import make_plan
from yichuang.catalogue.planning.questions import told_apart
from yichuang.catalogue.planning.wishes import Requirement, Wish
from yichuang.law.public import published_calendar


def wish(name, question, *answers, wanted):
    return Wish(
        name,
        name,
        questions=(Situation("kind", question, answers),),
        requirements=(Requirement(name, "m", "材料", (f"{name}/m",), when=(f"kind={wanted}",)),),
        fields=(FormField(f"{name}_field", "栏", asked_when=f"kind={wanted}"),),
    )


ONE = wish("one", "谁来办？", "本人", "代办", wanted="代办")
SAME = wish("same", "谁来办？", "代办", "本人", wanted="代办")
AGAIN = wish("again", "为什么办？", "丢失", "代办", wanted="丢失")
OTHER = wish("other", "为什么办？", "丢失", "代办", wanted="代办")


def planned(answers):
    wishes = told_apart((ONE, SAME, OTHER, AGAIN))
    return make_plan(wishes, answers, starts_on=date(2026, 3, 2), calendar=published_calendar())


def test_the_same_words_and_answers_are_one_question_others_are_told_apart():
    plan = planned({})

    assert [(question.code, matters) for question, matters in plan.questions] == [
        ("kind", ("one", "same")),
        ("other:kind", ("other", "again")),
    ]


def test_an_answer_reaches_only_the_matters_that_ask_it():
    first, second = planned({"kind": "代办"}), planned({"other:kind": "代办"})

    assert {document.id for document in first.bring} == {"one/m", "same/m"}
    assert [asked.field.element for asked in first.form.asked] == ["one_field", "same_field"]
    assert {document.id for document in second.bring} == {"other/m"}
    assert [asked.field.element for asked in second.form.asked] == ["other_field"]
