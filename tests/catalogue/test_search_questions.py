"""Sixty-odd questions of citizens against the demonstration's matters."""

from __future__ import annotations

import pytest
from tests.catalogue.questions import ask_all, load_demo

from yichuang.catalogue.public import editions_in_force

pytestmark = pytest.mark.django_db


def test_demo_matters_publish_and_load_only_once():
    first = load_demo()

    assert load_demo() == first
    assert len(editions_in_force()) == len(first)


def test_citizens_questions_find_their_matter(capsys):
    recall = ask_all(load_demo())

    with capsys.disabled():
        print(f"\n{recall}")
    assert recall.first >= 0.8 * recall.asked
    assert recall.first_five >= 0.9 * recall.asked
