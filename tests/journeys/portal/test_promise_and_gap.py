"""An applicant chooses the promise, and later brings what was missing when he was accepted."""

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
