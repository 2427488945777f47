"""The inbox: what is most urgent first, cheap to ask, and blind to what the post may not do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.factories import City, file_case, walk
from yichuang.catalogue.public import TimeLimit
from yichuang.law.public import Period, Unit
from yichuang.ledger.public import calendar_in_force, forget_calendar

Ask = Callable[[str], Client]


def test_inbox_shows_number_masked_name_step_and_deadline(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)

    page = signed_in("window").get("/work/").content.decode()

    assert receipt.number in page
    assert "测*" in page or "测**" in page
    assert "测试甲" not in page
    assert "示例经营许可" in page
    assert "剩余 5 个工作日" in page


@pytest.mark.parametrize("page", ["/work/", "/work/search/", "/work/cases/{case}/"])
def test_promise_in_days_is_counted_in_days_wherever_it_stands(
    city: City, signed_in: Ask, page: str
) -> None:
    limit = TimeLimit(
        Period(12, Unit.CALENDAR_DAY, "示例规定"), factories.cited(factories.BUSINESS_RULES, 36)
    )
    own = replace(factories.promised(), on_promise=None, promised=limit)
    receipt = file_case(replace(city, licence=factories.published(own)))
    walk(city, receipt, until="accept")

    shown = signed_in("examine").get(page.format(case=receipt.case_id)).content.decode()

    assert "剩余 12 日" in shown


def test_inbox_hides_steps_of_other_posts_and_organs(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)

    for login in ("examine", "decide", "o-examine"):
        page = signed_in(login).get("/work/").content.decode()
        assert (receipt.number in page) is (login == "decide"), login


def test_inbox_needs_a_sign_in_and_a_post(city: City, signed_in: Ask) -> None:
    assert Client().get("/work/").status_code == 302
    assert signed_in("citizen").get("/work/").status_code == 403
    assert signed_in("catalogue").get("/work/")["Location"] == "/work/matters/"


def test_inbox_asks_the_database_as_often_for_fifty_rows_as_for_one(
    city: City, signed_in: Ask, django_assert_num_queries: Any
) -> None:
    client = signed_in("window")
    file_case(city, key="factory-filing-0")
    client.get("/work/")

    _read_calendar()
    with django_assert_num_queries(QUERIES):
        client.get("/work/")
    for no in range(1, 12):
        file_case(city, key=f"factory-filing-{no}")
    _read_calendar()
    with django_assert_num_queries(QUERIES):
        client.get("/work/")


def _read_calendar() -> None:
    """Read the calendar, which is kept for half a minute, before anybody counts."""
    forget_calendar()
    calendar_in_force()


# Session, account with standing, the counts, the rows, the badge of the originals, desks to sign.
QUERIES = 6


def test_inbox_filters_by_step_and_question(city: City, signed_in: Ask) -> None:
    licence = file_case(city, key="factory-filing-1")
    payment = file_case(city, "payment", key="factory-filing-2")
    walk(city, licence, until="review")
    client = signed_in("decide")

    by_step = client.get("/work/", {"step": "approval.decide"}).content.decode()
    by_word = client.get("/work/", {"q": "补助"}).content.decode()

    assert licence.number in by_step
    assert payment.number not in by_step
    assert payment.number in by_word
    assert licence.number not in by_word


def test_inbox_pages_by_cursor_and_refuses_a_wrong_one(city: City, signed_in: Ask) -> None:
    numbers = {file_case(city, "service", key=f"factory-filing-{n}").number for n in range(30)}
    client = signed_in("window")

    first = client.get("/work/")
    after = first.context["page"].next
    second = client.get("/work/", {"after": after})

    shown = [line.number for page in (first, second) for line in page.context["page"].lines]
    assert len(first.context["page"].lines) == 25
    assert set(shown) == numbers
    assert len(shown) == 30
    assert client.get("/work/", {"after": "nonsense"}).status_code == 422
