"""Correction, voiding and recall on real cases: whoever approves is looked up, not believed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests import factories

from yichuang.approval import errors
from yichuang.approval import public as approval
from yichuang.directory.public import NotAllowed, dismiss, end_holding, today
from yichuang.kernel.public import DomainError
from yichuang.ledger.public import Case, Receipt, events_of, verify

pytestmark = pytest.mark.django_db
NAME = "form.DE_TRADE_NAME"


@pytest.fixture
def city(small_city: factories.City) -> factories.City:
    return small_city


def kinds(receipt: Receipt) -> list[str]:
    return [event.kind for event in events_of(receipt.case_id, "approval")]


def correct(
    city: factories.City,
    receipt: Receipt,
    *,
    post: str = "decide",
    key: str = "correct-1",
    **more: Any,
) -> Receipt:
    asked = {"no": 1, "field": NAME, "value": "示例小吃店", "ground": "录入错误"}
    command = approval.Correct(**{**asked, "approved_by": "T-head", **more})
    return approval.act(receipt.case_id, command, actor=city.officer(post), key=key)


def test_a_correction_keeps_the_old_value_and_shows_before_after_and_why(
    city: factories.City,
) -> None:
    receipt = factories.file_case(city)
    correct(city, receipt)
    correct(city, receipt, value="示例面馆", ground="再次核对", key="correct-2")

    page = approval.case_page(city.party("citizen"), receipt.case_id)
    assert page.form["DE_TRADE_NAME"] == "示例面馆"
    shown = [(one.field, one.before, one.after, one.ground) for one in page.corrections]
    assert shown == [
        (NAME, "示例餐饮店", "示例小吃店", "录入错误"),
        (NAME, "示例小吃店", "示例面馆", "再次核对"),
    ]
    assert page.words(1, "form")["DE_TRADE_NAME"] == "示例餐饮店"
    assert verify().findings == []


def test_a_corrected_receipt_is_shown_with_the_moment_before(city: factories.City) -> None:
    receipt = factories.file_case(city)
    earlier = receipt.recorded_at - timedelta(days=1)
    correct(city, receipt, field="received_at", value=earlier.isoformat())

    (one,) = approval.case_page(city.party("citizen"), receipt.case_id).corrections

    assert one.field == "received_at"
    assert one.after == earlier
    assert one.before > one.after


@pytest.mark.parametrize(
    ("named", "rule"),
    [("T-review", "post_lacks_act"), ("O-decide", "other_organ"), ("演示head", "unknown_officer")],
)
def test_who_is_named_must_be_a_head_of_the_same_organ(
    city: factories.City, named: str, rule: str
) -> None:
    receipt = factories.file_case(city)

    with pytest.raises(errors.ApproverNotCompetent) as refusal:
        correct(city, receipt, approved_by=named)

    assert (refusal.value.field, refusal.value.facts["rule"]) == ("approved_by", rule)
    assert kinds(receipt) == ["filed"]


def test_a_head_who_has_left_approves_nothing(city: factories.City) -> None:
    receipt = factories.file_case(city)
    dismiss(officer="T-head", last_day=today() - timedelta(days=1))

    with pytest.raises(errors.ApproverNotCompetent) as refusal:
        correct(city, receipt)

    assert refusal.value.facts["rule"] == "not_in_office"


def test_the_head_himself_needs_another_head(city: factories.City) -> None:
    receipt = factories.file_case(city)

    with pytest.raises(errors.SelfApproval):
        correct(city, receipt, post="head")
    page = approval.case_page(city.officer("head"), receipt.case_id)
    assert page.approvers == []
    assert page.action("correct").code == "approval.approver_not_competent"


def test_a_post_without_the_act_corrects_nothing(city: factories.City) -> None:
    receipt = factories.file_case(city)

    with pytest.raises(NotAllowed):
        correct(city, receipt, post="window")


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"field": "form.DE_AREA", "value": "大"}, errors.AnswersInvalid),
        ({"field": "form.NO_SUCH", "value": "x"}, errors.NotCorrectable),
        ({"field": "applicant.name", "value": "测试乙"}, errors.NotCorrectable),
        ({"no": 7}, errors.NotCorrectable),
        ({"no": 0}, errors.NotCorrectable),
        ({"value": {"a": 1}}, errors.AnswersInvalid),
        ({"value": None}, errors.AnswersInvalid),
        ({"ground": "　"}, errors.GroundMissing),
        ({"approved_by": ""}, errors.GroundMissing),
        ({"field": "received_at", "value": 20260101}, errors.NotCorrectable),
    ],
)
def test_what_cannot_be_corrected_writes_nothing(
    city: factories.City, change: dict[str, Any], refused: type[DomainError]
) -> None:
    receipt = factories.file_case(city)

    with pytest.raises(refused):
        correct(city, receipt, **change)

    assert kinds(receipt) == ["filed"]


def test_an_answer_of_the_supplement_is_corrected_in_the_entry_that_holds_it(
    city: factories.City,
) -> None:
    receipt = factories.file_case(city)
    notice = approval.RequestSupplement(items=(approval.SupplementItem("form", ("不一致",)),))
    approval.act(receipt.case_id, notice, actor=city.officer("window"), key="notice-01")
    answers = {"DE_TRADE_NAME": "示例新店", "DE_AREA": 80}
    command = approval.AnswerSupplement(materials=(), answers=answers)
    approval.act(receipt.case_id, command, actor=city.party("citizen"), key="answer-01")

    with pytest.raises(errors.NotCorrectable):
        correct(city, receipt)
    correct(city, receipt, no=3, key="correct-2")

    page = approval.case_page(city.party("citizen"), receipt.case_id)
    assert page.corrections[0].before == "示例新店"
    assert page.form["DE_TRADE_NAME"] == "示例小吃店"


def test_a_voided_case_keeps_its_number_and_nobody_gets_it_again(city: factories.City) -> None:
    receipt = factories.file_case(city)
    void = approval.Void(ground="重复收件", approved_by="T-head")
    approval.act(receipt.case_id, void, actor=city.officer("decide"), key="voiding-1")

    again = factories.file_case(city, key="factory-filing-2")

    assert Case.objects.get(pk=receipt.case_id).number == receipt.number
    assert again.number != receipt.number
    assert Case.objects.get(pk=receipt.case_id).status == "voided"


# --- taking an opinion back ------------------------------------------------------------------


def verified(city: factories.City) -> Receipt:
    """Return a case of which one of two has verified the premises."""
    receipt = factories.file_case(city)
    factories.walk(city, receipt, until="verify")
    return receipt


def recall(city: factories.City, receipt: Receipt, post: str = "examine") -> Receipt:
    actor = city.officer(post)
    return approval.act(
        receipt.case_id, approval.RecallOpinion(), actor=actor, key=f"recall-{post}"
    )


def test_an_opinion_nobody_has_opened_is_taken_back(city: factories.City) -> None:
    receipt = verified(city)
    approval.case_page(city.officer("examine"), receipt.case_id)  # his own look counts for nothing

    recall(city, receipt)

    state = approval.case_page(city.officer("examine"), receipt.case_id).state
    assert (state.opinions, state.recalled[0].officer) == ((), "T-examine")
    assert kinds(receipt)[-2:] == ["opinion_given", "opinion_recalled"]
    assert verify().findings == []


def test_an_opinion_the_next_person_has_opened_stays(city: factories.City) -> None:
    receipt = verified(city)
    approval.case_page(city.officer("examine2"), receipt.case_id)

    with pytest.raises(errors.OpinionPassed) as refusal:
        recall(city, receipt)

    assert (refusal.value.facts["rule"], refusal.value.facts["who"]) == ("opened", "演示examine2")
    assert refusal.value.facts["post"] == "核查岗"
    assert kinds(receipt)[-1] == "opinion_given"
    page = approval.case_page(city.officer("examine"), receipt.case_id)
    assert page.action("recall_opinion").code == "approval.opinion_passed"


def test_an_opinion_another_has_acted_on_stays(city: factories.City) -> None:
    receipt = verified(city)
    correct(city, receipt)

    with pytest.raises(errors.OpinionPassed) as refusal:
        recall(city, receipt)

    assert (refusal.value.facts["rule"], refusal.value.facts["who"]) == ("acted", "演示decide")


def test_nobody_takes_back_what_another_said(city: factories.City) -> None:
    receipt = verified(city)

    with pytest.raises(errors.RecallNotAllowed):
        recall(city, receipt, post="examine2")
    with pytest.raises(NotAllowed):
        recall(city, receipt, post="window")


def test_a_look_before_the_opinion_does_not_bind_it(city: factories.City) -> None:
    receipt = factories.file_case(city)
    factories.walk(city, receipt, until="accept")
    approval.case_page(city.officer("examine2"), receipt.case_id)
    opinion = approval.GiveOpinion(step="verify", agrees=True)
    approval.act(receipt.case_id, opinion, actor=city.officer("examine"), key="opinion-01")

    assert recall(city, receipt).last_no == 4


def test_a_lost_post_is_named_by_its_code(city: factories.City) -> None:
    receipt = verified(city)
    approval.case_page(city.officer("examine2"), receipt.case_id)
    end_holding(officer="T-examine2", post="test.examine2", last_day=today() - timedelta(days=1))

    with pytest.raises(errors.OpinionPassed) as refusal:
        recall(city, receipt)

    assert refusal.value.facts["who"] == "T-examine2"
