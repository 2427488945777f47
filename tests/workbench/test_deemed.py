"""Silence on the pages: the handler is warned, the head is told, and confirms what waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from tests.factories import City, file_case
from tests.ledger.clocks import SetClock
from yichuang.kernel.public import using_ports
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import confirm_clock, wake_due

Ask = Callable[[str], Client]
# Filed on Monday 14 September 2026: the fifth working day is Sunday the 20th, a make-up day.
FILED = datetime(2026, 9, 14, 9, tzinfo=CHINA_TIME)


def on(day: int, hour: int = 8) -> datetime:
    return datetime(2026, 9, day, hour, tzinfo=CHINA_TIME)


@pytest.fixture
def clock() -> Iterator[SetClock]:
    found = SetClock(FILED)
    with using_ports(clock=found):
        yield found


@pytest.fixture
def city(small_city: City, settings: Any, clock: SetClock) -> City:
    settings.YICHUANG_DEMO = True
    confirm_clock()
    return small_city


def go_to(clock: SetClock, moment: datetime) -> None:
    clock.pass_time(moment - clock.at)


@pytest.mark.parametrize(
    ("day", "warning"),
    [
        (16, ""),
        (17, "逾期将视为受理"),  # two working days before: 17, 18, and Sunday the 20th
        (18, "逾期将视为受理"),
        (20, "今天不答复即视为受理"),
        (21, "期限已届满"),
    ],
)
def test_the_handler_is_warned_from_two_working_days_before(
    city: City, clock: SetClock, signed_in: Ask, day: int, warning: str
) -> None:
    file_case(city)
    go_to(clock, on(day))

    page = signed_in("window").get("/work/").content.decode()

    words = ("逾期将视为受理", "今天不答复即视为受理", "期限已届满")
    assert [one for one in words if one in page] == ([warning] if warning else [])


def test_a_matter_without_silence_in_law_is_not_warned_of(
    city: City, clock: SetClock, signed_in: Ask
) -> None:
    file_case(city, "payment")
    go_to(clock, on(20))

    page = signed_in("window").get("/work/").content.decode()

    assert "视为受理" not in page


def test_the_head_is_told_on_the_last_morning_and_not_before(
    city: City, clock: SetClock, signed_in: Ask
) -> None:
    receipt = file_case(city)
    go_to(clock, on(18))
    assert "需要今天过目" not in signed_in("head").get("/work/").content.decode()

    go_to(clock, on(20))

    assert "默示受理：1 件需要今天过目" in signed_in("head").get("/work/").content.decode()
    page = signed_in("head").get("/work/deemed/").content.decode()
    section = page[page.index('id="list-last_day"') : page.index('id="list-lately"')]
    assert receipt.number in section
    assert f"/work/cases/{receipt.case_id}/" in section


def test_handlers_are_not_shown_the_heads_notice(
    city: City, clock: SetClock, signed_in: Ask
) -> None:
    file_case(city)
    go_to(clock, on(20))

    assert "需要今天过目" not in signed_in("window").get("/work/").content.decode()


def test_after_an_outage_the_head_confirms_on_the_case_page(
    city: City, clock: SetClock, signed_in: Ask
) -> None:
    receipt = file_case(city)
    go_to(clock, on(23))
    wake_due()
    head, case = signed_in("head"), f"/work/cases/{receipt.case_id}/"
    page = head.get("/work/deemed/").content.decode()
    assert receipt.number in page[page.index('id="list-waiting"') : page.index('id="list-over"')]
    assert "确认默示受理" in head.get("/work/").content.decode()
    assert "受理通知书待负责人确认后发出" in head.get(case).content.decode()
    citizen = signed_in("citizen")
    assert "受理通知书" not in citizen.get(f"/cases/{receipt.case_id}/").content.decode()

    reply = head.post(f"{case}deemed-confirmation/", {"key": "confirm-key-1"})

    assert reply.status_code == 302
    assert "受理通知书" in citizen.get(f"/cases/{receipt.case_id}/").content.decode()
    page = head.get("/work/deemed/").content.decode()
    waiting = page[page.index('id="list-waiting"') : page.index('id="list-over"')]
    assert receipt.number not in waiting


def test_an_ordinary_effect_is_listed_the_next_working_morning(
    city: City, clock: SetClock, signed_in: Ask
) -> None:
    receipt = file_case(city)
    go_to(clock, datetime(2026, 9, 21, 0, 1, tzinfo=CHINA_TIME))
    wake_due()
    go_to(clock, on(21))

    page = signed_in("head").get("/work/deemed/").content.decode()

    assert receipt.number in page[page.index('id="list-lately"') :]
    go_to(clock, on(22))
    later = signed_in("head").get("/work/deemed/").content.decode()
    assert receipt.number not in later


def test_the_page_is_for_heads(city: City, signed_in: Ask) -> None:
    assert signed_in("head").get("/work/deemed/").status_code == 200
    assert signed_in("window").get("/work/deemed/").status_code == 403
    assert signed_in("citizen").get("/work/deemed/").status_code == 403
    assert signed_in("head").post("/work/deemed/").status_code == 405


def test_confirming_what_does_not_wait_changes_nothing(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)

    reply = signed_in("head").post(
        f"/work/cases/{receipt.case_id}/deemed-confirmation/",
        {"key": "confirm-key-1"},
        headers={"accept": "application/json"},
    )

    assert reply.status_code == 409
    assert reply.json()["code"] == "approval.step_not_allowed"
