"""One case command, and a whole approval, over HTTP through the product's real address."""

from __future__ import annotations

import json
import time
from typing import Any

import psycopg
from tests.reliability.clients import FORM, MATERIALS, STEPS
from tests.reliability.installation import Installation

from . import limits
from .figures import Figure, Spread, percentile, ratios
from .houses import Staff, copy_of_database, cpu_ms_each, cpu_of, house, spoilt, verified
from .load import Line, run_for, send_all

CLIENTS = 4
COMMANDS_A_ROUND = 400
LIMIT_SECONDS = 5
LIFE_SECONDS = 10
PAPER_SECONDS = 15
COPIES = 2000
FILING: dict[str, Any] = {"form": FORM, "materials": MATERIALS}


def measure(rounds: int, *, share: float = 1.0) -> list[Figure]:
    """Measure both on one house; `share` shortens every round."""
    with house() as found:
        script = found.state / "command.sql"
        url = copy_of_database(found)
        taken = json.loads(spoilt(found, url, "bench.statements", str(script), str(COPIES)))
        found.start_web()
        found.wait_ready()
        staff = Staff(found)
        # The worker waits meanwhile: making papers out would take the processors from both sides,
        # and is measured by itself.
        command = _command(found, staff, rounds, share, (url, script), taken)
        life = _life(found, staff, rounds, share)
        papers = _papers(found, share)
        command.more["ledger"] = life.more["ledger"] = verified(found)
        return [command, life, papers]


def _command(
    found: Installation,
    staff: Staff,
    rounds: int,
    share: float,
    limit: tuple[str, Any],
    taken: dict[str, Any],
) -> Figure:
    number = max(20, int(COMMANDS_A_ROUND * share))
    _accept(found, staff, max(20, number // 4))  # the first requests of a process cost more
    rates, beside, times, costs = [], [], [], []
    for _ in range(rounds):
        load, cost = _accept(found, staff, number)
        rates.append(load.rate)
        times += load.times
        costs.append(cost)
        if limits.pgbench() is not None:
            beside.append(_limit(limit, share))
    return Figure(
        name="case command over HTTP, signed in, policy on",
        unit="/s",
        value=Spread.of(rates),
        limit=Spread.of(beside) if beside else None,
        limit_name="/s pgbench with its own statements",
        ratio=ratios(rates, beside) if beside else None,
        must="≥ 0.10",
        skipped="" if beside else "no pgbench: neither in the wheel nor Debian's",
        more={
            "clients": CLIENTS,
            "p50_ms": round(1000 * percentile(times, 0.5), 1),
            "p95_ms": round(1000 * percentile(times, 0.95), 1),
            "cpu_ms": {name: Spread.of([c[name] for c in costs]).median for name in costs[0]},
            **taken,
        },
    )


def _accept(found: Installation, staff: Staff, number: int) -> tuple[Any, dict[str, float]]:
    """File applications, then measure their acceptance alone."""
    body = {"matter": found.city["licence"], **FILING}
    filings = [staff.commands("citizen", "/applications", body) for _ in range(number)]
    _, replies = send_all(found.port, filings, CLIENTS)
    cases = [json.loads(reply)["case"] for reply in replies]
    commands = [staff.commands("window", f"/cases/{case}/acceptance", {}) for case in cases]
    before = cpu_of(found)
    load, _ = send_all(found.port, commands, CLIENTS)
    return load, cpu_ms_each(before, cpu_of(found), number)


def _limit(limit: tuple[str, Any], share: float) -> float:
    url, script = limit
    seconds = max(1, int(LIMIT_SECONDS * share))
    return limits.transactions_a_second(url, script, clients=CLIENTS, seconds=seconds)


def _life(found: Installation, staff: Staff, rounds: int, share: float) -> Figure:
    body = {"matter": found.city["licence"], **FILING}

    def one_case(line: Line, _client: int, _turn: int) -> None:
        filed = _asked(line, staff.commands("citizen", "/applications", body))
        for who, noun, step in STEPS:
            _asked(line, staff.commands(who, f"/cases/{filed['case']}/{noun}", step))

    rates, costs, times = [], [], []
    for _ in range(rounds):
        before = cpu_of(found)
        load = run_for(found.port, LIFE_SECONDS * share, CLIENTS, one_case)
        costs.append(cpu_ms_each(before, cpu_of(found), len(load.times)))
        rates.append(load.rate)
        times += load.times
    return Figure(
        name="whole approval over HTTP: 9 commands, papers made out, rendering when wanted",
        unit="cases/s",
        value=Spread.of(rates),
        limit_name="Open Zaak 1.30, 6 calls: 2.0–2.6 cases/s, 680 CPU-ms (published trial)",
        must="60 cases/s",
        more={
            "clients": CLIENTS,
            "commands_a_case": len(STEPS) + 1,
            "p50_ms": round(1000 * percentile(times, 0.5)),
            "p95_ms": round(1000 * percentile(times, 0.95)),
            "cpu_ms": {name: Spread.of([c[name] for c in costs]).median for name in costs[0]},
        },
    )


def _papers(found: Installation, share: float) -> Figure:
    """Let the worker make out what waits, and count for a while."""
    found.start_worker()
    with psycopg.connect(found.database.urls.app, autocommit=True) as connection:
        while _made(connection) == 0 or _unplaced(connection):
            time.sleep(0.1)
        made, before, began = _made(connection), cpu_of(found), time.perf_counter()
        time.sleep(max(5.0, PAPER_SECONDS * share))
        number, seconds = _made(connection) - made, time.perf_counter() - began
    cost = cpu_ms_each(before, cpu_of(found), max(1, number))
    return Figure(
        name="papers made out and signed by the worker, one at a time",
        unit="/s",
        value=Spread.of([number / seconds]),
        more={"cpu_ms": cost},
    )


def _made(connection: psycopg.Connection[Any]) -> int:
    row = connection.execute("SELECT count(*) FROM documents_paper WHERE blob <> ''").fetchone()
    return int(row[0]) if row else 0


def _unplaced(connection: psycopg.Connection[Any]) -> bool:
    row = connection.execute("SELECT EXISTS (SELECT FROM ledger_eventqueue)").fetchone()
    return bool(row and row[0])


def _asked(line: Line, request: bytes) -> dict[str, Any]:
    status, body = line.ask(request)
    assert status == 201, (status, body[:400])
    return dict(json.loads(body))
