"""Several things done at once: chosen in the address, asked once, shown as one plan."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest

from tests.catalogue.making import cited, make_content, make_published
from tests.factories import City
from tests.portal.test_public_pages import text_of
from yichuang.catalogue.public import (
    BundleContent,
    BundlePart,
    Material,
    Result,
    SatisfiedBy,
    Situation,
    publish_bundle,
)

URL = "/plan/"


@pytest.fixture
def bundle(city: City) -> BundleContent:
    """The licence, and the payment only for who asks for it."""
    content = BundleContent(
        "open-shop",
        "开一家示例店",
        (
            BundlePart(city.licence.matter_code),
            BundlePart(city.payment.matter_code, ("aid=要",)),
        ),
        ("开店",),
        (Situation("aid", "要不要申请补助？", ("要", "不要")),),
    )
    publish_bundle(content, region=city.region, actor=city.officer("head"))
    return content


def test_nothing_chosen_offers_bundles_and_a_search(client, city, bundle):
    words = text_of(client.get(URL))

    assert "开一家示例店" in words
    assert "选要办的事" in words
    assert "办理方案" not in words.replace("看我的办理方案", "")


def test_a_plan_says_what_to_bring_and_until_when(client, city):
    reply = client.get(URL, {"m": [city.licence.matter_code, city.service.matter_code]})

    words = text_of(reply)
    assert "已选 2 件" in words
    assert "场所布局图" in words
    assert "全部办好最迟" in words
    assert "分开办" in words
    assert "各件事的先后和日期" in words


def test_a_matter_is_added_and_taken_away_by_links(client, city):
    reply = client.get(URL, {"m": city.licence.matter_code, "q": "示例生活补助"})
    links = re.findall(r'href="(/plan/[^"#]*)"[^>]*>(加进来|去掉)', reply.content.decode())

    added = next(url for url, word in links if word == "加进来").replace("&amp;", "&")
    assert f"m={quote(city.payment.matter_code, safe='')}" in added
    assert "已选 2 件" in text_of(client.get(added))
    removed = next(url for url, word in links if word == "去掉")
    assert removed == "/plan/"


def test_a_bundle_asks_its_question_and_says_why_something_falls_away(client, city, bundle):
    without = text_of(client.get(URL, {"bundle": "open-shop", "s-aid": "不要"}))
    having = text_of(client.get(URL, {"bundle": "open-shop", "s-aid": "要"}))
    unanswered = text_of(client.get(URL, {"bundle": "open-shop"}))

    assert "您答的是“不要”；答“要”才要办" in without
    assert "不用办的" not in having
    assert "还没有回答；答“要”才要办" in unanswered


@pytest.mark.parametrize(
    "asked",
    [
        {"m": "none"},
        {"bundle": "none"},
        {"bundle": "open-shop", "m": ""},
        {"q": "%", "m": ["", " "]},
        {"q": "x" * 500, "s-": "?"},
    ],
)
def test_the_address_may_hold_anything(client, city, asked: dict[str, Any]):
    for url in (URL, "/plan/print/"):
        assert client.get(url, asked).status_code == 200


def test_an_event_and_the_first_page_lead_to_a_plan(client, city, bundle):
    assert 'href="/plan/"' in client.get("/").content.decode()
    assert 'href="/plan/?bundle=open-shop"' in client.get("/search/?q=开店").content.decode()
    assert "/plan/?m=" in client.get("/search/?q=示例经营").content.decode()


def test_more_than_thirty_matters_are_refused(client, city, monkeypatch):
    monkeypatch.setattr("yichuang.catalogue.bundles.MOST_MATTERS", 1)

    reply = client.get(URL, {"m": [city.licence.matter_code, city.service.matter_code]})

    assert reply.status_code == 422
    assert "选的事项太多" in text_of(reply)


def test_what_is_not_to_be_had_is_told_and_left_out(client, city):
    words = text_of(client.get(URL, {"m": ["none", city.licence.matter_code]}))

    assert "有 1 个事项没有放进来" in words
    assert "已选 1 件" in words


def test_an_answer_that_is_not_offered_is_an_open_question(client, city, bundle):
    words = text_of(client.get(URL, {"bundle": "open-shop", "s-aid": "<b>"}))

    assert "还有 1 个问题没有回答" in words


def test_the_printed_plan_says_the_same(client, city, bundle):
    words = text_of(client.get("/plan/print/", {"bundle": "open-shop", "s-aid": "要"}))

    assert "返回办理方案" in words
    assert "场所布局图" in words
    assert "要不要申请补助？ 要" in words


def test_a_plan_asks_the_database_little(client, city, bundle, django_assert_max_num_queries):
    client.get(URL, {"bundle": "open-shop"})

    with django_assert_max_num_queries(7):
        client.get(URL, {"bundle": "open-shop", "s-aid": "要"})


def test_matters_that_wait_for_each_other_are_named_with_their_articles(client, city):
    for code, gives, asks, article in (("egg", "901", "902", 31), ("hen", "902", "901", 32)):
        material = Material(
            "before",
            f"{asks} 号证",
            satisfied_by=(SatisfiedBy.LICENCE,),
            licence_type=asks,
            basis=cited(article),
        )
        content = make_content(
            name=f"示例{code}",
            catalog_code="",
            materials=(material,),
            result=Result("1", f"{gives} 号证", gives),
        )
        make_published(content, code=code)

    words = text_of(client.get(URL, {"m": ["egg", "hen"]}))

    assert "排不出先后" in words
    assert "“示例egg”要先有：902 号证" in words
    assert "《中华人民共和国行政许可法》第31条" in words
    assert "“示例hen”要先有：901 号证" in words
    assert "《中华人民共和国行政许可法》第32条" in words
    assert "全部办好最迟" not in words
