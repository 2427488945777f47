"""A bundle on the applicant's pages and on the workbench."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from tests.approval import bundling
from tests.factories import City
from tests.portal.test_public_pages import text_of
from yichuang.approval import public as approval
from yichuang.directory.public import today


@pytest.fixture
def town(city: City) -> bundling.Town:
    return bundling.make_town(city)


def test_applicant_sees_every_matter_and_what_waits(citizen: Client, town: bundling.Town) -> None:
    filed = bundling.file(town)

    page = text_of(citizen.get(f"/bundles/{filed.receipt.case_id}/"))
    space = text_of(citizen.get("/my/"))
    case = text_of(citizen.get(f"/cases/{filed.members[0].case_id}/"))

    assert "“示例经营许可”办成后自动申请，您不用再交材料" in page
    assert filed.members[0].number in page
    assert filed.members[2].number in page
    assert filed.receipt.number in page
    assert filed.receipt.number in space
    assert "这是“一件事”中的一项" in case


def test_all_that_is_asked_for_stands_on_one_page_by_organ(
    citizen: Client, town: bundling.Town
) -> None:
    filed = bundling.file(town, without=("test-licence/plan", "test-sign/drawing"))
    asked = {"test-licence": "plan", "test-sign": "drawing"}
    for one in filed.members:
        if one.matter in asked:
            item = approval.SupplementItem(asked[one.matter], ("未提供",), f"请补{one.matter}")
            command = approval.RequestSupplement(
                items=(item,), answer_by=today() + timedelta(days=10)
            )
            approval.act(
                one.case_id,
                command,
                actor=town.city.officer("window"),
                key=f"ask-{one.matter}",
            )

    page = text_of(citizen.get(f"/bundles/{filed.receipt.case_id}/"))

    assert "需要补正的全部材料" in page
    assert "示例市行政审批局 · 示例经营许可" in page
    assert "示例市行政审批局 · 示例招牌许可" in page
    assert "请补test-licence" in page
    assert "请补test-sign" in page


def test_refused_matter_is_told_with_what_hangs_on_it(citizen: Client, town: bundling.Town) -> None:
    filed = bundling.file(town)
    licence = filed.members[0].case_id
    approval.act(licence, approval.Withdraw(), actor=town.city.party("citizen"), key="take-back-1")
    bundling.react()

    page = text_of(citizen.get(f"/bundles/{filed.receipt.case_id}/"))

    assert "要用到的“示例经营许可”没有办成，所以没有申请这一项" in page


def test_bundle_is_hidden_from_others_and_shown_on_the_workbench(
    signed_in: object, town: bundling.Town
) -> None:
    filed = bundling.file(town)
    bundle = filed.receipt.case_id
    neighbour, window = signed_in("neighbour"), signed_in("window")  # type: ignore[operator]

    work = window.get(f"/work/bundles/{bundle}/")

    assert neighbour.get(f"/bundles/{bundle}/").status_code == 404
    assert neighbour.get(f"/work/bundles/{bundle}/").status_code == 403
    assert window.get(f"/bundles/{bundle}/").status_code == 404
    assert window.get(f"/work/bundles/{UUID(int=9)}/").status_code == 404
    assert filed.receipt.number in text_of(work)
    assert "等待前置结果" in text_of(work)
    assert "测试甲" not in work.content.decode()
    assert "一件事" in text_of(window.get(f"/work/cases/{filed.members[0].case_id}/"))
