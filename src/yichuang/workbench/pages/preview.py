"""A draft as the clerk at the counter will see it (预览); nothing can be handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from yichuang.catalogue.public import EditionContent

from ..forms.answers import Group, ask_form, ask_situations, read_form
from ..forms.reception import MaterialInHand, ask_how, blank
from ..words import MATERIAL_NEEDS, word
from .counter import MaterialRow


@dataclass(frozen=True, slots=True)
class CounterPreview:
    """What the counter asks under these answers, and what may be ticked as wrong afterwards."""

    situations: list[dict[str, Any]]
    groups: list[Group]
    materials: list[MaterialRow]


def counter_preview(content: EditionContent, data: QueryDict) -> CounterPreview:
    """Return the counter's form of a guide; `data` answers the situation questions."""
    answers = read_form(content, data)
    return CounterPreview(
        situations=ask_situations(content, answers, {}),
        groups=ask_form(content, answers, {}),
        materials=[_row(one) for one in blank(content, answers).materials],
    )


def _row(one: MaterialInHand) -> MaterialRow:
    """Return a material without the place for a scan: a preview keeps nothing."""
    return MaterialRow(
        one=one,
        how=ask_how(one, {}),
        need=word(MATERIAL_NEEDS, one.material.need),
        files=[],
        takes_file=False,
        takes_copies="paper" in {way.value for way in one.material.satisfied_by},
    )
