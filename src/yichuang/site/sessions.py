"""Where sessions are kept: Django's own table, read by one plain statement."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from yichuang.kernel.public import prepared


class SessionStore(DatabaseStore):
    """Reads a session without building a query for it, which took longer than asking it.

    Every request of somebody signed in begins here.
    """

    def _get_session_from_db(self) -> Any:
        key = self.session_key or ""
        with prepared() as cursor:
            cursor.execute(
                "SELECT session_data, expire_date FROM django_session"
                " WHERE session_key = %s AND expire_date > %s",
                [key, timezone.now()],
            )
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        return self.model(session_key=key, session_data=row[0], expire_date=row[1])
