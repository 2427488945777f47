"""A matter from nothing: codes by rule, an empty draft, questions, promise, order, publication."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories import BUREAU, City
from tests.workbench.test_guides import part, sent
from yichuang.catalogue.models import Edition, Matter, Power
from yichuang.catalogue.public import (
    NewMatter,
    PowerType,
    begin_matter,
    content_of,
    edition_in_force,
)
from yichuang.directory.public import NotAllowed

Ask = Callable[[str], Client]
NEW = {
    "new-main": "示例活动管理",
    "new-new_main": "on",
    "new-name": "示例活动备案",
    "new-power_type": "20",
    "new-level": "3",
}


def begun(client: Client, **changes: str) -> Edition:
    reply = client.post("/work/matters/new/", NEW | changes)
    assert reply.status_code == 302, reply.content.decode()
    return Edition.objects.get(pk=reply["Location"].rstrip("/").rsplit("/", 1)[1])


def test_new_sub_items_are_numbered_on_under_their_main_item(city: City, signed_in: Ask) -> None:
    client = signed_in("catalogue")

    first = begun(client)
    second = begun(client, **{"new-name": "示例活动变更", "new-new_main": ""})

    assert content_of(first.id).local_catalog_code == "322000001001"
    assert content_of(second.id).local_catalog_code == "322000001002"
    assert first.matter.code == f"{BUREAU}3322000001001"
    assert len(first.matter.code) == 31
    assert (first.state, first.authors) == ("draft", ["T-catalogue"])
    assert Power.objects.get(catalog_code="322000001002").main_name == "示例活动管理"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"new-new_main": ""}, "基本目录里没有这个主项"),
        ({"new-name": ""}, "请填写“子项名称”"),
        ({"new-power_type": "02"}, "请选择“事项类型”"),
        ({"new-level": "9"}, "请选择“行使层级”"),
    ],
)
def test_new_matter_tells_what_is_wrong_and_writes_nothing(
    city: City, signed_in: Ask, changes: dict[str, str], told: str
) -> None:
    before = (Matter.objects.count(), Power.objects.count())

    reply = signed_in("catalogue").post("/work/matters/new/", NEW | changes)

    assert reply.status_code == 422
    assert told in reply.content.decode()
    assert (Matter.objects.count(), Power.objects.count()) == before


def test_a_name_is_taken_once(city: City, signed_in: Ask) -> None:
    begun(signed_in("catalogue"))

    reply = signed_in("catalogue").post("/work/matters/new/", NEW)

    assert reply.status_code == 422
    assert "本机关已经有同名的事项" in reply.content.decode()
    assert Matter.objects.filter(name="示例活动备案").count() == 1


def test_only_the_catalogue_post_begins_a_matter(city: City, signed_in: Ask) -> None:
    wanted = NewMatter("示例", "示例", PowerType.PUBLIC_SERVICE, BUREAU, "3", new_main=True)

    assert signed_in("window").get("/work/matters/new/").status_code == 403
    assert signed_in("legal").post("/work/matters/new/", NEW).status_code == 403
    with pytest.raises(NotAllowed):
        begin_matter(wanted, actor=city.officer("legal"))


def test_rows_move_up_and_down_without_scripts(city: City, signed_in: Ask) -> None:
    client = signed_in("catalogue")
    draft = begun(client)
    rows: dict[str, Any] = {"material-0-name": "甲", "material-1-name": "乙"}
    sent(client, part(draft, "materials"), **rows)

    page = client.get(part(draft, "materials")).content.decode()
    data = {**rows, "material-0-code": "m1", "material-1-code": "m2", "move": "material-1-up"}
    moved = client.post(part(draft, "materials"), data)

    assert 'value="material-1-up"' in page
    assert 'value="material-0-up"' not in page
    assert moved.status_code == 200
    assert [(m.code, m.name) for m in content_of(draft.id).materials or ()] == [
        ("m2", "乙"),
        ("m1", "甲"),
    ]


def test_questions_promise_and_gaps_are_kept(city: City, signed_in: Ask) -> None:
    client = signed_in("catalogue")
    draft = begun(client)
    sent(client, part(draft, "materials"), **{"material-0-name": "申请书"})
    asked = {"situation-0-question": "在哪里办？", "situation-0-answers": "室内\n室外"}
    promised = {
        "text": "符合安全条件",
        "amount": "2",
        "basis": "示例清单",
        "materials": ["m1"],
        "risks": ["ecology"],
        "gaps": "lapses",
        "promise-gaps-basis": "示例规定",
    }

    assert sent(client, part(draft, "situations"), **asked).status_code == 302
    assert sent(client, part(draft, "promise"), **promised).status_code == 302
    before = content_of(draft.id)
    for slug in ("situations", "promise"):
        assert sent(client, part(draft, slug)).status_code == 302

    (question,) = before.situations
    assert (question.code, question.answers) == ("q1", ("室内", "室外"))
    assert before.on_promise is not None
    assert (before.on_promise.text, before.on_promise.check_within.amount) == ("符合安全条件", 2)
    assert [one.value for one in before.risks] == ["ecology"]
    assert before.gap_rule is not None
    assert before.gap_rule.lapses
    assert "promise" in [way.value for way in (before.materials or ())[0].satisfied_by]
    assert content_of(draft.id) == before


def test_one_answer_is_no_question(city: City, signed_in: Ask) -> None:
    client = signed_in("catalogue")
    draft = begun(client)

    one = {"situation-0-question": "在哪里办？", "situation-0-answers": "室内"}
    reply = sent(client, part(draft, "situations"), **one)

    assert reply.status_code == 422
    assert content_of(draft.id).situations == ()


def test_a_new_matter_is_reviewed_by_another_and_published(city: City, signed_in: Ask) -> None:
    client = signed_in("catalogue")
    draft = begun(client)
    home = f"/work/matters/{draft.id}/"
    sent(client, part(draft, "materials"), **{"material-0-name": "申请书"})
    sent(client, part(draft, "limits"), **{"limits-promised-amount": "5"})
    sent(client, part(draft, "fees"), fees="free")

    assert client.post(home + "review-request/").status_code == 302
    assert client.post(home + "review/", {"pass": "1"}).status_code == 403
    waived = {"pass": "1", "waive": "1", "note": "示例理由"}
    assert signed_in("legal").post(home + "review/", waived).status_code == 302
    assert signed_in("head").post(home + "publication/", {}).status_code == 302

    assert edition_in_force(draft.matter.code).fileable
