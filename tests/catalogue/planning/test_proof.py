"""Plans of random sets: every requirement met, nothing asked twice, and none with fewer papers."""

from __future__ import annotations

from datetime import date

import pytest

from yichuang.catalogue.planning.plan import make_plan
from yichuang.law.public import published_calendar

from .checker import faults, fewest_documents
from .generator import random_set

CALENDAR = published_calendar()
STARTS_ON = date(2026, 3, 2)


def prove(seeds):
    """Check each seed; return how many were planned, and how many held an unavoidable circle."""
    circles = 0
    for seed in seeds:
        wishes, answers, held = random_set(seed)
        plan = make_plan(wishes, answers, starts_on=STARTS_ON, calendar=CALENDAR, held=held)
        assert list(faults(plan, wishes, answers, held)) == [], seed
        least = fewest_documents(wishes, answers, held)
        assert (plan.circle is not None) == (least is None), seed
        if least is not None:
            assert len(plan.bring) == least, seed
        circles += plan.circle is not None
    return circles


@pytest.mark.parametrize("block", range(4))
def test_random_sets_are_planned_whole_and_with_the_fewest_documents(block, capsys):
    circles = prove(range(block * 500, block * 500 + 500))

    with capsys.disabled():
        print(f"\nplans: 500 random sets, {circles} with a circle that cannot be helped")
