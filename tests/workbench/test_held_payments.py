"""Money that could not be recorded: nothing told is lost, and nobody marks a fee paid."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from tests.approval.test_fees import KEY, bill_of, charge_of, noticed
from tests.factories import BUREAU, OTHER_ORGAN, City
from yichuang.approval import public as approval
from yichuang.approval.errors import PaymentUnknown
from yichuang.approval.fees.held import held_payments, hold, settle_held
from yichuang.approval.models import HeldPayment, StandInBill, StandInPayment
from yichuang.directory.models import Post
from yichuang.directory.public import Actor, actor_in_post
from yichuang.kernel.public import InvalidInput, PaymentWord, ports, using_ports
from yichuang.ledger.public import Receipt

Ask = Callable[[str], Client]
UNKNOWN = "32020026000000000010"


@pytest.fixture
def treasury() -> Iterator[approval.StandInTreasury]:
    found = approval.StandInTreasury(KEY)
    with using_ports(payments=found):
        yield found


def word(
    code: str, amount: int = 2100, reference: str = "ref-000001", organ: str = ""
) -> PaymentWord:
    now = ports().clock.now()
    return PaymentWord(code, reference, amount, now, "0000000001", "演示付款人", organ)


def told(treasury: approval.StandInTreasury, one: PaymentWord) -> dict[str, object]:
    """Tell it as the non-tax system does, and return the answer."""
    body = json.dumps(
        {
            "code": one.code,
            "reference": one.reference,
            "amount_fen": one.amount_fen,
            "paid_at": one.paid_at.isoformat(),
            "bill_number": one.bill_number,
            "payer": one.payer,
            "organ": one.organ,
        }
    )
    at = int(ports().clock.now().timestamp())
    signature = treasury.sign(f"{at}\n{body}".encode()).decode()
    reply = Client().post(
        "/api/v1/payments",
        body,
        content_type="application/json",
        HTTP_X_PAYMENT_TIME=str(at),
        HTTP_X_PAYMENT_SIGNATURE=signature,
    )
    assert reply.status_code == 200, reply.content.decode()
    answer: dict[str, object] = reply.json()
    return answer


@pytest.fixture
def case(city: City, treasury: approval.StandInTreasury) -> Receipt:
    return noticed(city)


def test_what_cannot_be_recorded_is_held_once_and_shown_to_the_head(
    case: Receipt, treasury: approval.StandInTreasury, signed_in: Ask
) -> None:
    wrong, unknown = word(bill_of(case).code, 2099), word(UNKNOWN, reference="ref-000002")

    for _ in range(2):
        assert told(treasury, wrong)["why"] == "approval.payment_amount_wrong"
        assert told(treasury, unknown)["held"] is True
    assert charge_of(case).payments == ()
    page = signed_in("head").get("/work/payments/").content.decode()
    of_nobody = signed_in("reconcile").get("/work/payments/").content.decode()

    assert HeldPayment.objects.count() == 2
    assert "20.99" in page
    assert "金额与缴费通知书不一致" in page
    assert "ref-000002" not in page
    assert "ref-000001" not in of_nobody
    assert "没有对应的办件" in of_nobody
    assert "演示付款人" not in page + of_nobody
    assert signed_in("window").get("/work/payments/").status_code == 403


def test_head_sends_it_back_once_and_the_port_pays_it_back(
    case: Receipt, treasury: approval.StandInTreasury, signed_in: Ask
) -> None:
    one = word(UNKNOWN, organ=BUREAU)
    bill = StandInBill.objects.create(code=UNKNOWN, amount_fen=2100)
    StandInPayment.objects.create(
        bill=bill, reference=one.reference, number=one.bill_number, paid_at=one.paid_at
    )
    approval.take(one)
    address = f"/work/payments/{HeldPayment.objects.get().pk}/"
    head = signed_in("head")

    assert head.post(address, {"kind": "return_asked", "note": " "}).status_code == 422
    assert head.post(address, {"kind": "paid", "note": "示例"}).status_code == 422
    assert signed_in("window").post(address, {"kind": "explained"}).status_code == 403
    assert StandInPayment.objects.get().refunded_at is None
    sent = {"kind": "return_asked", "note": "示例说明"}
    assert head.post(address, sent).status_code == 302
    assert head.post(address, sent).status_code == 404
    approval.tend_bills()
    approval.tend_bills()

    assert StandInPayment.objects.get().refunded_at is not None
    outcomes = HeldPayment.objects.get().outcomes.order_by("id")
    assert [one.kind for one in outcomes] == ["return_asked", "returned"]
    assert "示例说明" in head.get("/work/payments/").content.decode()


def test_what_can_be_recorded_later_is_and_is_no_longer_held(
    case: Receipt, treasury: approval.StandInTreasury
) -> None:
    one = word(bill_of(case).code)
    hold(one, PaymentUnknown(field="code"))

    assert not approval.take(one).held
    assert len(charge_of(case).payments) == 1
    assert [row.kind for row in HeldPayment.objects.get().outcomes.all()] == ["recorded"]
    assert approval.take(one).repeated


def test_money_without_a_case_is_the_named_organs_and_no_other_heads(
    city: City, case: Receipt, treasury: approval.StandInTreasury, signed_in: Ask
) -> None:
    """Who may approve mending elsewhere sees neither the bureau's money nor nobody's."""
    post = Post.objects.get(pk="other.decide")
    post.acts = [*post.acts, "head.view", "approval.approve_mending"]
    post.save(update_fields=["acts"])
    stranger = actor_in_post("O-decide", "other.decide", second_factor=True)
    told(treasury, word(UNKNOWN, organ=BUREAU))
    told(treasury, word(UNKNOWN, reference="ref-000002", organ=OTHER_ORGAN))
    told(treasury, word(UNKNOWN, reference="ref-000003"))
    told(treasury, word(UNKNOWN, reference="ref-000004", organ="11320200YY9999999X"))

    def seen(actor: Actor) -> list[str]:
        return [one.reference for one in held_payments(actor)]

    assert seen(city.officer("head")) == ["ref-000001"]
    assert seen(stranger) == ["ref-000002"]
    assert seen(city.officer("reconcile")) == ["ref-000003", "ref-000004"]
    assert seen(city.officer("window")) == []
    of_nobody = HeldPayment.objects.get(reference="ref-000003").id
    with pytest.raises(PaymentUnknown):
        settle_held(city.officer("head"), of_nobody, "return_asked", "示例")
    sent = {"kind": "return_asked", "note": "示例说明"}
    assert signed_in("head").post(f"/work/payments/{of_nobody}/", sent).status_code == 404
    reconciler = signed_in("reconcile")
    assert reconciler.post(f"/work/payments/{of_nobody}/", sent).status_code == 302
    assert "示例说明" in reconciler.get("/work/payments/").content.decode()


def test_organ_with_nobody_to_settle_leaves_its_money_to_the_city(
    city: City, case: Receipt, treasury: approval.StandInTreasury
) -> None:
    told(treasury, word(UNKNOWN, organ=OTHER_ORGAN))  # whose officers approve no mending

    assert [one.organ for one in held_payments(city.officer("reconcile"))] == [""]


def test_held_payments_are_only_ever_added(
    case: Receipt, treasury: approval.StandInTreasury
) -> None:
    approval.take(word(UNKNOWN))

    for statement in (
        "UPDATE approval_heldpayment SET amount_fen = 1",
        "DELETE FROM approval_heldpayment",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert HeldPayment.objects.get().amount_fen == 2100


def test_payment_a_case_counts_is_not_sent_back_however_it_is_told_again(
    city: City, case: Receipt, treasury: approval.StandInTreasury
) -> None:
    bill = bill_of(case)
    first = word(bill.code)
    assert told(treasury, first)["held"] is False
    again = PaymentWord(
        first.code, first.reference, first.amount_fen, first.paid_at, "0000000002", first.payer
    )
    assert told(treasury, again)["held"] is True
    held = HeldPayment.objects.get()

    with pytest.raises(InvalidInput) as refusal:
        settle_held(city.officer("head"), held.id, "return_asked", "示例")

    assert refusal.value.facts["rule"] == "recorded"
    assert charge_of(case).payments[0].refund == ""


def test_what_was_sent_back_is_not_recorded_afterwards(
    city: City, case: Receipt, treasury: approval.StandInTreasury
) -> None:
    one = word(bill_of(case).code)
    hold(one, PaymentUnknown(field="code"))
    settle_held(city.officer("head"), HeldPayment.objects.get().id, "return_asked", "示例")

    assert told(treasury, one)["held"] is True
    assert charge_of(case).payments == ()
