"""Real packages are planned whole and with the fewest documents, whatever is answered."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from yichuang.catalogue.planning.wishes import NOTHING_HELD

from .checker import faults, fewest_documents
from .figures import TABLES, page, plan_of, written
from .packages import NAMES, added, load, published, raw, sources_of, with_added, without


def answers_of(package):
    """Return the typical answers, each other answer by itself, and all other answers at once."""
    found = [package.typical]
    for question in package.questions:
        for answer in question.answers:
            if answer != package.typical[question.code]:
                found.append(package.typical | {question.code: answer})
    return [
        *found,
        {q.code: q.answers[0] for q in package.questions},
        {q.code: q.answers[-1] for q in package.questions},
    ]


def planned(package, answers):
    return plan_of(replace(package, typical=answers))


@pytest.mark.parametrize("name", NAMES)
def test_a_package_is_planned_whole_and_with_the_fewest_documents(name):
    package = load(name)

    for answers in answers_of(package):
        plan = planned(package, answers)

        assert list(faults(plan, package.wishes, answers, NOTHING_HELD)) == [], answers
        assert len(plan.bring) == fewest_documents(package.wishes, answers, NOTHING_HELD), answers
        assert plan.circle is None, answers


@pytest.mark.parametrize("name", NAMES)
def test_every_input_of_a_package_has_its_source(name):
    content = raw(name)
    used = sources_of(name)

    assert set(used) == set(content["sources"])  # and no source that nothing comes from
    assert all(text.strip() for text in used)
    assert set(content["typical"]["answers"]) == {row[0] for row in content["questions"]}


def test_what_was_added_is_asked_for_somewhere_and_has_its_source():
    wishes = [one for name in NAMES for one in load(name).wishes]
    elements = {field.element for one in wishes for field in one.fields}
    documents = {option for one in wishes for r in one.requirements for option in r.options}
    matters = {one.id for one in wishes}
    extra = added()

    for kind, known in (("elements", elements), ("documents", documents), ("in_person", matters)):
        assert {row[0] for row in extra[kind]} <= known
    for matter, carried, _ in extra["yields"]:
        assert matter in matters
        assert set(carried) <= elements
    rows = [row for kind in extra if kind != "note" for row in extra[kind]]
    assert all(row[-1].strip() for row in rows)
    assert all(one["source"].strip() for one in published())


@pytest.mark.parametrize("name", NAMES)
def test_with_results_and_registers_it_is_still_whole_and_smallest(name):
    package = with_added(load(name))

    for answers in answers_of(package):
        plan = planned(package, answers)

        assert list(faults(plan, package.wishes, answers, package.held)) == [], answers
        least = fewest_documents(package.wishes, answers, package.held)
        assert len(plan.bring) == least, answers


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", TABLES)
def test_the_page_has_the_computed_table(name, language):
    told = "run python -m tests.catalogue.planning.figures"

    assert written(name, language) == TABLES[name](language), told


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_reasons_speak_of_the_figures_in_the_table(language):
    computed = {name: make(language) for name, make in TABLES.items()}
    reasons = page(language).read_text("utf-8")
    for one in computed.values():
        reasons = reasons.replace(one, "")
    threes = re.findall(r"\d+ → \d+ → \d+", reasons)

    assert len(threes) == 5
    assert [one for one in threes if one not in computed["published"]] == []


# --- what the page says beside its tables ---------------------------------------------------------


def figures(package, **answers):
    return planned(package, package.typical | answers).figures


def test_a_restaurant_waits_for_the_health_certificate_first():
    package = without(with_added(load("restaurant")), ["business_registration"])
    checked = without(package, ["health_certificate"])

    assert planned(package, package.typical).promised.path == ("health_certificate", "food_licence")
    assert (figures(package).days_after, figures(checked).days_after) == (15, 10)
    assert sum(len(one.requirements) for one in package.wishes) == 31  # all situations together


def test_a_company_waits_for_one_promise_of_social_insurance():
    package = load("company_opening")
    rest = without(package, ["social_registration"])

    assert (figures(package).days_after, figures(rest).days_after) == (11, 2)


def test_a_birth_settled_at_discharge_needs_four_papers_and_ends_with_the_card():
    package = with_added(load("newborn"))
    plan = planned(package, package.typical | {"direct_settlement": "是"})

    assert [one.id for one in plan.bring] == [
        "power_of_attorney",
        "newborn_vaccination_record",
        "payment_account_proof",
        "newborn_photo",
    ]
    assert plan.promised.path[-1] == "social_card"
    assert plan.figures.days_after == 10


def test_a_store_without_an_agent_asks_for_42_papers_and_5_forms():
    package = without(load("convenience_store"), ["business_registration"])
    plan = planned(package, package.typical | {"agent": "否"})

    assert plan.figures.documents_before == 47
    assert sum(one.how == "form" for one in plan.spared) == 5
    assert plan.promised.path == ("food_licence", "liquor_licence")
    assert (figures(package).days_after, figures(package, sells_liquor="否").days_after) == (30, 15)
