"""Fees through the house: notice, the port's word, refunds; nobody else makes a bill paid."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests import factories

from yichuang.approval import public as approval
from yichuang.approval.errors import PaymentAmountWrong, PaymentUnknown, PaymentUnsigned
from yichuang.approval.fee_commands import RecordPayment, RecordRefund
from yichuang.approval.fees.stand_in import StandInTreasury
from yichuang.approval.models import StandInPayment
from yichuang.catalogue.public import Fee
from yichuang.directory.public import NotAllowed
from yichuang.documents.public import paper_content, papers_of_case
from yichuang.kernel.public import NoPayments, PaymentWord, load, ports, using_ports
from yichuang.law.public import is_payment_code
from yichuang.ledger.public import Case, KeyUsedDifferently, Receipt, execute, verify

pytestmark = pytest.mark.django_db
KEY = b"a key of the test, 32 bytes long"


@pytest.fixture
def treasury() -> Iterator[StandInTreasury]:
    found = StandInTreasury(KEY)
    with using_ports(payments=found):
        yield found


def charged() -> approval.MaterialGiven | object:
    basis = factories.cited(factories.BUSINESS_RULES, 36)
    return dataclasses.replace(
        factories.contents()["licence"],
        name="示例收费许可",
        short_name="",
        everyday_names=(),
        catalog_code="000999901009",
        task_code="test-charged",
        materials=(),
        steps=(),
        fees=(Fee("示例工本费", 1050, "每本10.5元", basis),),
    )


@pytest.fixture
def city(small_city: factories.City) -> factories.City:
    return small_city


def noticed(city: factories.City, **more: object) -> Receipt:
    edition = factories.published(charged())  # type: ignore[arg-type]
    case = approval.file_application(
        actor=city.party("citizen"),
        edition_id=edition.id,
        party=city.parties["citizen"],
        command=approval.File(form=dict(factories.LICENCE_FORM), applicant=factories.applicant()),
        key="charged-filing-1",
    )
    take(city, case, "window", approval.Accept())
    by = approval.legal_day(ports().clock.now()) + timedelta(days=10)
    items = (approval.FeeAsked("示例工本费", 2),)
    take(city, case, "window", approval.IssueFeeNotice(items=items, pay_by=by, **more))
    return case


def take(city: factories.City, case: Receipt, post: str, command: object) -> Receipt:
    actor = city.party(post) if post == "citizen" else city.officer(post)
    key = f"fee-{command.kind}-{case.case_id.hex[:12]}"  # type: ignore[attr-defined]
    return approval.act(case.case_id, command, actor=actor, key=key)  # type: ignore[arg-type]


def bill_of(case: Receipt) -> approval.Bill:
    return approval.Bill.objects.get(case_id=case.case_id)


def charge_of(case: Receipt) -> approval.Charge:
    state = load(approval.ApplicationState, Case.objects.get(pk=case.case_id).state)
    assert state.charge is not None
    return state.charge


def names(case: Receipt) -> list[str]:
    return [paper.name for paper in papers_of_case(case.case_id).order_by("created_at")]


def test_notice_is_a_paper_with_code_and_amount_and_a_bill_at_the_port(city, treasury):
    case = noticed(city)
    bill = bill_of(case)
    paper = next(p for p in papers_of_case(case.case_id) if p.name == "缴费通知书")
    content = paper_content(paper.id)

    assert is_payment_code(bill.code)
    assert (bill.due_fen, bill.waiting, bill.registered_at) == (2100, True, None)
    assert (content.due, content.code, content.items[0].rate) == ("21.00元", bill.code, "10.50元")
    approval.tend_bills()
    assert bill_of(case).registered_at is not None
    assert verify().findings == []


def test_only_the_ports_word_makes_it_paid_and_then_the_result_is_made_out(city, treasury):
    case = noticed(city)
    approval.tend_bills()
    word = treasury.pay(bill_of(case).code)
    assert charge_of(case).payments == ()  # the other side knows, we were not told yet
    approval.Bill.objects.update(next_at=ports().clock.now())
    assert approval.tend_bills() == 1

    (paid,) = charge_of(case).payments
    assert (paid.bill_number, paid.paid_at) == (word.bill_number, word.paid_at)
    take(city, case, "decide", approval.Decide(granted=True))
    take(city, case, "decide", approval.Issue())
    assert Case.objects.get(pk=case.case_id).status == "issued"
    assert verify().findings == []


def test_no_officer_and_no_party_can_make_a_bill_paid_or_refunded(city, treasury):
    case = noticed(city)
    now = ports().clock.now()
    pay = RecordPayment(
        code=bill_of(case).code,
        reference="made-up-1",
        amount_fen=2100,
        paid_at=now,
        bill_number="1",
    )
    for actor in (*map(city.officer, ("window", "decide", "head")), city.party("citizen")):
        for command in (pay, RecordRefund(reference="made-up-1", refunded_at=now)):
            with pytest.raises(NotAllowed):
                execute(case.case_id, command, actor=actor, key="made-up-key-1")

    assert charge_of(case).payments == ()
    assert not {"record_payment", "record_refund"} & {
        action.name for action in approval.case_page(city.officer("decide"), case.case_id).actions
    }


def test_wrong_amount_unknown_code_and_changed_content_are_refused(city, treasury):
    case = noticed(city)
    word = PaymentWord(bill_of(case).code, "ref-000001", 2100, ports().clock.now(), "0000000001")
    with pytest.raises(PaymentAmountWrong):
        approval.hear(dataclasses.replace(word, amount_fen=2099))
    with pytest.raises(PaymentUnknown):
        approval.hear(dataclasses.replace(word, code="32020026000000000010"))
    assert not approval.hear(word).repeated
    assert approval.hear(word).repeated
    with pytest.raises(KeyUsedDifferently):
        approval.hear(dataclasses.replace(word, bill_number="0000000002"))

    assert len(charge_of(case).payments) == 1


def test_withdrawal_refunds_in_full_with_paper_and_tries_until_it_is_done(city, treasury):
    case = noticed(city)
    approval.tend_bill(bill_of(case))
    treasury.pay(bill_of(case).code)
    approval.tend_bill(bill_of(case))
    take(city, case, "citizen", approval.Withdraw())
    assert names(case)[-1] == "退付通知书"
    with using_ports(payments=NoPayments()):
        approval.tend_bill(bill_of(case))
    assert (bill_of(case).tries, charge_of(case).payments[0].refund) == (1, "ordered")
    approval.tend_bill(bill_of(case))
    approval.tend_bill(bill_of(case))

    assert charge_of(case).payments[0].refund == "done"
    assert (bill_of(case).refunding, bill_of(case).tries) == (0, 0)
    assert StandInPayment.objects.exclude(refunded_at=None).count() == 1
    assert verify().findings == []


def test_two_payments_are_both_recorded_and_one_is_refunded(city, treasury):
    case = noticed(city)
    approval.tend_bill(bill_of(case))
    for _ in range(2):
        treasury.pay(bill_of(case).code)
    approval.tend_bill(bill_of(case))
    approval.tend_bill(bill_of(case))

    assert [one.refund for one in charge_of(case).payments] == ["", "done"]
    assert names(case).count("退付通知书") == 1


def test_relief_by_the_head_leaves_no_bill(city, treasury):
    head = city.officer("head").id
    case = noticed(city, relief_fen=2100, relief_ground="示例理由", approved_by=head)

    assert not approval.Bill.objects.filter(case_id=case.case_id).exists()
    assert charge_of(case).due_fen == 0
    assert names(case)[-1] == "缴费通知书"


def test_signature_covers_moment_and_body_and_grows_old(treasury):
    body, now = b'{"code":"1"}', int(ports().clock.now().timestamp())

    def signed(at: int) -> str:
        return treasury.sign(f"{at}\n".encode() + body).decode()

    approval.check_signature(body, str(now), signed(now))
    for given in (
        (body + b" ", str(now), signed(now)),
        (body, str(now + 1), signed(now)),
        (body, str(now - 400), signed(now - 400)),
        (body, "now", signed(now)),
        (body, str(now), ""),
        (body, str(now), "签名"),
    ):
        with pytest.raises(PaymentUnsigned):
            approval.check_signature(*given)
