"""Time and silence: nothing lawful hangs on a worker being awake, nor on a clock set wrongly.

The law of silence itself is tested beside the ledger and the procedure; here it is asked of real
cases, and of the worker's own process.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from tests.factories import file_case, make_city
from tests.ledger.clocks import SetClock
from yichuang.approval import public as approval
from yichuang.kernel.public import using_ports
from yichuang.ledger.public import Case, confirm_clock, events_of, wake_due

from .installation import Installation

pytestmark = pytest.mark.reliability

# Filed on Monday 2 March 2026: five working days end with Monday 9 March, Chinese time.
MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)
SILENCE_FROM = datetime(2026, 3, 9, 16, tzinfo=UTC)  # midnight of 10 March in China
FROM_THE_DAY_RECEIVED = ("deemed_accepted", MONDAY)  # LicLaw 32(4), last sentence
TEN_DAYS_LATER = timedelta(days=10)


def _lawful_facts(case_id: Any) -> dict[str, Any]:
    """Return what of a case has legal effect: events with their moments, and the dates due."""
    case = Case.objects.get(pk=case_id)
    return {
        "events": [(e.no, e.kind, e.effective_at) for e in events_of(case_id, case.line)][:2],
        "statutory": case.statutory_due_on,
        "promised": case.promised_due_on,
    }


@pytest.mark.django_db
def test_worker_asleep_over_the_fifth_day_changes_no_legal_effect() -> None:
    clock = SetClock(MONDAY)
    with using_ports(clock=clock):
        city = make_city()
        woken = file_case(city, key="the-worker-is-awake")
        asleep = file_case(city, key="the-worker-sleeps", who="neighbour")
        confirm_clock()
        clock.pass_time(SILENCE_FROM - MONDAY + timedelta(minutes=1))
        asleep_row = Case.objects.filter(pk=asleep.case_id)
        wake_at = asleep_row.values_list("wake_at", flat=True).get()
        asleep_row.update(wake_at=None)  # no worker looks at this one
        assert wake_due().woken == 1
        asleep_row.update(wake_at=wake_at)

        clock.pass_time(TEN_DAYS_LATER)
        for receipt, key in ((woken, "first-step-woken"), (asleep, "first-step-asleep")):
            approval.act(
                receipt.case_id,
                approval.GiveOpinion(step="verify", agrees=True, opinion="属实"),
                actor=city.officer("examine"),
                key=key,
            )

        assert _lawful_facts(asleep.case_id) == _lawful_facts(woken.case_id)
        assert _lawful_facts(asleep.case_id)["events"][1][1:] == FROM_THE_DAY_RECEIVED


@pytest.mark.django_db
def test_clock_jumped_by_a_year_accepts_nothing_by_silence() -> None:
    clock = SetClock(MONDAY)
    with using_ports(clock=clock):
        city = make_city()
        filed = file_case(city, key="filed-before-the-jump")
        confirm_clock()
        clock.jump(timedelta(days=365))

        outcome = wake_due()

        assert (outcome.trusted, outcome.woken) == (False, 0)
        assert [e.kind for e in events_of(filed.case_id, "approval")] == ["filed"]
        clock.jump(timedelta(days=-365))
        confirm_clock()


def test_real_worker_whose_clock_jumped_wakes_nothing(house: Installation) -> None:
    """The heartbeat says that a minute ago, by the clock nobody can set, it was a year earlier."""
    case = house.python("-m", "tests.reliability.overdue").strip()
    house.start_worker()
    with psycopg.connect(house.database.urls.app, autocommit=True) as connection:
        _await(connection, "SELECT distrusted_at IS NOT NULL FROM ledger_heartbeat")
        time.sleep(1.0)  # the pulse goes on: it places events, and wakes nobody
        _await(connection, "SELECT count(*) = 0 FROM ledger_eventqueue")
        rows = connection.execute(
            "SELECT e.kind, c.wake_at < now() FROM ledger_event e JOIN ledger_case c"
            " ON c.id = e.case_id WHERE c.id = %s ORDER BY e.no",
            [case],
        ).fetchall()

    assert rows == [("filed", True)]


def _await(connection: psycopg.Connection[Any], question: str, limit: float = 60.0) -> None:
    """Wait until the database answers a question with true."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        row = connection.execute(question).fetchone()  # type: ignore[call-overload]
        if row and row[0]:
            return
        time.sleep(0.1)
    raise AssertionError(f"did not come true within {limit} s: {question}")
