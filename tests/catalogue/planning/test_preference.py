"""Of equally few documents the one listed first, and what would serve as well."""

from __future__ import annotations

from datetime import date

import pytest

from yichuang.catalogue.planning.plan import make_plan
from yichuang.catalogue.planning.preference import instead, nearest_to_first
from yichuang.catalogue.planning.wishes import Requirement, Wish
from yichuang.law.public import published_calendar


@pytest.mark.parametrize(
    ("chosen", "needs", "expected"),
    [
        ("b", ["ab"], "a"),
        ("a", ["ab", "ba"], "a"),  # one list each: the one that asks first decides
        ("b", ["ab", "ba"], "a"),
        ("b", ["ab", "cb"], "b"),  # only b meets both; a and c would be one more
        ("bd", ["ab", "bc", "cd"], "ac"),  # 1 + 0 + 1 down the lists; a and c: 0 + 1 + 0
        ("", [], ""),
    ],
)
def test_documents_are_exchanged_for_those_listed_first(chosen, needs, expected):
    found = nearest_to_first(frozenset(chosen), [tuple(one) for one in needs])

    assert found == frozenset(expected)


@pytest.mark.parametrize(
    ("document", "bring", "needs", "expected"),
    [
        ("a", "a", ["abc"], "bc"),
        ("a", "a", ["abc", "cab"], "bc"),
        ("a", "a", ["abc", "ac"], "c"),
        ("a", "ab", ["abc", "ac"], "c"),  # the first is met by b already
        ("a", "a", ["a", "ab"], ""),
    ],
)
def test_what_would_serve_as_well_meets_all_that_only_this_one_meets(
    document, bring, needs, expected
):
    assert instead(document, set(bring), [tuple(one) for one in needs]) == tuple(expected)


def planned(*requirements):
    wish = Wish("child", "预防接种证", requirements=requirements)
    return make_plan((wish,), {}, starts_on=date(2026, 3, 2), calendar=published_calendar())


def test_the_mother_is_asked_for_her_own_card_and_told_that_the_fathers_will_do():
    plan = planned(Requirement("child", "parent", "母亲身份证件", ("mother", "father")))

    assert [(one.id, one.name, one.instead) for one in plan.bring] == [
        ("mother", "母亲身份证件", ("father",))
    ]


def test_a_document_that_stands_in_for_another_keeps_its_own_name():
    plan = planned(
        Requirement("child", "parent", "母亲身份证件", ("mother", "father")),
        Requirement("child", "father", "父亲的有效身份证件", ("father",)),
    )

    assert [(one.id, one.name, one.instead) for one in plan.bring] == [
        ("father", "父亲的有效身份证件", ())
    ]
