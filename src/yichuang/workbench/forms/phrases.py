"""Phrases beside the places they are put in: chosen, filled, and editable afterwards (常用语)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from yichuang.approval.public import CasePage
from yichuang.directory.public import (
    Actor,
    Phrase,
    PhraseUse,
    fill_phrase,
    phrases_at_hand,
)

from .fields import LONGEST_TEXT
from .given import Given

# step → the field of its form that takes a phrase, and of which use
TAKES: Mapping[str, tuple[str, PhraseUse]] = {
    "decline_acceptance": ("reasons", PhraseUse.DECLINE),
    "give_opinion": ("opinion", PhraseUse.OPINION),
    "decide": ("reasons", PhraseUse.REFUSAL),
}
NOTICE = "request_supplement"


def phrases_for(actor: Actor, page: CasePage) -> list[Phrase]:
    """Return what the officer has at hand for the steps open to him; one query, or none."""
    uses = [use for step, (_field, use) in TAKES.items() if page.action(step).allowed]
    if page.action(NOTICE).allowed:
        uses.append(PhraseUse.SUPPLEMENT)
    return phrases_at_hand(actor, *uses) if uses else []


def offer(
    step: str, fields: list[dict[str, Any]], given: Given, page: CasePage, found: Sequence[Phrase]
) -> None:
    """Put a choice of phrases beside the field of a step that takes one."""
    if step not in TAKES:
        return
    short, use = TAKES[step]
    choices = [
        {"value": str(one.id), "label": _filled(one, page)} for one in found if one.use is use
    ]
    if not choices:
        return
    for field in fields:
        if field["name"] == given.name(short):
            label = _("常用语")
            field["phrases"] = given.ask(f"{short}-phrase", "select", label, options=choices)
            field["put"] = short


def put_in(given: Given, step: str, page: CasePage, actor: Actor) -> None:
    """Add the chosen phrase to what stands in the field, on a line of its own.

    What was typed is kept. A choice of none, or of a phrase no longer there, is told at the field.
    """
    short, use = TAKES.get(step, ("", PhraseUse.OPINION))
    chosen = given.text(f"{short}-phrase")
    phrase = next((one for one in phrases_at_hand(actor, use) if str(one.id) == chosen), None)
    if not short or phrase is None:
        given.wrong(f"{short}-phrase", _("请先选择一条常用语"))
        return
    before = given.text(short)
    text = f"{before}\n{_filled(phrase, page)}" if before else _filled(phrase, page)
    data = given.data.copy()
    data[given.name(short)] = text[:LONGEST_TEXT]
    data[given.name(f"{short}-phrase")] = ""
    given.data = data


def notice_phrases(
    page: CasePage, name: str, defects: Sequence[str], found: Sequence[Phrase]
) -> list[str]:
    """Return what may be written about one material: the catalogue's defects, then the post's."""
    own = [_filled(one, page, name) for one in found if one.use is PhraseUse.SUPPLEMENT]
    return list(dict.fromkeys([*defects, *own]))


def _filled(phrase: Phrase, page: CasePage, material: str = "") -> str:
    values = {"事项名称": page.case.matter_name, "收件编号": page.case.number or ""}
    if material:
        values["材料名称"] = material
    return fill_phrase(phrase.text, values)
