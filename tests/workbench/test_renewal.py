"""Renewal at the counter and on the pages of silence. LicLaw 50."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from tests.factories import City
from tests.ledger.clocks import SetClock
from tests.renewing import MONDAY, filed, held, publish, take
from yichuang.approval import public as approval
from yichuang.catalogue.public import EditionRow
from yichuang.kernel.public import using_ports
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Case, confirm_clock, wake_due

Ask = Callable[[str], Client]


@pytest.fixture
def clock() -> Iterator[SetClock]:
    found = SetClock(MONDAY)
    with using_ports(clock=found):
        yield found


@pytest.fixture
def city(small_city: City, settings: Any, clock: SetClock) -> City:
    settings.YICHUANG_DEMO = True
    confirm_clock()
    return small_city


@pytest.fixture
def edition(city: City) -> EditionRow:
    return publish()


def go_to(clock: SetClock, month: int, day: int, hour: int = 8) -> None:
    clock.pass_time(datetime(2026, month, day, hour, tzinfo=CHINA_TIME) - clock.at)


def reception(city: City, edition: EditionRow, key: str, about: str) -> dict[str, Any]:
    return {
        "key": key,
        "party": str(city.parties["citizen"]),
        "edition": str(edition.id),
        "confirmed_by": "signature",
        "then": "receive",
        "about": about,
        "f-DE_TRADE_NAME": "示例餐饮店",
        "f-DE_AREA": "80",
        "m-plan-how": "paper",
        "m-rules-how": "promise",
    }


def test_the_counter_offers_the_licences_the_visitor_holds(
    city: City, clock: SetClock, signed_in: Ask, edition: EditionRow
) -> None:
    old, window = held(city, edition), signed_in("window")
    go_to(clock, 4, 7)
    visit = f"/work/counter/?party={city.parties['citizen']}&edition={edition.id}"
    assert f'value="renewal:{old.number}"' in window.get(visit).content.decode()

    about = f"renewal:{old.number}"
    reply = window.post("/work/counter/reception/", reception(city, edition, "renew-key-1", about))

    assert reply.status_code == 302, reply.content.decode()[:3000]
    of = Case.objects.get(pk=reply["Location"].split("/")[-2]).state["of"]
    assert (of["what"], of["number"], of["in_time"]) == ("renewal", old.number, True)
    # What is asked for already is offered no more; and the page says so, losing nothing.
    assert f'value="renewal:{old.number}"' not in window.get(visit).content.decode()
    again = window.post("/work/counter/reception/", reception(city, edition, "renew-key-2", about))
    page = again.content.decode()
    assert again.status_code == 422
    assert "这本证照现在不能这样办理，请重新选择" in page
    assert "示例餐饮店" in page


def test_who_holds_no_licence_is_not_asked(city: City, signed_in: Ask, edition: EditionRow) -> None:
    visit = f"/work/counter/?party={city.parties['citizen']}&edition={edition.id}"
    assert 'name="about"' not in signed_in("window").get(visit).content.decode()


@pytest.mark.parametrize(
    ("day", "warning"),
    [
        (27, ""),
        (28, "逾期将视为准予延续"),  # two working days before Saturday 30 May
        (29, "今天不决定即视为准予延续"),
    ],
)
def test_the_handler_is_warned_before_the_licence_expires(
    city: City, clock: SetClock, signed_in: Ask, edition: EditionRow, day: int, warning: str
) -> None:
    running(city, clock, edition)
    go_to(clock, 5, day)

    page = signed_in("decide").get("/work/").content.decode()

    words = ("逾期将视为准予延续", "今天不决定即视为准予延续")
    assert [one for one in words if one in page] == ([warning] if warning else [])
    assert "延续证照" in page


def test_lists_tell_a_renewal_and_a_change_from_a_first_application(
    city: City, clock: SetClock, signed_in: Ask, edition: EditionRow
) -> None:
    old = held(city, edition)
    go_to(clock, 4, 7)
    window, search = signed_in("window"), "/work/search/?q=%E7%A4%BA%E4%BE%8B"
    marks = ("延续证照", "变更证照")

    assert [one for one in marks if one in window.get(search).content.decode()] == []
    for what in ("renewal", "change"):
        filed(city, edition, what, what=what, of_licence=old.number)
    for page in (window.get("/work/"), window.get(search), signed_in("citizen").get("/my/")):
        assert [one for one in marks if one in page.content.decode()] == list(marks)


def test_the_head_sees_a_renewal_before_during_and_after(
    city: City, clock: SetClock, signed_in: Ask, edition: EditionRow
) -> None:
    case, head = running(city, clock, edition), signed_in("head")
    page = f"/work/cases/{case.case_id}/"
    go_to(clock, 5, 28)
    assert lists_with(head, case.number) == []
    shown = head.get(page).content.decode()
    assert "证照 2026年5月30日 届满，最迟当日决定" in shown
    assert "届满前没有作出决定的，视为准予延续" in shown

    go_to(clock, 5, 29)
    assert lists_with(head, case.number) == ["last_day"]
    assert "1 件需要今天过目" in head.get("/work/").content.decode()

    go_to(clock, 6, 2)  # the worker slept over the night of the expiry and a day
    assert lists_with(head, case.number) == ["over"]
    wake_due()
    assert lists_with(head, case.number) == ["waiting"]
    reply = head.post(f"{page}deemed-confirmation/", {"key": "confirm-key-1"})
    assert reply.status_code == 302
    assert lists_with(head, case.number) == []


def test_a_renewal_on_time_is_listed_the_next_working_morning(
    city: City, clock: SetClock, signed_in: Ask, edition: EditionRow
) -> None:
    case = running(city, clock, edition)
    clock.pass_time(datetime(2026, 5, 31, tzinfo=CHINA_TIME) - clock.at)
    wake_due()
    go_to(clock, 6, 1)

    assert lists_with(signed_in("head"), case.number) == ["lately"]


def running(city: City, clock: SetClock, edition: EditionRow) -> Any:
    """Return a renewal asked for in time and accepted."""
    old = held(city, edition)
    go_to(clock, 4, 7)
    case = filed(city, edition, "renew-1", what="renewal", of_licence=old.number)
    take(city, case, "window", approval.Accept())
    return case


def lists_with(head: Client, number: str) -> list[str]:
    page = head.get("/work/deemed/").content.decode()
    names = ("waiting", "over", "last_day", "lately")
    starts = [page.index(f'id="list-{name}"') for name in names]
    parts = zip(names, starts, [*starts[1:], len(page)], strict=True)
    return [name for name, begin, end in parts if number in page[begin:end]]
