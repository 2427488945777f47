"""Guessing at the code of a receipt ends soon; nobody who asks is kept as he is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory

from tests.factories import City, file_case
from tests.ledger.clocks import SetClock
from yichuang.approval.asking import FOR_ONE_NUMBER, FROM_ONE_ADDRESS
from yichuang.approval.models import WrongCodes
from yichuang.directory.public import client_address
from yichuang.kernel.public import ports, using_ports
from yichuang.ledger.public import Case, sealed_items


@pytest.fixture
def receipt(city: City) -> tuple[str, str]:
    """Return number and code of a filed case."""
    filed = file_case(city)
    number = Case.objects.get(pk=filed.case_id).number
    (code,) = sealed_items(filed.case_id, {"query_code"}).values()
    return str(number), str(code)


def ask(number: str, code: str, address: str = "192.0.2.1", **more: str) -> object:
    return Client(REMOTE_ADDR=address, **more).post("/progress/", {"number": number, "code": code})


def ask_api(number: str, code: str, address: str = "192.0.2.1") -> object:
    query = {"number": number, "code": code}
    return Client(REMOTE_ADDR=address).get("/api/v1/progress", query)


def test_number_is_closed_after_ten_wrong_codes_from_anywhere_and_opens_again(receipt) -> None:
    number, code = receipt
    for guess in range(FOR_ONE_NUMBER):
        assert ask(number, "WRONG234", f"192.0.2.{guess}").status_code == 422

    page = ask(number, code, "192.0.2.99")
    reply = ask_api(number, code, "192.0.2.98")

    assert (page.status_code, reply.status_code) == (429, 429)
    assert 880 <= int(page["Retry-After"]) <= 901
    assert "短时间内输错的次数太多" in page.content.decode()
    assert reply.json()["code"] == "approval.too_many_wrong_codes"
    assert 0 < int(reply["Retry-After"]) <= 901
    assert reply["Content-Type"] == "application/problem+json"
    with using_ports(clock=SetClock(ports().clock.now() + timedelta(minutes=16))):
        assert ask(number, code).status_code == 200


def test_address_is_closed_after_thirty_wrong_codes_for_whatever_numbers(receipt) -> None:
    number, code = receipt
    for guess in range(FROM_ONE_ADDRESS):
        reply = ask_api(f"3202{guess:020d}", "WRONG234", "198.51.100.7")
        assert reply.status_code == 404

    assert ask(number, code, "198.51.100.7").status_code == 429
    assert ask(number, code, "198.51.100.8").status_code == 200  # somebody else's neighbour


def test_right_codes_are_never_counted(receipt) -> None:
    number, code = receipt
    for _ in range(FOR_ONE_NUMBER + 2):
        assert ask_api(number, code).status_code == 200

    assert not WrongCodes.objects.exists()


def test_neither_address_nor_number_is_kept_and_old_counts_are_forgotten(receipt) -> None:
    number, _code = receipt
    ask(number, "WRONG234", "203.0.113.9")
    kept = str(list(WrongCodes.objects.values_list("key", flat=True)))
    assert WrongCodes.objects.count() == 2
    assert number not in kept
    assert "203.0.113.9" not in kept

    with using_ports(clock=SetClock(ports().clock.now() + timedelta(hours=1))):
        ask("3202000000000000000001", "WRONG234", "203.0.113.10")
    assert WrongCodes.objects.count() == 2


@pytest.mark.parametrize("number", ["\ud800", "九" * 60, "' OR 1=1 --", "1" * 5000])
def test_numbers_that_are_none_are_answered_and_counted_or_refused(city: City, number: str) -> None:
    assert ask(number.encode("utf-8", "replace").decode(), "WRONG234").status_code in {404, 422}


@pytest.mark.parametrize(
    ("proxy", "meta", "expected"),
    [
        (False, {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "198.51.100.1"}, "192.0.2.1"),
        (
            True,
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.1, 198.51.100.1"},
            "198.51.100.1",
        ),
        (True, {"REMOTE_ADDR": "127.0.0.1"}, "127.0.0.1"),
        (False, {"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::/64"),
        (False, {"REMOTE_ADDR": "::ffff:192.0.2.1"}, "192.0.2.1"),
        (False, {"REMOTE_ADDR": ""}, ""),
        (False, {"REMOTE_ADDR": "x" * 500}, "x" * 60),
    ],
)
def test_address_is_what_the_nearest_one_who_can_be_trusted_says(
    settings, proxy: bool, meta: dict[str, str], expected: str
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if proxy else None
    request = RequestFactory().get("/")
    request.META.update(meta)

    assert client_address(request) == expected
