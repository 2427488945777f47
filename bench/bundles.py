"""One bundle of five beside five single filings of the same matters, over HTTP."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tests.reliability.clients import FORM
from tests.reliability.installation import Installation

from .figures import Figure, Spread, percentile, ratios
from .houses import Staff, cpu_ms_each, cpu_of, house, verified
from .load import send_all

CLIENTS = 4
BUNDLES_A_ROUND = 100


def measure(rounds: int, *, share: float = 1.0) -> list[Figure]:
    """Measure both in turn on one house; every filing names its gaps, none brings a file.

    Once by one client, once by several: a bundle keeps the day's numbers of its region to itself
    from its first case to its commit, so several at once wait for each other.
    """
    with house() as found:
        codes = json.loads(found.python("-m", "bench.bundle_matters"))
        found.start_web()
        found.wait_ready()
        sending = _Filings(Staff(found), codes)
        for warm in (sending.bundles(8), sending.cases(8)):
            send_all(found.port, warm, CLIENTS)  # the first requests of a process cost more
        number = max(8, int(BUNDLES_A_ROUND * share))
        figures = [_beside(found, sending, number, rounds, clients) for clients in (1, CLIENTS)]
        figures[-1].more["ledger"] = verified(found)
        return figures


@dataclass(frozen=True, slots=True)
class _Filings:
    """The same matters as one bundle, and one by one."""

    staff: Staff
    codes: list[str]

    def bundles(self, number: int) -> list[bytes]:
        body = {"matters": self.codes, "form": FORM, "documents": []}
        return [self.staff.commands("citizen", "/bundles", body) for _ in range(number)]

    def cases(self, number: int) -> list[bytes]:
        bodies = [{"matter": one, "form": FORM, "materials": []} for one in self.codes]
        wanted = [body for _ in range(number) for body in bodies]
        return [self.staff.commands("citizen", "/applications", body) for body in wanted]


def _beside(
    found: Installation, sending: _Filings, number: int, rounds: int, clients: int
) -> Figure:
    mine, theirs, times, costs, beside = [], [], [], [], []
    for _ in range(rounds):
        before = cpu_of(found)
        load, replies = send_all(found.port, sending.bundles(number), clients)
        costs.append(cpu_ms_each(before, cpu_of(found), number))
        assert all(one["case"] for reply in replies for one in json.loads(reply)["members"])
        mine.append(number / load.seconds)
        times += load.times
        before = cpu_of(found)
        alone, _ = send_all(found.port, sending.cases(number), clients)
        beside.append(cpu_ms_each(before, cpu_of(found), number))
        theirs.append(number / alone.seconds)
    return Figure(
        name=f"bundle of five filed over HTTP, one transaction; clients: {clients}",
        unit="/s",
        value=Spread.of(mine),
        limit=Spread.of(theirs),
        limit_name="/s times five single filings of the same matters",
        ratio=ratios(mine, theirs),
        more={
            "p50_ms": round(1000 * percentile(times, 0.5), 1),
            "p95_ms": round(1000 * percentile(times, 0.95), 1),
            "cpu_ms": _middle(costs),
            "cpu_ms_of_five_single": _middle(beside),
        },
    )


def _middle(costs: list[dict[str, float]]) -> dict[str, float]:
    return {name: Spread.of([one[name] for one in costs]).median for name in costs[0]}
