"""The plan of ten matters out of two thousand and more, over HTTP, as anybody asks for it."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import psycopg

from .catalogue_rows import write_rows, write_rows_again
from .figures import Figure, Spread, percentile
from .houses import cpu_ms_each, cpu_of, house
from .load import request, send_all

BUNDLE = 10
PLANS = 40


def measure(rounds: int, *, share: float = 1.0) -> list[Figure]:
    """Ask for plans of ten matters each; each round's first time is among what is measured."""
    with house() as found:
        first, second = found.state / "first.jsonl", found.state / "second.jsonl"
        source = write_rows(first)
        write_rows_again(first, second)
        matters, *codes = found.python("-m", "bench.fill_plans", str(first), str(second)).split()
        with psycopg.connect(found.database.urls.owner, autocommit=True) as connection:
            connection.execute("ANALYZE")
        found.start_web()
        found.wait_ready()
        times, slow, before, asked = [], [], cpu_of(found), 0
        for at in range(rounds):
            addresses = _addresses(codes[at::rounds], max(1, int(PLANS * share)))
            load, bodies = send_all(found.port, addresses, 1)
            assert all(len(json.loads(body)["matters"]) == BUNDLE for body in bodies)
            asked += len(addresses)
            times += load.times
            slow.append(1000 * percentile(load.times, 0.95))
        return [
            Figure(
                name=f"plan of {BUNDLE} matters out of {matters} over HTTP ({source}), p95",
                unit="ms",
                value=Spread.of(slow),
                must="< 300 ms, goal < 100 ms",
                more={
                    "p50_ms": round(1000 * percentile(times, 0.5), 1),
                    "plans": asked,
                    "cpu_ms": cpu_ms_each(before, cpu_of(found), asked),
                },
            )
        ]


def _addresses(codes: list[str], most: int) -> list[bytes]:
    """Return requests for plans of matters spread over the whole catalogue."""
    step = max(1, len(codes) // BUNDLE)
    spread = [code for start in range(step) for code in codes[start::step][:BUNDLE]]
    tens = [spread[at : at + BUNDLE] for at in range(0, len(spread) - BUNDLE + 1, BUNDLE)][:most]
    return [
        request("GET", f"/plan?{urlencode([('matter', code) for code in ten])}") for ten in tens
    ]
