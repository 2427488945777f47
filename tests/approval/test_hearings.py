"""A hearing through the house: papers with numbers, the host looked up, the chain whole."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests import factories
from tests.heard import HOST, TELL, accepted_case, in_days, take
from tests.ledger.clocks import SetClock

from yichuang.approval import public as approval
from yichuang.approval.errors import HearingHostNotAllowed
from yichuang.documents.public import paper_content, papers_of_case
from yichuang.kernel.public import load, using_ports
from yichuang.ledger.public import Case, Receipt, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(small_city: factories.City) -> factories.City:
    return small_city


@pytest.fixture
def case(city: factories.City) -> Receipt:
    return accepted_case(city)


def state_of(case: Receipt) -> approval.ApplicationState:
    return load(approval.ApplicationState, Case.objects.get(pk=case.case_id).state)


def content(case: Receipt, name: str) -> Any:
    return paper_content(papers_of_case(case.case_id).get(name=name).id)


def test_papers_of_a_hearing_from_the_notice_to_the_decision(city, case) -> None:
    take(city, case, "examine", TELL)
    take(city, case, "citizen", approval.RequestHearing(reason="希望当面说明"))
    when = in_days(16)
    take(city, case, "examine", approval.SetHearing(set_for=when, place="示例会议室", host=HOST))

    assert content(case, "听证告知书").told == ("申请人", "利害关系人")
    pause = content(case, "特别程序告知书")
    assert (pause.procedure, pause.reason) == ("听证", "申请人依法申请听证")
    notice = content(case, "听证通知书")
    assert (notice.set_for, notice.place, notice.host) == (when, "示例会议室", "演示review")
    with using_ports(clock=SetClock(when + timedelta(hours=2))):
        held = approval.RecordHearing(outcome="held", record="笔录", signed_by="测试甲")
        take(city, case, "examine", held)
        record = papers_of_case(case.case_id).get(name="听证笔录")
        hearing = state_of(case).hearing
        assert hearing is not None
        assert hearing.record == record.number
        cited = "采纳第二项意见"
        refusal = approval.Decide(granted=False, reasons="条件不符。", hearing_record=cited)
        take(city, case, "decide", refusal)
        assert content(case, "不予行政许可决定书").reasons == (
            f"本机关依法举行了听证，根据听证笔录（{record.number}），采纳第二项意见。条件不符。"
        )
        assert verify().findings == []


def test_announcement_names_reason_place_and_host(city, case) -> None:
    command = approval.AnnounceHearing(
        set_for=in_days(16), place="示例会议室", host=HOST, reason="涉及公共利益。"
    )
    take(city, case, "examine", command)

    paper = content(case, "听证公告")
    assert (paper.reason, paper.host) == ("涉及公共利益", "演示review")
    assert state_of(case).status is approval.Status.SUSPENDED
    assert verify().findings == []


@pytest.mark.parametrize(
    ("host", "rule"),
    [
        ("T-decide", "post_lacks_act"),
        ("O-examine", "other_organ"),
        ("T-nobody", "unknown_officer"),
    ],
)
def test_host_is_looked_up_among_the_staff_of_the_organ(city, case, host, rule) -> None:
    take(city, case, "examine", TELL)
    take(city, case, "citizen", approval.RequestHearing())
    command = approval.SetHearing(set_for=in_days(16), place="示例", host=host)
    with pytest.raises(HearingHostNotAllowed) as refusal:
        take(city, case, "examine", command)

    assert refusal.value.facts["rule"] == rule
