"""Labels for a label printer: one to a page, each readable by eye and by scanner."""

from __future__ import annotations

import pytest

from tests.documents.pdf_text import page_count, words
from yichuang.documents.public import OriginalLabel, label_roll, warm

PLAN = OriginalLabel("23456789A", "场所布局图", "3202000000261124000001", 2, "2026年11月24日")
LONG = OriginalLabel(
    "ABCDEFGHJ", "名称很长的材料" * 12, "3202000000261124000001", 1, "2026年11月24日"
)


def test_each_label_is_a_page_of_its_own() -> None:
    roll = label_roll([PLAN, LONG])

    assert page_count(roll) == 2
    shown = words(roll)
    for expected in ("23456789A", "场所布局图", "共2份", "ABCDEFGHJ", PLAN.number):
        assert expected in shown


def test_no_label_makes_no_empty_page() -> None:
    with pytest.raises(ValueError, match="no label"):
        label_roll([])


def test_warming_does_what_the_first_clerk_would() -> None:
    warm()
