"""The hand-up over HTTP: by the lower organ, signed for and decided by the one above."""

from __future__ import annotations

from tests import handed

from yichuang.ledger.public import Case


def test_case_goes_up_and_is_handled_there(caller, city):
    receipt = handed.examined_case(city)
    case = f"/cases/{receipt.case_id}"
    up = {"agrees": True, "reasons": "材料齐全"}
    assert caller("o-decide").get(case).status_code == 404
    early = caller("decide").post(f"{case}/decision", {"granted": True})
    assert (early.status_code, early.json()["code"]) == (409, "approval.decided_above")
    assert early.json()["article"] == "LicLaw 35"
    assert caller("examine").post(f"{case}/hand-up", up).status_code == 403
    empty = caller("decide").post(f"{case}/hand-up", {**up, "reasons": " "})
    assert (empty.status_code, empty.json()["code"]) == (422, "approval.ground_missing")
    assert caller("decide").post(f"{case}/hand-up", up).status_code == 201
    assert caller("examine").post(f"{case}/hand-up-receipt", {}).status_code == 403
    assert caller("o-examine").post(f"{case}/hand-up-receipt", {}).status_code == 201
    late = caller("decide").post(f"{case}/decision", {"granted": True})
    read = caller("o-examine").get(case).json()

    assert late.status_code == 403
    assert (read["organ"], read["holder"]) == (city.organ, handed.ABOVE)
    assert read["clocks"]["first"]["overdue_by"] == 0
    assert read["clocks"]["statutory"]["amount"] == 20
    assert caller("examine").get(case).status_code == 200
    assert Case.objects.get(pk=receipt.case_id).status == "accepted"


def test_paper_of_the_first_examination_is_not_the_applicants(caller, city):
    case = f"/cases/{handed.handed_case(city).case_id}"

    mine = [one["kind"] for one in caller("citizen").get(f"{case}/papers").json()["items"]]
    theirs = caller("o-examine").get(f"{case}/papers").json()["items"]
    paper = next(one["id"] for one in theirs if one["kind"] == "first_opinion")
    words = [one["field"] for one in caller("citizen").get(f"{case}/file").json()["items"]]

    assert "first_opinion" not in mine
    assert caller("citizen").get(f"/papers/{paper}.pdf").status_code == 404
    assert "opinion" not in words
