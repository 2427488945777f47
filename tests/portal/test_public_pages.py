"""Pages that need no account: search, guide, progress, verification, signing in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from tests.factories import PASSWORD, City, contents, file_case, published, walk
from yichuang.approval.public import case_page
from yichuang.catalogue.content import Situation, Step
from yichuang.documents.public import DemoSeal, paper_pdf, using_seal_port
from yichuang.kernel.public import SealAlgorithm
from yichuang.licences.public import licences_of_case


def text_of(reply: Any) -> str:
    """Return the visible words of a page."""
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", reply.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_home_asks_the_database_nothing(client: Client, city: City, django_assert_num_queries):
    with django_assert_num_queries(0):
        reply = client.get("/")

    assert "您想办什么事" in text_of(reply)


@pytest.mark.parametrize("asked", ["开示例店", "示例经营", "kaishilidian", "slxk"])
def test_search_finds_a_matter_by_everyday_words_and_by_sound(client, city, asked):
    reply = client.get("/search/", {"q": asked})

    assert "示例经营许可" in text_of(reply)


@pytest.mark.parametrize("asked", ["没有这种事xyz", "%", "'; --", "x" * 5000])
def test_search_answers_whatever_is_asked(client, city, asked):
    reply = client.get("/search/", {"q": asked, "page": "-1", "organ": "?", "region": "zz"})

    assert reply.status_code == 200
    assert "没有找到符合的事项" in text_of(reply)


def test_search_is_narrowed_by_kind(client, city):
    words = text_of(client.get("/search/", {"q": "示例", "power_type": "05"}))

    assert "示例生活补助" in words
    assert "示例经营许可" not in words


def test_guide_says_everything_and_leads_to_applying(client, city, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        reply = client.get(f"/matters/{city.licence.matter_code}/")

    words = text_of(reply)
    for expected in (
        "示例经营许可证", "10个工作日", "20个工作日", "不收费", "场所布局图", "必须有",
        "示例路1号政务服务中心", "实质核查", "《中华人民共和国行政许可法》第42条",
        "示例市人民政府", "60日", "有效期3年",
    ):  # fmt: skip
        assert expected in words, expected
    assert f"/apply/{city.licence.id}/" in reply.content.decode()


def test_a_guide_asked_without_an_answer_says_that_something_is_open(client, city):
    cold = Situation("cold", "是否自制冷食？", ("是", "否"))
    content = replace(
        contents()["licence"], name="示例冷食许可", task_code="test-cold", situations=(cold,)
    )
    url, open_still = f"/matters/{published(content).matter_code}/", "还有问题没有回答"

    assert open_still not in text_of(client.get(url))
    assert open_still in text_of(client.get(url, {"asked": "1"}))
    assert open_still not in text_of(client.get(url, {"asked": "1", "s-cold": "是"}))


def test_a_guide_tells_which_steps_run_in_parallel_and_which_on_a_condition(client, city):
    steps = (
        Step("look", "示例初审", "approval.examine"),
        Step("site", "勘验", "approval.verify", after=("look",), when='answers["cold"] == "是"'),
        Step("ask", "复核", "approval.review", after=("look",)),
        Step("decide", "决定", "approval.decide"),
    )
    content = replace(
        contents()["licence"],
        name="示例并行许可",
        task_code="test-abreast",
        situations=(Situation("cold", "是否自制冷食？", ("是", "否")),),
        steps=steps,
    )

    words = text_of(client.get(f"/matters/{published(content).matter_code}/"))

    assert "勘验 与“复核”同时办理 只在符合条件时才有这一环节" in words
    assert "复核 与“勘验”同时办理" in words
    assert words.count("同时办理") == 2
    assert words.count("只在符合条件时才有这一环节") == 1


def test_unknown_guide_is_not_found_in_the_halls_words(client, city):
    reply = client.get("/matters/nothing-of-this-name/")

    assert reply.status_code == 404
    assert "Traceback" not in reply.content.decode()


def test_progress_needs_number_and_code_and_shows_no_name(client, city):
    receipt = file_case(city)
    code = case_page(city.party("citizen"), receipt.case_id).words(1, "query_code")

    reply = client.post("/progress/", {"number": f" {receipt.number} ", "code": code.lower()})

    words = text_of(reply)
    assert reply.status_code == 200
    assert "已收件，等待受理" in words
    assert "示例市行政审批局" in words
    assert "最迟答复" in words
    assert "测试甲" not in words


def test_progress_does_not_tell_which_of_the_two_is_wrong(client, city):
    receipt = file_case(city)

    replies = [
        client.post("/progress/", {"number": number, "code": "WRONG234"})
        for number in (receipt.number, "1" * 27)
    ]

    assert [reply.status_code for reply in replies] == [422, 422]
    pages = [re.sub(r'value="[^"]*"', "", text_of(reply)) for reply in replies]
    assert pages[0] == pages[1]
    assert "没有查到这件办件" in pages[0]


def test_licence_is_verified_with_its_holder_masked(client, city):
    receipt = file_case(city)
    walk(city, receipt, until="issue")
    licence = licences_of_case(receipt.case_id)[0]

    words = text_of(client.get(f"/verify/{licence.verification_code}"))

    assert "真实，现在有效" in words
    assert licence.number in words
    assert "测试甲" not in words


def test_unknown_code_is_no_licence(client, city):
    reply = client.get("/verify/AAAAAAAAAAAAAAAAAAAAAAAAAA")

    assert reply.status_code == 404
    assert "没有这个验证码" in text_of(reply)


def test_sign_in_leads_where_the_visitor_was_going_but_never_out_of_the_house(client, city):
    for wanted, led in (("/my/card/", "/my/card/"), ("https://else.example/", "/my/")):
        reply = Client().post(
            "/sign-in/", {"login_name": "citizen", "password": PASSWORD, "next": wanted}
        )

        assert reply["Location"] == led


def test_wrong_password_is_told_on_the_page_and_keeps_the_name(client, city):
    reply = client.post("/sign-in/", {"login_name": "citizen", "password": "wrong"})

    assert reply.status_code == 422
    assert "账号、密码或者动态口令不对" in text_of(reply)
    assert 'value="citizen"' in reply.content.decode()
    assert "wrong" not in reply.content.decode()


def test_officer_with_one_post_goes_to_the_workbench(signed_in):
    client = signed_in("window")

    reply = client.get("/sign-in/post/")

    assert reply.status_code == 302
    assert reply["Location"].startswith("/work/")


def test_staff_cannot_apply_as_if_they_were_citizens(signed_in, city):
    reply = signed_in("window").get(f"/apply/{city.licence.id}/")

    assert reply.status_code == 403


def test_a_paper_sealed_with_sm2_verifies_on_its_page(client, city, tmp_path):
    receipt = file_case(city)
    walk(city, receipt, until="issue")
    licence = licences_of_case(receipt.case_id)[0]
    with using_seal_port(DemoSeal(tmp_path / "ca", SealAlgorithm.SM2)):
        pdf = paper_pdf(licence.paper_id)
        address = f"/verify/{licence.verification_code}"

        words = text_of(client.post(address, {"file": ContentFile(pdf, "licence.pdf")}))
        other = text_of(client.post(address, {"file": ContentFile(pdf + b"x", "licence.pdf")}))

    assert "文件就是签发的那一份，没有改动" in words
    assert "国密算法（SM2，SM3）" in words
    assert "文件不可信" in other
