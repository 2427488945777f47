"""Which database, and as whom: the serving role by default, the owner for migrations only.

`DATABASE_URL` names any PostgreSQL 15 or newer, with the serving role's name and password;
`DATABASE_OWNER_URL` the same database as its owner. Without them the embedded server in the state
folder is meant.
"""

from __future__ import annotations

import dataclasses
import sys
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg

from .embedded import EmbeddedPostgres, Urls
from .embedded_program import EmbeddedError
from .environment import Environment, SettingsError, current

OLDEST_VERSION = 150_000
# The heart's table, and the three server settings without which an acknowledged act can be lost.
LEDGER_TABLE = "ledger_event"
DURABILITY = ("fsync", "full_page_writes", "synchronous_commit")
DURABLE_VALUES = frozenset({"on", "remote_write", "remote_apply", "local"})


def django_database(url: str, *, pool: int = 0, unsafe_commit: bool = False) -> dict[str, Any]:
    """Return Django's DATABASES entry for a postgresql:// URL.

    A socket folder goes into the query: `postgresql://user:word@/name?host=/run/folder`.
    With `pool` the threads of a process share that many connections, else each keeps its own.
    Raises ValueError for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError("DATABASE_URL must begin with postgresql://")
    query = parse_qs(parts.query)
    commit = "off" if unsafe_commit else "on"
    options: dict[str, Any] = {"options": f"-c synchronous_commit={commit} -c timezone=UTC"}
    options["prepare_threshold"] = sys.maxsize  # only what asks for it: `kernel.prepared`
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 10}
    return {
        "ENGINE": "yichuang.site.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or query.get("host", [""])[0],
        "PORT": str(parts.port or query.get("port", [""])[0]),
        "CONN_MAX_AGE": 0 if pool else None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def database_urls(environment: Environment) -> Urls:
    """Return both addresses; starts nothing. The owner's is empty where it was not given.

    Raises SettingsError when there is no DATABASE_URL and no embedded database either.
    """
    if environment.database_url:
        return Urls(environment.database_url, environment.database_owner_url)
    try:
        return EmbeddedPostgres(environment.var).urls
    except EmbeddedError as fault:
        raise SettingsError(f"DATABASE_URL: missing, and {fault}") from fault


def database_url(environment: Environment) -> str:
    """Return the URL in force: the owner's where YICHUANG_ROLE says `owner`, else the app's."""
    urls = database_urls(environment)
    if environment.role == "owner" and not urls.owner:
        raise SettingsError("DATABASE_OWNER_URL: missing, and only the owner may migrate")
    return urls.owner if environment.role == "owner" else urls.app


class UnsafeToServe(SettingsError):
    """The database is not one to keep facts in; the text names every reason."""


def refuse_to_serve_unsafely() -> None:
    """Raise UnsafeToServe unless the database keeps what was acknowledged, unaltered."""
    environment = current()
    if environment.role == "owner":
        raise UnsafeToServe("YICHUANG_ROLE: the owner migrates and never serves")
    reasons = reasons_not_to_serve(
        database_url(environment), allow_unsafe_commit=environment.allow_unsafe_commit
    )
    if reasons:
        raise UnsafeToServe("\n".join(f"DATABASE_URL: {reason.detail}" for reason in reasons))


@dataclasses.dataclass(frozen=True, slots=True)
class Unsafe:
    """A reason not to serve from this database."""

    code: str
    detail: str


def reasons_not_to_serve(url: str, *, allow_unsafe_commit: bool = False) -> list[Unsafe]:
    """Ask the database, as the role that would serve, whether facts are safe there.

    Not with a role that could rewrite the ledger, nor where a commit may be lost.
    Raises psycopg.OperationalError when it does not answer.
    """
    with psycopg.connect(url, connect_timeout=10) as connection:
        found = [*_role_faults(connection), *_version_faults(connection)]
        if not allow_unsafe_commit:
            found += _commit_faults(connection)
    return found


def _role_faults(connection: psycopg.Connection[tuple[Any, ...]]) -> list[Unsafe]:
    row = connection.execute(
        """SELECT r.rolname, r.rolsuper, coalesce(pg_has_role(t.relowner, 'MEMBER'), false),
               coalesce(has_table_privilege(t.oid, 'UPDATE')
                   OR has_table_privilege(t.oid, 'DELETE')
                   OR has_table_privilege(t.oid, 'TRUNCATE'), false)
           FROM pg_roles r
           LEFT JOIN pg_class t ON t.oid = to_regclass(%s)
           WHERE r.rolname = current_user""",
        [f"public.{LEDGER_TABLE}"],
    ).fetchone()
    assert row is not None
    role, is_super, owns, may_rewrite = row
    if is_super:
        return [Unsafe("superuser", f"role {role} is a superuser")]
    if owns:
        return [Unsafe("owner", f"role {role} owns {LEDGER_TABLE}")]
    if may_rewrite:
        return [Unsafe("rewriter", f"role {role} may change or remove rows of {LEDGER_TABLE}")]
    return []


def _version_faults(connection: psycopg.Connection[tuple[Any, ...]]) -> list[Unsafe]:
    if connection.info.server_version < OLDEST_VERSION:
        return [Unsafe("version", "PostgreSQL 15 or newer is needed")]
    return []


def _commit_faults(connection: psycopg.Connection[tuple[Any, ...]]) -> list[Unsafe]:
    rows = connection.execute(
        "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(DURABILITY)]
    ).fetchall()
    return [
        Unsafe("durability", f"{name} is {value}")
        for name, value in rows
        if value not in DURABLE_VALUES
    ]
