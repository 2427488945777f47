"""A page of the inbox with 10,000 and with 200,000 cases.

The cases are rows made by SQL from one real case, spread over due dates: a short cut, for filing
200,000 would take an hour. They are no valid ledger, so this part ends without `ledger verify`.
"""

from __future__ import annotations

import json
from typing import Any

import psycopg
from tests.reliability.clients import FORM, MATERIALS
from tests.reliability.installation import Installation

from .figures import Figure, Spread, percentile, ratios
from .houses import Staff, cpu_ms_each, cpu_of, house
from .load import send_all

FEW, MANY = 10_000, 200_000
PAGES = 200
ID_OF_N = "('00000000-0000-8000-8000-' || lpad(to_hex(n), 12, '0'))::uuid"
CHANGED = {
    "ledger_case": {"id": ID_OF_N, "number": "'B' || n::text"},
    "ledger_todo": {"case_id": ID_OF_N, "due_on": "current_date + (n * 7919 %% 400)::int - 200"},
    "approval_application": {"case_id": ID_OF_N},
}


def measure(rounds: int, *, share: float = 1.0) -> list[Figure]:
    """Read the first page and one far in the middle, with few cases and then with many."""
    with house() as found:
        found.start_web()
        found.wait_ready()
        staff = Staff(found, ("citizen", "window", "head"))
        case = _one_case(found, staff)
        few, few_more = _pages(found, staff, case, (1, FEW), rounds, share)
        many, many_more = _pages(found, staff, case, (FEW + 1, MANY), rounds, share)
        return [
            Figure(
                name="inbox page of 20 over HTTP with 200,000 open cases, p95",
                unit="ms",
                value=Spread.of(many),
                limit=Spread.of(few),
                limit_name="ms with 10,000",
                ratio=ratios(many, few),
                must="≤ 3 times",
                more={"few": few_more, "many": many_more},
            )
        ]


def _one_case(found: Installation, staff: Staff) -> str:
    body = {"matter": found.city["licence"], "form": FORM, "materials": MATERIALS}
    _, replies = send_all(found.port, [staff.commands("citizen", "/applications", body)], 1)
    return str(json.loads(replies[0])["case"])


def _pages(
    found: Installation,
    staff: Staff,
    case: str,
    numbers: tuple[int, int],
    rounds: int,
    share: float,
) -> tuple[list[float], dict[str, Any]]:
    """Fill up to so many cases and return the p95 of each round in milliseconds."""
    _fill(found, case, numbers)
    path, cursor = "/todos?size=20", ""
    for _ in range(10):  # into the list, as somebody who leafs through it
        _, replies = send_all(found.port, [staff.asks("window", path + cursor)], 1)
        cursor = f"&cursor={json.loads(replies[0])['next']}"
    number = max(10, int(PAGES * share))
    asked = [staff.asks("window", path), staff.asks("window", path + cursor)] * (number // 2)
    before, slow, times = cpu_of(found), [], []
    for _ in range(rounds):
        load, _ = send_all(found.port, asked, 1)
        slow.append(1000 * percentile(load.times, 0.95))
        times += load.times
    cost = cpu_ms_each(before, cpu_of(found), len(times))
    return slow, {"p50_ms": round(1000 * percentile(times, 0.5), 1), "cpu_ms": cost}


def _fill(found: Installation, case: str, numbers: tuple[int, int]) -> None:
    with psycopg.connect(found.database.urls.owner, autocommit=True) as connection:
        for table, changed in CHANGED.items():
            rows = connection.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
                " ORDER BY ordinal_position",
                [table],
            ).fetchall()
            names = [row[0] for row in rows]
            chosen = ", ".join(changed.get(name, f"t.{name}") for name in names)
            key = "id" if table == "ledger_case" else "case_id"
            connection.execute(
                f"INSERT INTO {table} ({', '.join(names)}) SELECT {chosen} FROM {table} t,"
                f" generate_series({numbers[0]}, {numbers[1]}) n WHERE t.{key} = %s",  # type: ignore[arg-type]
                [case],
            )
        connection.execute("VACUUM ANALYZE")
