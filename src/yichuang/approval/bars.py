"""Looking up what bars a party from applying again; see `procedure.bars`."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from yichuang.kernel.public import load
from yichuang.ledger.public import states_reaching

from .events import LINE
from .one_power import barred_together
from .state import ApplicationState, Bar, Status


def bar_on(party: UUID | None, matter: str, on: date) -> Bar | None:
    """Return the bar that runs for a party in a matter on a day, the longest; LicLaw 78, 79.

    It binds for the same power, whichever organ brought it about and holds the power now. Reads
    the party's own cases through their index. Somebody nobody knows is barred from nothing.
    """
    if party is None:
        return None
    # Days are kept as text of one width, so their order as text is that of the calendar.
    barring = states_reaching(LINE, party, "barred_until", on.isoformat())
    barring = [row for row in barring if row.status != Status.VOIDED.value]
    if not barring:
        return None
    same = barred_together(matter)
    bars = [load(ApplicationState, row.state).bar for row in barring if row.matter in same]
    running = [bar for bar in bars if bar is not None and bar.since <= on]
    return max(running, key=lambda bar: bar.until, default=None)
