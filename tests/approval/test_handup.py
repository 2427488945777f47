"""Examined by the bureau, decided by the organ above; LicLaw 35, 43."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from tests import factories, handed
from tests.handed import ABOVE, ABOVE_NAME, above, act
from tests.ledger.clocks import SetClock

from yichuang.approval import public as approval
from yichuang.approval.errors import DecidedAbove, MaterialsAskedAgain, StepOpen
from yichuang.directory.public import NotAllowed
from yichuang.documents.public import Paper, paper_content, papers_for_applicant, papers_of_case
from yichuang.kernel.public import ports, using_ports
from yichuang.ledger.public import (
    Case,
    CaseNotFound,
    Receipt,
    calendar_in_force,
    case_visible_to,
    verify,
)
from yichuang.licences.public import licences_of_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> factories.City:
    return factories.make_city()


def paper(case: Receipt, kind: str) -> Paper:
    return papers_of_case(case.case_id).get(kind=kind)


def steps(actor: object, case: Receipt) -> list[str]:
    return [todo.step for todo in approval.inbox(actor).filter(case_id=case.case_id)]  # type: ignore[arg-type]


def test_whole_road_goes_up_and_ends_in_the_name_of_the_organ_above(city: factories.City) -> None:
    case = handed.handed_case(city)
    row = Case.objects.get(pk=case.case_id)
    assert (row.status, row.organ, row.holder) == ("handed_up", city.organ, ABOVE)
    assert steps(above("examine"), case) == ["receive_hand_up"]

    act(case, above("examine"), approval.ReceiveHandUp())
    act(case, above("examine"), approval.GiveOpinion(step="upper", agrees=True))
    act(case, above("decide"), approval.Decide(granted=True))
    act(case, above("decide"), approval.Issue())
    act(case, city.officer("window"), approval.Deliver(method="counter"))

    assert paper(case, "first_opinion").organ_name == "示例市行政审批局"
    assert paper(case, "grant").organ_name == ABOVE_NAME
    told = paper_content(paper(case, "grant").id)
    assert told.business.accepted_by == "示例市行政审批局", "the organ above did not accept it"
    assert paper_content(paper(case, "first_opinion").id).business.accepted_by == ""
    assert licences_of_case(case.case_id)[0].organ_name == ABOVE_NAME
    assert Case.objects.get(pk=case.case_id).status == "closed"
    assert verify().findings == []


def test_lower_organ_looks_and_no_longer_acts(city: factories.City) -> None:
    case = handed.handed_case(city)

    for post, command in (
        ("examine", approval.GiveOpinion(step="first", agrees=True)),
        ("examine", approval.ReceiveHandUp()),
        ("decide", approval.Decide(granted=True)),
        ("decide", approval.HandUp(agrees=False, reasons="再报一次")),
    ):
        with pytest.raises(NotAllowed) as refusal:
            approval.act(
                case.case_id, command, actor=city.officer(post), key=f"late-{command.kind}-{post}"
            )
        assert refusal.value.facts["reason"] == "outside_own_organ"
    page = approval.case_page(city.officer("examine"), case.case_id)
    assert page.applicant["name"] == "测试甲"
    assert not any(action.allowed for action in page.actions)
    assert steps(city.officer("examine"), case) == steps(city.officer("decide"), case) == []


def test_organ_above_sees_nothing_before_the_hand_up(city: factories.City) -> None:
    case = handed.examined_case(city)

    with pytest.raises(CaseNotFound):
        case_visible_to(above("examine"), case.case_id)
    with pytest.raises(NotAllowed):
        act(case, above("decide"), approval.Decide(granted=True))


def test_decision_here_and_hand_up_before_the_examination_are_refused(
    city: factories.City,
) -> None:
    case = handed.accepted_case(city)
    with pytest.raises(StepOpen):
        act(case, city.officer("decide"), approval.HandUp(agrees=True, reasons="未审先报"))
    act(case, city.officer("examine"), approval.GiveOpinion(step="first", agrees=True))
    with pytest.raises(DecidedAbove) as refusal:
        act(case, city.officer("decide"), approval.Decide(granted=True))

    assert refusal.value.article == "LicLaw 35"
    assert refusal.value.facts["organ"] == ABOVE_NAME
    assert steps(city.officer("decide"), case) == ["hand_up"]
    assert not approval.awaiting_decision(city.officer("decide")).exists()


def test_organ_above_asks_for_no_material_again(city: factories.City) -> None:
    case = handed.handed_case(city)
    asked = approval.RequestSupplement(items=(approval.SupplementItem("plan", ("不清楚",)),))

    with pytest.raises(MaterialsAskedAgain) as refusal:
        approval.act(case.case_id, asked, actor=city.officer("window"), key="again-1-window")

    assert refusal.value.article == "LicLaw 35"
    assert Case.objects.get(pk=case.case_id).status == "handed_up"


def test_each_organ_has_its_own_clock(city: factories.City) -> None:
    """The lower one's stands still with the hand-up, the other's 20 and 10 days begin with it."""
    case = handed.examined_case(city)
    before = Case.objects.get(pk=case.case_id)
    first = approval.case_page(city.officer("examine"), case.case_id).clocks
    assert first.first is not None
    assert (first.statutory, first.promised) == (None, None)
    assert before.promised_due_on == before.statutory_due_on == first.first.due_on

    with using_ports(clock=SetClock(ports().clock.now() + timedelta(days=60))):
        act(case, city.officer("decide"), approval.HandUp(agrees=True, reasons="示例"))
        later = approval.case_page(above("examine"), case.case_id).clocks

    assert later.first is not None
    assert later.statutory is not None
    assert later.promised is not None
    assert later.first.due_on == first.first.due_on
    assert later.first.overdue_by > 0, "handed up too late, and it stays so"
    assert later.statutory.overdue_by == later.promised.overdue_by == 0
    assert later.statutory.started_on > first.first.due_on


def test_opinion_of_the_first_examination_is_for_organs_alone(city: factories.City) -> None:
    case = handed.handed_case(city)

    for_applicant = {one.kind for one in papers_for_applicant(case.case_id)}

    assert "first_opinion" not in for_applicant
    assert "acceptance" in for_applicant


def test_applicant_takes_it_back_on_the_way(city: factories.City) -> None:
    case = handed.handed_case(city)

    act(case, city.party("citizen"), approval.Withdraw(reason="不办了"))

    assert Case.objects.get(pk=case.case_id).status == "withdrawn"
    assert paper(case, "withdrawal").organ_name == ABOVE_NAME


def test_organ_above_signs_within_a_working_day_and_numbers_under_its_own_word(
    city: factories.City,
) -> None:
    guide = handed.content()
    assert guide.hand_up is not None
    terms = dataclasses.replace(guide.hand_up, word="示例上")
    case = handed.handed_case(city, dataclasses.replace(guide, hand_up=terms))
    (todo,) = approval.inbox(above("examine")).filter(case_id=case.case_id)
    row = Case.objects.get(pk=case.case_id)
    handed_on = row.state["above"]["on"]
    calendar = calendar_in_force()
    act(case, above("examine"), approval.ReceiveHandUp())
    act(case, above("examine"), approval.GiveOpinion(step="upper", agrees=True))
    act(case, above("decide"), approval.Decide(granted=True))
    act(case, above("decide"), approval.Issue())

    assert todo.due_on == calendar.working_day_after(date.fromisoformat(handed_on), 1)
    assert paper(case, "grant").number.startswith("示例上准〔")
    assert licences_of_case(case.case_id)[0].number.startswith("示例上证〔")
    assert not paper(case, "acceptance").number.startswith("示例上")
