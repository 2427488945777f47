"""Silence before a person's eyes (默示): what is about to be accepted by it, what was, what waits.

Everything is read from columns that events and calendar give; nothing is kept beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from yichuang.directory.public import Actor
from yichuang.kernel.public import ports
from yichuang.ledger.public import Case, calendar_in_force, cases_visible_to

from .events import LINE
from .state import HOLDING, Status, legal_day


@dataclass(frozen=True, slots=True)
class DeemedCases:
    """The four lists of a head: each the most urgent first."""

    waiting: QuerySet[Case]  # accepted by silence, the notice held for a person
    over: QuerySet[Case]  # the period is over and nothing recorded: a provisional calendar, a fault
    last_day: QuerySet[Case]  # accepted tonight unless somebody answers today
    lately: QuerySet[Case]  # accepted by silence since the last working day


def deemed_cases(actor: Actor) -> DeemedCases:
    """Return the cases within an actor's reach that silence has accepted or is about to."""
    today = legal_day(ports().clock.now())
    rows = cases_visible_to(actor, "head.view").filter(line=LINE).select_related("application")
    running = rows.filter(awaited()).order_by("statutory_due_on", "id")
    deemed = rows.filter(application__deemed=True).order_by("application__silent_until", "id")
    still_open = Q(status__in=[status.value for status in HOLDING])
    return DeemedCases(
        waiting=deemed.filter(still_open).exclude(application__deemed_held=""),
        over=running.filter(statutory_due_on__lt=today),
        last_day=running.filter(statutory_due_on=today),
        lately=deemed.filter(application__silent_until__gte=_since(today)),
    )


def awaited() -> Q:
    """Return the condition for filings that silence would accept: no answer yet, a limit in law.

    Without a limit in law the house's own target is no statutory date: see `clocks.due`.
    """
    return Q(status=Status.RECEIVED.value, statutory_due_on__isnull=False)


def _since(today: date) -> date:
    """Return the last working day before today: whoever looks each morning misses none."""
    return calendar_in_force().working_day_before(today, 1)
