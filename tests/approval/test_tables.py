"""Another organ is asked on one step: it sees the case and speaks, and nothing else."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from tests import factories
from tests.handed import above, act
from tests.ledger.clocks import SetClock

from yichuang.approval import public as approval
from yichuang.catalogue.public import Step
from yichuang.directory.public import NotAllowed
from yichuang.flow.public import SpokenBefore
from yichuang.kernel.public import using_ports
from yichuang.law.public import Period, Unit
from yichuang.ledger.public import (
    Case,
    CaseNotFound,
    Receipt,
    case_file,
    case_visible_to,
    timeline,
    verify,
    wake_due,
)

pytestmark = pytest.mark.django_db
THREE = Period(3, Unit.WORKING_DAY, "示例")


@pytest.fixture
def city() -> factories.City:
    return factories.make_city()


def asking_case(city: factories.City) -> Receipt:
    """Return an accepted case in which the bureau and 示例市另一机关 are asked in parallel."""
    content = dataclasses.replace(
        factories.with_gaps(),
        name="示例并行许可",
        task_code="test-table",
        catalog_code="000999901036",
        steps=(
            Step("examine", "审查", "approval.examine"),
            Step("site", "现场核查", "approval.examine", after=("examine",)),
            Step(
                "ask",
                "征求意见",
                "approval.examine",
                after=("examine",),
                organs=(factories.OTHER_ORGAN, factories.BUREAU),
                silence=True,
                period=THREE,
            ),
        ),
    )
    edition = factories.published(content)
    papers = tuple(approval.MaterialGiven(code, "paper", copies=1) for code in ("plan", "photo"))
    case = approval.receive_application(
        actor=city.officer("window"),
        edition_id=edition.id,
        party=city.parties["citizen"],
        command=approval.Receive(
            form=dict(factories.LICENCE_FORM), applicant=factories.applicant(), materials=papers
        ),
        key="table-filing-1",
    )
    act(case, city.officer("window"), approval.Accept())
    return case


def speak(step: str, agrees: bool = True) -> approval.GiveOpinion:
    return approval.GiveOpinion(step=step, agrees=agrees, opinion="示例意见")


def test_an_asked_organ_sees_the_case_and_speaks_while_it_is_asked(city: factories.City) -> None:
    case = asking_case(city)
    asked = above("examine")
    with pytest.raises(CaseNotFound):
        case_visible_to(asked, case.case_id)

    act(case, city.officer("examine"), speak("examine"))
    (todo,) = approval.inbox(asked).filter(case_id=case.case_id)
    assert todo.step == "ask.1"
    assert case_file(asked, case_visible_to(asked, case.case_id))
    page = approval.case_page(asked, case.case_id)
    assert [action.name for action in page.actions if action.allowed] == ["give_opinion"]

    act(case, asked, speak("ask", agrees=False))
    said = timeline(Case.objects.get(pk=case.case_id))[-1].event
    assert (said.organ, said.agrees) == (factories.OTHER_ORGAN, False)  # type: ignore[attr-defined]
    with pytest.raises(CaseNotFound):
        case_visible_to(asked, case.case_id)
    assert verify().findings == []


def test_an_asked_organ_takes_no_other_step(city: factories.City) -> None:
    case = asking_case(city)
    act(case, city.officer("examine"), speak("examine"))
    before = Case.objects.get(pk=case.case_id).version

    for post, command in (
        ("examine", speak("site")),
        ("examine", approval.SendBack(step="ask", to="examine", reasons="示例")),
        ("decide", approval.Decide(granted=True)),
    ):
        with pytest.raises(NotAllowed):
            act(case, above(post), command)
    assert Case.objects.get(pk=case.case_id).version == before


def test_one_officer_does_not_speak_for_his_organ_twice(city: factories.City) -> None:
    case = asking_case(city)
    act(case, city.officer("examine"), speak("examine"))
    approval.act(case.case_id, speak("ask"), actor=city.officer("examine"), key="table-ask-1")

    with pytest.raises(SpokenBefore):
        approval.act(case.case_id, speak("ask"), actor=city.officer("examine"), key="table-ask-2")


def test_silence_of_an_asked_organ_is_recorded_by_the_clock(city: factories.City) -> None:
    case = asking_case(city)
    act(case, city.officer("examine"), speak("examine"))
    wakes = Case.objects.get(pk=case.case_id).wake_at
    assert wakes is not None

    clock = SetClock(wakes + timedelta(minutes=5))
    with using_ports(clock=clock):
        wake_due()
    row = Case.objects.get(pk=case.case_id)
    last = timeline(row)[-1]
    assert (last.kind, last.effective_at) == ("step_timed_out", wakes)
    assert [todo.step for todo in approval.inbox(city.officer("examine"))] == ["site"]
