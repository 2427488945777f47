"""Online with an agent: the mandate, the filing in the principal's name, and its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.factories import PEOPLE
from tests.journeys.conftest import House
from tests.journeys.hand import Hand
from tests.journeys.portal.walking import PHONE, a_file, opens_the_application
from yichuang.approval.public import Accept, act
from yichuang.directory.public import mandates_of, today
from yichuang.ledger.public import Case, verify

FOR_PRINCIPAL, AGENT = "受托代办：测*甲", "测*乙"


def test_agent_files_online_and_the_end_of_the_mandate_bars_him(
    house: House, person: Callable[..., Hand]
) -> None:
    principal, agent = person(PHONE), person()
    licence, service = house.city.licence.name, house.city.service.name
    principal.sign_in(house.base_url, "citizen")
    agent.sign_in(house.base_url, "neighbour")
    until = today() + timedelta(days=30)
    _entrusts(principal, licence, until)
    mandate = mandates_of(house.city.party("citizen"))[0]
    assert (mandate.matters, mandate.valid_to) == ((house.city.licence.matter_code,), until)

    # In another matter there is nobody to act for.
    opens_the_application(agent, service, "查示例")
    expect(agent.page.get_by_label(FOR_PRINCIPAL)).to_have_count(0)
    opens_the_application(agent, licence)
    agent.tick(agent.page.get_by_label(FOR_PRINCIPAL))
    agent.push("开始填写")
    expect(agent.page.locator("main")).to_contain_text("测试甲")
    _fills_in(agent)
    expect(agent.page.locator("main")).to_contain_text("代办人")
    agent.push("提交申请")
    expect(agent.page.get_by_role("heading", name="申请已提交")).to_be_visible()

    case = Case.objects.get()
    parties = house.city.parties
    assert (case.party, case.agent) == (parties["citizen"], parties["neighbour"])
    _an_officer_looks(house, person(), case)
    _principal_sees(principal, case, licence)
    _principal_ends_it(principal, agent, licence)

    assert agent.page.request.get(f"{house.base_url}/cases/{case.id}/").status == 404
    agent.follow("返回首页")
    opens_the_application(agent, licence)
    expect(agent.page.get_by_label(FOR_PRINCIPAL)).to_have_count(0)
    assert Case.objects.count() == 1
    assert verify().findings == []


def _entrusts(principal: Hand, licence: str, until: date) -> None:
    """The principal comes from the guide; what is not signed is not given, and nothing is lost."""
    page = principal.page
    opens_the_application(principal, licence, into="委托别人代办")
    principal.fill("#id_number", PEOPLE["neighbour"][2])
    principal.fill_day("#id_valid_to", until)
    expect(page.get_by_label(f"只限“{licence}”")).to_be_checked()
    principal.push("确认委托", said=("status of 422",))
    expect(page.locator(".error-summary")).to_contain_text("请确认并签署这份委托")
    principal.tick(page.get_by_label("我签署这份委托"))
    principal.push("确认委托")
    expect(page.locator(".case-list")).to_contain_text(f"只限：{licence}")


def _fills_in(agent: Hand) -> None:
    """From the first page of the draft to the check page."""
    agent.push("保存并继续")
    agent.fill("#id_DE_TRADE_NAME", "示例餐饮店")
    agent.fill("#id_DE_AREA", "80")
    agent.push("保存并继续")
    agent.push("保存并继续")
    for name in ("场所布局图", "管理制度"):
        agent.follow(f"去准备 {name}")
        agent.give("input[type=file]", [a_file()])
        agent.push("上传")
        agent.follow("回到材料清单")
    agent.push("保存并继续")


def _an_officer_looks(house: House, officer: Hand, case: Case) -> None:
    officer.sign_in(house.base_url, "window")
    officer.follow(case.number)
    expect(officer.page.locator("main")).to_contain_text("测试乙")
    act(case.id, Accept(), actor=house.city.officer("window"), key="accept-agents-filing")


def _principal_sees(principal: Hand, case: Case, licence: str) -> None:
    """The principal reads who filed for him, and which desk has read it since."""
    principal.menu("我的空间")
    principal.follow(licence)
    expect(principal.page.get_by_text(f"由代办人 {AGENT} 提交")).to_be_visible()
    principal.menu("我的空间")
    principal.follow("谁查阅了我的信息")
    expect(principal.page.locator("main")).to_contain_text("综合窗口受理岗")


def _principal_ends_it(principal: Hand, agent: Hand, licence: str) -> None:
    """A second filing is under way when the principal ends the mandate."""
    opens_the_application(agent, licence)
    agent.tick(agent.page.get_by_label(FOR_PRINCIPAL))
    agent.push("开始填写")
    principal.menu("我的空间")
    principal.follow("我的委托")
    principal.push(f"终止委托 {AGENT}")
    expect(principal.page.get_by_text("已终止", exact=True)).to_be_visible()
    agent.push("保存并继续", said=("status of 404",))
    expect(agent.page.locator("h1")).to_contain_text("没有找到")
