"""The database engine of the settings; Django asks for this module by its name."""

from __future__ import annotations

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """Asks a kept connection for a sign of life only where its line says something.

    Before the first statement of a request Django has the server answer `SELECT 1`: a trip to and
    fro each time. A server that stops, restarts or ends a session says farewell or at least closes
    the line, which the machine knows without asking anybody. What nobody can hear, as a pulled
    cable, `SELECT 1` would wait for as well.
    """

    health_check_enabled: bool
    health_check_done: bool

    def close_if_health_check_failed(self) -> None:
        """Close a kept connection that no longer stands; the next statement opens another."""
        if self.health_check_enabled and not self.health_check_done and is_silent(self.connection):
            self.health_check_done = True
            return
        super().close_if_health_check_failed()


def is_silent(connection: Any) -> bool:
    """Return whether a connection is open and idle, and nothing has arrived that nobody read."""
    if connection is None or connection.closed:
        return False
    if connection.info.transaction_status is not TransactionStatus.IDLE:
        return False
    line = select.poll()
    line.register(connection.fileno(), select.POLLIN | select.POLLPRI)
    return not line.poll(0)
