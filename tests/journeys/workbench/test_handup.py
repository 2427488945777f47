"""A licence examined below and decided above: two organs at their desks, the applicant looks on."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests import handed
from tests.journeys.conftest import House
from tests.journeys.hand import Hand
from yichuang.ledger.public import Case


def test_case_goes_up_and_the_applicant_sees_the_decision(
    house: House, person: Callable[..., Hand]
) -> None:
    case = handed.accepted_case(house.city)

    def at_the_case(login: str, width: int = 1280) -> Hand:
        hand = person(width)
        hand.sign_in(house.base_url, login)
        hand.follow(case.number)
        return hand

    examine = at_the_case("examine")
    examine.tick(examine.page.get_by_label("同意", exact=True))
    examine.push("初审：提交意见", then="已完成：提交审查意见")

    lower = at_the_case("decide", 375)
    lower.tick(lower.page.get_by_label("建议准予"))
    lower.fill("[name=hand-up-reasons]", handed.REASONS)
    lower.push("报送上级机关", then="已完成：报送上级机关")
    expect(lower.page.locator("#case-now")).to_contain_text("等待示例市另一机关签收")

    upper = at_the_case("o-examine")
    expect(upper.page.locator("#case-timeline")).to_contain_text(handed.REASONS)
    upper.push("签收报送", then="已完成：签收报送")
    upper.tick(upper.page.get_by_label("同意", exact=True))
    upper.push("上级审查：提交意见", then="已完成：提交审查意见")

    head = at_the_case("o-decide", 375)
    head.tick(head.page.get_by_label("准予", exact=True))
    head.push("作出决定", then="已完成：作出决定")

    citizen = person(375)
    citizen.sign_in(house.base_url, "citizen")
    citizen.follow("示例报送许可")
    expect(citizen.page.locator("main")).to_contain_text("已准予")
    expect(citizen.page.locator("section[aria-labelledby=happened]")).to_contain_text(
        handed.ABOVE_NAME
    )
    assert Case.objects.get(pk=case.case_id).holder == handed.ABOVE
