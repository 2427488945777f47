"""The steps of a delivery over HTTP."""

from __future__ import annotations

from tests.delivered import code_of, laid_ready, made_out

from yichuang.ledger.public import Case

HOME = {"name": "测试甲", "phone": "0510-00000000", "address": "示例市测试区样板路1号"}
PARCEL = {"carrier": "示例速递", "waybill": "SF1234567890"}


def test_a_parcel_is_chosen_sent_returned_and_collected(caller, city):
    made = made_out(city)
    case, window = f"/cases/{made.case_id}", caller("window")
    nowhere = window.post(f"{case}/dispatch", PARCEL)
    chosen = caller("citizen").post(f"{case}/delivery-choice", {"way": "courier", "address": HOME})
    bad = window.post(f"{case}/dispatch", {**PARCEL, "waybill": "SF12"})
    direct = window.post(f"{case}/delivery", {"method": "courier"})
    assert caller("examine").post(f"{case}/dispatch", PARCEL).status_code == 403
    assert window.post(f"{case}/dispatch", PARCEL).status_code == 201
    unproved = window.post(
        f"{case}/courier-receipt", {"received_on": "2000-01-01", "signed_by": "测试甲"}
    )
    assert window.post(f"{case}/courier-return", {"reason": "unclaimed"}).status_code == 201
    assert window.post(f"{case}/collection-notice", {}).status_code == 201
    body = {"code": code_of(made.case_id), "signed_on_paper": True}
    wrong = window.post(f"{case}/collection", {**body, "code": "AAAAAAAA"})
    assert window.post(f"{case}/collection", body).status_code == 201

    assert (nowhere.status_code, nowhere.json()["code"]) == (422, "approval.address_missing")
    assert chosen.status_code == 201
    assert (bad.status_code, bad.json()["field"], bad.json()["rule"]) == (422, "waybill", "form")
    assert (direct.status_code, direct.json()["code"]) == (409, "approval.dispatch_first")
    assert (unproved.status_code, unproved.json()["field"]) == (422, "received_on")
    assert (wrong.status_code, wrong.json()["code"]) == (422, "approval.collection_code_wrong")
    assert wrong.json()["facts"]["left"] == 4
    assert Case.objects.get(pk=made.case_id).status == "closed"


def test_a_collector_is_named_or_refused(caller, city):
    ready, _code = laid_ready(city)
    body = {"by": "other", "signed_on_paper": True}

    nobody = caller("window").post(f"/cases/{ready.case_id}/collection", body)
    unknown = caller("window").post(f"/cases/{ready.case_id}/collection", {**body, "by": "cat"})

    assert (nobody.status_code, nobody.json()["field"]) == (422, "collector.name")
    assert unknown.status_code == 422
    assert Case.objects.get(pk=ready.case_id).status == "issued"


def test_the_code_is_the_applicants_alone_to_read(caller, city):
    made, code = laid_ready(city)

    read = {who: caller(who).get(f"/cases/{made.case_id}/file") for who in ("citizen", "window")}

    assert [reply.status_code for reply in read.values()] == [200, 200]
    assert code in read["citizen"].text
    assert code not in read["window"].text
    assert "code" not in {item["field"] for item in read["window"].json()["items"]}
