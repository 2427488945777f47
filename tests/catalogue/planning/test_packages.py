"""Real packages are planned whole and with the fewest documents, whatever is answered."""

from __future__ import annotations

from datetime import date

import pytest

from yichuang.catalogue.planning.plan import make_plan
from yichuang.catalogue.planning.wishes import NOTHING_HELD
from yichuang.law.public import published_calendar

from .checker import faults, fewest_documents
from .packages import NAMES, load, raw

STARTS_ON = date(2026, 3, 2)


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
    return make_plan(package.wishes, answers, starts_on=STARTS_ON, calendar=published_calendar())


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
    number = len(content["sources"])
    used = {row[-1] for row in content["questions"]} | {content["typical"]["source"]}
    for one in content["matters"]:
        limits = [one["statutory"], one["promised"], *one.get("statutory_other", ())]
        used |= {limit["source"] for limit in limits if limit}
        used |= {one["source"], one["visits"][1], one["site_visit"][1]}
        used |= {row[2] for row in one["fields"]}
        used |= {material["source"] for material in one["materials"]}

    assert used == set(range(number))  # and no source that nothing comes from
    assert all(text.strip() for text in content["sources"])
    assert set(content["typical"]["answers"]) == {row[0] for row in content["questions"]}
