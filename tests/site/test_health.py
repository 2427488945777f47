"""Health pages: alive, ready, and honest when the database is away."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test import RequestFactory

from yichuang.site.health import livez, readyz


def test_livez_answers_without_a_database() -> None:
    assert livez(RequestFactory().get("/livez")).status_code == 200


@pytest.mark.django_db
def test_readyz_tells_lag_and_is_not_kept() -> None:
    response = readyz(RequestFactory().get("/readyz"))

    body = json.loads(response.content)
    assert response.status_code == 200
    assert body["status"] == "ok"
    assert body["faults"] == []
    assert body["waiting"] == 0
    assert response["Cache-Control"] == "no-store"


def test_readyz_is_503_while_the_database_is_away(committed_db: dict[str, str]) -> None:
    settings = connection.settings_dict
    before = settings["HOST"]
    connection.close()
    settings["HOST"] = "/nowhere"
    try:
        response = readyz(RequestFactory().get("/readyz"))
    finally:
        settings["HOST"] = before
        connection.close()

    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert json.loads(response.content)["faults"] == ["database"]


def test_readyz_is_503_as_the_owner_of_the_ledger(committed_db: dict[str, str]) -> None:
    owner = connection.settings_dict.copy()
    from urllib.parse import urlsplit

    parts = urlsplit(committed_db["DATABASE_OWNER_URL"])
    connection.close()
    connection.settings_dict.update(USER=parts.username, PASSWORD=parts.password)
    try:
        response = readyz(RequestFactory().get("/readyz"))
    finally:
        connection.close()
        connection.settings_dict.update(USER=owner["USER"], PASSWORD=owner["PASSWORD"])

    assert response.status_code == 503
    assert json.loads(response.content)["faults"] == ["role"]
