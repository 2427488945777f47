"""How many statements one case command costs: the budget of the hot path."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.site.api.test_line import file_licence

# Session and account with its standing, then `execute`: the case locked, the key looked up, the
# number drawn, the applicant's name read for the notice, the notice kept with its file ordered, and
# one statement that appends everything. Savepoints, of the test's own transaction, do not count.
ACCEPTANCE = 7


def statements(context: CaptureQueriesContext) -> list[str]:
    """Return the statements that are not savepoints."""
    asked = [query["sql"] for query in context.captured_queries]
    return [sql for sql in asked if "SAVEPOINT" not in sql]


def test_acceptance_costs_no_more_statements_than_it_must(caller, capsys):
    first = file_licence(caller("citizen")).json()["case"]
    second = file_licence(caller("citizen")).json()["case"]
    window = caller("window")
    window.post(f"/cases/{first}/acceptance")  # the calendar and the edition are remembered now

    with CaptureQueriesContext(connection) as context:
        reply = window.post(f"/cases/{second}/acceptance")

    assert reply.status_code == 201
    found = statements(context)
    with capsys.disabled():
        for number, sql in enumerate(found, start=1):
            print(f"\n{number} {' '.join(sql.split())[:150]}", end="")
    assert len(found) <= ACCEPTANCE
