"""A promise that is not kept: from filing at the counter to the revocation."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests import factories
from tests.journeys.conftest import House
from tests.journeys.hand import Hand
from yichuang.approval import public as approval
from yichuang.catalogue.public import EditionRow
from yichuang.ledger.public import Case


def filed_on_a_promise(house: House, edition: EditionRow) -> str:
    """File at the counter what is decided on a promise; return the case's number."""
    receipt = approval.receive_application(
        actor=house.city.officer("window"),
        edition_id=edition.id,
        party=house.city.parties["citizen"],
        command=approval.Receive(
            form=dict(factories.LICENCE_FORM),
            applicant=factories.applicant(),
            promise_signed_by="测试甲",
        ),
        key="journey-promise-1",
    )
    return receipt.number


def test_promise_not_kept_ends_in_revocation(house: House, person: Callable[..., Hand]) -> None:
    edition = factories.published(factories.promised())
    number = filed_on_a_promise(house, edition)
    window, decide, examine = person(), person(), person(375)
    window.sign_in(house.base_url, "window")
    window.follow(number)
    accept = window.page.locator("#case-now").get_by_role("button", name="受理", exact=True)
    window.push(accept, then="已完成：受理")

    decide.sign_in(house.base_url, "decide")
    decide.follow(number)
    decide.tick(decide.page.get_by_label("准予", exact=True))
    decide.push("作出决定", then="已完成：作出决定")

    examine.sign_in(house.base_url, "examine")
    examine.follow(number)
    examine.tick(examine.page.get_by_label("未履行承诺，提请撤销"))
    examine.look("promise-not-kept")
    examine.fill(examine.page.get_by_label("核查发现的问题"), "未设置独立的清洗消毒区")
    examine.push("承诺核查", then="已完成：承诺核查")

    decide.find(number)
    decide.unfold("撤销、撤回或者注销")
    decide.fill("[name=ending-reasons]", "未履行承诺，不符合许可条件")
    end = decide.page.locator("form[action$='/ending/'] button")
    decide.push(end, then="已完成：撤销、撤回或者注销")
    decide.reload()
    expect(decide.page.get_by_text("已办结（已撤销）").first).to_be_visible()
    assert Case.objects.get().state["outcome"] == "revoked"

    citizen = person(375)
    citizen.sign_in(house.base_url, "citizen")
    citizen.follow(edition.name)
    expect(citizen.page.locator("main")).to_contain_text("准予的决定已被撤销")
