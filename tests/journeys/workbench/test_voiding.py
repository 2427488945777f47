"""A case that should not exist is voided with the keyboard alone, and everybody can see it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.factories import file_case
from tests.journeys.conftest import House
from tests.journeys.hand import Hand
from tests.journeys.portal.walking import PHONE
from yichuang.ledger.public import Case, events_of, verify


def test_voiding_is_told_before_it_is_done_and_the_number_is_not_used_again(
    house: House, person: Callable[..., Hand]
) -> None:
    receipt = file_case(house.city)
    officer = person()
    officer.sign_in(house.base_url, "decide")
    officer.follow(receipt.number)

    officer.unfold("作废")
    officer.fill("[name=voiding-ground]", "同一申请重复录入")
    officer.choose("[name=voiding-approved_by]", "T-head")
    officer.push(
        officer.page.locator("form[action$='/voiding/'] button"), then="还没有作废。确认以后将会："
    )
    expect(officer.page.get_by_text("编号不再使用；")).to_be_visible()
    assert Case.objects.get().status == "received"
    confirmed = officer.page.locator("form[action$='/voiding/'] button[name=confirmed]")
    officer.push(confirmed, then="已完成：作废")
    expect(officer.page.locator("#case-head")).to_contain_text("已作废")

    citizen = person(PHONE)
    citizen.sign_in(house.base_url, "citizen")
    citizen.follow(house.city.licence.name)
    expect(citizen.page.locator("main")).to_contain_text("已作废")
    expect(citizen.page.locator("main")).to_contain_text("同一申请重复录入")

    after = file_case(house.city, key="filed-after-voiding")
    assert int(after.number[-7:-1]) == int(receipt.number[-7:-1]) + 1
    last = events_of(receipt.case_id, "approval")[-1]
    assert (last.kind, last.actor_id) == ("voided", "T-decide")
    assert Case.objects.get(number=receipt.number).status == "voided"
    assert verify().findings == []
