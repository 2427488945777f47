"""Correction, voiding and recall on the case page: chosen, shown what will happen, confirmed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories import City, file_case, walk
from yichuang.ledger.public import Case, Receipt, events_of

Ask = Callable[[str], Client]


def address(receipt: Receipt, step: str = "") -> str:
    return f"/work/cases/{receipt.case_id}/{step + '/' if step else ''}"


def kinds(receipt: Receipt) -> list[str]:
    return [event.kind for event in events_of(receipt.case_id, "approval")]


CORRECTION = {
    "key": "correct-key-1",
    "correction-field": "form.DE_TRADE_NAME",
    "correction-value": "示例小吃店",
    "correction-ground": "录入错误",
    "correction-approved_by": "T-head",
}


def test_first_only_what_is_wrong_is_asked(city: City, signed_in: Ask) -> None:
    page = signed_in("decide").get(address(file_case(city))).content.decode()

    assert 'name="correction-field"' in page
    assert 'name="correction-value"' not in page
    assert '<option value="form.DE_TRADE_NAME">' in page


def test_then_the_present_value_and_the_heads_to_choose_from(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)
    chosen = {"key": "correct-key-1", "correction-field": "form.DE_TRADE_NAME"}

    reply = signed_in("decide").post(address(receipt, "correction"), chosen)

    page = reply.content.decode()
    assert reply.status_code == 200
    assert 'name="correction-value"' in page
    assert 'value="示例餐饮店"' in page
    assert '<option value="T-head" selected>演示head（分管领导）</option>' in page
    assert "T-decide" not in page
    assert kinds(receipt) == ["filed"]


def test_nothing_is_recorded_before_the_page_has_said_what_will_happen(
    city: City, signed_in: Ask
) -> None:
    receipt, client = file_case(city), signed_in("decide")

    page = client.post(address(receipt, "correction"), CORRECTION).content.decode()

    assert "还没有更正。确认以后将会：" in page
    assert "“字号或招牌名称”更正前：示例餐饮店" in page
    assert "“字号或招牌名称”更正后：示例小吃店" in page
    assert "批准人：演示head（分管领导）" in page
    assert kinds(receipt) == ["filed"]

    reply = client.post(address(receipt, "correction"), {**CORRECTION, "confirmed": "1"})

    assert reply.status_code == 302
    assert kinds(receipt) == ["filed", "corrected"]


def test_going_back_keeps_what_was_typed(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)

    page = (
        signed_in("decide")
        .post(address(receipt, "correction"), {**CORRECTION, "edit": "1"})
        .content.decode()
    )

    assert 'value="示例小吃店"' in page
    assert "录入错误</textarea>" in page
    assert kinds(receipt) == ["filed"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"correction-value": ""}, "请填写“字号或招牌名称”"),
        ({"correction-value": "长" * 5000}, "最多"),
        ({"correction-value": "示例餐饮店"}, "与现在的内容相同"),
        ({"correction-ground": " "}, "请填写“更正理由”"),
        ({"correction-approved_by": ""}, "请选择“批准人”"),
        ({"correction-approved_by": "T-decide"}, "请选择“批准人”"),
        ({"correction-approved_by": "O-decide"}, "请选择“批准人”"),
        ({"correction-field": "form.DE_AREA", "correction-value": "大"}, "应当是"),
        ({"correction-field": "received_at", "correction-value": "昨天"}, "2026-01-05 09:30"),
        ({"correction-field": "decided_at"}, "请选择“更正哪一项”"),
        ({"correction-field": "form."}, "请选择“更正哪一项”"),
    ],
)
def test_bad_input_is_said_at_its_field_and_writes_nothing(
    city: City, signed_in: Ask, change: dict[str, str], words: str
) -> None:
    receipt = file_case(city)
    sent = {**CORRECTION, **change, "confirmed": "1"}

    reply = signed_in("decide").post(address(receipt, "correction"), sent)

    assert reply.status_code == 422
    assert words in reply.content.decode()
    assert kinds(receipt) == ["filed"]


def test_a_post_without_the_file_corrects_the_receipt_only(city: City, signed_in: Ask) -> None:
    from yichuang.directory.models import Post

    post = Post.objects.get(pk="test.decide")
    post.acts = [act for act in post.acts if act != "file.read"]
    post.save()
    receipt, client = file_case(city), signed_in("decide")

    page = client.get(address(receipt)).content.decode()
    reply = client.post(address(receipt, "correction"), {**CORRECTION, "confirmed": "1"})

    assert '<option value="received_at">' in page
    assert "form.DE_TRADE_NAME" not in page
    assert reply.status_code == 422
    assert kinds(receipt) == ["filed"]


def test_applicant_and_staff_see_before_after_and_why(city: City, signed_in: Ask) -> None:
    receipt, client = file_case(city), signed_in("decide")
    client.post(address(receipt, "correction"), {**CORRECTION, "confirmed": "1"})

    staff = client.get(address(receipt)).content.decode()
    applicant = signed_in("citizen").get(f"/cases/{receipt.case_id}/").content.decode()

    for page in (staff, applicant):
        text = page[page.index("更正记录") :]
        assert "<del>示例餐饮店</del>" in text
        assert "<ins>示例小吃店</ins>" in text
        assert "录入错误" in text
    assert "演示head" in staff
    assert "演示head" not in applicant


def test_voiding_is_confirmed_and_its_reason_is_shown(city: City, signed_in: Ask) -> None:
    receipt, client = file_case(city), signed_in("decide")
    sent = {"key": "void-key-01", "voiding-ground": "重复收件", "voiding-approved_by": "T-head"}

    page = client.post(address(receipt, "voiding"), sent).content.decode()

    assert f"办件 {receipt.number} 作废" in page
    assert "作废以后不能恢复" in page
    assert kinds(receipt) == ["filed"]

    client.post(address(receipt, "voiding"), {**sent, "confirmed": "1"})

    assert Case.objects.get(pk=receipt.case_id).status == "voided"
    assert "重复收件" in signed_in("citizen").get(f"/cases/{receipt.case_id}/").content.decode()


@pytest.mark.parametrize(
    "change", [{"voiding-ground": ""}, {"voiding-approved_by": ""}, {"voiding-approved_by": "?"}]
)
def test_a_voiding_without_reason_or_head_is_not_taken(
    city: City, signed_in: Ask, change: dict[str, Any]
) -> None:
    receipt = file_case(city)
    sent = {"key": "void-key-01", "voiding-ground": "重复", "voiding-approved_by": "T-head"}

    reply = signed_in("decide").post(
        address(receipt, "voiding"), {**sent, **change, "confirmed": "1"}
    )

    assert reply.status_code == 422
    assert kinds(receipt) == ["filed"]


def test_an_opinion_is_taken_back_on_the_page_until_a_colleague_opens_it(
    city: City, signed_in: Ask
) -> None:
    receipt = file_case(city)
    walk(city, receipt, until="verify")
    examine = signed_in("examine")

    assert "撤回本步" in examine.get(address(receipt)).content.decode()
    reply = examine.post(address(receipt, "opinion-recall"), {"key": "recall-key-1"})
    assert reply.status_code == 302
    assert kinds(receipt)[-1] == "opinion_recalled"
    assert "撤回本步意见" in examine.get(address(receipt)).content.decode()

    examine.post(address(receipt, "opinion"), {"key": "opinion-key-2", "opinion-agrees": "yes"})
    signed_in("examine2").get(address(receipt))

    page = examine.get(address(receipt))
    why = {step.label: step.why for step in page.context["view"].refused}
    assert why["撤回本步"].startswith("演示examine2（核查岗）已于")
    late = examine.post(
        address(receipt, "opinion-recall"),
        {"key": "recall-key-2"},
        headers={"accept": "application/json"},
    )
    assert late.status_code == 409
    assert late.json()["code"] == "approval.opinion_passed"
    assert "演示examine2" in late.json()["detail"]
