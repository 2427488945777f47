"""Two at the same moment: what only real commits show."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import psycopg
import pytest

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
