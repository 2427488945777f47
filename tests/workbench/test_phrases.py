"""Phrases on the pages: kept in a list, put into a form by keyboard, editable there."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from tests.factories import City, file_case, walk
from yichuang.approval.public import case_page
from yichuang.catalogue.public import Material
from yichuang.directory.models import PhraseRecord
from yichuang.directory.public import PhraseUse, add_phrase
from yichuang.ledger.public import Receipt

Ask = Callable[[str], Client]
OPINION = "材料符合{事项名称}的条件"


def share(city: City, post: str, use: str, text: str) -> UUID:
    head = city.officer("head")
    return add_phrase(head, post=post, use=PhraseUse(use), text=text, shared=True)


def case_for_opinion(city: City) -> Receipt:
    receipt = file_case(city)
    walk(city, receipt, until="accept")
    return receipt


def test_notice_offers_the_catalogues_defects_first_then_the_posts_filled_in(
    city: City, signed_in: Ask
) -> None:
    share(city, "test.window", "supplement", "{材料名称}没有逐页盖章")
    receipt = file_case(city)

    page = signed_in("window").get(f"/work/cases/{receipt.case_id}/").content.decode()

    offered = page.split('<datalist id="say_supplement-notice-plan-note">')[1]
    offered = offered.split("</datalist>")[0]
    defects = next(one for one in _materials(city, receipt) if one.code == "plan").common_defects
    texts = [one.split('"')[0] for one in offered.split('value="')[1:]]
    assert texts == [*defects, "场所布局图没有逐页盖章"]
    assert 'list="say_supplement-notice-plan-note"' in page


def _materials(city: City, receipt: Receipt) -> tuple[Material, ...]:
    page = case_page(city.officer("window"), receipt.case_id, with_file=False)
    return tuple(page.edition.materials or ())


def test_phrase_is_put_below_what_was_typed_and_nothing_is_sent(city: City, signed_in: Ask) -> None:
    phrase = share(city, "test.examine", "opinion", OPINION)
    receipt = case_for_opinion(city)
    address = f"/work/cases/{receipt.case_id}/opinion/"
    data = {
        "key": "put-in-1",
        "opinion-agrees": "no",
        "opinion-opinion": "现场看过。",
        "opinion-opinion-phrase": str(phrase),
        "put": "opinion",
    }
    client = signed_in("examine")

    reply = client.post(address, data)

    page = reply.content.decode()
    assert reply.status_code == 200
    assert "现场看过。\n材料符合示例经营许可的条件</textarea>" in page
    assert re.search('value="no"[^>]*checked', page)
    assert case_page(city.officer("examine"), receipt.case_id).case.version == 2


@pytest.mark.parametrize("chosen", ["", "x", str(UUID(int=5))])
def test_choice_of_no_phrase_is_told_and_keeps_what_was_typed(
    city: City, signed_in: Ask, chosen: str
) -> None:
    share(city, "test.examine", "opinion", OPINION)
    receipt = case_for_opinion(city)

    data = {"opinion-opinion": "已写", "opinion-opinion-phrase": chosen, "put": "opinion"}
    reply = signed_in("examine").post(f"/work/cases/{receipt.case_id}/opinion/", data)

    page = reply.content.decode()
    assert reply.status_code == 422
    assert "请先选择一条常用语" in page
    assert "已写</textarea>" in page


def test_phrase_of_another_post_is_not_put_in_nor_at_a_step_without_phrases(
    city: City, signed_in: Ask
) -> None:
    phrase = share(city, "test.review", "opinion", OPINION)
    receipt = case_for_opinion(city)
    base, client = f"/work/cases/{receipt.case_id}/", signed_in("examine")

    data = {"opinion-opinion-phrase": str(phrase), "put": "opinion"}
    assert client.post(base + "opinion/", data).status_code == 422
    assert client.post(base + "suspension/", {"put": "reason"}).status_code in {403, 422}
    assert "put_opinion" not in client.get(base).content.decode()


def test_enter_never_presses_the_button_of_the_phrases(city: City, signed_in: Ask) -> None:
    share(city, "test.examine", "opinion", OPINION)
    receipt = case_for_opinion(city)

    page = signed_in("examine").get(f"/work/cases/{receipt.case_id}/").content.decode()

    form = page.split("/opinion/", 1)[1].split("</form>")[0]
    assert form.index('class="enter-checks"') < form.index('name="put"')


def test_head_keeps_the_phrases_a_post_shares_and_history_names_who(
    city: City, signed_in: Ask
) -> None:
    head = signed_in("head")
    address = "/work/phrases/?post=test.window"
    typed = {"phrase-use": "supplement", "phrase-text": "{材料名称}缺页"}

    page = head.post(address, typed, follow=True).content.decode()

    assert "{材料名称}缺页" in page
    row = PhraseRecord.objects.get()
    assert (row.owner, row.post_id, row.by) == ("", "test.window", "T-head")
    one = f"/work/phrases/{row.phrase}/"
    changed = {"phrase-text": "{材料名称}缺页或者重页", "phrase-seen_no": "1"}
    assert "缺页或者重页" in head.post(one, changed, follow=True).content.decode()
    stale = head.post(one, changed | {"phrase-text": "再改"})
    assert stale.status_code == 422
    assert "其间已有人改动" in stale.content.decode()
    officer = signed_in("window")
    assert "缺页或者重页" in officer.get("/work/phrases/").content.decode()
    assert "演示head" in officer.get(one).content.decode()
    assert officer.post(one, {"phrase-text": "我来改", "phrase-seen_no": "2"}).status_code == 403
    head.post(one, {"then": "withdraw", "phrase-seen_no": "2"})
    assert "缺页或者重页" not in officer.get("/work/phrases/").content.decode()
    assert "已停用" in officer.get(one).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"phrase-use": ""}, "请选择“用在哪里”"),
        ({"phrase-use": "nonsense"}, "请选择“用在哪里”"),
        ({"phrase-text": "  "}, "请填写“内容”"),
        ({"phrase-text": "{申请人}"}, "大括号里只能写页面列出的名称"),
        ({"phrase-text": "长" * 301}, "一条常用语不能超过 300 字"),
        ({"phrase-text": "一\n二"}, "补正告知的常用语只能是一行"),
    ],
)
def test_wrong_phrase_is_told_at_its_field_and_nothing_is_kept(
    city: City, signed_in: Ask, changes: dict[str, str], words: str
) -> None:
    typed = {"phrase-use": "supplement", "phrase-text": "缺页", **changes}

    reply = signed_in("window").post("/work/phrases/", typed)

    assert reply.status_code == 422
    assert words in reply.content.decode()
    assert not PhraseRecord.objects.exists()


def test_officer_keeps_his_own_and_reaches_no_other_list(city: City, signed_in: Ask) -> None:
    officer = signed_in("examine")
    typed = {"phrase-use": "opinion", "phrase-text": "同意"}
    officer.post("/work/phrases/", typed | {"phrase-shared": "on"})

    assert not PhraseRecord.objects.exists()  # a shared one is the head's
    officer.post("/work/phrases/", typed)
    assert PhraseRecord.objects.get().owner == "T-examine"
    assert officer.get("/work/phrases/?post=test.window").status_code == 403
    assert signed_in("head").get("/work/phrases/?post=other.examine").status_code == 404
    assert signed_in("citizen").get("/work/phrases/").status_code == 403
