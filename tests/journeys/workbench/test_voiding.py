"""A case that should not exist is voided with the keyboard alone, and everybody can see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.factories import PASSWORD, file_case
from tests.journeys.conftest import House
from tests.journeys.looking import looked_at
from tests.journeys.portal.walking import PHONE
from tests.journeys.workbench.keyboard import Keyboard
from yichuang.ledger.public import Case, events_of, verify


def test_voiding_is_told_before_it_is_done_and_the_number_is_not_used_again(
    house: House, new_page: Callable[..., Any]
) -> None:
    receipt = file_case(house.city)
    officer = new_page()
    keys = Keyboard(officer)
    officer.goto(f"{house.base_url}/sign-in/")
    keys.tab_to("#id_login_name")
    keys.type("decide")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.go()
    officer.goto(f"{house.base_url}/work/cases/{receipt.case_id}/")

    keys.tab_to("details:has(form[action$='/voiding/']) > summary", most=80)
    keys.press("Enter")
    keys.tab_to("[name=voiding-ground]")
    keys.type("同一申请重复录入")
    keys.tab_to("[name=voiding-approved_by]")
    keys.press("ArrowDown")
    expect(officer.locator("[name=voiding-approved_by]")).to_have_value("T-head")
    looked_at(officer, "voiding-filled")
    keys.tab_to("form[action$='/voiding/'] button")
    keys.press("Enter")
    officer.get_by_text("还没有作废。确认以后将会：").wait_for()
    expect(officer.get_by_text("编号不再使用；")).to_be_visible()
    assert Case.objects.get().status == "received"
    looked_at(officer, "voiding-to-confirm")
    keys.tab_to("form[action$='/voiding/'] button[name=confirmed]", most=120)
    keys.press("Enter")
    officer.get_by_text("已完成：作废").wait_for()
    looked_at(officer, "voiding-done")
    expect(officer.locator("#case-head")).to_contain_text("已作废")

    citizen = new_page(PHONE)
    house.sign_in(citizen, "citizen")
    citizen.goto(f"{house.base_url}/cases/{receipt.case_id}/")
    expect(citizen.locator("main")).to_contain_text("已作废")
    expect(citizen.locator("main")).to_contain_text("同一申请重复录入")
    looked_at(citizen, "voiding-applicant")

    after = file_case(house.city, key="filed-after-voiding")
    assert int(after.number[-7:-1]) == int(receipt.number[-7:-1]) + 1
    last = events_of(receipt.case_id, "approval")[-1]
    assert (last.kind, last.actor_id) == ("voided", "T-decide")
    assert Case.objects.get(number=receipt.number).status == "voided"
    assert verify().findings == []
