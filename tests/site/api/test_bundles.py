"""A bundle over HTTP: filed, read, and every bad body named by its field."""

from __future__ import annotations

from typing import Any

import pytest
from tests.approval import bundling

from yichuang.ledger.public import Case


@pytest.fixture
def town(city):
    return bundling.make_town(city)


def body(town: bundling.Town) -> dict[str, Any]:
    asked = bundling.command(town)
    return {
        "matters": ["test-licence", "test-shop", "test-sign"],
        "form": asked.form,
        "documents": [{"id": one.id, "uploads": list(one.uploads)} for one in asked.documents],
    }


def test_a_bundle_is_filed_once_and_read_by_its_people(caller, town):
    citizen, asked = caller("citizen"), body(town)

    filed = citizen.post("/bundles", asked, key="bundle-http-1")
    again = citizen.post("/bundles", asked, key="bundle-http-1")

    assert (filed.status_code, again.status_code) == (201, 200)
    said = filed.json()
    assert said["receipt"] == again.json()["receipt"]
    assert [one["standing"] for one in said["members"]] == ["filed", "waiting", "filed"]
    assert said["members"][1]["waits_for"] == ["test-licence"]
    read = citizen.get(f"/bundles/{said['bundle']}")
    assert read.json()["members"] == said["members"]
    assert caller("window").get(f"/bundles/{said['bundle']}").status_code == 200
    hidden = caller("neighbour").get(f"/bundles/{said['bundle']}")
    assert (hidden.status_code, hidden.json()["code"]) == (404, "approval.bundle_not_found")
    case = citizen.get(f"/cases/{said['members'][0]['case']}")
    assert case.json()["number"] == said["members"][0]["number"]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"matters": ["test-sign"]}, 422, "approval.bundle_too_small"),
        ({"matters": ["test-sign", "test-sign"]}, 422, "kernel.invalid_input"),
        ({"matters": ["test-sign", "nobody-has-this"]}, 404, "catalogue.matter_unknown"),
        ({"matters": ["test-sign"] * 51}, 422, "kernel.invalid_input"),
        ({"form": {"DE_AREA": "eighty"}}, 422, "approval.answers_invalid"),
        ({"form": {"DE_NOBODY_ASKS": 1}}, 422, "approval.answers_invalid"),
        ({"documents": [{"id": "test-sign/drawing", "uploads": []}]}, 422, "kernel.invalid_input"),
        ({"bundle": "mine"}, 422, "kernel.invalid_input"),
        ({"party": "not-a-party"}, 422, "kernel.invalid_input"),
    ],
)
def test_a_bad_bundle_is_refused_and_leaves_nothing(caller, town, change, status, code):
    reply = caller("citizen").post("/bundles", {**body(town), **change})

    assert (reply.status_code, reply.json()["code"]) == (status, code)
    assert Case.objects.count() == 0


def test_officers_and_strangers_file_no_bundle(caller, public, town):
    asked = body(town)

    assert caller("window").post("/bundles", asked).status_code == 403
    assert public.post("/bundles", asked).status_code == 401
    other = {**asked, "party": str(town.city.parties["company"])}
    assert caller("citizen").post("/bundles", other).status_code == 403
    assert Case.objects.count() == 0
