"""A result's way to the applicant, by hand-worked days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yichuang.approval import commands as c
from yichuang.approval import delivery_commands as d
from yichuang.approval.errors import CourierNotOffered
from yichuang.approval.events import Delivered
from yichuang.kernel.public import InvalidInput

from .moves_delivery import HOME
from .sample import CALENDAR, LICENCE, PARTY, PROCEDURE, SHORT, A, Sample, accepted, at, granted

SEND = d.Dispatch(carrier="示例速递", waybill="sf 1234-567890")


def made_out() -> Sample:
    case = granted("2025-09-22")
    case.do(c.Issue(), at("2025-09-23"))
    return case


def sent() -> Sample:
    case = made_out()
    case.do(d.ChooseDelivery(way="courier", address=HOME), at("2025-09-23", 10), PARTY)
    case.do(SEND, at("2025-09-24"))
    return case


def step_and_day(case: Sample) -> tuple[str, date | None]:
    (todo,) = PROCEDURE.todos(case.state, CALENDAR)
    return todo.step, todo.due_on


def test_what_nobody_fetches_or_signs_for_is_seen_on_its_day():
    lying = made_out()
    lying.do(d.LayReady(), at("2025-09-24"))

    assert step_and_day(made_out()) == ("deliver", None)
    assert step_and_day(lying) == ("collect", date(2025, 10, 24))  # thirty days
    assert step_and_day(sent()) == ("record_receipt", date(2025, 10, 9))  # fifteen days


def test_a_parcel_counts_from_its_receipt_not_its_dispatch():
    case = sent()
    receipt = d.RecordReceipt(received_on=date(2025, 9, 26), signed_by="演示甲", proof="回执1")
    delivered, _closed = case.do(receipt, at("2025-09-30"))

    assert isinstance(delivered, Delivered)
    assert delivered.effective_at == at("2025-09-26", 23, 59).replace(second=59)
    assert (delivered.carrier, delivered.waybill) == ("示例速递", "SF1234567890")
    assert case.state.delivered_at == delivered.effective_at


def test_a_receipt_of_today_is_not_ahead_of_now():
    case = sent()
    receipt = d.RecordReceipt(received_on=date(2025, 9, 24), signed_by="演示甲", proof="回执1")
    delivered, _closed = case.do(receipt, at("2025-09-24", 15))

    assert delivered.effective_at == at("2025-09-24", 15)


def test_a_choice_builds_on_no_opinion():
    case = accepted("2025-09-22", LICENCE)
    case.do(c.GiveOpinion(step="examine", agrees=True), at("2025-09-22", 11), A)
    case.do(d.ChooseDelivery(way="collection"), at("2025-09-22", 12), PARTY)

    case.do(c.RecallOpinion(), at("2025-09-22", 13), A)

    assert case.state.opinions == ()


def test_a_guide_without_courier_sends_nothing():
    case = Sample(replace(SHORT, courier=False))
    case.state, case.events = made_out().state, []

    with pytest.raises(CourierNotOffered):
        case.do(d.ChooseDelivery(way="courier", address=HOME), at("2025-09-24"), PARTY)


@pytest.mark.parametrize(
    ("address", "field", "rule"),
    [
        (d.Address("", HOME.phone, HOME.address), "address.name", "required"),
        (d.Address("演" * 61, HOME.phone, HOME.address), "address.name", "length"),
        (d.Address("演示甲", "05100", HOME.address), "address.phone", "form"),
        (d.Address("演示甲", HOME.phone, "门口"), "address.address", "length"),
        (d.Address("演示甲", HOME.phone, "路" * 121), "address.address", "length"),
    ],
)
def test_an_address_that_no_courier_finds_is_told_by_field(address, field, rule):
    with pytest.raises(InvalidInput) as refused:
        made_out().do(d.ChooseDelivery(way="courier", address=address), at("2025-09-24"), PARTY)

    assert (refused.value.field, refused.value.facts["rule"]) == (field, rule)


@pytest.mark.parametrize("waybill", ["", "SF12345", "S" * 33, "SF1234567；", "运单一二三四五六七"])
def test_a_waybill_has_eight_to_thirty_two_letters_and_digits(waybill):
    case = made_out()
    case.do(d.ChooseDelivery(way="courier", address=HOME), at("2025-09-23", 10), PARTY)

    with pytest.raises(InvalidInput) as refused:
        case.do(replace(SEND, waybill=waybill), at("2025-09-24"))

    assert (refused.value.field, refused.value.facts["rule"]) == ("waybill", "form")
