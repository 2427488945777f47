"""The case page: the next lawful step, every other answered with its reason, and who was first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import SAMPLE_PDF, City, file_case, walk
from yichuang.approval import public as approval
from yichuang.directory.models import Look
from yichuang.ledger.public import Case, Receipt

Ask = Callable[[str], Client]
FORBIDDEN = ("账本", "哈希", "链条", "版本", "ledger", "hash", "chain", "edition")


def address(receipt: Receipt, step: str = "") -> str:
    return f"/work/cases/{receipt.case_id}/{step + '/' if step else ''}"


def test_opening_a_case_shows_form_materials_and_clock_and_records_the_look(
    city: City, signed_in: Ask
) -> None:
    receipt = file_case(city)

    page = signed_in("window").get(address(receipt)).content.decode()

    assert "测试甲 · 示例经营许可" in page
    assert "320200209912010010" in page
    assert "字号或招牌名称" in page
    assert "场所布局图" in page
    assert "当日不计" in page
    look = Look.objects.get()
    assert (look.party_id, look.case_id, look.actor_id) == (
        city.parties["citizen"],
        receipt.case_id,
        "T-window",
    )


def test_a_case_out_of_reach_is_not_there_and_leaves_no_look(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)

    reply = signed_in("o-examine").get(address(receipt))

    assert reply.status_code == 404
    assert not Look.objects.exists()


def test_post_without_file_access_sees_the_case_but_not_the_person(
    city: City, signed_in: Ask
) -> None:
    from yichuang.directory.models import Post

    head = Post.objects.get(pk="test.head")
    head.acts = [act for act in head.acts if act != "file.read"]
    head.save()
    receipt = file_case(city)

    page = signed_in("head").get(address(receipt)).content.decode()

    assert receipt.number in page
    assert "测试甲" not in page
    assert not Look.objects.exists()


def test_accepting_moves_the_case_and_swaps_the_parts_for_htmx(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)
    client, data = signed_in("window"), {"key": "accept-key-1", "seen_no": "1"}

    reply = client.post(address(receipt, "acceptance"), data, headers={"HX-Request": "true"})

    page = reply.content.decode()
    assert reply.status_code == 200
    assert "已完成：受理" in page
    assert 'id="case-now"' in page
    assert Case.objects.get(pk=receipt.case_id).status == "accepted"


def test_step_works_without_scripts_and_twice_is_once(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)
    client, data = signed_in("window"), {"key": "accept-key-1", "seen_no": "1"}

    first = client.post(address(receipt, "acceptance"), data)
    second = client.post(address(receipt, "acceptance"), data)

    assert first["Location"] == second["Location"] == address(receipt) + "?done=accept"
    assert Case.objects.get(pk=receipt.case_id).version == 2


@pytest.mark.parametrize("htmx", [True, False])
def test_second_clerk_is_told_who_was_first_and_when(
    city: City, signed_in: Ask, htmx: bool
) -> None:
    receipt = file_case(city)
    approval.act(
        receipt.case_id, approval.Accept(), actor=city.officer("window"), key="first-key-1"
    )
    headers = {"HX-Request": "true"} if htmx else {}
    data = {
        "key": "second-key-1",
        "seen_no": "1",
        "non-acceptance-ground": "not_required",
        "non-acceptance-reasons": "不需要许可",
    }

    reply = signed_in("decide").post(address(receipt, "non-acceptance"), data, headers=headers)

    page = reply.content.decode()
    assert reply.status_code == 409
    assert "演示window（综合窗口受理岗）已于" in page
    assert "办理：受理" in page
    assert "重新载入" in page
    assert Case.objects.get(pk=receipt.case_id).version == 2


def test_notice_is_built_from_ticks_and_begins_with_the_gaps(city: City, signed_in: Ask) -> None:
    receipt = file_case(city, gap=True)
    client = signed_in("window")

    page = client.get(address(receipt)).content.decode()
    data = {
        "key": "notice-key-1",
        "seen_no": "1",
        "supplement-notice-plan-defects": ["未提交"],
        "supplement-notice-rules-note": "请附上责任人",
    }
    preview = client.post(address(receipt, "supplement-notice"), {**data, "preview": "1"})
    sent = client.post(address(receipt, "supplement-notice"), data)

    assert "<b>场所布局图</b>：未提交" in page
    assert "<b>管理制度</b>：未提交" in page
    assert "<b>管理制度</b>：请附上责任人" in preview.content.decode()
    assert sent.status_code == 302
    case = Case.objects.get(pk=receipt.case_id)
    assert (case.status, case.state["asked"]) == ("supplement", ["plan", "rules"])


def test_empty_notice_is_not_sent(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)
    data = {"key": "notice-key-1", "seen_no": "1", "supplement-notice-answer_by": ""}

    reply = signed_in("window").post(address(receipt, "supplement-notice"), data)

    assert reply.status_code == 422
    assert "请至少勾选一个问题" in reply.content.decode()
    assert Case.objects.get(pk=receipt.case_id).status == "received"


def test_supplement_is_taken_at_the_window_as_paper_and_scan(city: City, signed_in: Ask) -> None:
    receipt = file_case(city, gap=True)
    client = signed_in("window")
    notice = {
        "key": "notice-key-1",
        "supplement-notice-plan-defects": "未提交",
        "supplement-notice-rules-defects": "未提交",
    }
    client.post(address(receipt, "supplement-notice"), notice)
    scan = SimpleUploadedFile("制度.pdf", SAMPLE_PDF, "application/pdf")

    client.post(
        address(receipt, "supplement"),
        {
            "key": "taken-key-1",
            "seen_no": "2",
            "supplement-plan-how": "paper",
            "supplement-rules-file": scan,
        },
    )

    case = Case.objects.get(pk=receipt.case_id)
    assert case.status == "received"
    marks = {mark["code"]: mark["how"] for mark in case.state["materials"]}
    assert marks == {"plan": "paper", "rules": "upload"}


def test_uploads_and_papers_open_and_count_as_looks(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)
    client = signed_in("window")
    page = client.get(address(receipt))
    upload = page.context["view"].materials[0].files[0].id
    paper = page.context["view"].papers[0].id
    before = Look.objects.count()

    seen = client.get(address(receipt, f"uploads/{upload}"))
    printed = client.get(address(receipt, f"papers/{paper}"))
    other = client.get(address(receipt, f"uploads/{paper}"))

    assert seen.content == SAMPLE_PDF
    assert seen["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert printed.content.startswith(b"%PDF-")
    assert other.status_code == 404
    assert Look.objects.count() == before + 2


def test_refusal_needs_reasons_and_keeps_what_was_typed(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)
    walk(city, receipt, until="review")
    data = {
        "key": "decide-key-1",
        "seen_no": "5",
        "decision-granted": "no",
        "decision-articles": "示例规定第一条",
    }

    reply = signed_in("decide").post(address(receipt, "decision"), data)

    page = reply.content.decode()
    assert reply.status_code == 422
    assert "请填写“不予批准的理由”" in page
    assert 'value="示例规定第一条"' in page
    assert Case.objects.get(pk=receipt.case_id).status == "accepted"


def test_correction_shows_the_new_value_with_the_old_behind(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)
    data = {
        "key": "correct-key-1",
        "seen_no": "1",
        "correction-field": "form.DE_TRADE_NAME",
        "correction-value": "示例小吃店",
        "correction-ground": "录入错误",
        "correction-approved_by": "T-head",
        "confirmed": "1",
    }
    client = signed_in("decide")

    client.post(address(receipt, "correction"), data)

    page = client.get(address(receipt)).content.decode()
    assert "示例小吃店" in page
    assert "示例餐饮店</del>" in page
    assert "“字号或招牌名称”更正前：示例餐饮店" in page
    assert "“字号或招牌名称”更正后：示例小吃店" in page
    assert "批准人：演示head" in page


def test_what_is_not_possible_says_why(city: City, signed_in: Ask) -> None:
    receipt = file_case(city, gap=True)

    page = signed_in("window").get(address(receipt))

    why = {step.label: step.why for step in page.context["view"].refused}
    assert why["受理"].startswith("还缺必要材料：场所布局图、管理制度（")
    assert why["作出决定"] == "本岗位没有这项权限"
    assert why["接收补正材料"] == "办件当前是“已收件，待受理”，不能进行这一步"


def test_every_step_of_a_licence_can_be_taken_on_the_page(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)
    steps: list[tuple[str, str, dict[str, Any]]] = [
        ("window", "acceptance", {}),
        ("examine", "opinion", {"opinion-agrees": "yes", "opinion-opinion": "属实"}),
        ("examine2", "opinion", {"opinion-agrees": "yes"}),
        ("review", "opinion", {"opinion-agrees": "yes"}),
        ("decide", "decision", {"decision-granted": "yes"}),
        ("decide", "licence", {}),
        ("window", "delivery", {"delivery-method": "counter"}),
    ]

    for number, (login, step, data) in enumerate(steps, 1):
        given = {"key": f"step-key-{number}", "seen_no": str(number), **data}
        reply = signed_in(login).post(address(receipt, step), given)
        assert reply.status_code == 302, (login, step, reply.content.decode()[-3000:])

    case = Case.objects.get(pk=receipt.case_id)
    assert (case.status, case.state["outcome"]) == ("closed", "granted")


def test_special_procedure_extension_and_voiding(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)
    walk(city, receipt, until="accept")
    examine, head = signed_in("examine"), signed_in("head")

    suspended = {
        "suspension-procedure": "expert_review",
        "suspension-reason": "需要评审",
        "suspension-expected_until": "2199-12-31",
    }
    examine.post(address(receipt, "suspension"), {"key": "suspend-key-1", **suspended})
    assert Case.objects.get(pk=receipt.case_id).status == "suspended"
    examine.post(address(receipt, "resumption"), {"key": "resume-key-1"})
    head.post(
        address(receipt, "extension"),
        {"key": "extend-key-1", "extension-days": "5", "extension-reason": "情况复杂"},
    )
    assert len(Case.objects.get(pk=receipt.case_id).state["extensions"]) == 1
    voiding = {"voiding-ground": "重复录入", "voiding-approved_by": "T-head", "confirmed": "1"}
    decide = signed_in("decide")
    decide.post(address(receipt, "voiding"), {"key": "voiding-key-1", **voiding})

    assert Case.objects.get(pk=receipt.case_id).status == "voided"
    assert "作废" in head.get(address(receipt)).content.decode()


def test_page_speaks_the_words_of_the_hall(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)
    walk(city, receipt, until="issue")

    page = signed_in("window").get(address(receipt)).content.decode()
    text = page[page.index("<main") : page.index("</main>")].lower()

    assert [word for word in FORBIDDEN if word in text] == []


def test_case_page_asks_the_database_a_bounded_number_of_times(
    city: City, signed_in: Ask, django_assert_max_num_queries: Any
) -> None:
    receipt = file_case(city)
    walk(city, receipt, until="issue")
    client = signed_in("window")

    with django_assert_max_num_queries(22):
        client.get(address(receipt))


def test_periods_of_a_decided_case_say_how_they_were_kept(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)
    walk(city, receipt, until="decide")

    page = signed_in("window").get(address(receipt)).content.decode()

    clocks = page.partition('id="case-clocks"')[2].partition("</section>")[0]
    assert "当日作出" in clocks
    assert "剩余" not in clocks


def test_a_case_that_was_voided_counts_no_period(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)
    walk(city, receipt, until="accept")
    approval.act(
        receipt.case_id,
        approval.Void(ground="示例", approved_by="T-head"),
        actor=city.officer("decide"),
        key="void-it-0001",
    )

    page = signed_in("window").get(address(receipt)).content.decode()

    clocks = page.partition('id="case-clocks"')[2].partition("</section>")[0]
    assert "没有计算时限" in clocks
    assert "用时" not in clocks
