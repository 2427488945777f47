"""How many places a licence of limited number has left, and who came before; LicLaw 57."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection

from yichuang.catalogue.public import EditionContent
from yichuang.kernel.public import load
from yichuang.ledger.public import Case, CaseView, Command
from yichuang.licences.public import taken_of_type

from .commands import CompleteAtOnce, Decide
from .events import LINE
from .held import licence_type
from .procedure import Room
from .procedure.renewal import RENEWAL
from .state import ApplicationState, Status, legal_day

UNDECIDED = (Status.ACCEPTED, Status.SUSPENDED, Status.HANDED_UP)


def room_for(
    case: CaseView, command: Command, edition: EditionContent | None, organ: str, now: datetime
) -> Room | None:
    """Return the places left and how many wait who were accepted earlier; None without a limit.

    Two decisions of one matter wait for each other here: both would see the last place free.
    """
    if edition is None or edition.quota_limit is None:
        return None
    if not isinstance(command, Decide | CompleteAtOnce):
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 57))", [case.opening.matter]
        )
    others = _new_applications(case)
    taken = taken_of_type(licence_type(edition, organ), legal_day(now))
    promised = sum(one.status is Status.GRANTED for one in others)
    promised += _renewing(case, legal_day(now))
    accepted_at = case.state.accepted_at or now
    return Room(
        limit=edition.quota_limit,
        left=edition.quota_limit - taken - promised,
        earlier=sum(
            one.accepted_at is not None and one.accepted_at < accepted_at
            for one in others
            if one.status in UNDECIDED
        ),
    )


def _renewing(case: CaseView, today: date) -> int:
    """Return how many licences have run out while their renewal is granted or may be by silence."""
    rows = Case.objects.filter(
        line=LINE,
        matter=case.opening.matter,
        status__in=[status.value for status in (*UNDECIDED, Status.GRANTED)],
    ).exclude(pk=case.id)
    pins = [state.of for row in rows if (state := load(ApplicationState, row.state)).of]
    return sum(
        one.what == RENEWAL and one.valid_to is not None and one.valid_to < today
        for one in pins
        if one is not None
    )


def _new_applications(case: CaseView) -> list[ApplicationState]:
    """Return how the other applications of the matter stand that may come to take a place."""
    rows = Case.objects.filter(
        line=LINE,
        matter=case.opening.matter,
        status__in=[status.value for status in (*UNDECIDED, Status.GRANTED)],
    ).exclude(pk=case.id)
    states = [load(ApplicationState, row.state) for row in rows]
    return [state for state in states if state.of is None]
