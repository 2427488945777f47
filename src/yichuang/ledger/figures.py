"""Counting cases by what happened to them and by whom; every count has the rows behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import (
    Case as Choose,
)
from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from yichuang.directory.public import Actor, row_filter

from .models import Case, Event, Todo

EVENT_COLUMNS: Mapping[str, str] = {
    name: f"case__{name}" for name in ("line", "organ", "region", "party", "agent", "matter")
}
OFFICER = "officer"


def cases_by_event(
    actor: Actor,
    act: str,
    groups: Mapping[str, Collection[str]],
    begin: datetime,
    *,
    besides: Q,
    when: Q | None = None,
    by_officer: bool = False,
) -> list[tuple[str, str, str, int]]:
    """Return (organ, officer, group, number of cases) within reach; one statement.

    `groups` are kinds of events by name; an event counts if its legal moment is not before `begin`
    or, with `when`, if that holds of an event that was not recorded before.
    A case counts once for a group, and once for each officer who did it if `by_officer`: otherwise
    the officer is empty, as it is for whatever no officer did. `besides` narrows by columns of
    the case, given with the prefix `case__`.
    """
    group = Choose(
        *(When(kind__in=sorted(kinds), then=Value(name)) for name, kinds in groups.items()),
        output_field=CharField(),
    )
    officer = Choose(
        When(actor_kind=OFFICER, then=F("actor_id")), default=Value(""), output_field=CharField()
    )
    kinds = {kind for found in groups.values() for kind in found}
    rows: Any = Event.objects.filter(
        row_filter(actor, act, EVENT_COLUMNS), _happened(kinds, begin, when), besides
    )
    rows = rows.annotate(group=group, officer=officer if by_officer else Value(""))
    rows = rows.order_by().values_list("case__organ", "officer", "group")
    return list(rows.annotate(n=Count("case_id", distinct=True)))


def with_event(
    cases: QuerySet[Case], kinds: Collection[str], begin: datetime, officer: str | None = None
) -> QuerySet[Case]:
    """Return the cases behind a count of `cases_by_event`; officer "" means by none."""
    events = Event.objects.filter(_happened(kinds, begin), case=OuterRef("pk"))
    if officer:
        events = events.filter(actor_kind=OFFICER, actor_id=officer)
    elif officer is not None:
        events = events.exclude(actor_kind=OFFICER)
    return cases.filter(Exists(events))


def opened_by() -> Coalesce:
    """Return an expression on cases: the officer who opened one, empty if it was none."""
    return _officer(Event.objects.filter(case=OuterRef("pk"), no=1, actor_kind=OFFICER))


def last_officer() -> Coalesce:
    """Return an expression on cases: the last officer who acted on one, empty if none has."""
    acts = Event.objects.filter(case=OuterRef("pk"), actor_kind=OFFICER)
    return _officer(acts.order_by("-no"))


def _happened(kinds: Collection[str], begin: datetime, when: Q | None = None) -> Q:
    """Return the condition on events.

    Nothing is recorded before its legal moment, so the index on the time of recording narrows.
    """
    when = Q(effective_at__gte=begin) if when is None else when
    return Q(kind__in=sorted(kinds), recorded_at__gte=begin) & when


def _officer(events: QuerySet[Event]) -> Coalesce:
    return Coalesce(Subquery(events.values("actor_id")[:1]), Value(""))


def open_cases_touched_by(organ: str, officer: str) -> QuerySet[Case]:
    """Return the organ's cases with an open step in which an officer has acted, the oldest first.

    Whoever asks has asked the policy.
    """
    acted = Event.objects.filter(case=OuterRef("pk"), actor_kind=OFFICER, actor_id=officer)
    waits = Exists(Todo.objects.filter(case=OuterRef("pk")))
    return Case.objects.filter(waits, Exists(acted), organ=organ).order_by("opened_at", "pk")
