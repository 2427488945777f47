"""Nothing that can be sent to the API brings it down or gets an answer it does not describe.

Schemathesis reads the description and sends its examples, the edges of every field, and whatever it
can think of, with data that fits and data that does not; in this process, over WSGI, with real
commits. Each operation is tried by somebody who may carry it out, and all of them by everybody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from tests.factories import PASSWORD, file_case, make_city

# Who may carry an operation out, by the end of its path; a citizen may do all others.
WINDOW = ("/window/applications", "/acceptance", "/non-acceptance", "/supplement-request")
WINDOW += ("/supplement", "/delivery", "/todos")
DECIDE = ("/decision", "/issue", "/correction", "/completion")
OPEN_TO_ALL = "/(|session|progress|ledger/head|matters.*|verification/.*|payments)$"
OTHERS = {
    "examine": ("/opinions", "/opinion-recall", "/suspension", "/resumption"),
    "head": ("/extension", "/voiding", "/deemed-confirmation", "/today"),
    "window": WINDOW,
    "decide": DECIDE,
}


@dataclass
class Ground:
    """Where to try: the application, a case, and tokens of who may do what."""

    app: Any
    case: str
    tokens: dict[str, str]


@pytest.fixture
def ground(committed_db, settings) -> Iterator[Ground]:
    """The small city with a filed case, committed, since schemathesis works in threads."""
    settings.YICHUANG_DEMO = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    city = make_city()
    case = str(file_case(city).case_id)
    used: set[Any] = set()
    app = get_wsgi_application()

    def remembered(environ: Any, start_response: Any) -> Any:
        used.add(connections["default"])
        return app(environ, start_response)

    tokens = {name: token(name) for name in ("citizen", "window", "decide", "examine", "head")}
    yield Ground(remembered, case, {"public": "", **tokens})
    for connection in used:  # those of schemathesis's threads, which are gone
        connection.inc_thread_sharing()
        connection.close()


def token(login_name: str) -> str:
    body = json.dumps({"login_name": login_name, "password": PASSWORD})
    reply = Client().post("/api/v1/session", body, content_type="application/json")
    return str(reply.json()["token"])


def schema_for(ground: Ground, who: str, *, phases: str, examples: int, random: bool) -> Any:
    """Return the description as schemathesis uses it on behalf of somebody."""
    wanted = phases.split()
    known = ground.tokens[who]
    config = {
        "headers": {"Authorization": f"Bearer {known}"} if known else {},
        "continue-on-failure": True,
        "parameters": {"case": ground.case} if known else {},
        "phases": {
            name: {"enabled": name in wanted}
            for name in ("examples", "coverage", "fuzzing", "stateful")
        },
        "generation": {
            "max-examples": examples,
            "database": "none",
            "deterministic": not random,
        },
        "checks": {
            # What fits the description may still break a rule of the law, which answers 422.
            "positive_data_acceptance": {"enabled": False},
            # Its own transport for WSGI cannot run it; `test_contract` has the promise.
            "ignored_auth": {"enabled": False},
        },
    }
    found = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", ground.app, config=SchemathesisConfig.from_dict(config)
    )
    # Whoever signs out would be nobody for the rest.
    return found.exclude(operation_id="close_session") if known else found


def run(schema: Any) -> tuple[int, list[str]]:
    """Return how many calls were made, and everything that was wrong with an answer."""
    calls, wrong = 0, []
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            wrong.append(str(getattr(event, "info", event)))
        if isinstance(event, events.ScenarioFinished):
            calls += len(event.recorder.interactions)
            wrong += failures(event)
    return calls, wrong


def failures(event: events.ScenarioFinished) -> list[str]:
    """Return the failed checks of a scenario, each with the call that showed it."""
    return [
        f"{event.recorder.label} {check.name}: {info.failure.message}\n{info.code_sample}"
        for checks in event.recorder.checks.values()
        for check in checks
        if (info := check.failure_info) is not None
    ]


def paths_of(who: str) -> str:
    return "(" + "|".join(OTHERS[who]) + ")$"


def test_anybody_may_send_anything_to_what_is_open_to_all(ground):
    schema = schema_for(ground, "public", phases="coverage fuzzing", examples=6, random=False)

    calls, wrong = run(schema.include(path_regex=OPEN_TO_ALL))

    assert wrong == []
    assert calls > 100


@pytest.mark.parametrize("who", ["public", "citizen", "decide"])
def test_every_operation_may_be_tried_by_anyone(ground, who):
    schema = schema_for(ground, who, phases="examples fuzzing", examples=2, random=False)

    calls, wrong = run(schema)

    assert wrong == []
    assert calls > 50


@pytest.mark.parametrize("who", ["citizen", *OTHERS])
def test_who_may_act_cannot_send_what_breaks_it(ground, who):
    schema = schema_for(ground, who, phases="coverage fuzzing", examples=6, random=False)
    if who == "citizen":
        schema = schema.exclude(path_regex=OPEN_TO_ALL)
        for other in OTHERS:
            schema = schema.exclude(path_regex=paths_of(other))
    else:
        schema = schema.include(path_regex=paths_of(who))

    calls, wrong = run(schema)

    assert wrong == []
    assert calls > 50


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("who", ["public", "citizen", *OTHERS])
def test_everything_by_everybody_for_long(ground, who):
    schema = schema_for(ground, who, phases="examples coverage fuzzing", examples=150, random=True)

    _, wrong = run(schema)

    assert wrong == []
