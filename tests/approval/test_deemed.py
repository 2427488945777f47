"""Silence that nobody may miss: warned before, seen after, and held only when it was recorded late.

Filed on Monday 14 September 2026, the fifth working day is Sunday the 20th, a make-up day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests import factories
from tests.ledger.clocks import SetClock

from yichuang.approval import errors
from yichuang.approval import public as approval
from yichuang.directory.public import NotAllowed
from yichuang.documents.public import papers_of_case
from yichuang.kernel.public import using_ports
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Case, Receipt, Todo, confirm_clock, verify, wake_due

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 9, 14, 9, tzinfo=CHINA_TIME)
MIDNIGHT = datetime(2026, 9, 21, tzinfo=CHINA_TIME)


@pytest.fixture
def clock() -> Iterator[SetClock]:
    found = SetClock(MONDAY)
    with using_ports(clock=found):
        yield found


@pytest.fixture
def city(small_city: factories.City, clock: SetClock) -> factories.City:
    confirm_clock()
    return small_city


def wait_until(clock: SetClock, moment: datetime) -> None:
    clock.pass_time(moment - clock.at)


def deemed(city: factories.City, clock: SetClock, late: timedelta) -> Receipt:
    """Return a case that silence has accepted, recorded so much after its moment."""
    receipt = factories.file_case(city)
    wait_until(clock, MIDNIGHT + late)
    assert wake_due().woken == 1
    return receipt


def confirm(
    city: factories.City, receipt: Receipt, post: str = "head", key: str = "confirm-1"
) -> Any:
    return approval.act(
        receipt.case_id, approval.ConfirmDeemed(), actor=city.officer(post), key=key
    )


def papers(receipt: Receipt) -> list[str]:
    return sorted(paper.kind for paper in papers_of_case(receipt.case_id))


def listed(city: factories.City, post: str = "head") -> dict[str, list[Any]]:
    found = approval.deemed_cases(city.officer(post))
    names = ("waiting", "over", "last_day", "lately")
    return {name: [case.id for case in getattr(found, name)] for name in names}


def test_an_ordinary_effect_sends_its_notice_at_once(city: factories.City, clock: SetClock) -> None:
    receipt = deemed(city, clock, timedelta(minutes=1))

    assert papers(receipt) == ["acceptance", "receipt"]
    assert listed(city) == {"waiting": [], "over": [], "last_day": [], "lately": [receipt.case_id]}
    assert not Todo.objects.filter(act="approval.confirm_deemed").exists()
    assert verify().findings == []


def test_after_an_outage_the_notice_waits_and_the_date_does_not_move(
    city: factories.City, clock: SetClock
) -> None:
    receipt = deemed(city, clock, timedelta(hours=1, minutes=1))
    case = Case.objects.get(pk=receipt.case_id)
    due = (case.statutory_due_on, case.promised_due_on)

    assert papers(receipt) == ["receipt"]
    assert case.milestones["accepted"].startswith("2026-09-14T")
    assert listed(city)["waiting"] == [receipt.case_id]
    todo = Todo.objects.get(act="approval.confirm_deemed")
    assert (todo.case_id, todo.organ) == (receipt.case_id, city.organ)

    clock.pass_time(timedelta(days=1))
    confirm(city, receipt)

    case.refresh_from_db()
    assert papers(receipt) == ["acceptance", "receipt"]
    assert case.milestones["accepted"].startswith("2026-09-14T")
    assert (case.statutory_due_on, case.promised_due_on) == due
    assert listed(city)["waiting"] == []
    assert not Todo.objects.filter(act="approval.confirm_deemed").exists()
    assert verify().findings == []


def test_the_grace_is_a_setting(city: factories.City, clock: SetClock, settings: Any) -> None:
    settings.SILENCE_GRACE = timedelta(hours=12)

    receipt = deemed(city, clock, timedelta(hours=11))

    assert papers(receipt) == ["acceptance", "receipt"]


def test_an_effect_another_step_finds_due_is_held_too(
    city: factories.City, clock: SetClock
) -> None:
    receipt = factories.file_case(city)
    wait_until(clock, MIDNIGHT + timedelta(days=3))

    with pytest.raises(errors.StepNotAllowed):
        approval.act(
            receipt.case_id, approval.Accept(), actor=city.officer("window"), key="too-late"
        )

    assert listed(city)["waiting"] == [receipt.case_id]


def test_a_late_entry_at_the_window_is_held(city: factories.City, clock: SetClock) -> None:
    wait_until(clock, MIDNIGHT + timedelta(days=7))
    command = approval.Receive(
        form=dict(factories.FORMS["licence"]),
        applicant=factories.applicant(),
        received_at=MONDAY,
        late_ground="系统切换",
    )
    receipt = approval.receive_application(
        actor=city.officer("window"),
        edition_id=city.licence.id,
        party=city.parties["citizen"],
        command=command,
        key="late-entry-1",
    )
    wake_due()

    assert listed(city)["waiting"] == [receipt.case_id]
    assert Case.objects.get(pk=receipt.case_id).milestones["accepted"].startswith("2026-09-14T")


@pytest.mark.parametrize("post", ["decide", "window", "examine"])
def test_only_the_head_confirms(city: factories.City, clock: SetClock, post: str) -> None:
    receipt = deemed(city, clock, timedelta(days=1))

    with pytest.raises(NotAllowed):
        confirm(city, receipt, post)

    assert papers(receipt) == ["receipt"]


def test_nothing_is_confirmed_twice_or_without_need(city: factories.City, clock: SetClock) -> None:
    receipt = deemed(city, clock, timedelta(days=1))
    confirm(city, receipt)

    with pytest.raises(errors.StepNotAllowed):
        confirm(city, receipt, key="confirm-2")
    other = factories.file_case(city, key="factory-filing-2", who="neighbour")
    with pytest.raises(errors.StepNotAllowed):
        confirm(city, other, key="confirm-3")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 9, 18), []),
        (date(2026, 9, 19), []),
        (date(2026, 9, 20), ["case"]),  # the make-up Sunday is the last day
        (date(2026, 9, 21), []),
    ],
)
def test_the_head_is_told_on_the_last_morning(
    city: factories.City, clock: SetClock, day: date, expected: list[str]
) -> None:
    receipt = factories.file_case(city)
    wait_until(clock, datetime(day.year, day.month, day.day, 8, tzinfo=CHINA_TIME))

    assert listed(city)["last_day"] == [receipt.case_id for _ in expected]


def test_answered_filings_press_on_nobody(city: factories.City, clock: SetClock) -> None:
    receipt = factories.file_case(city)
    factories.walk(city, receipt, until="accept")
    wait_until(clock, datetime(2026, 9, 20, 8, tzinfo=CHINA_TIME))

    assert not any(listed(city).values())


def test_silence_nobody_has_recorded_yet_is_listed(city: factories.City, clock: SetClock) -> None:
    receipt = factories.file_case(city)
    wait_until(clock, MIDNIGHT + timedelta(hours=5))

    assert listed(city)["over"] == [receipt.case_id]


def test_lists_show_what_is_within_reach_only(city: factories.City, clock: SetClock) -> None:
    deemed(city, clock, timedelta(days=1))

    assert not any(listed(city, "examine").values())


def test_a_provisional_year_waits_for_the_head(small_city: factories.City, clock: SetClock) -> None:
    """29 30 31 December, then 4 and 5 January: New Year's Day is off by law alone."""
    wait_until(clock, datetime(2026, 12, 28, 9, tzinfo=CHINA_TIME))
    confirm_clock()
    city = small_city
    receipt = factories.file_case(city)
    wait_until(clock, datetime(2027, 1, 6, 9, tzinfo=CHINA_TIME))
    assert wake_due().woken == 0
    assert listed(city)["over"] == [receipt.case_id]

    confirm(city, receipt)

    case = Case.objects.get(pk=receipt.case_id)
    assert case.status == "accepted"
    assert case.milestones["accepted"].startswith("2026-12-28T")
    assert papers(receipt) == ["acceptance", "receipt"]
    assert listed(city)["over"] == []
    assert verify().findings == []
