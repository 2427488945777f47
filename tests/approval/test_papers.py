"""Papers on the way: special procedure, extension, withdrawal, proof of service; dates by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from tests import factories
from tests.ledger.clocks import SetClock

from yichuang.approval import public as approval
from yichuang.documents.public import (
    ExtensionNotice,
    Paper,
    ServiceReturn,
    SpecialProcedureNotice,
    WithdrawalNotice,
    paper_content,
    paper_status,
    papers_of_case,
)
from yichuang.kernel.public import using_ports
from yichuang.ledger.public import Receipt, events_of, verify

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 2, tzinfo=UTC)  # ten o'clock in Wuxi
THURSDAY = datetime(2026, 3, 5, 2, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[SetClock]:
    clock = SetClock(MONDAY)
    with using_ports(clock=clock):
        yield clock


@pytest.fixture
def city(small_city: factories.City, clock: SetClock) -> factories.City:
    return small_city


@pytest.fixture
def accepted(city: factories.City) -> Receipt:
    receipt = factories.file_case(city)
    factories.walk(city, receipt, until="accept")
    return receipt


def act(receipt: Receipt, command: Any, actor: Any, key: str = "paper-key-1") -> None:
    approval.act(receipt.case_id, command, actor=actor, key=key)


def only(case: UUID, kind: str) -> Paper:
    (found,) = papers_of_case(case).filter(kind=kind)
    return found


def entry(case: UUID, kind: str) -> Any:
    return next(e.event for e in events_of(case, "approval") if e.kind == kind)


def recorded_with_its_paper(case: UUID, kind: str, paper: Paper) -> bool:
    event = entry(case, kind)
    return bool((event.number, event.paper_digest) == (paper.number, paper.content_digest))


def test_special_procedure_is_told_with_what_the_periods_still_hold(
    city: factories.City, clock: SetClock, accepted: Receipt
) -> None:
    clock.at = THURSDAY
    suspend = approval.Suspend(
        procedure="expert_review", reason="工艺特殊。", expected_until=date(2026, 3, 20)
    )
    act(accepted, suspend, city.officer("examine"))

    paper = only(accepted.case_id, "special_procedure")
    said = paper_content(paper.id)
    assert isinstance(said, SpecialProcedureNotice)
    assert (said.procedure, said.reason) == ("专家评审", "工艺特殊")
    assert (said.started_on, said.expected_until) == (date(2026, 3, 5), date(2026, 3, 20))
    # 3 and 4 March have counted; the fifth no longer does.
    assert (said.statutory_left, said.promised_left) == ("18个工作日", "8个工作日")
    assert said.basis == ("《行政许可法》第四十五条",)
    assert paper.seal == "procedure_seal"
    assert paper.number == "示审特〔2026〕1号"
    assert recorded_with_its_paper(accepted.case_id, "suspended", paper)


def test_extension_is_told_with_the_old_day_and_the_new(
    city: factories.City, clock: SetClock, accepted: Receipt
) -> None:
    clock.at = THURSDAY
    act(accepted, approval.Extend(days=10, reason="权属需要核实"), city.officer("head"))

    paper = only(accepted.case_id, "extension")
    said = paper_content(paper.id)
    assert isinstance(said, ExtensionNotice)
    assert said.old_due_on == date(2026, 3, 30)  # the twentieth working day
    assert said.new_due_on == date(2026, 4, 14)  # 6 April is a holiday
    assert said.promised_due_on == date(2026, 3, 16)
    assert (said.added, said.reason) == ("10个工作日", "权属需要核实")
    assert said.approver == "分管领导 演示head"
    assert recorded_with_its_paper(accepted.case_id, "extended", paper)


def test_withdrawal_is_confirmed_in_writing(
    city: factories.City, clock: SetClock, accepted: Receipt
) -> None:
    clock.at = THURSDAY
    act(accepted, approval.Withdraw(reason="计划改变。"), city.party("citizen"))

    paper = only(accepted.case_id, "withdrawal")
    said = paper_content(paper.id)
    assert isinstance(said, WithdrawalNotice)
    assert (said.applied_on, said.accepted_on) == (date(2026, 3, 2), date(2026, 3, 2))
    assert (said.withdrawn_on, said.reason) == (date(2026, 3, 5), "计划改变")
    assert said.papers_kept is False
    assert recorded_with_its_paper(accepted.case_id, "withdrawn", paper)
    assert verify().findings == []


def test_withdrawal_before_acceptance_names_no_acceptance(city: factories.City) -> None:
    receipt = factories.file_case(city)
    act(receipt, approval.Withdraw(), city.party("citizen"))

    said = paper_content(only(receipt.case_id, "withdrawal").id)
    assert isinstance(said, WithdrawalNotice)
    assert (said.accepted_on, said.reason) == (None, "")


@pytest.mark.parametrize(
    ("method", "words", "place"),
    [
        ("counter", "直接送达", "示例路1号政务服务中心"),
        ("online", "电子送达", "受送达人的网上办事空间"),
    ],
)
def test_proof_of_service_names_what_was_served_how_and_when(
    city: factories.City, method: str, words: str, place: str
) -> None:
    receipt = factories.file_case(city)
    factories.walk(city, receipt, until="issue")
    deliver = approval.Deliver(method=method, recipient="测试乙")
    act(receipt, deliver, city.officer("window"))

    paper = only(receipt.case_id, "service_return")
    said = paper_content(paper.id)
    assert isinstance(said, ServiceReturn)
    served = {p.kind: p.number for p in papers_of_case(receipt.case_id)}
    assert [(d.name, d.number) for d in said.documents] == [
        ("准予行政许可决定书", served["grant"]),
        ("示例经营许可证", served["certificate"]),
    ]
    assert (said.recipient, said.receiver) == ("测试甲", "测试乙")
    assert (said.method, said.place) == (words, place)
    assert said.served_at is not None
    assert recorded_with_its_paper(receipt.case_id, "delivered", paper)
    assert verify().findings == []


def test_what_is_finished_at_the_counter_is_signed_for_on_the_decision(
    city: factories.City,
) -> None:
    receipt = factories.file_case(city, "service")
    act(receipt, approval.CompleteAtOnce(), city.officer("instant"))

    kinds = {paper.kind for paper in papers_of_case(receipt.case_id)}
    assert kinds == {"receipt", "grant"}


def test_every_paper_can_be_verified_by_anyone(city: factories.City, accepted: Receipt) -> None:
    act(accepted, approval.Withdraw(), city.party("citizen"))

    for paper in papers_of_case(accepted.case_id):
        status = paper_status(paper.verification_code)
        assert status is not None
        assert (status.name, status.number, status.valid) == (paper.name, paper.number, True)


def test_numbers_follow_without_a_gap(city: factories.City) -> None:
    for turn in (1, 2):
        receipt = factories.file_case(city, "payment", key=f"factory-filing-{turn}")
        act(receipt, approval.Accept(), city.officer("window"), key=f"accept-key-{turn}")
        paper = only(receipt.case_id, "acceptance")
        assert paper.number == f"示补受〔2026〕{turn}号"
        assert paper.seal == "service_seal"
