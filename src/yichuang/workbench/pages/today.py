"""The head's day in numbers (今日概况); each number opens the rows behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from yichuang.approval.public import TodayCounts, head_rows, today_counts
from yichuang.directory.public import Actor
from yichuang.kernel.public import InvalidInput, ports

from .rows import Row, paged

# kind → (words, tone); the order in which they stand
KINDS: Mapping[str, tuple[Any, str]] = {
    "received": (_("今日收件"), "info"),
    "accepted": (_("今日受理"), "info"),
    "closed": (_("今日办结"), "good"),
    "open": (_("在办"), "neutral"),
    "near": (_("临近到期"), "warn"),
    "overdue": (_("已超期"), "bad"),
}
EXPLAINED: Mapping[str, Any] = {
    "received": _("今天收到的申请"),
    "accepted": _("今天受理的申请"),
    "closed": _("今天结束的办件，含不予受理和撤回"),
    "open": _("收到后还没有办结的办件"),
    "near": _("按承诺时限两个工作日内到期"),
    "overdue": _("超过承诺时限还没有答复或者决定"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, and the filter that shows its rows."""

    kind: str
    label: str
    tone: str
    count: int
    explained: str


@dataclass(frozen=True, slots=True)
class OrganLine:
    """One organ's numbers."""

    code: str
    name: str
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The numbers, by organ too, and the rows behind the one that was opened."""

    at: datetime
    figures: list[Figure]
    organs: list[OrganLine]
    rows: list[Row]
    next: str
    opened: str
    chosen: str


def today_page(actor: Actor, query: Mapping[str, str]) -> TodayPage:
    """Return the head's page; rows only for a number that was clicked.

    Raises InvalidInput for a kind there is none of.
    """
    counts = today_counts(actor)
    kind, organ = query.get("kind", ""), query.get("organ", "")
    if kind and kind not in KINDS:
        raise InvalidInput(field="kind", rule="unknown")
    rows: list[Row] = []
    following = ""
    if kind:
        rows, following = paged(head_rows(actor, kind, organ), query.get("after", ""))
    return TodayPage(
        at=ports().clock.now(),
        figures=_figures({name: getattr(counts, name) for name in KINDS}),
        organs=_organs(counts),
        rows=rows,
        next=following,
        opened=str(KINDS[kind][0]) if kind else "",
        chosen=next((one["organ_name"] for one in counts.by_organ if one["organ"] == organ), ""),
    )


def _organs(counts: TodayCounts) -> list[OrganLine]:
    lines = [OrganLine(row["organ"], row["organ_name"], _figures(row)) for row in counts.by_organ]
    return sorted(lines, key=lambda line: [-one.count for one in reversed(line.figures)])


def _figures(row: Mapping[str, Any]) -> list[Figure]:
    return [
        Figure(kind, str(label), tone if row[kind] else "neutral", row[kind], str(EXPLAINED[kind]))
        for kind, (label, tone) in KINDS.items()
    ]
