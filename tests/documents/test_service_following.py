"""Where no notice arrived somebody must call, post or publish; each step is on record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests import factories
from tests.documents.notices import accepted
from tests.ledger.clocks import SetClock
from yichuang.approval import public as approval
from yichuang.documents.models import Attempt, Service
from yichuang.documents.public import (
    ServiceNotFound,
    ServiceStepNotAllowed,
    attempts_of,
    follow_up,
    services_to_follow,
    tend,
)
from yichuang.kernel.public import InvalidInput, ports, using_ports

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(small_city: factories.City, settings: Any) -> factories.City:
    settings.YICHUANG_DEMO = True
    return small_city


@pytest.fixture
def clock() -> Any:
    moving = SetClock(ports().clock.now())
    with using_ports(clock=moving):
        yield moving


@pytest.fixture
def unreached(city: factories.City, clock: SetClock) -> Service:
    accepted(city)
    clock.pass_time(timedelta(days=2))
    tend()
    return Service.objects.get()


def test_call_is_recorded_with_who_when_and_sealed_words(
    city: factories.City, clock: SetClock, unreached: Service
) -> None:
    window = city.officer("window")
    follow_up(window, unreached.id, "tell", words="已告知本人来取")

    attempt = Attempt.objects.get()
    assert (attempt.actor_id, attempt.post, attempt.at) == ("T-window", "test.window", clock.at)
    assert "已告知".encode() not in bytes(attempt.words)
    assert attempts_of(unreached.id)[0].words == ""
    assert attempts_of(unreached.id, with_words=True)[0].words == "已告知本人来取"
    assert Service.objects.get().state == "told"
    assert Service.objects.get().served_on is None  # a call informs; it serves nothing
    assert not services_to_follow(window).exists()


def test_post_serves_on_the_day_of_its_receipt(
    city: factories.City, clock: SetClock, unreached: Service
) -> None:
    window = city.officer("window")
    follow_up(window, unreached.id, "post", words="示例单号 1")
    assert list(services_to_follow(window, "posted")) == [Service.objects.get()]
    clock.pass_time(timedelta(days=3))
    on = approval.legal_day(clock.at) - timedelta(days=1)
    follow_up(window, unreached.id, "receipt", on=on)

    row = Service.objects.get()
    assert (row.state, row.method, row.served_on) == ("delivered", "post", on)


def test_public_notice_serves_thirty_days_later(
    city: factories.City, clock: SetClock, unreached: Service
) -> None:
    follow_up(city.officer("window"), unreached.id, "announce", words="其他方式无法送达")

    row = Service.objects.get()
    published = approval.legal_day(clock.at)
    assert (row.state, row.served_on) == ("announced", published + timedelta(days=30))


@pytest.mark.parametrize(
    ("step", "words", "days", "field", "rule"),
    [
        ("tell", " ", 0, "words", "required"),
        ("announce", "", 0, "words", "required"),
        ("tell", "长" * 501, 0, "words", "length"),
        ("hand_over", "", 1, "on", "date"),  # tomorrow
        ("hand_over", "", -30, "on", "date"),  # before it happened
        ("sing", "", 0, "step", "unknown"),
    ],
)
def test_step_that_says_too_little_or_a_wrong_day_is_refused(
    city: factories.City,
    clock: SetClock,
    unreached: Service,
    step: str,
    words: str,
    days: int,
    field: str,
    rule: str,
) -> None:
    on = approval.legal_day(clock.at) + timedelta(days=days)
    with pytest.raises(InvalidInput) as refused:
        follow_up(city.officer("window"), unreached.id, step, words=words, on=on)

    assert (refused.value.field, refused.value.facts["rule"]) == (field, rule)
    assert not Attempt.objects.exists()


def test_step_somebody_else_has_taken_is_refused(city: factories.City, unreached: Service) -> None:
    follow_up(city.officer("window"), unreached.id, "tell", words="已告知")
    with pytest.raises(ServiceStepNotAllowed):
        follow_up(city.officer("examine"), unreached.id, "tell", words="又告知")

    assert Attempt.objects.count() == 1


def test_notice_of_another_organ_is_not_there(city: factories.City, unreached: Service) -> None:
    from yichuang.directory.public import actor_in_post

    other = actor_in_post("O-examine", "other.examine", second_factor=True)
    with pytest.raises(ServiceNotFound):
        follow_up(other, unreached.id, "tell", words="已告知")
    with pytest.raises(ServiceNotFound):
        follow_up(city.officer("window"), ports().ids.uuid(), "tell", words="已告知")
    assert not services_to_follow(other).exists()
