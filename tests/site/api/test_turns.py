"""The steps off the straight road over HTTP: what each takes, and who may not."""

from __future__ import annotations

from datetime import date, timedelta

from tests import factories
from tests.factories import LICENCE_FORM, file_case, walk


def test_a_promise_is_filed_checked_and_its_grant_revoked(caller, city):
    factories.published(factories.promised())
    body = {"matter": "test-promised", "form": LICENCE_FORM, "on_promise": True}
    case = "/cases/" + caller("citizen").post("/applications", body).json()["case"]
    assert caller("window").post(f"{case}/acceptance", {}).status_code == 201
    assert caller("decide").post(f"{case}/decision", {"granted": True}).status_code == 201

    broken = {"outcome": "not_kept", "findings": "未设置设施"}
    assert caller("window").post(f"{case}/promise-check", broken).status_code == 403
    assert caller("examine").post(f"{case}/promise-check", broken).status_code == 201
    ending = {"how": "revoked", "ground": "promise_not_kept", "reasons": "未履行承诺"}
    assert caller("examine").post(f"{case}/ending", ending).status_code == 403
    reply = caller("decide").post(f"{case}/ending", ending)

    assert reply.status_code == 201, reply.json()
    assert caller("citizen").get(case).json()["outcome"] == "revoked"


def test_a_promise_where_none_is_offered_names_field_and_article(caller, city):
    body = {"matter": "test-licence", "form": LICENCE_FORM, "on_promise": True}
    reply = caller("citizen").post("/applications", body)

    assert reply.status_code == 422
    problem = reply.json()
    assert problem["code"] == "approval.promise_not_allowed"
    assert caller("citizen").get("/applications").json()["items"] == []


def test_a_ground_the_law_does_not_list_is_refused(caller, city):
    receipt = file_case(city)
    walk(city, receipt, until="deliver")
    case = f"/cases/{receipt.case_id}"
    wrong = {"how": "revoked", "ground": "law_changed", "reasons": "示例"}
    assert caller("decide").post(f"{case}/ending", wrong).status_code == 422
    early = {"how": "deregistered", "ground": "expired", "reasons": "示例"}
    reply = caller("decide").post(f"{case}/ending", early)

    assert (reply.status_code, reply.json()["code"]) == (409, "approval.grant_not_endable")


def test_a_case_is_accepted_with_gaps_and_what_is_missing_is_taken_at_the_window(caller, city):
    factories.published(factories.with_gaps())
    body = {
        "matter": "test-with-gaps",
        "form": LICENCE_FORM,
        "applicant": {"kind": "natural", "name": "测试甲", "number": "320200209912010010"},
        "materials": [{"code": "plan", "how": "paper", "copies": 1}],
    }
    case = "/cases/" + caller("window").post("/window/applications", body).json()["case"]
    plain = caller("window").post(f"{case}/acceptance", {})
    assert (plain.status_code, plain.json()["code"]) == (409, "approval.materials_missing")
    past = {"bring_by": "2020-01-01", "signed_by": "测试甲"}
    assert caller("window").post(f"{case}/acceptance-with-gaps", past).status_code == 422
    by = (date.today() + timedelta(days=3)).isoformat()  # noqa: DTZ011
    promise = {"bring_by": by, "signed_by": "测试甲"}
    assert caller("window").post(f"{case}/acceptance-with-gaps", promise).status_code == 201

    photo = {"materials": [{"code": "photo", "how": "paper", "copies": 1}]}
    reply = caller("window").post(f"{case}/materials", photo)
    again = caller("window").post(f"{case}/materials", photo)

    assert reply.status_code == 201, reply.json()
    assert (again.status_code, again.json()["code"]) == (409, "approval.nothing_owed")
