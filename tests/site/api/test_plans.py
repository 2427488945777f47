"""Several matters as one plan, over HTTP and without an account."""

from __future__ import annotations

from datetime import date

import pytest

from yichuang.catalogue.public import BundleContent, BundlePart, Situation, publish_bundle


@pytest.fixture
def bundle(city):
    parts = (
        BundlePart(city.licence.matter_code),
        BundlePart(city.payment.matter_code, ("aid=要",)),
    )
    question = Situation("aid", "要不要申请补助？", ("要", "不要"))
    content = BundleContent("open-shop", "开一家示例店", parts, ("开店",), (question,))
    publish_bundle(content, region=city.region, actor=city.officer("head"))


def test_bundles_are_listed(city, public, bundle):
    assert public.get("/plan/bundles").json() == [
        {
            "code": "open-shop",
            "name": "开一家示例店",
            "everyday_names": ["开店"],
            "matters": [city.licence.matter_code, city.payment.matter_code],
        }
    ]


def test_a_plan_is_the_same_by_address_and_by_body(city, public, bundle):
    read = public.get("/plan", bundle="open-shop", answer=["aid=不要"], begins_on="2026-11-25")
    made = public.post(
        "/plan",
        {"bundle": "open-shop", "answers": {"aid": "不要"}, "begins_on": "2026-11-25"},
    )

    assert read.status_code == made.status_code == 200
    plan = made.json()
    assert read.json() == plan
    assert plan["left_out"] == [city.payment.matter_code]
    assert plan["questions"][0]["code"] == "aid"
    assert plan["circle"] == []
    # Ten working days after Wednesday 25 November: two weeks on.
    assert plan["promised"]["ends_on"] == date(2026, 12, 9).isoformat()
    assert plan["promised"]["decisive"] == [city.licence.matter_code]
    assert plan["figures"]["visits_after"] <= 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"matters": ["none"]}, 404, "catalogue.matter_unknown"),
        ({"bundle": "none"}, 404, "catalogue.bundle_unknown"),
        ({"bundle": "open-shop", "answers": {"aid": "也许"}}, 422, "catalogue.answer_unknown"),
        ({"bundle": "open-shop", "answers": {"colour": "红"}}, 422, "catalogue.answer_unknown"),
        ({"matters": [f"m{n}" for n in range(31)]}, 422, "kernel.invalid_input"),
        ({"matters": "m"}, 422, "kernel.invalid_input"),
        ({"colour": "red"}, 422, "kernel.invalid_input"),
        ({"bundle": "open-shop", "begins_on": "2026-13-01"}, 422, "kernel.invalid_input"),
    ],
)
def test_what_cannot_be_planned_is_refused(city, public, bundle, body, status, code):
    reply = public.post("/plan", body)

    assert (reply.status_code, reply.json()["code"]) == (status, code)


@pytest.mark.parametrize("answers", [["aid"], ["aid=要", "aid=不要"]])
def test_an_answer_in_the_address_is_given_once_and_whole(city, public, bundle, answers):
    assert public.get("/plan", bundle="open-shop", answer=answers).status_code == 422
