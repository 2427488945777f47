"""Applying online: kept after every page, filed once, and honest about what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import PEOPLE, City, contents, give_all, published
from tests.portal.test_public_pages import text_of
from tests.portal.walking import begin, case_id, file, fill, pdf
from yichuang.approval.public import case_page, drafts_of
from yichuang.ledger.public import cases_visible_to


def test_filled_in_application_becomes_a_case_with_receipt(citizen: Client, city: City):
    draft = begin(citizen, city)
    fill(citizen, draft)

    reply = file(citizen, draft)

    page = case_page(city.party("citizen"), case_id(reply))
    assert page.form["DE_TRADE_NAME"] == "示例餐饮店"
    assert page.form["DE_AREA"] == 80
    assert page.state.gaps == ()
    assert page.applicant["name"] == "测试甲"
    words = text_of(citizen.get(reply["Location"]))
    assert "已提交" in words
    assert "草稿" not in words
    assert page.words(1, "query_code") in words


def test_filing_twice_files_once(citizen: Client, city: City):
    draft = begin(citizen, city)
    fill(citizen, draft)

    first, second = file(citizen, draft), file(citizen, draft)

    assert first["Location"] == second["Location"]
    assert cases_visible_to(city.party("citizen")).count() == 1


def test_filed_draft_never_shows_as_a_draft_again(citizen: Client, city: City):
    draft = begin(citizen, city)
    fill(citizen, draft)
    filed = file(citizen, draft)

    for page in ("", "contact/", "form/1/", "materials/", "check/"):
        assert citizen.get(f"{draft}{page}")["Location"] == filed["Location"], page


def test_every_page_is_kept_and_one_goes_on_where_one_left_off(citizen: Client, city: City):
    draft = begin(citizen, city)
    citizen.post(f"{draft}contact/", {"phone": "10000000000"})

    away = citizen.post(f"{draft}form/1/", {"DE_TRADE_NAME": "示例餐饮店", "later": "1"})

    assert away["Location"] == "/my/"
    assert "草稿·尚未提交" in text_of(citizen.get("/my/"))
    assert citizen.get(draft)["Location"] == f"{draft}form/2/"
    assert "示例餐饮店" in citizen.get(f"{draft}form/1/").content.decode()


def test_wrong_answer_is_told_and_nothing_of_the_page_is_lost(citizen: Client, city: City):
    draft = begin(citizen, city)

    reply = citizen.post(f"{draft}form/1/", {"DE_TRADE_NAME": "示例餐饮店", "DE_AREA": "很大"})

    page = reply.content.decode()
    assert reply.status_code == 422
    assert "请填写整数" in page
    assert 'value="很大"' in page
    assert 'value="示例餐饮店"' in page
    assert drafts_of(city.party("citizen"))[0].answers["DE_TRADE_NAME"] == "示例餐饮店"


def test_what_is_missing_is_said_and_does_not_turn_the_filing_away(citizen: Client, city: City):
    draft = begin(citizen, city)
    citizen.post(f"{draft}form/1/", {"DE_TRADE_NAME": "示例餐饮店", "DE_AREA": "80"})

    check = text_of(citizen.get(f"{draft}check/"))
    reply = file(citizen, draft)

    assert "还缺 2 项" in check
    assert "场所布局图" in check
    assert case_page(city.party("citizen"), case_id(reply)).state.gaps == ("plan", "rules")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("坏.exe", b"MZ\x90\x00", "程序或者网页"),
        ("空.pdf", b"", "空文件"),
        ("假.png", b"%PDF-1.4\n", "扩展名不一致"),
        ("网页.pdf", b"<html><script>", "程序或者网页"),
    ],
)
def test_unfit_file_is_refused_by_name_and_the_fit_one_is_kept(
    citizen: Client, city: City, name: str, content: bytes, told: str
):
    draft = begin(citizen, city)
    files = [pdf("好.pdf"), SimpleUploadedFile(name, content)]

    reply = citizen.post(f"{draft}materials/plan/", {"chosen": files})

    words = text_of(reply)
    assert reply.status_code == 422
    assert name in words
    assert told in words
    assert "好.pdf" in words
    assert len(drafts_of(city.party("citizen"))[0].materials[0].uploads) == 1


def test_several_files_for_one_material_and_one_removed_again(citizen: Client, city: City):
    draft = begin(citizen, city)
    citizen.post(f"{draft}materials/plan/", {"chosen": [pdf("一.pdf"), pdf("二.pdf")]})
    first, second = drafts_of(city.party("citizen"))[0].materials[0].uploads

    citizen.post(f"{draft}materials/plan/", {"remove": first})

    kept = drafts_of(city.party("citizen"))[0].materials[0]
    assert kept.uploads == (second,)
    assert len(kept.digests) == 1


def test_promise_stands_for_a_material_and_paper_only_where_there_is_no_upload(citizen, city):
    draft = begin(citizen, city)

    promised = citizen.post(f"{draft}materials/plan/", {"how": "promise"})
    paper = citizen.post(f"{draft}materials/rules/", {"how": "paper"})

    assert promised.status_code == 302
    assert paper.status_code == 404
    assert [one.how for one in drafts_of(city.party("citizen"))[0].materials] == ["promise"]


def test_form_is_filled_with_what_the_register_holds(citizen: Client, city: City):
    begin(citizen, city)

    applicant = drafts_of(city.party("citizen"))[0].applicant

    assert applicant["name"] == PEOPLE["citizen"][1]
    assert applicant["number"] == PEOPLE["citizen"][2]
    assert applicant["phone"] == "10000000000"


def test_agent_files_for_his_principal(signed_in, city: City):
    give_all(city, "company", "citizen")
    client = signed_in("citizen")
    draft = begin(client, city, who=str(city.parties["company"]))
    fill(client, draft)

    reply = file(client, draft)

    page = case_page(city.party("company"), case_id(reply))
    assert page.applicant["name"] == "示例餐饮店"
    assert page.applicant["agent_name"] == "测试甲"
    assert str(page.case.agent) == str(city.parties["citizen"])


def test_nobody_files_for_a_stranger(citizen: Client, city: City):
    begin(citizen, city, who=str(city.parties["neighbour"]))

    assert drafts_of(city.party("citizen"))[0].principal == city.parties["citizen"]


def test_draft_of_another_person_does_not_exist(citizen: Client, signed_in, city: City):
    draft = begin(citizen, city)
    other = signed_in("neighbour")

    for page in ("", "contact/", "form/1/", "materials/plan/", "check/"):
        assert other.get(f"{draft}{page}").status_code == 404, page
    assert other.post(f"{draft}file/").status_code == 404
    other.post(f"{draft}drop/")
    assert len(drafts_of(city.party("citizen"))) == 1


def test_applying_needs_somebody(client: Client, city: City):
    reply = client.get(f"/apply/{city.licence.id}/")

    assert reply.status_code == 302
    assert reply["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize(
    ("objects", "warned"), [(("2", "5"), True), (("1", "2"), False), ((), False)]
)
def test_person_is_told_that_a_guide_is_for_organisations(
    citizen: Client, city: City, objects: tuple[str, ...], warned: bool
):
    content = replace(
        contents()["licence"],
        name="示例单位许可",
        catalog_code="000999901009",
        task_code="test-firms",
        service_objects=objects,
    )

    words = text_of(citizen.get(f"/apply/{published(content).id}/"))

    assert ("请先由单位登记委托" in words) is warned
    assert "开始填写" in words
