"""What differs between two texts of a guide, item by item, in the words of the editor's pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yichuang.catalogue.public import ELEMENTS, EditionContent, TimeLimit
from yichuang.law.public import say_amount

from ..forms.basis import said_basis
from ..forms.given import Given
from ..forms.guide import BY_SLUG, Section

# Every section but the limits, which are read as whole periods.
FIRST = ("basics", "situations", "form", "materials", "conditions", "steps", "promise")
SLUGS = (
    *FIRST,
    "offer",
    "hand-up",
    "fees",
    "result",
    "special",
    "online",
    "power",
    "faq",
    "certificate",
)
PLAIN = frozenset({"basics", "online", "power"})  # their cells say enough without the title
LIMITS = ("statutory", "promised", "acceptance")

Cell = dict[str, Any]
NOTHING: Cell = {"kind": "text", "value": ""}


@dataclass(frozen=True, slots=True)
class Change:
    """One element that differs from the guide in force."""

    label: str
    before: str
    after: str


def item_changes(before: EditionContent, after: EditionContent) -> Iterator[Change]:
    """Yield what differs: the limits, then each part's cells, its items and their order."""
    for name in LIMITS:
        was, now = (_limit(getattr(one, name)) for one in (before, after))
        if was != now:
            yield Change(str(ELEMENTS[name]), was, now)
    for slug in SLUGS:
        section = BY_SLUG[slug]
        old, new = (section.ask(one, Given(slug)) for one in (before, after))
        yield from _cells(section, "", old["fields"], new["fields"])
        yield from _rows(section, _named(old), _named(new))


def _named(asked: dict[str, Any]) -> dict[str, list[Cell]]:
    """Return the filled rows by their code, or by their name where they have none."""
    found = {}
    for row in asked.get("rows", ()):
        hidden = next((cell["value"] for cell in row if cell["kind"] == "hidden"), "")
        if row[0]["value"]:
            found[str(hidden or row[0]["value"])] = row
    return found


def _rows(
    section: Section, old: dict[str, list[Cell]], new: dict[str, list[Cell]]
) -> Iterator[Change]:
    for key in {**old, **new}:
        was, now = old.get(key, []), new.get(key, [])
        name = str((now or was)[0]["value"])
        if was and now:
            yield from _cells(section, name, was, now)
        else:
            yield Change(f"{section.title}：{name}", _whole(was), _whole(now))
    kept = ([key for key in side if key in old and key in new] for side in (old, new))
    was_order, now_order = kept
    if was_order != now_order:
        names = [
            "；".join(str(new[key][0]["value"]) for key in side) for side in (was_order, now_order)
        ]
        yield Change(str(section.title), *names)


def _cells(section: Section, name: str, old: list[Cell], new: list[Cell]) -> Iterator[Change]:
    title = "" if section.slug in PLAIN else str(section.title)
    there, here = ({str(one["label"]): one for one in side} for side in (old, new))
    for label in {**there, **here}:
        said = _said(there.get(label, NOTHING)), _said(here.get(label, NOTHING))
        if said[0] != said[1]:
            yield Change("：".join(filter(None, (title, name, label))), *said)


def _whole(row: list[Cell]) -> str:
    """Return a whole item, or that there is none."""
    cells = [cell for cell in row if cell["value"] and cell["kind"] != "hidden"]
    return "；".join(f"{cell['label']}：{_said(cell)}" for cell in cells) or _("（无）")


def _limit(limit: TimeLimit | None) -> str:
    """Return a limit in words, with what it rests on."""
    if limit is None:
        return _("（无）")
    amount = say_amount(limit.period.amount, limit.period.unit, "zh")
    return "；".join([amount, *(said_basis(one) for one in limit.basis)])


def _said(cell: Cell) -> str:
    """Return a cell's value in words: what was chosen, or what was typed."""
    value = cell["value"]
    if cell["kind"] == "hidden":
        return ""
    if cell["kind"] == "checkbox":
        return _("是") if value else _("否")
    chosen = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    words = {str(option["value"]): str(option["label"]) for option in cell.get("options") or ()}
    text = "；".join(words.get(one, one) for one in chosen if one or one in words)
    return text.replace("\n", "；") or _("（无）")
