"""Looking up what bars a party from applying again; see `procedure.bars`."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yichuang.kernel.public import load
from yichuang.ledger.public import Case

from .events import LINE
from .state import ApplicationState, Bar, Status


def bar_on(party: UUID | None, matter: str, on: date) -> Bar | None:
    """Return the bar that runs for a party in a matter on a day, the longest; LicLaw 78, 79.

    Reads the party's own cases through their index. Somebody nobody knows is barred from nothing.
    """
    if party is None:
        return None
    # Days are kept as text of one width, so their order as text is that of the calendar.
    rows = Case.objects.filter(
        line=LINE, party=party, matter=matter, state__barred_until__gte=on.isoformat()
    ).exclude(status=Status.VOIDED.value)
    bars = [bar for row in rows if (bar := load(ApplicationState, row.state).bar)]
    return max((bar for bar in bars if bar.since <= on), key=lambda bar: bar.until, default=None)
