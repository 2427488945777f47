"""Phrases of a post: whose they are, who may change them, and what stays on record."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from tests.directory.people import MARKET, hold, make_officer, make_organ, make_post

from yichuang.directory.actors import PUBLIC, NotAllowed
from yichuang.directory.errors import PhraseNotFound, PhraseRefused
from yichuang.directory.models import PhraseRecord
from yichuang.directory.phrases import (
    add_phrase,
    change_phrase,
    history_of_phrase,
    phrases_at_hand,
    shared_phrases,
    withdraw_phrase,
)
from yichuang.directory.standing import actor_in_post

pytestmark = pytest.mark.django_db
POST = "bureau.handle"


@pytest.fixture
def staff(clock):
    """B and C hold one post; H leads; M is of another organ."""
    organ, market = make_organ(), make_organ(MARKET, "market")
    handle = make_post(organ, code=POST, acts=["case.list", "approval.examine"])
    hold(make_officer(organ, "B", name="演示乙"), handle)
    hold(make_officer(organ, "C", name="演示丙"), handle)
    head = make_post(organ, code="bureau.head", acts=["case.list", "staff.lead"])
    hold(make_officer(organ, "H", name="演示首"), head)
    other = make_post(market, code="market.head", acts=["case.list", "staff.lead"])
    hold(make_officer(market, "M", name="测试丁"), other)


def as_(officer: str, post: str = POST):
    return actor_in_post(officer, post, second_factor=True)


def head():
    return as_("H", "bureau.head")


def add(actor, text="材料齐全", use="opinion", **more):
    return add_phrase(actor, **{"post": POST, "use": use, "text": text, "shared": False, **more})


def texts(actor, *uses):
    return [one.text for one in phrases_at_hand(actor, *uses)]


def test_shared_phrases_come_first_and_own_ones_are_seen_by_nobody_else(staff):
    add(as_("B"), "我的说法")
    add(head(), "共同的说法", shared=True)

    assert texts(as_("B")) == ["共同的说法", "我的说法"]
    assert texts(as_("C")) == ["共同的说法"]
    assert [one.text for one in shared_phrases(head(), POST)] == ["共同的说法"]
    assert texts(PUBLIC) == []


def test_only_the_uses_asked_for_are_returned(staff):
    add(as_("B"), "理由", use="decline")

    assert texts(as_("B"), "opinion") == []
    assert texts(as_("B"), "decline") == ["理由"]


def test_change_and_withdrawal_keep_every_wording_with_who(staff, clock):
    phrase = add(head(), "第一版", shared=True)
    change_phrase(head(), phrase, text="第二版", seen_no=1)
    change_phrase(head(), phrase, text=" 第二版 ", seen_no=2)  # the same is nothing
    withdraw_phrase(head(), phrase, seen_no=2)

    assert texts(as_("B")) == []
    _, changes = history_of_phrase(as_("B"), phrase)
    assert [(one.kind, one.text, one.by_name) for one in changes] == [
        ("withdrawn", "第二版", "演示首"),
        ("changed", "第二版", "演示首"),
        ("added", "第一版", "演示首"),
    ]
    assert {one.at for one in changes} == {clock.moment}


def test_second_of_two_who_saw_the_same_wording_is_refused(staff):
    phrase = add(as_("B"), "第一版")
    change_phrase(as_("B"), phrase, text="第二版", seen_no=1)

    for again in (
        lambda: change_phrase(as_("B"), phrase, text="第三版", seen_no=1),
        lambda: withdraw_phrase(as_("B"), phrase, seen_no=1),
    ):
        with pytest.raises(PhraseRefused) as refused:
            again()
        assert refused.value.facts["reason"] == "phrase_changed"
    assert texts(as_("B")) == ["第二版"]


def test_withdrawn_phrase_is_not_changed_but_may_be_added_again(staff):
    phrase = add(as_("B"), "说法")
    withdraw_phrase(as_("B"), phrase, seen_no=1)

    with pytest.raises(PhraseRefused):
        change_phrase(as_("B"), phrase, text="说法二", seen_no=2)
    add(as_("B"), "说法")

    assert texts(as_("B")) == ["说法"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [("", "phrase_empty"), ("{x}", "phrase_unknown_place"), ("同", "phrase_twice")],
)
def test_text_that_breaks_a_rule_is_refused_and_nothing_is_written(staff, text, rule):
    add(as_("B"), "同")

    with pytest.raises(PhraseRefused) as refused:
        add(as_("B"), text)

    assert refused.value.facts["reason"] == rule
    assert PhraseRecord.objects.count() == 1


def test_list_has_an_end(staff, monkeypatch):
    monkeypatch.setattr("yichuang.directory.phrases.MOST", 1)
    add(as_("B"), "一")

    with pytest.raises(PhraseRefused, match="phrase_too_many"):
        add(as_("B"), "二")


def test_shared_phrases_are_kept_by_who_leads_the_organ_only(staff):
    phrase = add(head(), "共同的说法", shared=True)
    own = add(as_("B"), "我的说法")

    with pytest.raises(NotAllowed):
        add(as_("B"), shared=True)
    with pytest.raises(NotAllowed):
        change_phrase(as_("B"), phrase, text="别的", seen_no=1)
    with pytest.raises(PhraseNotFound):
        add(as_("M", "market.head"), shared=True)
    with pytest.raises(PhraseNotFound):
        change_phrase(as_("M", "market.head"), phrase, text="别的", seen_no=1)
    with pytest.raises(NotAllowed):
        shared_phrases(as_("C"), "bureau.head")
    with pytest.raises(NotAllowed):
        add(PUBLIC)
    for actor in (as_("C"), head()):  # one's own wording is nobody else's, not a head's either
        with pytest.raises(PhraseNotFound):
            withdraw_phrase(actor, own, seen_no=1)
    with pytest.raises(PhraseNotFound):
        history_of_phrase(head(), UUID(int=1))
    with pytest.raises(PhraseNotFound):
        add(head())  # her own, at a post she does not act in
    assert PhraseRecord.objects.count() == 2


@pytest.mark.parametrize("statement", ["UPDATE {} SET text = ''", "DELETE FROM {}"])
def test_database_refuses_to_change_or_remove_a_wording(staff, statement):
    add(as_("B"))

    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(statement.format("directory_phraserecord"))

    assert texts(as_("B")) == ["材料齐全"]
