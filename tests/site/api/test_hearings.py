"""The steps of a hearing over HTTP."""

from __future__ import annotations

from tests.heard import HOST, accepted_case, in_days

from yichuang.ledger.public import Case


def test_hearing_is_told_asked_for_and_set(caller, city):
    receipt = accepted_case(city)
    case = f"/cases/{receipt.case_id}"
    told = {"to": ["applicant", "third"], "interest": "与相邻方共用通道"}
    assert caller("window").post(f"{case}/hearing-right", told).status_code == 403
    assert caller("examine").post(f"{case}/hearing-right", told).status_code == 201
    early = caller("decide").post(f"{case}/decision", {"granted": True})
    assert (early.status_code, early.json()["code"]) == (409, "approval.hearing_open")
    assert caller("citizen").post(f"{case}/hearing-request", {}).status_code == 201
    third = {"by": "third", "who": "测试乙"}
    assert caller("window").post(f"{case}/hearing-waiver", third).status_code == 201
    notice = {"set_for": in_days(3).isoformat(), "place": "示例会议室", "host": HOST}
    short = caller("examine").post(f"{case}/hearing-notice", notice)
    assert (short.status_code, short.json()["code"]) == (422, "approval.hearing_notice_short")
    notice["set_for"] = in_days(16).isoformat()
    assert caller("examine").post(f"{case}/hearing-notice", notice).status_code == 201
    record = {"outcome": "held", "record": "笔录", "signed_by": "测试甲"}
    reply = caller("examine").post(f"{case}/hearing-record", record)

    assert (reply.status_code, reply.json()["code"]) == (409, "approval.hearing_not_open")
    assert reply.json()["article"] == "LicLaw 48"
    assert Case.objects.get(pk=receipt.case_id).status == "suspended"


def test_hosting_is_a_trust_of_its_own_beside_the_handling_of_pauses(caller, city):
    """The second examiner may run special procedures; a hearing he neither hosts nor records."""
    receipt = accepted_case(city)
    case = f"/cases/{receipt.case_id}"
    told = {"to": ["applicant"], "interest": "与相邻方共用通道"}
    assert caller("examine2").post(f"{case}/hearing-right", told).status_code == 201
    assert caller("citizen").post(f"{case}/hearing-request", {}).status_code == 201
    notice = {"set_for": in_days(16).isoformat(), "place": "示例会议室", "host": "T-examine2"}

    reply = caller("examine2").post(f"{case}/hearing-notice", notice)
    assert (reply.status_code, reply.json()["code"]) == (422, "approval.hearing_host_not_allowed")
    reply = caller("examine2").post(f"{case}/hearing-notice", {**notice, "host": HOST})
    assert reply.status_code == 201
    record = {"outcome": "absent", "record": "笔录"}
    refused = caller("examine2").post(f"{case}/hearing-record", record)
    assert (refused.status_code, refused.json()["code"]) == (403, "directory.not_allowed")


def test_announcement_needs_a_moment_with_a_zone_and_a_reason(caller, city):
    case = f"/cases/{accepted_case(city).case_id}/hearing-announcement"
    body = {"set_for": "2026-12-20T14:00:00", "place": "示例", "host": HOST, "reason": "示例"}

    assert caller("examine").post(case, body).status_code == 422
