"""Threads that send what is queued: one for each channel, so that none waits for another."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from django.db import connection
from django.db.utils import DatabaseError, InterfaceError

log = logging.getLogger(__name__)

IDLE_SECONDS = 2.0
TEND_SECONDS = 30.0
AFTER_FAULT_SECONDS = 5.0


@contextmanager
def sending() -> Iterator[None]:
    """Send within the block; at its end what is on its way is finished first."""
    from yichuang.approval.public import tend_bills
    from yichuang.documents.public import OUTWARD, send_due, tend

    stop = threading.Event()
    work: list[tuple[str, Callable[[], int], float]] = [
        (channel, partial(send_due, channel), IDLE_SECONDS) for channel in OUTWARD
    ]
    work.append(("tend", tend, TEND_SECONDS))
    work.append(("bills", tend_bills, TEND_SECONDS))
    threads = [
        threading.Thread(target=repeat_until, args=[stop, act, pause], name=f"send-{name}")
        for name, act, pause in work
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def repeat_until(stop: threading.Event, act: Callable[[], int], pause: float) -> None:
    """Do something again and again until told to stop; a fault is logged and tried again later."""
    while not stop.is_set():
        try:
            busy = act()
        except (DatabaseError, InterfaceError) as fault:
            log.warning("nothing sent, the database does not answer: %s", type(fault).__name__)
            connection.close()
            stop.wait(AFTER_FAULT_SECONDS)
        except Exception:
            log.exception("a pass of sending failed")
            connection.close()
            stop.wait(AFTER_FAULT_SECONDS)
        else:
            stop.wait(0 if busy else pause)
    connection.close()
