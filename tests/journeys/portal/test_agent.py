"""Online with an agent: the mandate, the filing in the principal's name, and its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from playwright.sync_api import expect

from tests.factories import PEOPLE
from tests.journeys.conftest import House
from tests.journeys.looking import looked_at
from tests.journeys.portal.walking import PHONE, fill_in_the_licence, go_on, press
from yichuang.approval.public import Accept, act
from yichuang.directory.public import mandates_of, today
from yichuang.ledger.public import Case, verify


def test_agent_files_online_and_the_end_of_the_mandate_bars_him(
    house: House, new_page: Callable[..., Any]
) -> None:
    principal, agent = new_page(PHONE), new_page()
    house.sign_in(principal, "citizen")
    house.sign_in(agent, "neighbour")
    until = today() + timedelta(days=30)
    _entrusts(house, principal, until.isoformat())
    mandate = mandates_of(house.city.party("citizen"))[0]
    assert (mandate.matters, mandate.valid_to) == ((house.city.licence.matter_code,), until)

    # In another matter there is nobody to act for.
    agent.goto(f"{house.base_url}/apply/{house.city.service.id}/")
    expect(agent.get_by_label("受托代办：测*甲")).to_have_count(0)
    agent.goto(f"{house.base_url}/apply/{house.city.licence.id}/")
    agent.get_by_label("受托代办：测*甲").check()
    looked_at(agent, "agent-begins")
    press(agent, "开始填写")
    expect(agent.locator("main")).to_contain_text("测试甲")
    fill_in_the_licence(agent, see=lambda _: None)
    expect(agent.locator("main")).to_contain_text("代办人")
    looked_at(agent, "agent-checks")
    press(agent, "提交申请")
    agent.get_by_role("heading", name="申请已提交").wait_for()
    looked_at(agent, "agent-receipt")

    case = Case.objects.get()
    assert (case.party, case.agent) == (
        house.city.parties["citizen"],
        house.city.parties["neighbour"],
    )
    _an_officer_looks(house, new_page(), case)
    _principal_sees(house, principal, case)

    # A second filing is under way when the principal ends the mandate.
    agent.goto(f"{house.base_url}/apply/{house.city.licence.id}/")
    agent.get_by_label("受托代办：测*甲").check()
    press(agent, "开始填写")
    principal.goto(f"{house.base_url}/my/mandates/")
    press(principal, "终止委托 测*乙")
    expect(principal.get_by_text("已终止", exact=True)).to_be_visible()
    looked_at(principal, "mandate-ended")
    go_on(agent)
    expect(agent.locator("h1")).to_contain_text("没有找到")
    agent.goto(f"{house.base_url}/cases/{case.id}/")
    expect(agent.locator("h1")).to_contain_text("没有找到")
    agent.goto(f"{house.base_url}/apply/{house.city.licence.id}/")
    expect(agent.get_by_label("受托代办：测*甲")).to_have_count(0)
    assert Case.objects.count() == 1
    assert verify().findings == []


def _entrusts(house: House, page: Any, until: str) -> None:
    """The principal comes from the guide; what is not signed is not given, and nothing is lost."""
    page.goto(f"{house.base_url}/matters/{house.city.licence.matter_code}/")
    press(page, "委托别人代办", "link")
    looked_at(page, "mandate-empty")
    page.locator("#id_number").fill(PEOPLE["neighbour"][2])
    page.locator("#id_valid_to").fill(until)
    expect(page.get_by_label("只限“示例经营许可”")).to_be_checked()
    press(page, "确认委托")
    expect(page.locator(".error-summary")).to_contain_text("请确认并签署这份委托")
    looked_at(page, "mandate-unsigned", said=("status of 422",))
    page.get_by_label("我签署这份委托").check()
    press(page, "确认委托")
    expect(page.locator(".case-list")).to_contain_text("只限：示例经营许可")
    looked_at(page, "mandate-given")


def _an_officer_looks(house: House, page: Any, case: Case) -> None:
    house.sign_in(page, "window")
    page.goto(f"{house.base_url}/work/cases/{case.id}/")
    expect(page.locator("main")).to_contain_text("测试乙")
    act(case.id, Accept(), actor=house.city.officer("window"), key="accept-agents-filing")


def _principal_sees(house: House, page: Any, case: Case) -> None:
    """The principal reads who filed for him, and which desk has read it since."""
    page.goto(f"{house.base_url}/cases/{case.id}/")
    expect(page.get_by_text("由代办人 测*乙 提交")).to_be_visible()
    looked_at(page, "principals-case")
    page.goto(f"{house.base_url}/my/looks/")
    expect(page.locator("main")).to_contain_text("综合窗口受理岗")
    looked_at(page, "principals-looks")
