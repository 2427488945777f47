"""The applicant asks for a hearing within the days left, or does without."""

from __future__ import annotations

from django.test import Client

from tests.factories import City
from tests.heard import HOST, TELL, accepted_case, in_days, take
from tests.portal.test_public_pages import text_of
from yichuang.approval import public as approval
from yichuang.ledger.public import Case


def test_right_is_shown_with_its_last_day_and_used_once(citizen: Client, city: City) -> None:
    case = accepted_case(city)
    page = f"/cases/{case.case_id}/"
    assert citizen.get(page + "hearing/").status_code == 302
    take(city, case, "examine", TELL)

    shown = text_of(citizen.get(page))
    form = text_of(citizen.get(page + "hearing/"))
    asked = citizen.post(page + "hearing/", {"step": "request", "reason": "希望当面说明"})
    take(
        city,
        case,
        "examine",
        approval.SetHearing(set_for=in_days(16), place="示例会议室", host=HOST),
    )
    after = text_of(citizen.get(page))
    mine = text_of(citizen.get("/my/"))

    assert "请按通知的时间到场参加听证" in mine
    assert "检验、检测" not in mine
    assert "以前（含当日）要求听证" in shown
    assert "听证不收费" in form
    assert asked.status_code == 302
    assert Case.objects.get(pk=case.case_id).status == "suspended"
    assert "示例会议室" in after
    assert "收到听证申请" in after
    assert "测试乙" not in after


def test_waiver_opens_the_way_and_cannot_be_taken_back(citizen: Client, city: City) -> None:
    case = accepted_case(city)
    take(city, case, "examine", TELL)
    page = f"/cases/{case.case_id}/hearing/"

    assert citizen.post(page, {"step": "waive"}).status_code == 302
    again = citizen.post(page, {"step": "request"})

    assert again.status_code == 422
    assert Case.objects.get(pk=case.case_id).state["hearing"]["waived"] == ["applicant"]


def test_nobody_else_reads_or_uses_it(signed_in, city: City) -> None:
    case = accepted_case(city)
    take(city, case, "examine", TELL)

    reply = signed_in("neighbour").post(f"/cases/{case.case_id}/hearing/", {"step": "request"})

    assert reply.status_code == 404
    assert Case.objects.get(pk=case.case_id).status == "accepted"
