"""Brings a database and the static files to this release, and tells whether they are there already.

The database itself notes (as a comment on it) which code migrated it, so that a start with nothing
to do costs one query instead of a whole Django.
"""

from __future__ import annotations

import hashlib
import io
import json
from importlib import metadata
from pathlib import Path

import psycopg
from psycopg import sql

from .database import database_urls
from .environment import Environment, SettingsError

HOUSE = Path(__file__).parent.parent
WHOSE = ("django", "django-allauth", "procrastinate", "whitenoise")


def code_digest() -> str:
    """Return a digest of everything that shapes tables, grants, caches and static files."""
    digest = hashlib.sha256()
    for name in WHOSE:
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    shaping = [
        *HOUSE.rglob("migrations/*.py"),
        *(path for path in HOUSE.rglob("static/**/*") if path.is_file()),
        *HOUSE.rglob("procedure/__init__.py"),
        HOUSE / "site" / "grants.py",
        HOUSE / "site" / "settings.py",
    ]
    for path in sorted(shaping):
        digest.update(str(path.relative_to(HOUSE)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def is_current(environment: Environment) -> bool:
    """Were database and static files brought up by exactly this code?"""
    with psycopg.connect(database_urls(environment).app, connect_timeout=10) as connection:
        row = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            " WHERE datname = current_database()"
        ).fetchone()
    digest = code_digest()
    return bool(row and row[0] == _note(digest)) and _static_note(environment) == digest


def is_empty(environment: Environment) -> bool:
    """Is nobody in this database yet? It must have been migrated."""
    with psycopg.connect(database_urls(environment).app, connect_timeout=10) as connection:
        row = connection.execute("SELECT NOT EXISTS (SELECT FROM directory_organ)").fetchone()
    return bool(row and row[0])


def migrate() -> list[str]:
    """Apply what is missing, as the owner, and note it; return the migrations applied.

    Needs Django to be set up as the owner. Raises SettingsError if that is also who serves.
    """
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    if connection.settings_dict["USER"] == settings.SERVING_ROLE:
        raise SettingsError("DATABASE_OWNER_URL: the owner must not be the role that serves")
    recorder = MigrationRecorder(connection)
    before = set(recorder.applied_migrations())
    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(
                sql.Identifier(str(connection.settings_dict["NAME"])),
                sql.Literal(_note(code_digest())),
            )
        )
    return sorted(f"{app}.{name}" for app, name in set(recorder.applied_migrations()) - before)


def refresh_cases() -> int:
    """Write anew what a former release cached of its cases; return how many there were."""
    from yichuang.ledger.public import refresh_states

    done = 0
    while found := refresh_states():
        done += found
    return done


def collect_static() -> int:
    """Put all static files under hashed names into the state folder; return how many there are."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import override_settings

    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    with override_settings(STORAGES=storages):
        call_command("collectstatic", verbosity=0, interactive=False, stdout=io.StringIO())
    root = Path(settings.STATIC_ROOT)
    (root / "release").write_text(code_digest())
    return len(json.loads((root / "staticfiles.json").read_text())["paths"])


def _note(digest: str) -> str:
    return f"yichuang {digest}"


def _static_note(environment: Environment) -> str:
    try:
        return (environment.var / "static" / "release").read_text()
    except FileNotFoundError:
        return ""
