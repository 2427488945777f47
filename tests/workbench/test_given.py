"""What is typed into a form of the workbench, before it becomes part of a command."""

from __future__ import annotations

from django.http import QueryDict

from yichuang.workbench.forms.given import Given


def test_text_keeps_lines_and_loses_signs_nobody_can_see() -> None:
    data = QueryDict(mutable=True)
    data["step-ground"] = " 一\n\t二\x07\u202e三 "

    assert Given("step", data).text("ground") == "一\n\t二三"
