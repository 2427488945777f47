"""Which database, and as whom: the serving role by default, the owner for migrations only.

`DATABASE_URL` names any PostgreSQL 15 or newer, with the serving role's name and password;
`DATABASE_OWNER_URL` the same database as its owner. Without them the embedded server in the state
folder is meant.
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

OWNER_ROLE = "yichuang_owner"
APP_ROLE = "yichuang_app"


def django_database(url: str) -> dict[str, Any]:
    """Return Django's DATABASES entry for a postgresql:// URL.

    A socket folder goes into the query: `postgresql://user:word@/name?host=/run/folder`.
    Raises ValueError for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError("DATABASE_URL must begin with postgresql://")
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or query.get("host", [""])[0],
        "PORT": str(parts.port or query.get("port", [""])[0]),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": "-c synchronous_commit=on -c timezone=UTC"},
    }


def database_url() -> str:
    """Return the URL in force: the owner's where YICHUANG_ROLE says `owner`, else the app's."""
    name = "DATABASE_OWNER_URL" if os.environ.get("YICHUANG_ROLE") == "owner" else "DATABASE_URL"
    return os.environ[name]
