"""A hand-up on the staff's pages: who has it, both clocks, the inbox of the organ above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from tests import factories, handed
from tests.factories import City
from yichuang.catalogue.public import Flaw, HandUpNotPossible, LintContext, PeriodBegins, lint
from yichuang.ledger.public import Case
from yichuang.workbench.forms.given import Given
from yichuang.workbench.forms.guide import BY_SLUG

NOBODY_MINDS = LintContext(resolves=lambda _: True)
Ask = Callable[[str], Client]


def test_case_is_handed_up_on_its_page_and_signed_for_above(city: City, signed_in: Ask) -> None:
    case = handed.examined_case(city)
    page = f"/work/cases/{case.case_id}/"
    lower, upper = signed_in("decide"), signed_in("o-examine")
    asked = lower.get(page).content.decode()
    empty = lower.post(page + "hand-up/", {"key": "up-key-1", "hand-up-agrees": "yes"})
    sent = {"key": "up-key-2", "hand-up-agrees": "yes", "hand-up-reasons": "材料齐全"}
    assert lower.post(page + "hand-up/", sent).status_code == 302
    sender = lower.get(page).content.decode()
    inbox = upper.get("/work/").content.decode()
    before = upper.get(page).content.decode()
    assert upper.post(page + "hand-up-receipt/", {"key": "up-key-3"}).status_code == 302
    after = upper.get(page).content.decode()
    looked = lower.get(page).content.decode()

    assert "初审后报送示例市另一机关决定" in asked
    assert "初审期限" in asked
    assert empty.status_code == 422
    assert "签收报送" in inbox
    assert "等待示例市另一机关签收" in sender
    assert "示例市另一机关决定的时限从报送的次日起计算：法定 20个工作日，承诺 10个工作日" in asked
    next_step = before.split('class="step-form primary"')[1].split("</form>")[0]
    assert "签收后开始审查" in next_step, "signing is the next step, not one of the others"
    assert "上级审查：提交意见" in after
    assert "材料齐全" in after, "the opinion is read above"
    assert "现由示例市另一机关办理" in looked
    assert "初审期限" in looked
    assert "hand-up-reasons" not in looked
    row = Case.objects.get(pk=case.case_id)
    assert (row.status, row.holder) == ("accepted", handed.ABOVE)


def test_lower_organ_s_inbox_is_free_of_it(city: City, signed_in: Ask) -> None:
    case = handed.handed_case(city)

    assert str(case.case_id) not in signed_in("decide").get("/work/").content.decode()


def test_editor_sets_every_element_of_a_hand_up(city: City) -> None:
    typed = {
        "hand-up-organ": handed.ABOVE,
        "hand-up-first": "12",
        "hand-up-begins": "received",
        "hand-up-basis": "《示例条例》第三条",
        "hand-up-review": "示例政府",
        "hand-up-court": "示例法院",
        "hand-up-word": "示例上",
    }
    given = Given("hand-up", typed)
    before = replace(handed.content(), hand_up=None)

    terms = BY_SLUG["hand-up"].read(before, given).hand_up

    assert not given.errors
    assert terms is not None
    assert (terms.organ, terms.organ_name) == (handed.ABOVE, handed.ABOVE_NAME)
    assert (terms.first.amount, terms.begins) == (12, PeriodBegins.RECEIVED)
    assert terms.basis
    assert (terms.reconsideration_organ, terms.court) == ("示例政府", "示例法院")
    assert terms.word == "示例上"


def test_only_a_licence_is_handed_up(city: City) -> None:
    payment = factories.contents()["payment"]
    given = Given("hand-up", {"hand-up-organ": handed.ABOVE, "hand-up-first": "12"})
    BY_SLUG["hand-up"].read(payment, given)
    forced = replace(payment, hand_up=handed.content().hand_up)

    assert "《行政许可法》第三十五条" in str(given.errors["hand-up-organ"])
    assert Flaw.HAND_UP_IMPOSSIBLE in {one.code for one in lint(forced, NOBODY_MINDS)}


def test_publishing_refuses_the_organ_itself_and_one_nobody_knows(city: City) -> None:
    for code, organ in (("test-itself", factories.BUREAU), ("test-nobody", "12320200MB00000000")):
        terms = replace(handed.content().hand_up, organ=organ)
        guide = replace(handed.content(), task_code=code, hand_up=terms)
        with pytest.raises(HandUpNotPossible):
            factories.published(guide)


def test_editor_refuses_what_the_law_does_not_have(city: City) -> None:
    """More than twenty days, and an organ nobody knows."""
    part = BY_SLUG["hand-up"]
    typed = {"hand-up-organ": handed.ABOVE, "hand-up-first": "21", "hand-up-begins": "received"}
    long = Given("hand-up", typed)
    part.read(handed.content(), long)
    unknown = Given("hand-up", {**typed, "hand-up-organ": "1", "hand-up-first": "20"})
    part.read(handed.content(), unknown)

    assert "hand-up-first" in long.errors
    assert "hand-up-organ" in unknown.errors
