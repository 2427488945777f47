"""The nine journeys by keyboard, and a tenth: none touches a pointer, each passes its pages.

That every page which a journey comes to was looked at, and that it comes to these pages and to no
others, is checked at the end of each by the fixture `person`.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.journeys.nine import JOURNEYS

HERE = Path(__file__).parent
# What Playwright does in a person's stead: points, fills in, gives the focus, types addresses.
NOT_BY_HAND = {
    "check",
    "clear",
    "click",
    "dblclick",
    "dispatch_event",
    "drag_and_drop",
    "drag_to",
    "focus",
    "goto",
    "hover",
    "mouse",
    "press_sequentially",
    "select_option",
    "set_checked",
    "set_input_files",
    "tap",
    "touchscreen",
    "uncheck",
}


def test_all_journeys_are_there_and_pass_pages() -> None:
    walked = [test for tests in JOURNEYS.values() for test in tests]

    assert len(JOURNEYS) == 9 + 1  # the hand-up walks beside the nine
    assert len(set(walked)) == len(walked)
    assert all(pages for tests in JOURNEYS.values() for pages in tests.values())


@pytest.mark.parametrize("journey", JOURNEYS)
def test_the_journey_is_walked_with_the_keyboard_alone(journey: str) -> None:
    for place in JOURNEYS[journey]:
        module, test = place.split("::")
        tree = ast.parse((HERE / module).read_text(encoding="utf-8"))
        found = next(one for one in ast.walk(tree) if getattr(one, "name", "") == test)

        assert isinstance(found, ast.FunctionDef)
        assert "person" in {argument.arg for argument in found.args.args}
        used = {one.attr for one in ast.walk(tree) if isinstance(one, ast.Attribute)}
        assert used & NOT_BY_HAND == set()
