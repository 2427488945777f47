"""Silence before a person's eyes (默示): what it is about to do, what it did, what waits.

Everything is read from columns that events and calendar give; nothing is kept beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from yichuang.directory.public import Actor
from yichuang.kernel.public import ports
from yichuang.ledger.public import Case, calendar_in_force, cases_visible_to

from .events import LINE
from .procedure.renewal import UNDECIDED
from .state import HOLDING, Status, legal_day

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DeemedCases:
    """The four lists of a head: each the most urgent first."""

    waiting: QuerySet[Case]  # accepted or renewed by silence, the paper held for a person
    over: QuerySet[Case]  # the period is over and nothing recorded: a provisional calendar, a fault
    last_day: QuerySet[Case]  # by silence before the next working day, unless somebody acts today
    lately: QuerySet[Case]  # accepted or renewed by silence since the last working day


def deemed_cases(actor: Actor) -> DeemedCases:
    """Return the cases within an actor's reach that silence has accepted or is about to."""
    today = legal_day(ports().clock.now())
    rows = cases_visible_to(actor, "head.view").filter(line=LINE).select_related("application")
    answer, renewal = awaited(), renewable()
    still_open = Q(status__in=[status.value for status in HOLDING])
    accepted, renewed = Q(application__deemed=True), Q(application__renewed=True)
    held = accepted & ~Q(application__deemed_held="")
    held |= renewed & ~Q(application__renewal_held="")
    last_day, until = "statutory_due_on", "application__renewal_until"
    since, tonight = _since(today), (today, _before_work(today))
    return DeemedCases(
        waiting=rows.filter(still_open & held).order_by("application__silent_until", until, "id"),
        over=rows.filter(
            answer & Q(statutory_due_on__lt=today)
            | renewal & Q(application__renewal_until__lt=today)
        ).order_by(last_day, "id"),
        last_day=rows.filter(
            answer & Q(statutory_due_on=today)
            | renewal & Q(application__renewal_until__range=tonight)
        ).order_by(last_day, "id"),
        lately=rows.filter(
            accepted & Q(application__silent_until__gte=since)
            | renewed & Q(application__renewal_until__gte=since)
        ).order_by("application__silent_until", until, "id"),
    )


def awaited() -> Q:
    """Return the condition for filings that silence would accept: no answer yet, a limit in law.

    Without a limit in law the house's own target is no statutory date: see `clocks.due`.
    """
    return Q(status=Status.RECEIVED.value, statutory_due_on__isnull=False)


def renewable() -> Q:
    """Return the condition for renewals that silence would grant: nobody has decided yet."""
    undecided = [status.value for status in UNDECIDED]
    return Q(status__in=undecided, application__renewal_until__isnull=False)


def _before_work(today: date) -> date:
    """Return the last day before the next working day: a licence may expire on a day off."""
    calendar, day = calendar_in_force(), today
    while not calendar.is_working_day(day + ONE_DAY):
        day += ONE_DAY
    return day


def _since(today: date) -> date:
    """Return the last working day before today: whoever looks each morning misses none."""
    return calendar_in_force().working_day_before(today, 1)
