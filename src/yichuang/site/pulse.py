"""The house's pulse: places events in their order, lets readers read, lets silence take effect.

Nothing lawful depends on it: silence takes effect on its day whoever is awake. The pulse only makes
things visible sooner.
"""

from __future__ import annotations

import logging
import threading
import time

from django.db import connection
from django.db.utils import DatabaseError, InterfaceError

log = logging.getLogger(__name__)

IDLE_SECONDS = 0.25  # an event is public well within two seconds
WAKE_SECONDS = 30.0
AFTER_FAULT_SECONDS = 1.0


def beat_until(stop: threading.Event) -> None:
    """Beat until told to stop; a fault is logged and the next beat tries again."""
    woken_at = 0.0
    while not stop.is_set():
        try:
            due = time.monotonic() - woken_at >= WAKE_SECONDS
            worked = beat(wake=due)
            if due:
                woken_at = time.monotonic()
        except (DatabaseError, InterfaceError) as fault:
            log.warning("no beat, the database does not answer: %s", type(fault).__name__)
            connection.close()
            stop.wait(AFTER_FAULT_SECONDS)
        except Exception:
            # Whatever a reader or the log's own check raised must not end the pulse for the others.
            log.exception("a beat failed")
            connection.close()
            stop.wait(AFTER_FAULT_SECONDS)
        else:
            if not worked:
                stop.wait(IDLE_SECONDS)
    connection.close()


def beat(*, wake: bool) -> bool:
    """Do one round; return whether there was anything to do."""
    from yichuang.ledger.public import refresh_dates, run_readers, sequencer_pass, wake_due

    done = refresh_dates() + wake_due().woken if wake else 0
    return bool(done + sequencer_pass() + run_readers())
