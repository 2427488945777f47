"""Notices: made once, sent at least once, and where nobody was reached somebody must call."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from tests import factories
from tests.documents.notices import Port, accepted, asked, consent, read
from tests.ledger.clocks import SetClock
from yichuang.approval import public as approval
from yichuang.directory.public import withdraw_contact
from yichuang.documents.models import Attempt, Service
from yichuang.documents.public import (
    ChannelDown,
    RecipientRefused,
    mark_opened,
    send_due,
    services_to_follow,
    tend,
    using_notice_ports,
)
from yichuang.documents.service import rules, sending
from yichuang.kernel.public import ports, using_ports
from yichuang.ledger.public import rebuild, run_readers, sequencer_pass

pytestmark = pytest.mark.django_db
READER = "documents.notices"


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
def sms() -> Any:
    port = Port()
    with using_notice_ports({"sms": port}):
        yield port


def states() -> dict[str, str]:
    return {row.channel: row.state for row in Service.objects.order_by("channel")}


def test_notice_is_sent_by_the_chosen_channel_with_no_more_than_it_needs(
    city: factories.City, sms: Port
) -> None:
    consent(city, "sms", "10000001234")
    accepted(city)

    assert send_due("sms") == 1
    (message,) = sms.sent
    assert message.address == "10000001234"
    assert message.text.startswith("测*甲：您的申请已受理")
    assert "示例经营许可" not in message.text
    assert "http" not in message.text
    assert states() == {"in_site": "sent", "sms": "sent"}
    assert [one.outcome for one in Attempt.objects.order_by("at", "id")] == ["began", "sent"]


def test_notice_in_english_for_who_chose_it(city: factories.City, sms: Port) -> None:
    consent(city, "sms", "10000001234", language="en")
    asked(city, date(2026, 12, 31))
    send_due("sms")

    text = sms.sent[0].text
    assert "31 December 2026" in text
    left = text.replace("示例市行政审批局", "").replace("测*甲", "")
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in left)


def test_receipt_makes_no_notice_and_reading_again_makes_none_twice(
    city: factories.City, sms: Port
) -> None:
    consent(city, "sms", "10000001234")
    accepted(city)
    send_due("sms")
    before = list(Service.objects.order_by("id").values())

    rebuild(READER)
    send_due("sms")

    assert list(Service.objects.order_by("id").values()) == before
    assert len(sms.sent) == 1
    assert {row["kind"] for row in before} == {"accepted"}


def test_consent_to_my_space_serves_on_the_day_it_arrives(city: factories.City) -> None:
    consent(city, "in_site")
    accepted(city)

    row = Service.objects.get()
    assert (row.state, row.method) == ("delivered", "electronic")
    assert row.served_on == approval.legal_day(ports().clock.now())
    assert row.paper.kind == "acceptance"


def test_without_consent_nothing_leaves_and_after_a_day_somebody_must_call(
    city: factories.City, clock: SetClock, sms: Port
) -> None:
    accepted(city)
    window = city.officer("window")
    assert states() == {"in_site": "queued"}

    clock.pass_time(timedelta(hours=23))
    tend()
    assert list(services_to_follow(window)) == []

    clock.pass_time(timedelta(hours=2))
    tend()
    (row,) = services_to_follow(window)
    assert row.reason == "no_consent"
    assert sms.sent == []


def test_opening_it_online_takes_it_off_the_list(city: factories.City, clock: SetClock) -> None:
    case_id = accepted(city)
    clock.pass_time(timedelta(days=2))
    tend()

    assert mark_opened(case_id, city.party("citizen")) == 1
    assert mark_opened(case_id, city.party("citizen")) == 0
    row = Service.objects.get()
    assert (row.state, row.reason, row.method) == ("delivered", "opened", "electronic")
    assert list(services_to_follow(city.officer("window"))) == []


def test_consent_withdrawn_between_queueing_and_sending_stops_the_message(
    city: factories.City, sms: Port
) -> None:
    choice = consent(city, "sms", "10000001234")
    accepted(city)
    withdraw_contact(city.party("citizen"), choice)

    send_due("sms")

    assert sms.sent == []
    assert states()["sms"] == "not_reached"  # nothing else reached him, so somebody must
    assert Service.objects.get(channel="sms").reason == "consent_withdrawn"


def test_bad_address_is_not_tried_again_and_somebody_must_call(
    city: factories.City, clock: SetClock, sms: Port
) -> None:
    consent(city, "sms", "10000001234")
    sms.fault = RecipientRefused("http_422")
    accepted(city)
    send_due("sms")
    clock.pass_time(timedelta(days=2))

    assert send_due("sms") == 0
    (row,) = services_to_follow(city.officer("examine"))
    assert (row.channel, row.reason, row.tries) == ("sms", "bad_address", 1)


def test_channel_that_is_down_is_tried_with_growing_pauses_and_then_given_up(
    city: factories.City, clock: SetClock, sms: Port
) -> None:
    consent(city, "sms", "10000001234")
    sms.fault = ChannelDown("timeout")
    accepted(city)
    pauses = []
    for _ in range(rules.MOST_TRIES):
        assert send_due("sms") == 1
        row = Service.objects.get(channel="sms")
        if row.next_try_at:
            pauses.append(row.next_try_at - clock.at)
            clock.pass_time(row.next_try_at - clock.at - timedelta(seconds=1))
            assert send_due("sms") == 0
            clock.pass_time(timedelta(seconds=1))

    assert pauses == list(rules.PAUSES)
    assert states()["sms"] == "not_reached"


def test_channel_that_is_down_stops_no_other(city: factories.City) -> None:
    consent(city, "sms", "10000001234")
    consent(city, "email", "a@example.org")
    accepted(city)
    broken, working = Port(RuntimeError("a defect of the port")), Port()
    with using_notice_ports({"sms": broken, "email": working}):
        send_due("sms")
        send_due("email")

    assert len(working.sent) == 1
    assert states() == {"email": "sent", "in_site": "sent", "sms": "queued"}


def test_failure_made_good_by_another_channel_calls_nobody(city: factories.City) -> None:
    consent(city, "sms", "10000001234")
    consent(city, "email", "a@example.org")
    accepted(city)
    with using_notice_ports({"sms": Port(RecipientRefused("http_422")), "email": Port()}):
        send_due("email")
        send_due("sms")

    assert states()["sms"] == "failed"
    assert not services_to_follow(city.officer("window")).exists()


def test_pass_leaves_a_channel_after_three_failures(city: factories.City, sms: Port) -> None:
    consent(city, "sms", "10000001234")
    for at in range(5):
        receipt = factories.file_case(city, key=f"factory-filing-{at}")
        factories.walk(city, receipt, until="accept")
    read()
    sms.fault = ChannelDown("timeout")

    assert send_due("sms") == 3


def test_worker_that_dies_after_sending_sends_again_under_the_same_id(
    city: factories.City, clock: SetClock, sms: Port, monkeypatch: pytest.MonkeyPatch
) -> None:
    consent(city, "sms", "10000001234")
    accepted(city)

    class Killed(BaseException):
        pass

    def die(*args: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(sending, "record", die)
        with pytest.raises(Killed):
            send_due("sms")
    assert states()["sms"] == "sending"
    assert send_due("sms") == 0  # nobody else takes it before its lease is over

    clock.pass_time(rules.LEASE)
    assert send_due("sms") == 1
    first, second = sms.sent
    assert first.id == second.id
    assert states()["sms"] == "sent"
    assert [one.outcome for one in Attempt.objects.order_by("at", "id")] == [
        "began", "began", "sent",
    ]  # fmt: skip


def test_late_answer_of_a_worker_whose_lease_is_over_changes_nothing(
    city: factories.City, clock: SetClock, sms: Port
) -> None:
    consent(city, "sms", "10000001234")
    accepted(city)
    slow = sending.claim("sms")
    assert slow is not None
    clock.pass_time(rules.LEASE)
    send_due("sms")

    sending.record(slow, sending.Outcome("down", "timeout"))

    assert states()["sms"] == "sent"


def test_handing_over_at_the_counter_serves_what_waited(city: factories.City) -> None:
    receipt = factories.file_case(city)
    factories.walk(city, receipt, until="deliver")
    read()

    served = {row.kind: (row.state, row.method) for row in Service.objects.all()}
    assert served["granted"] == served["issued"] == ("delivered", "direct")
    assert served["accepted"][0] == "queued"


def test_withdrawn_case_sends_nothing_more_but_that_it_was_withdrawn(
    city: factories.City, sms: Port
) -> None:
    consent(city, "sms", "10000001234")
    case_id = accepted(city)
    withdrawal = approval.Withdraw(reason="不办了")
    approval.act(case_id, withdrawal, actor=city.party("citizen"), key="withdraw-1")
    read()
    send_due("sms")

    told = {row.kind: (row.state, row.reason) for row in Service.objects.filter(channel="sms")}
    assert told["accepted"] == ("cancelled", "case_ended")
    assert [message.text for message in sms.sent if "受理" in message.text] == []


def test_old_news_sends_no_message_but_is_listed(
    city: factories.City, clock: SetClock, sms: Port
) -> None:
    consent(city, "sms", "10000001234")
    receipt = factories.file_case(city)
    factories.walk(city, receipt, until="accept")
    sequencer_pass()
    clock.pass_time(rules.STALE + timedelta(hours=1))
    run_readers()

    assert send_due("sms") == 0
    (row,) = services_to_follow(city.officer("window"))
    assert (row.channel, row.reason) == ("in_site", "late")


def test_supplement_is_reminded_of_once_before_its_day(
    city: factories.City, clock: SetClock, sms: Port
) -> None:
    consent(city, "sms", "10000001234")
    today = approval.legal_day(clock.at)
    case_id = asked(city, today + timedelta(days=10))
    send_due("sms")
    tend()
    clock.pass_time(timedelta(days=6))
    tend()
    assert send_due("sms") == 0

    clock.pass_time(timedelta(days=1))
    tend()
    tend()
    send_due("sms")
    assert len(sms.sent) == 2
    assert "提醒" in sms.sent[1].text

    clock.pass_time(timedelta(days=1))
    assert tend() == 0
    assert Service.objects.filter(case_id=case_id, kind="supplement_reminder").count() == 2


def test_answered_supplement_is_not_reminded_of(city: factories.City, clock: SetClock) -> None:
    case_id = asked(city, approval.legal_day(clock.at) + timedelta(days=3))
    me = city.party("citizen")
    given = []
    for code in ("plan", "rules"):
        kept = factories.upload(me)
        given.append(approval.MaterialGiven(code, "upload", (str(kept.id),), (kept.digest,)))
    answer = approval.AnswerSupplement(materials=tuple(given))
    approval.act(case_id, answer, actor=me, key="answer-it")
    read()
    clock.pass_time(timedelta(days=2))
    tend()

    assert not Service.objects.filter(kind="supplement_reminder").exists()


@pytest.mark.parametrize("statement", ["UPDATE documents_attempt SET at = now()",
                                       "DELETE FROM documents_attempt"])  # fmt: skip
def test_database_refuses_to_rewrite_an_attempt(
    city: factories.City, sms: Port, statement: str
) -> None:
    consent(city, "sms", "10000001234")
    accepted(city)
    send_due("sms")
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
