"""The head's page (领导概况): a period in numbers by organ and officer, and their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.approval.public import (
    BY_OFFICER,
    FIGURES,
    HeadFigures,
    Span,
    head_cases,
    head_figures,
    legal_day,
)
from yichuang.directory.public import Actor, officer_names, organ_names
from yichuang.kernel.public import InvalidInput, ports
from yichuang.ledger.public import Case

from ..forms.fields import field, options
from .rows import Row, paged

SPANS: Mapping[Span, Any] = {
    Span.TODAY: gettext_lazy("今日"),
    Span.WEEK: gettext_lazy("本周"),
    Span.MONTH: gettext_lazy("本月"),
}
# figure → (words, tone, what is counted); in this order they stand
KINDS: Mapping[str, tuple[Any, str, Any]] = {
    "received": (gettext_lazy("收件"), "info", gettext_lazy("期间收到的申请，按收件时间")),
    "accepted": (gettext_lazy("受理"), "info", gettext_lazy("期间受理的申请，含视为受理")),
    "closed": (gettext_lazy("办结"), "good", gettext_lazy("期间结束的办件，含不予受理和撤回")),
    "not_accepted": (gettext_lazy("不予受理"), "bad", gettext_lazy("期间作出不予受理决定的办件")),
    "supplement": (gettext_lazy("告知补正"), "warn", gettext_lazy("期间发出补正告知的办件")),
    "refused": (gettext_lazy("不予批准"), "bad", gettext_lazy("期间作出不予批准决定的办件")),
    "open": (gettext_lazy("在办"), "neutral", gettext_lazy("现在还没有办结的办件")),
    "near": (
        gettext_lazy("临近到期"),
        "warn",
        gettext_lazy("现在已用去承诺时限五分之四、还没有超期"),
    ),
    "overdue": (
        gettext_lazy("已超期"),
        "bad",
        gettext_lazy("现在超过承诺时限还没有答复或者决定"),
    ),
}
NOBODY = "-"  # in addresses: what no officer did


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, and the question that shows its rows."""

    kind: str
    label: str
    tone: str
    count: int
    explained: str
    query: str


@dataclass(frozen=True, slots=True)
class HeadLine:
    """The numbers of one organ, or of one of its officers."""

    name: str
    organ: str
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class HeadPage:
    """A period in numbers."""

    at: datetime
    span: Span
    spans: list[tuple[Span, str]]
    first_day: date
    last_day: date
    figures: list[Figure]
    organs: list[HeadLine]
    officers: list[HeadLine]
    kinds: list[tuple[str, str]]
    officer_kinds: list[tuple[str, str]]


def span_in(query: Mapping[str, str]) -> Span:
    """Return the period asked for, today without one. Raises InvalidInput for one there is not."""
    try:
        return Span(query.get("span") or Span.TODAY)
    except ValueError:
        raise InvalidInput(field="span", rule="unknown") from None


def head_page(actor: Actor, query: Mapping[str, str]) -> HeadPage:
    """Return the head's page for a period that ends now."""
    span, now = span_in(query), ports().clock.now()
    found, today = head_figures(actor, span), legal_day(now)
    organs = organ_names({organ for organ, _who in found.officers} | set(found.organs))
    return HeadPage(
        at=now,
        span=span,
        spans=[(one, str(words)) for one, words in SPANS.items()],
        first_day=span.first_day(today),
        last_day=today,
        figures=_figures(found.totals, FIGURES, {"span": span.value}),
        organs=_organs(found, organs, span),
        officers=_officers(found, organs, span),
        kinds=[(kind, str(KINDS[kind][0])) for kind in KINDS],
        officer_kinds=[(kind, str(KINDS[kind][0])) for kind in KINDS if kind in BY_OFFICER],
    )


def _organs(found: HeadFigures, names: Mapping[str, str], span: Span) -> list[HeadLine]:
    lines = [
        HeadLine(
            names.get(code, code),
            code,
            _figures(row, FIGURES, {"span": span.value, "organ": code}),
        )
        for code, row in found.organs.items()
    ]
    return sorted(lines, key=_pressing)


def _officers(found: HeadFigures, organs: Mapping[str, str], span: Span) -> list[HeadLine]:
    names = officer_names(who for _organ, who in found.officers if who)
    lines = []
    for (organ, who), row in found.officers.items():
        query = {"span": span.value, "organ": organ, "officer": who or NOBODY}
        name = names.get(who, who) if who else _("网上申请、尚无人经办或者系统记录")
        lines.append(HeadLine(name, organs.get(organ, organ), _figures(row, BY_OFFICER, query)))
    return sorted(lines, key=lambda line: (line.organ, *_pressing(line)))


def _pressing(line: HeadLine) -> tuple[Any, ...]:
    """Order by what presses: overdue first, then near, then the rest."""
    return (*(-one.count for one in reversed(line.figures)), line.name)


def _figures(
    row: Mapping[str, int], names: Iterable[str], query: Mapping[str, str]
) -> list[Figure]:
    wanted = set(names)
    return [
        Figure(
            kind=kind,
            label=str(label),
            tone=tone if row[kind] else "neutral",
            count=row[kind],
            explained=str(explained),
            query=urlencode({**query, "kind": kind}),
        )
        for kind, (label, tone, explained) in KINDS.items()
        if kind in wanted
    ]


@dataclass(frozen=True, slots=True)
class HeadRows:
    """The rows behind one number, and what narrows them."""

    title: str
    chosen: list[str]
    explained: str
    rows: list[Row]
    next: str
    fields: list[dict[str, Any]]
    hidden: list[tuple[str, str]]
    span: Span


def rows_behind(actor: Actor, query: Mapping[str, str]) -> QuerySet[Case]:
    """Return the cases behind a number; what is open, if none is asked for.

    Raises InvalidInput for a number there is none of.
    """
    kind, officer = _kind_in(query), query.get("officer")
    who = None if not officer else "" if officer == NOBODY else officer
    return head_cases(actor, kind, span_in(query), organ=query.get("organ", ""), officer=who)


def _kind_in(query: Mapping[str, str]) -> str:
    kind = query.get("kind") or "open"
    if kind not in KINDS:
        raise InvalidInput(field="kind", rule="unknown")
    return kind


def rows_page(actor: Actor, query: Mapping[str, str]) -> HeadRows:
    """Return one page of the rows behind a number, the latest received first."""
    rows, following = paged(rows_behind(actor, query), query.get("after", ""))
    kind, span = _kind_in(query), span_in(query)
    organ, officer = query.get("organ", ""), query.get("officer", "")
    names = [organ_names([organ]).get(organ, organ)] if organ else []
    if officer == NOBODY:
        names.append(_("网上申请、尚无人经办或者系统记录"))
    elif officer:
        names.append(officer_names([officer]).get(officer, officer))
    given = {"kind": kind, "span": span.value, "organ": organ, "officer": officer}
    return HeadRows(
        title=str(KINDS[kind][0]),
        chosen=names,
        explained=str(KINDS[kind][2]),
        rows=rows,
        next=following,
        fields=[
            field(
                "kind",
                "select",
                _("数字"),
                value=kind,
                options=options((one, words) for one, (words, *_rest) in KINDS.items()),
            ),
            field("span", "select", _("期间"), value=span.value, options=options(SPANS)),
            *(field(name, "hidden", "", value=given[name]) for name in ("organ", "officer")),
        ],
        hidden=[(name, value) for name, value in given.items() if value],
        span=span,
    )
