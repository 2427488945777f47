"""The steps of a hearing on the case page: what is asked, taken and shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from tests.factories import City
from tests.heard import HOST, TELL, accepted_case, in_days, take
from tests.ledger.clocks import SetClock
from yichuang.approval import public as approval
from yichuang.kernel.public import using_ports
from yichuang.ledger.public import Case, Receipt
from yichuang.workbench.forms.steps import BY_NAME

Ask = Callable[[str], Client]


def address(case: Receipt, step: str = "") -> str:
    return f"/work/cases/{case.case_id}/{step + '/' if step else ''}"


def test_hearing_is_told_and_requested_at_the_window(city: City, signed_in: Ask) -> None:
    case = accepted_case(city)
    client = signed_in("examine")
    nobody = client.post(address(case, "hearing-right"), {"key": "hear-key-1", "seen_no": "9"})
    told = {"key": "hear-key-2", "hearing-right-to": ["third"], "hearing-right-interest": "相邻"}
    assert client.post(address(case, "hearing-right"), told).status_code == 302
    asked = {"key": "hear-key-3", "hearing-request-by": "third", "hearing-request-who": "测试乙"}
    window = signed_in("window")
    page = window.get(address(case)).content.decode()
    assert window.post(address(case, "hearing-request"), asked).status_code == 302

    assert nobody.status_code == 422
    assert "请选择告知谁" in nobody.content.decode()
    assert "可以提出的最后一天" in page
    row = Case.objects.get(pk=case.case_id)
    assert (row.status, row.state["hearing"]["requested"]) == ("suspended", ["third"])


def test_hearing_is_set_recorded_and_asked_for_in_the_decision(city: City, signed_in: Ask) -> None:
    case = accepted_case(city)
    take(city, case, "examine", TELL)
    take(city, case, "citizen", approval.RequestHearing())
    client, when = signed_in("examine"), in_days(16)
    page = client.get(address(case)).content.decode()
    notice = {
        "key": "hear-key-4",
        "hearing-notice-set_for": f"{when:%Y-%m-%d %H:%M}",
        "hearing-notice-place": "示例会议室",
        "hearing-notice-host": HOST,
    }
    wrong = client.post(address(case, "hearing-notice"), {**notice, "hearing-notice-set_for": "?"})
    assert client.post(address(case, "hearing-notice"), notice).status_code == 302
    waiting = client.get(address(case)).content.decode()
    take_clock = SetClock(when + timedelta(hours=2))
    with using_ports(clock=take_clock):
        held = approval.RecordHearing(outcome="held", record="笔录", signed_by="测试甲")
        take(city, case, "examine", held)
    decide = signed_in("decide").get(address(case)).content.decode()

    assert "提前七个工作日通知；最迟" in page
    assert 'class="step-form primary"' in page
    assert "等待举行听证，结束后录入笔录" in waiting
    assert "听证改期，重新通知" in waiting
    assert 'class="step-form primary"' not in waiting
    assert wrong.status_code == 422
    assert "请按 2026-01-05 09:30 的形式填写" in wrong.content.decode()
    assert "怎样根据听证笔录作出决定" in decide
    assert "听证结束，笔录归入办件" in decide


def test_what_the_clock_presses_stands_before_what_can_wait_for_the_result() -> None:
    order = list(BY_NAME)

    for pressing in ("tell_hearing", "set_hearing", "record_hearing", "hand_up"):
        assert order.index(pressing) < order.index("take_delivery_choice")
        assert order.index(pressing) < order.index("lay_ready")


def test_plain_pause_does_not_offer_a_hearing(city: City, signed_in: Ask) -> None:
    case = accepted_case(city)

    page = signed_in("examine").get(address(case)).content.decode()

    assert '<option value="hearing"' not in page
