"""How many places a licence of limited number has left, and who came before; LicLaw 57."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection

from yichuang.catalogue.public import EditionContent
from yichuang.kernel.public import load
from yichuang.ledger.public import Case, CaseView, Command
from yichuang.licences.public import taken_of_types

from .commands import CompleteAtOnce, Decide
from .events import LINE, LicencePin
from .held import licence_type
from .one_power import OnePower, counted_together
from .procedure import Room
from .procedure.renewal import RENEWAL
from .state import ApplicationState, Status, legal_day

UNDECIDED = (Status.ACCEPTED, Status.SUSPENDED, Status.HANDED_UP)


def room_for(
    case: CaseView, command: Command, edition: EditionContent | None, organ: str, now: datetime
) -> Room | None:
    """Return the places left and how many wait who were accepted earlier; None without a limit.

    Two decisions about one power wait for each other here: both would see the last place free.
    Counted is the power, whichever organ gave the licence or has the application.
    """
    if edition is None or edition.quota_limit is None:
        return None
    if not isinstance(command, Decide | CompleteAtOnce):
        return None
    power = counted_together(case.opening.matter)
    _wait_for_each_other(power)
    others = _others(case, power)
    today = legal_day(now)
    taken = taken_of_types({licence_type(edition, organ), *power.licence_types}, today)
    new = [one for one in others if one.of is None]
    promised = sum(one.status is Status.GRANTED for one in new)
    promised += sum(_carried_on(one.of, today) for one in others)
    accepted_at = case.state.accepted_at or now
    return Room(
        limit=edition.quota_limit,
        left=edition.quota_limit - taken - promised,
        earlier=sum(
            one.accepted_at is not None and one.accepted_at < accepted_at
            for one in new
            if one.status in UNDECIDED
        ),
    )


def _wait_for_each_other(power: OnePower) -> None:
    """Let two decisions about one power wait: matters of one power share a code of it."""
    with connection.cursor() as cursor:
        for code in sorted(power.codes):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 57))", [code])


def _others(case: CaseView, power: OnePower) -> list[ApplicationState]:
    """Return how the other applications for the power stand that take a place or may come to."""
    rows = Case.objects.filter(
        line=LINE,
        matter__in=power.matters,
        status__in=[status.value for status in (*UNDECIDED, Status.GRANTED)],
    ).exclude(pk=case.id)
    return [load(ApplicationState, row.state) for row in rows]


def _carried_on(of: LicencePin | None, today: date) -> bool:
    """Return whether a licence that has run out is being renewed, or is by silence: it counts."""
    if of is None or of.what != RENEWAL or of.valid_to is None:
        return False
    return of.valid_to < today
