"""A mistake is put right on a head's word, and a deemed acceptance after an outage is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from playwright.sync_api import expect

from tests.factories import FORMS, applicant, file_case
from tests.journeys.conftest import House
from tests.journeys.looking import looked_at
from yichuang.approval import public as approval
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Case, confirm_clock, wake_due


def test_a_correction_is_shown_before_it_is_made_and_after_to_everybody(
    house: House, new_page: Callable[..., Any]
) -> None:
    receipt = file_case(house.city)
    officer = new_page()
    house.sign_in(officer, "decide")
    officer.goto(f"{house.base_url}/work/cases/{receipt.case_id}/")
    officer.locator("summary", has_text="更正").click()
    officer.locator("[name=correction-field]").select_option("form.DE_TRADE_NAME")
    officer.locator("form[action$='/correction/'] button").click()
    officer.locator("[name=correction-value]").fill("示例小吃店")
    officer.locator("[name=correction-ground]").fill("录入错误")
    officer.locator("[name=correction-approved_by]").select_option("T-head")
    looked_at(officer, "correction-filled")
    officer.locator("form[action$='/correction/'] button").click()
    officer.get_by_text("还没有更正。确认以后将会：").wait_for()
    looked_at(officer, "correction-to-confirm")
    officer.get_by_role("button", name="确认更正").click()
    officer.locator("#case-corrections ins").wait_for()
    looked_at(officer, "correction-made")

    citizen = new_page(375)
    house.sign_in(citizen, "citizen")
    citizen.goto(f"{house.base_url}/cases/{receipt.case_id}/")
    expect(citizen.locator("del")).to_have_text("示例餐饮店")
    expect(citizen.locator("ins")).to_have_text("示例小吃店")
    expect(citizen.get_by_text("录入错误")).to_be_visible()
    looked_at(citizen, "correction-applicant")


def test_an_acceptance_by_silence_recorded_late_is_confirmed_by_the_head(
    house: House, new_page: Callable[..., Any]
) -> None:
    """Received three weeks ago, entered today: the law's date has long passed."""
    received = datetime.now(CHINA_TIME) - timedelta(days=21)
    command = approval.Receive(
        form=dict(FORMS["licence"]),
        applicant=applicant(),
        received_at=received,
        late_ground="系统切换",
    )
    receipt = approval.receive_application(
        actor=house.city.officer("window"),
        edition_id=house.city.licence.id,
        party=house.city.parties["citizen"],
        command=command,
        key="late-entry-1",
    )
    confirm_clock()
    assert wake_due().woken == 1
    accepted = Case.objects.get(pk=receipt.case_id).milestones["accepted"]

    head = new_page()
    house.sign_in(head, "head")
    head.goto(f"{house.base_url}/work/")
    head.locator(".notice a", has_text="查看").click()
    looked_at(head, "deemed-page")
    head.get_by_role("link", name=receipt.number).click()
    looked_at(head, "deemed-case")
    head.get_by_role("button", name="确认默示受理").click()
    head.get_by_text("已完成：确认默示受理").wait_for()

    assert Case.objects.get(pk=receipt.case_id).milestones["accepted"] == accepted
    head.goto(f"{house.base_url}/work/deemed/")
    expect(head.get_by_role("link", name=receipt.number)).to_have_count(0)
