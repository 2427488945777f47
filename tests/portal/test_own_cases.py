"""A case of one's own: supplement, withdrawal, evaluation, papers; and nobody else's."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import City, file_case, walk
from tests.portal.test_public_pages import text_of
from tests.portal.walking import pdf
from yichuang.approval.public import RequestSupplement, SupplementItem, act, case_page
from yichuang.directory.public import mandates_of


def ask_for_plan(city: City, case_id):
    items = (
        SupplementItem("plan", ("图上没有标面积",), "请标明每间的面积"),
        SupplementItem("form", ("字号与招牌不一致",)),
    )
    act(
        case_id,
        RequestSupplement(items=items),
        actor=city.officer("window"),
        key="ask-for-the-plan",
    )


def test_case_page_shows_where_it_stands_and_leaves_no_look(
    citizen: Client, city: City, django_assert_max_num_queries
):
    receipt = file_case(city)

    with django_assert_max_num_queries(13):
        reply = citizen.get(f"/cases/{receipt.case_id}/")

    words = text_of(reply)
    assert "已提交" in words
    assert receipt.number in words
    assert "收到申请" in words
    assert "还没有人查阅过您的信息" in text_of(citizen.get("/my/looks/"))


def test_supplement_notice_is_shown_as_written_and_answered(citizen: Client, city: City):
    receipt = file_case(city)
    ask_for_plan(city, receipt.case_id)
    address = f"/cases/{receipt.case_id}/supplement/"

    words = text_of(citizen.get(address))
    reply = citizen.post(
        address,
        {"seen": "2", "files-plan": [pdf()], "DE_TRADE_NAME": "示例新店", "DE_AREA": "80"},
    )

    assert "图上没有标面积" in words
    assert "请标明每间的面积" in words
    assert "字号与招牌不一致" in words
    assert reply.status_code == 302
    page = case_page(city.party("citizen"), receipt.case_id)
    assert page.state.status == "received"
    assert page.form["DE_TRADE_NAME"] == "示例新店"


def test_supplement_without_anything_is_told_and_keeps_what_came_before(citizen, city):
    receipt = file_case(city)
    ask_for_plan(city, receipt.case_id)
    address = f"/cases/{receipt.case_id}/supplement/"
    wrong = {"seen": "2", "files-plan": [pdf("好.pdf")], "DE_AREA": "很大"}

    first = citizen.post(address, wrong)
    kept = first.context["page"].items[0].kept[0].id
    second = citizen.post(
        address,
        {"seen": "2", "kept-plan": str(kept), "DE_TRADE_NAME": "示例新店", "DE_AREA": "80"},
    )

    assert first.status_code == 422
    assert "好.pdf" in text_of(first)
    assert second.status_code == 302
    marks = case_page(city.party("citizen"), receipt.case_id).state.materials
    assert str(kept) in {one for mark in marks for one in mark.uploads}


def test_double_click_hands_a_supplement_in_once(citizen: Client, city: City):
    receipt = file_case(city)
    act(
        receipt.case_id,
        RequestSupplement(
            items=(SupplementItem("plan", ("不清楚",)), SupplementItem("rules", ("缺",)))
        ),
        actor=city.officer("window"),
        key="ask-for-the-plan",
    )
    address = f"/cases/{receipt.case_id}/supplement/"

    replies = [citizen.post(address, {"seen": "2", "files-plan": [pdf()]}) for _ in range(2)]

    assert [reply.status_code for reply in replies] == [302, 302]
    events = case_page(city.party("citizen"), receipt.case_id).events
    assert [event.kind for event in events] == ["filed", "supplement_requested", "supplemented"]


def test_application_is_withdrawn_after_being_asked(citizen: Client, city: City):
    receipt = file_case(city)
    address = f"/cases/{receipt.case_id}/withdrawal/"

    assert "确定要撤回吗" in text_of(citizen.get(address))
    citizen.post(address, {"reason": ""})

    page = case_page(city.party("citizen"), receipt.case_id)
    assert page.state.outcome == "withdrawn"
    assert "现在不能撤回" in text_of(citizen.get(address))


def test_bad_grade_asks_for_a_reason_and_then_counts(citizen: Client, city: City):
    receipt = file_case(city)
    walk(city, receipt, until="deliver")
    address = f"/cases/{receipt.case_id}/evaluation/"

    bare = citizen.post(address, {"grade": "1"})
    told = citizen.post(address, {"grade": "1", "options": ["slow"]})

    assert bare.status_code == 422
    assert "请选择或者写明哪里不满意" in text_of(bare)
    assert told.status_code == 302
    assert case_page(city.party("citizen"), receipt.case_id).state.evaluated == (1,)


@pytest.mark.parametrize("grade", ["0", "6", "x", ""])
def test_grade_out_of_the_five_is_refused(citizen: Client, city: City, grade: str):
    receipt = file_case(city)
    walk(city, receipt, until="deliver")

    reply = citizen.post(f"/cases/{receipt.case_id}/evaluation/", {"grade": grade})

    assert reply.status_code == 422
    assert case_page(city.party("citizen"), receipt.case_id).state.evaluated == ()


def test_receipt_is_a_pdf_of_the_applicant_alone(citizen: Client, signed_in, city: City):
    receipt = file_case(city)
    page = citizen.get(f"/cases/{receipt.case_id}/receipt/")
    address = f"/cases/{receipt.case_id}/papers/{page.context['case'].receipt_paper.id}/"

    mine, others = citizen.get(address), signed_in("neighbour").get(address)

    assert mine.getvalue().startswith(b"%PDF-")
    assert "<svg" in page.content.decode()
    assert others.status_code == 404


def test_case_of_another_person_does_not_exist(signed_in, city: City):
    receipt = file_case(city)
    other = signed_in("neighbour")

    for page in ("", "receipt/", "supplement/", "withdrawal/", "evaluation/"):
        assert other.get(f"/cases/{receipt.case_id}/{page}").status_code == 404, page


def test_space_lists_cases_with_the_next_step(citizen, city, django_assert_max_num_queries):
    receipt = file_case(city)
    ask_for_plan(city, receipt.case_id)

    with django_assert_max_num_queries(8):
        reply = citizen.get("/my/")

    assert "待您补正材料" in text_of(reply)
    assert "请按补正告知一次补齐" in text_of(reply)


def test_look_of_an_officer_shows_organ_post_and_purpose_and_no_name(citizen, city):
    receipt = file_case(city)
    case_page(city.officer("examine"), receipt.case_id)
    case_page(city.officer("examine"), receipt.case_id)

    words = text_of(citizen.get("/my/looks/"))

    assert "示例市行政审批局" in words
    assert "审查岗" in words
    assert "办理您的办件" in words
    assert "当天共 2 次" in words
    assert "演示examine" not in words


def test_mandate_is_given_and_ended(citizen: Client, city: City):
    signed = {"number": "320200209912020024", "scope": "all", "signed": "on"}
    citizen.post("/my/mandates/", signed)
    given = mandates_of(city.party("citizen"))[0]

    citizen.post(f"/my/mandates/{given.id}/end/")

    assert given.agent == city.parties["neighbour"]
    assert mandates_of(city.party("citizen"))[0].revoked


@pytest.mark.parametrize(
    ("address", "scope", "signed"),
    [
        ("?matter={licence}", "{licence}", ""),  # not signed
        ("?matter={licence}", "{service}", "on"),  # another matter than the one shown
        ("?matter=made-up", "made-up", "on"),
        ("", "{licence}", "on"),
        ("", "", "on"),
    ],
)
def test_mandate_that_is_unsigned_or_for_what_was_not_shown_is_refused(
    citizen, city, address, scope, signed
):
    codes = {"licence": city.licence.matter_code, "service": city.service.matter_code}
    given = {"number": "320200209912020024", "scope": scope.format(**codes), "signed": signed}

    reply = citizen.post("/my/mandates/" + address.format(**codes), given)

    assert reply.status_code == 422
    assert mandates_of(city.party("citizen")) == []


def test_mandate_for_one_matter_lets_the_agent_begin_that_one_alone(signed_in, citizen, city):
    code = city.licence.matter_code
    signed = {"number": "320200209912020024", "scope": code, "signed": "on"}
    citizen.post(f"/my/mandates/?matter={code}", signed)
    client = signed_in("neighbour")

    principal = {"who": str(city.parties["citizen"])}
    begun = client.post(f"/apply/{city.licence.id}/", principal)
    other = client.get(f"/apply/{city.service.id}/")

    assert "测试甲" in text_of(client.get(begun.url))
    assert "受托代办" not in text_of(other)


@pytest.mark.parametrize("number", ["320200209912010010", "123456", "' OR 1=1"])
def test_mandate_to_oneself_or_to_nobody_is_refused_alike(citizen, city, number):
    signed = {"number": number, "scope": "all", "signed": "on"}
    reply = citizen.post("/my/mandates/", signed)

    assert reply.status_code == 422
    assert "不能这样委托" in text_of(reply)
    assert mandates_of(city.party("citizen")) == []


def test_licence_stands_in_my_space_with_its_page_for_others(citizen: Client, city: City):
    receipt = file_case(city)
    walk(city, receipt, until="issue")

    reply = citizen.get("/my/licences/")

    assert "示例经营许可证" in text_of(reply)
    assert "/verify/" in reply.content.decode()
