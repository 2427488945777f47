"""A mistake is put right on a head's word; silence after an outage waits for a named person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from playwright.sync_api import expect

from tests.factories import file_case
from tests.journeys.conftest import House
from tests.journeys.hand import Hand
from tests.ledger.clocks import SetClock
from yichuang.documents.public import papers_of_case
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Case, verify, wake_due


def test_a_correction_is_shown_before_it_is_made_and_after_to_everybody(
    house: House, person: Callable[..., Hand]
) -> None:
    receipt = file_case(house.city)
    officer = person()
    page = officer.page
    officer.sign_in(house.base_url, "decide")
    officer.follow(receipt.number)
    officer.unfold("更正")
    officer.choose("[name=correction-field]", "form.DE_TRADE_NAME")
    send = page.locator("form[action$='/correction/'] button")
    officer.tab_to(send)
    officer.press("Enter")
    expect(page.locator("[name=correction-value]")).to_be_visible()
    officer.fill("[name=correction-value]", "示例小吃店")
    officer.fill("[name=correction-ground]", "录入错误")
    officer.choose("[name=correction-approved_by]", "T-head")
    officer.push(send, then="还没有更正。确认以后将会：")
    officer.tab_to(page.get_by_role("button", name="确认更正"))
    officer.press("Enter")
    expect(page.locator("#case-corrections ins")).to_be_visible()
    officer.look("correction-made")

    citizen = person(375)
    citizen.sign_in(house.base_url, "citizen")
    citizen.follow(house.city.licence.name)
    expect(citizen.page.locator("del")).to_have_text("示例餐饮店")
    expect(citizen.page.locator("ins")).to_have_text("示例小吃店")
    expect(citizen.page.get_by_text("录入错误")).to_be_visible()


def test_a_deemed_acceptance_after_an_outage_waits_for_a_named_person(
    clocked_house: House, clock: SetClock, person: Callable[..., Hand]
) -> None:
    """Filed on Monday 2 March 2026; the fifth working day is Monday the 9th.

    The handler is warned from the second working day before, the head on the last morning. The
    worker stands still over the night, so nothing is recorded in time: the law's date stands,
    but the notice leaves only when the head has seen it.
    """
    house = clocked_house
    receipt = file_case(house.city)
    assert wake_due().woken == 0  # the worker's last sign of life before the outage

    _pass_until(clock, 5)
    window = person()
    window.sign_in(house.base_url, "window")
    expect(window.page.locator("tr", has_text=receipt.number)).to_contain_text("逾期将视为受理")
    window.follow(receipt.number)

    _pass_until(clock, 9)
    head = person()
    head.sign_in(house.base_url, "head")
    head.menu("默示受理")
    expect(_row(head, "last_day", receipt.number)).to_have_count(1)

    _pass_until(clock, 10)
    head.reload()
    expect(_row(head, "over", receipt.number)).to_have_count(1)
    assert Case.objects.get().status == "received"
    assert wake_due().woken == 1  # the worker is back
    assert _papers(receipt.case_id) == ["receipt"]
    head.menu("待办")
    head.follow("查看")
    expect(_row(head, "waiting", receipt.number)).to_contain_text("待确认")
    head.follow(receipt.number)
    head.push("确认默示受理", then="已完成：确认默示受理")

    case = Case.objects.get()
    assert case.milestones["accepted"].startswith("2026-03-02T")
    assert _papers(receipt.case_id) == ["acceptance", "receipt"]
    head.menu("默示受理")
    expect(_row(head, "waiting", receipt.number)).to_have_count(0)
    expect(_row(head, "lately", receipt.number)).to_have_count(1)
    assert verify().findings == []


def _pass_until(clock: SetClock, day: int) -> None:
    """Let time pass until nine in the morning of a day in March."""
    clock.pass_time(datetime(2026, 3, day, 9, tzinfo=CHINA_TIME) - clock.at)


def _row(hand: Hand, key: str, number: str) -> object:
    """Return the row of a case in one of the head's lists."""
    return hand.page.locator(f"section[aria-labelledby=list-{key}] tr", has_text=number)


def _papers(case: object) -> list[str]:
    return sorted(paper.kind for paper in papers_of_case(case))
