"""`ledger verify`: chain and log of 200,000 events beside bare SM3, and a sample as a whole."""

from __future__ import annotations

import json

from .figures import Figure, Spread, ratios
from .houses import house

EVENTS, WHOLE_CASES = 200_000, 150


def measure(rounds: int, *, share: float = 1.0) -> list[Figure]:
    """Everything happens in one process of the installation, turn by turn."""
    with house(seeded=False) as found:
        found.database.ensure_running()
        found.command("migrate")
        events, cases = max(2000, int(EVENTS * share)), max(10, int(WHOLE_CASES * share))
        words = ("bench.verify_many", str(events), str(cases), str(rounds))
        done = json.loads(found.python("-m", *words))
    return [
        Figure(
            name=f"verify chain and log of {done['events']} events",
            unit="events/s",
            value=Spread.of(done["chain"]),
            limit=Spread.of(done["bare"]),
            limit_name="events/s bare SM3 of the same bytes",
            ratio=ratios(done["chain"], done["bare"]),
            must="≥ 0.30",
        ),
        Figure(
            name=f"verify {done['whole_events']} events in every respect: files, keys, states too",
            unit="events/s",
            value=Spread.of(done["whole"]),
        ),
    ]
