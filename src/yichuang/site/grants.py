"""What the serving role may do, table by table: least by default, less where facts are kept.

Applied after every migration by the owner. Before the first run the serving role can do nothing.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

# Rows that are only ever added. Triggers in the ledger's migrations refuse the owner as well.
APPEND_ONLY = (
    "ledger_event",
    "ledger_logentry",
    "ledger_idempotency",
    "directory_look",
    "directory_leave",
    "directory_leaverecord",
    "directory_departure",
    "directory_phraserecord",
    "documents_attempt",
    "documents_printing",
    "licences_statechange",
    "licences_verificationlook",
    "licences_blankbatch",
    "licences_blankentry",
    "licences_blanklayout",
    "documents_handover",
    "documents_move",
    "documents_deskhandover",
    "documents_desksignature",
    "approval_heldpayment",
    "approval_heldpaymentoutcome",
)
# Rows that the serving role may only read.
READ_ONLY = ("django_migrations",)

ALL_TABLES = """
    GRANT USAGE ON SCHEMA public TO {role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}
"""


def apply_grants(**_: Any) -> None:
    """Give the serving role its rights, all or none; does nothing when run as that role."""
    role = settings.SERVING_ROLE
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user = %s", [role])
        if cursor.fetchone() == (True,):
            return
        cursor.execute(sql.SQL(ALL_TABLES).format(role=sql.Identifier(role)))
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        present = {row[0] for row in cursor.fetchall()}
        for table in present.intersection(APPEND_ONLY):
            _take_back("UPDATE, DELETE, TRUNCATE", table, role)
        for table in present.intersection(READ_ONLY):
            _take_back("INSERT, UPDATE, DELETE, TRUNCATE", table, role)


def _take_back(rights: str, table: str, role: str) -> None:
    statement = sql.SQL("REVOKE {} ON {} FROM {}").format(
        sql.SQL(rights),
        sql.Identifier(table),
        sql.Identifier(role),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
