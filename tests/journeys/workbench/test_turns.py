"""A promise that is not kept, and a gap that is filled: from filing to what follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from playwright.sync_api import expect

from tests import factories
from tests.journeys.conftest import House
from tests.journeys.looking import looked_at
from yichuang.approval import public as approval
from yichuang.kernel.public import ports
from yichuang.ledger.public import Case


def filed_on_a_promise(house: House) -> str:
    """File at the counter what is decided on a promise; return the case's address."""
    edition = factories.published(factories.promised())
    case = approval.receive_application(
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
    return f"{house.base_url}/work/cases/{case.case_id}/"


def test_promise_not_kept_ends_in_revocation(house: House, new_page: Callable[..., Any]) -> None:
    address = filed_on_a_promise(house)
    window, decide, examine = new_page(), new_page(), new_page(375)
    house.sign_in(window, "window")
    window.goto(address)
    window.locator("#case-now").get_by_role("button", name="受理", exact=True).click()
    window.get_by_text("已完成：受理").wait_for()

    house.sign_in(decide, "decide")
    decide.goto(address)
    decide.get_by_label("准予", exact=True).check()
    decide.get_by_role("button", name="作出决定").first.click()
    decide.get_by_text("已完成：作出决定").wait_for()

    house.sign_in(examine, "examine")
    examine.goto(address)
    examine.get_by_label("未履行承诺，提请撤销").check()
    looked_at(examine)
    examine.get_by_label("核查发现的问题").fill("未设置独立的清洗消毒区")
    examine.get_by_role("button", name="承诺核查").click()
    examine.get_by_text("已完成：承诺核查").wait_for()

    decide.goto(address)
    decide.get_by_text("撤销、撤回或者注销").first.click()
    decide.locator("[name=ending-reasons]").fill("未履行承诺，不符合许可条件")
    looked_at(decide)
    decide.locator("form[action$='/ending/'] button").click()
    decide.get_by_text("已完成：撤销、撤回或者注销").wait_for()
    decide.reload()
    expect(decide.get_by_text("已办结（已撤销）").first).to_be_visible()
    assert Case.objects.get().state["outcome"] == "revoked"


def test_applicant_chooses_the_promise_and_brings_what_was_missing(
    house: House, new_page: Callable[..., Any]
) -> None:
    edition = factories.published(factories.promised())
    citizen = new_page(375)
    house.sign_in(citizen, "citizen")
    draft = approval.start_draft(
        house.city.party("citizen"), edition.id, house.city.parties["citizen"]
    )
    approval.keep_draft(
        house.city.party("citizen"),
        draft.id,
        answers=dict(factories.LICENCE_FORM),
        applicant=factories.applicant(),
    )
    citizen.goto(f"{house.base_url}/drafts/{draft.id}/check/")
    citizen.get_by_label("告知承诺：我承诺符合条件").check()
    looked_at(citizen)
    citizen.get_by_role("button", name="提交申请").click()
    citizen.get_by_text("已提交").first.wait_for()
    assert Case.objects.get().state["by_promise"] is True

    gaps = factories.published(factories.with_gaps())
    plan = approval.MaterialGiven("plan", "paper", copies=1)
    case = approval.receive_application(
        actor=house.city.officer("window"),
        edition_id=gaps.id,
        party=house.city.parties["citizen"],
        command=approval.Receive(
            form=dict(factories.LICENCE_FORM), applicant=factories.applicant(), materials=(plan,)
        ),
        key="journey-gap-1",
    )
    by = approval.legal_day(ports().clock.now()) + timedelta(days=3)
    command = approval.AcceptWithGaps(bring_by=by, signed_by="测试甲")
    actor = house.city.officer("window")
    approval.act(case.case_id, command, actor=actor, key="journey-gap-2")
    citizen.goto(f"{house.base_url}/cases/{case.case_id}/")
    citizen.get_by_role("link", name="去补正").click()
    expect(citizen.get_by_text("申请已经受理，下面的材料还没有收到")).to_be_visible()
    looked_at(citizen)
    file = {"name": "示例.pdf", "mimeType": "application/pdf", "buffer": factories.SAMPLE_PDF}
    citizen.locator("input[type=file]").set_input_files(file)
    citizen.get_by_role("button", name="提交补正材料").click()
    citizen.get_by_text("补正材料已提交").wait_for()
    assert Case.objects.get(pk=case.case_id).state["owed"] is None
