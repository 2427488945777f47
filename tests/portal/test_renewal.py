"""Renewal and change online: from the list of licences to the case. LicLaw 49, 50."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from tests.factories import City
from tests.ledger.clocks import SetClock
from tests.portal.walking import case_id, file, fill
from tests.renewing import MONDAY, held, publish
from yichuang.kernel.public import using_ports
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Case, confirm_clock


@pytest.fixture
def clock() -> Iterator[SetClock]:
    found = SetClock(MONDAY)
    with using_ports(clock=found):
        yield found


@pytest.fixture
def city(small_city: City, settings: Any, clock: SetClock) -> City:
    settings.YICHUANG_DEMO = settings.DEMO = True
    confirm_clock()
    return small_city


@pytest.mark.parametrize(
    ("month", "day", "words"),
    [
        (4, 30, "2026年4月30日以前提出，届满前未决定的视为准予延续"),
        (5, 6, "已过提前三十日的期限（2026年4月30日），仍可以在届满前提出"),
    ],
)
def test_the_page_of_licences_says_until_when_and_leads_there(
    city: City,
    clock: SetClock,
    signed_in: Callable[[str], Client],
    month: int,
    day: int,
    words: str,
) -> None:
    edition = publish()
    old = held(city, edition)
    clock.pass_time(datetime(2026, month, day, 9, tzinfo=CHINA_TIME) - clock.at)
    citizen = signed_in("citizen")

    page = citizen.get("/my/licences/").content.decode()

    assert words in page
    for what in ("renewal", "change"):
        assert f"/apply/{edition.id}/?what={what}&amp;licence={quote(old.number)}" in page


def test_a_renewal_is_filed_through_the_pages(
    city: City, clock: SetClock, signed_in: Callable[[str], Client]
) -> None:
    edition = publish()
    old = held(city, edition)
    clock.pass_time(datetime(2026, 4, 7, 9, tzinfo=CHINA_TIME) - clock.at)
    citizen = signed_in("citizen")
    start = f"/apply/{edition.id}/"
    asked = {"what": "renewal", "licence": old.number}
    first = citizen.get(start, asked).content.decode()
    assert "延续证照" in first
    assert old.number in first

    reply = citizen.post(start, {"who": "", **asked})
    draft = reply["Location"].rsplit("/", 2)[0] + "/"
    fill(citizen, draft)
    reply = file(citizen, draft)

    assert reply.status_code == 302, reply.content.decode()[:3000]
    of = Case.objects.get(pk=case_id(reply)).state["of"]
    assert (of["what"], of["number"]) == ("renewal", old.number)


def test_a_licence_out_of_force_is_neither_renewed_nor_changed(
    city: City, clock: SetClock, signed_in: Callable[[str], Client]
) -> None:
    held(city, publish())
    clock.pass_time(datetime(2026, 5, 31, 9, tzinfo=CHINA_TIME) - clock.at)

    page = signed_in("citizen").get("/my/licences/").content.decode()

    assert "申请延续" not in page
    assert "申请变更" not in page
