"""Leave in a browser: the head enters it, the stand-in acts "for", the applicant sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from playwright.sync_api import expect

from tests.factories import file_case, walk
from tests.journeys.conftest import House
from tests.journeys.looking import looked_at
from yichuang.directory.public import today
from yichuang.ledger.public import events_of


def test_leave_then_a_stand_in_acts_and_the_applicant_sees_it(
    house: House, new_page: Callable[..., Any]
) -> None:
    receipt = file_case(house.city)
    walk(house.city, receipt, until="accept")

    head = new_page()
    house.sign_in(head, "head")
    head.goto(f"{house.base_url}/work/staff/")
    head.locator("#enter summary").click()
    head.locator("#id_leave-absent").select_option("T-examine2")
    head.locator("#id_leave-stand_in").select_option("T-review")
    head.locator("#id_leave-last").fill((today() + timedelta(days=3)).isoformat())
    head.locator("#id_leave-last").press("Enter")
    head.get_by_text("演示examine2 请假，由 演示review 代班").wait_for()
    looked_at(head, "staff")

    stand_in = new_page(java_script_enabled=False)
    house.sign_in(stand_in, "review")
    stand_in.goto(f"{house.base_url}/sign-in/post/?choose")
    stand_in.locator("li", has_text="代 演示examine2").get_by_role("button").click()
    stand_in.goto(f"{house.base_url}/work/cases/{receipt.case_id}/")
    expect(stand_in.locator("header .who")).to_contain_text("代 演示examine2")
    form = stand_in.locator('form[action*="/opinion/"]')
    form.locator('input[type="radio"][value="yes"]').check()
    form.get_by_role("button").last.click()
    stand_in.goto(f"{house.base_url}/work/cases/{receipt.case_id}/")
    expect(stand_in.locator("body")).to_contain_text("演示review代演示examine2（")

    citizen = new_page()
    house.sign_in(citizen, "citizen")
    citizen.goto(f"{house.base_url}/my/looks/")
    citizen.get_by_text("由代班人员查阅").first.wait_for()
    looked_at(citizen, "looks")
    last = events_of(receipt.case_id, "approval")[-1]
    assert (last.kind, last.actor_id) == ("opinion_given", "T-review")
    assert last.standing_in_for == "T-examine2"
