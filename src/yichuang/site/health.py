"""Is this process alive, and may it be sent requests? For load balancers and watchdogs."""

from __future__ import annotations

import dataclasses

from django.db import connection
from django.db.utils import DatabaseError, InterfaceError
from django.http import HttpRequest, JsonResponse
from django.urls import path

from yichuang.directory.public import public_route

LAG_LIMIT = 10_000  # positions a reader may be behind before the house calls itself slow


@dataclasses.dataclass(frozen=True, slots=True)
class Readiness:
    """What keeps the process from serving, if anything; `lag` by reader, for gauges."""

    faults: tuple[str, ...]
    lag: dict[str, int]
    waiting: int


@public_route
def livez(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 (a view)
    """GET /livez: this process answers. Asks nobody else."""
    return JsonResponse({"status": "ok"})


@public_route
def readyz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 (a view)
    """GET /readyz: 200 if requests can be served; 503 with the reasons otherwise.

    A lag of the readers is told but is no reason: the acts themselves are recorded all the same.
    """
    found = readiness()
    body = {
        "status": "unavailable" if found.faults else "ok",
        "faults": list(found.faults),
        "lag": found.lag,
        "waiting": found.waiting,
        "slow": found.waiting > LAG_LIMIT or any(n > LAG_LIMIT for n in found.lag.values()),
    }
    response = JsonResponse(body, status=503 if found.faults else 200)
    if found.faults:
        response["Retry-After"] = "5"
    response["Cache-Control"] = "no-store"
    return response


def readiness() -> Readiness:
    """Look at the database: does it answer, as whom, and how far are the readers?"""
    from yichuang.ledger.public import lag

    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper OR pg_has_role(t.relowner, 'MEMBER')"
                " FROM pg_roles r, pg_class t"
                " WHERE r.rolname = current_user AND t.oid = 'public.ledger_event'::regclass"
            )
            row = cursor.fetchone()
            cursor.execute("SELECT count(*) FROM ledger_eventqueue")
            waiting = int(cursor.fetchone()[0])
        faults = ("role",) if row is None or row[0] else ()
        return Readiness(faults, lag(), waiting)
    except (DatabaseError, InterfaceError):
        connection.close()
        return Readiness(("database",), {}, 0)


urlpatterns = [path("livez", livez, name="livez"), path("readyz", readyz, name="readyz")]
