"""What the serving role may do, table by table: least by default, less where facts are kept.

Applied after every migration by the owner. Before the first run the serving role can do nothing.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

from .database import APP_ROLE, OWNER_ROLE

# Rows that are only ever added. Triggers in the ledger's migrations refuse the owner as well.
APPEND_ONLY = ("ledger_event", "ledger_logentry", "ledger_idempotency", "directory_look")


def apply_grants(**_: Any) -> None:
    """Give the serving role its rights on every table and sequence; does nothing as that role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone() != (OWNER_ROLE,):
            return
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}")
        cursor.execute(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP_ROLE}"
        )
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}")
        cursor.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {APP_ROLE}")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        present = {row[0] for row in cursor.fetchall()}
        for table in APPEND_ONLY:
            if table in present:
                cursor.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM {APP_ROLE}')
        cursor.execute(f"REVOKE ALL ON django_migrations FROM {APP_ROLE}")
        cursor.execute(f"GRANT SELECT ON django_migrations TO {APP_ROLE}")
