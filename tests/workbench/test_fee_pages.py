"""The pages of fees: the officer tells, the applicant pays at the stand-in, both see the bill."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests import factories
from tests.approval.test_fees import KEY, bill_of, charge_of, charged, noticed, take
from tests.factories import City
from yichuang.approval import public as approval
from yichuang.kernel.public import ports, using_ports
from yichuang.ledger.public import Case

Ask = Callable[[str], Client]


def test_notice_by_form_pay_page_of_the_stand_in_and_receipt(signed_in: Ask, city: City) -> None:
    edition = factories.published(charged())  # type: ignore[arg-type]
    case = approval.file_application(
        actor=city.party("citizen"),
        edition_id=edition.id,
        party=city.parties["citizen"],
        command=approval.File(form=dict(factories.LICENCE_FORM), applicant=factories.applicant()),
        key="charged-page-1",
    )
    take(city, case, "window", approval.Accept())
    by = approval.legal_day(ports().clock.now()) + timedelta(days=10)
    sent = {
        "key": "fee-page-key-1",
        "seen_no": str(Case.objects.get(pk=case.case_id).version),
        "fee-notice-quantity-0": "2",
        "fee-notice-pay_by": by.isoformat(),
    }
    address = f"/work/cases/{case.case_id}/"
    wrong = signed_in("window").post(f"{address}fee-notice/", {**sent, "fee-notice-relief": "x"})
    assert wrong.status_code == 422
    reply = signed_in("window").post(f"{address}fee-notice/", sent)

    assert reply.status_code == 302, reply.content.decode()
    page = signed_in("window").get(address).content.decode()
    code = bill_of(case).code
    assert code in page
    assert "等待缴费" in page
    with using_ports(payments=approval.StandInTreasury(KEY)):
        own = signed_in("citizen").get(f"/cases/{case.case_id}/").content.decode()
        assert code in own
        assert "/payment/" in own
        pay = signed_in("citizen").get(f"/cases/{case.case_id}/payment/").content.decode()
        assert "不会发生任何真实付款" in pay
        assert signed_in("citizen").post(f"/cases/{case.case_id}/payment/").status_code == 302
        receipt = signed_in("citizen").get(f"/cases/{case.case_id}/").content.decode()
    (paid,) = charge_of(case).payments
    assert paid.bill_number in receipt
    assert paid.bill_number in signed_in("window").get(address).content.decode()


@pytest.mark.parametrize("change", ["", "signature", "old"])
def test_signed_message_is_heard_and_no_other(city: City, change: str) -> None:
    treasury = approval.StandInTreasury(KEY)
    with using_ports(payments=treasury):
        case = noticed(city)
        now = ports().clock.now()
        body = json.dumps(
            {
                "code": bill_of(case).code,
                "reference": "ref-000001",
                "amount_fen": 2100,
                "paid_at": now.isoformat(),
                "bill_number": "0000000001",
            }
        )
        at = int(now.timestamp()) - (400 if change == "old" else 0)
        signature = treasury.sign(f"{at}\n{body}".encode()).decode()
        headers = {
            "HTTP_X_PAYMENT_TIME": str(at),
            "HTTP_X_PAYMENT_SIGNATURE": "0" * 64 if change == "signature" else signature,
        }
        reply = Client().post("/api/v1/payments", body, content_type="application/json", **headers)

    assert reply.status_code == (403 if change else 200), reply.content.decode()
    assert len(charge_of(case).payments) == (0 if change else 1)
