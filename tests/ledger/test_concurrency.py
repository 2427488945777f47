"""Two at the same moment: what only real commits show."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from yichuang.kernel.public import using_ports
from yichuang.ledger.public import KeyUsedDifferently, events_of, execute, open_case

from .clocks import SetClock
from .probe import CLERK, Note, Open, opening


def test_one_key_on_two_cases_at_the_same_moment_is_refused(
    committed_db: dict[str, str], django_db_blocker: Any, tmp_path: Path, settings: Any
) -> None:
    """The key's row is written by both; the second meets the database's own constraint."""
    settings.VAR = tmp_path
    with django_db_blocker.unblock(), using_ports(clock=SetClock()):
        ids = [
            open_case(opening(), Open(), actor=CLERK, key=f"open-{n:04}").case_id for n in (1, 2)
        ]
        with psycopg.connect(committed_db["DATABASE_URL"]) as other:
            other.execute(
                "INSERT INTO ledger_idempotency (scope, key, case_id, fingerprint, first_no,"
                " last_no, recorded_at) VALUES ('officer:officer-1', 'note-0001', %s, '', 2, 2,"
                " now())",
                [ids[0]],
            )
            late = threading.Timer(0.5, other.commit)
            late.start()
            with pytest.raises(KeyUsedDifferently):
                execute(ids[1], Note(amount=1), actor=CLERK, key="note-0001")
            late.join()
        assert [event.kind for event in events_of(ids[1], "probe")] == ["opened"]


def test_a_retry_that_waits_for_the_first_attempt_gets_its_receipt(
    committed_db: dict[str, str], django_db_blocker: Any, tmp_path: Path, settings: Any
) -> None:
    """What was asked before the lock came is older than the lock: the key is looked for again."""
    settings.VAR = tmp_path
    again: list[Any] = []
    with django_db_blocker.unblock(), using_ports(clock=SetClock()):
        case_id = open_case(opening(), Open(), actor=CLERK, key="open-0001").case_id

        def retry() -> None:
            try:
                again.append(execute(case_id, Note(amount=1), actor=CLERK, key="note-0001"))
            finally:
                connection.close()

        waiting = threading.Thread(target=retry)
        with psycopg.connect(committed_db["DATABASE_URL"], autocommit=True) as watch:
            with transaction.atomic():
                first = execute(case_id, Note(amount=1), actor=CLERK, key="note-0001")
                waiting.start()
                _until_one_waits(watch)
            waiting.join(30)
        assert [(one.repeated, one.hash) for one in again] == [(True, first.hash)]
        assert len(events_of(case_id, "probe")) == 2


def _until_one_waits(watch: psycopg.Connection[Any]) -> None:
    """Return once a session of this database waits for a lock."""
    for _ in range(600):
        row = watch.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        ).fetchone()
        if row and row[0]:
            return
        time.sleep(0.05)
    raise AssertionError("nobody waits for the case's lock")
