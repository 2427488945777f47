"""Consent at home, a message that does not arrive, and the call that follows, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.factories import file_case, walk
from tests.journeys.conftest import House
from tests.journeys.looking import looked_at
from tests.ledger.clocks import SetClock
from yichuang.documents.models import Attempt, Service
from yichuang.documents.public import RecipientRefused, send_due, tend, using_notice_ports
from yichuang.kernel.public import ports, using_ports
from yichuang.ledger.public import run_readers, sequencer_pass, verify


class WrongNumber:
    """A gateway that knows no such number."""

    def send(self, message: Any) -> None:
        raise RecipientRefused("http_422")


def accepted_and_told(house: House) -> Service:
    """Accept an application whose applicant gave a wrong number."""
    receipt = file_case(house.city)
    walk(house.city, receipt, until="accept")
    sequencer_pass()
    run_readers()
    with using_notice_ports({"sms": WrongNumber()}):
        send_due("sms")
    with using_ports(clock=SetClock(ports().clock.now() + timedelta(days=2))):
        tend()
    return Service.objects.get(channel="sms")


def test_person_chooses_a_channel_and_is_called_when_it_fails(
    house: House, new_page: Callable[..., Any], settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path  # a HEAD of this database's own
    home = new_page(375)
    house.sign_in(home, "citizen")
    home.goto(f"{house.base_url}/my/channels/")
    expect(home.locator("input[name=channels]:checked")).to_have_count(0)
    looked_at(home)
    home.get_by_label("短信", exact=True).check()
    home.get_by_label("收短信的手机号").fill("10000001234")
    home.get_by_role("button", name="保存").click()
    home.get_by_text("100****1234").wait_for()
    looked_at(home)

    notice = accepted_and_told(house)
    desk = new_page()
    house.sign_in(desk, "window")
    desk.goto(f"{house.base_url}/work/notices/")
    looked_at(desk)
    desk.get_by_role("link", name="测*甲").click()
    looked_at(desk)
    desk.get_by_role("button", name="查看姓名和电话").click()
    desk.get_by_text("10000000000").wait_for()
    looked_at(desk)
    desk.get_by_label("跟谁说的、怎么答复").fill("本人接听，明天来取")
    desk.get_by_role("button", name="已电话告知").click()
    desk.get_by_text("没有要联系的人").wait_for()

    last = Attempt.objects.filter(service=notice).order_by("-at", "-id").first()
    assert last is not None
    assert (last.outcome, last.actor_id) == ("tell", "T-window")

    home.goto(f"{house.base_url}/cases/{notice.case_id}/")
    home.get_by_text("怎么通知您的").wait_for()
    looked_at(home)
    assert [*home.said, *desk.said] == []
    assert verify().findings == []
