"""Under which answer something is asked (适用情形): ticked from the questions of the guide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import EditionContent

from ..given import Given
from ..rows import Column

HELP = gettext_lazy("都不选就是任何情形都要；只能选同一个问题的回答")


def when_columns(content: EditionContent) -> tuple[Column, ...]:
    """Return the cell to tick answers in, none without questions; what is in use stays on offer."""
    offered = {
        f"{one.code}={answer}": f"{one.question} {answer}"
        for one in content.situations
        for answer in one.answers
    }
    uses = [one.asked_when for one in content.materials or ()]
    uses += [one.asked_when for one in content.fields]
    used = {value: value.partition("=")[2] for one in uses for value in said_when(one)}
    options = tuple((used | offered).items())
    cell = Column("when", "checkboxes", gettext_lazy("适用情形"), options, HELP, more=True)
    return (cell,) if options else ()


def said_when(asked_when: str) -> list[str]:
    """Return "question=one|two" as what is ticked."""
    code, _equals, answers = asked_when.partition("=")
    return [f"{code.strip()}={one.strip()}" for one in answers.split("|") if asked_when]


def read_when(row: dict[str, Any], columns: Sequence[Column], given: Given) -> str:
    """Return what was ticked; answers to more than one question are told at the cell."""
    offered = [value for one in columns if one.name == "when" for value, _words in one.options]
    pairs = [value.partition("=") for value in offered if value in row["when"]]
    codes = list(dict.fromkeys(code for code, _equals, _answer in pairs))
    if len(codes) > 1:
        given.errors[f"{row['place']}-when"] = _("适用情形只能选同一个问题的回答")
    answers = "|".join(answer for code, _equals, answer in pairs if code == codes[0])
    return f"{codes[0]}={answers}" if codes else ""
