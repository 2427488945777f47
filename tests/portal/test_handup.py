"""The applicant is told which organ has his case, and what its dates are."""

from __future__ import annotations

from django.test import Client

from tests import handed
from tests.factories import City
from tests.portal.test_public_pages import text_of
from yichuang.approval import public as approval


def test_applicant_reads_where_his_case_is(citizen: Client, city: City) -> None:
    case = handed.examined_case(city)
    page = f"/cases/{case.case_id}/"
    before = text_of(citizen.get(page))
    handed.act(case, city.officer("decide"), approval.HandUp(agrees=False, reasons="内部意见"))
    on_the_way = text_of(citizen.get(page))
    handed.act(case, handed.above("examine"), approval.ReceiveHandUp())
    after = text_of(citizen.get(page))

    assert "受理机关正在初审，完成后把意见和全部材料报送示例市另一机关" in before
    assert "最迟报送" in before
    assert "示例市另一机关的决定期限另算：从报送的次日起 10个工作日" in before
    assert "已经报送示例市另一机关，等待签收" in on_the_way
    assert "决定期限另算" not in on_the_way + after, "it runs, and its date is there"
    assert "已报送上级机关" in on_the_way
    assert "办件现在由示例市另一机关审查决定" in after
    assert "法定的办结期限" in after
    assert "内部意见" not in on_the_way + after
    assert "初审意见" not in on_the_way + after


def test_guide_says_who_decides(client: Client, city: City) -> None:
    handed.accepted_case(city)

    page = text_of(client.get("/matters/test-handed/"))

    assert "本机关在 15个工作日 内初审，报送示例市另一机关决定；办结时限从报送之日起另算" in page
