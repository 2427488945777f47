"""The invented city: every state through the real commands, and the same from the same seed."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.hashers import check_password
from django.db import transaction

from yichuang.approval.models import HeldPayment
from yichuang.approval.public import ApplicationState, Bill
from yichuang.catalogue.public import content_of, editions_in_force
from yichuang.directory.models import Account
from yichuang.directory.public import actor_in_post, phrases_at_hand
from yichuang.documents.public import Original, desks_seen_by, misplaced, state_of_desk
from yichuang.kernel.public import load
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Case, Head, events_of, verify
from yichuang.licences.public import Fate, batches_of
from yichuang.site.demo.seed import build, head_now, renew

AS_OF = datetime(2026, 11, 24, 15, 30, tzinfo=CHINA_TIME)


@pytest.fixture
def city(db: None, tmp_path: Path, settings: Any) -> Head:
    settings.VAR = tmp_path
    settings.DEMO = True
    build(seed=7, as_of=AS_OF, ordinary=12)
    head = head_now()
    assert head is not None
    return head


def test_city_has_cases_in_every_state_and_verifies(city: Head, tmp_path: Path) -> None:
    states = Counter(Case.objects.filter(line="approval").values_list("status", flat=True))

    expected = {
        "received", "supplement", "accepted", "suspended", "granted", "refused",
        "issued", "not_accepted", "withdrawn", "closed",
    }  # fmt: skip
    assert expected <= set(states), states
    overdue = Case.objects.filter(status="accepted", promised_due_on__lt=AS_OF.date())
    assert overdue.exists()
    renewals = Case.objects.filter(state__of__what="renewal").order_by("-opened_at")
    silent = [(case.status, case.application.renewed) for case in renewals]
    assert silent == [("accepted", False), ("accepted", False), ("issued", True)]
    report = verify(against=tmp_path / "head" / "HEAD")
    assert report.findings == []
    _hearings_come_and_were_held()
    _offices_are_at_work()


def _hearings_come_and_were_held() -> None:
    heard = Case.objects.filter(state__hearing__told_to=["applicant"]).order_by("opened_at")
    held, open_one = (load(ApplicationState, case.state) for case in heard)
    assert held.hearing is not None
    assert open_one.hearing is not None
    assert (held.hearing.outcome, held.granted) == ("held", True)
    assert (open_one.hearing.outcome, open_one.hearing.requested) == ("", ("applicant",))
    assert open_one.hearing.set_for is not None
    assert open_one.hearing.set_for > AS_OF


def _offices_are_at_work() -> None:
    """Blanks, phrases, desks, money and samples: what the bureau's pages show beside its cases."""
    post = "approval-bureau.head"
    head = actor_in_post("YC008", post, AS_OF.date(), second_factor=True)
    window = actor_in_post("YC001", "approval-bureau.window", AS_OF.date(), second_factor=True)
    signed = Counter(state_of_desk(row).value for row in desks_seen_by(head))
    assert signed == {"done": 1, "waits_for_taker": 1}
    assert sorted(one.shared for one in phrases_at_hand(window)) == [False, True, True, True]
    (batch,) = batches_of(head.organ)
    assert (batch.counts[Fate.PROPOSED], batch.counts[Fate.DISPOSED]) == (5, 4)
    # 60 numbers: 2 printed on, 1 spoilt, 1 lost, 4 struck off, 5 waiting
    assert (batch.stock, batch.counts[Fate.ISSUED]) == (47, 2)
    held = HeldPayment.objects.order_by("heard_at").values_list("why", "outcomes__kind")
    unknown, wrong = "approval.payment_unknown", "approval.payment_amount_wrong"
    assert list(held) == [(unknown, "explained"), (unknown, None), (wrong, None)]
    guide = next(row for row in editions_in_force() if row.name == "食品经营许可（新办）")
    carried = {one.code for one in content_of(guide.id).materials or () if one.samples}
    assert carried == {"application-form", "floor-plan"}


def test_city_has_a_fee_to_pay_and_fees_that_were_paid(city: Head) -> None:
    waiting, paid = Bill.objects.filter(waiting=True), Bill.objects.filter(waiting=False)

    assert [bill.due_fen for bill in waiting] == [12000]  # a passport is 120 yuan
    assert sorted(bill.due_fen for bill in paid) == [8000, 12000]


def test_papers_of_the_city_lie_everywhere_they_can_and_some_are_looked_for(city: Head) -> None:
    places = Counter(Original.objects.values_list("standing", "place_kind"))

    print(dict(places))
    assert {
        ("held", "window"),
        ("held", "organ"),
        ("held", "archive"),
        ("returned", "applicant"),
    } <= set(places), places
    assert set(places) & {("missing", "window"), ("under_way", "window")}, places
    assert misplaced() == []


def test_first_entry_says_that_all_is_simulated(city: Head) -> None:
    house = Case.objects.get(line="house")
    (event,) = events_of(house.id, "house")

    assert event.event.simulated is True  # type: ignore[attr-defined]
    assert Case.objects.order_by("opened_at").first() == house


@pytest.mark.django_db
def test_same_seed_and_day_give_the_same_head(tmp_path: Path, settings: Any) -> None:
    settings.DEMO = True
    heads = []
    for run in ("one", "two"):
        settings.VAR = tmp_path / run
        with transaction.atomic():
            build(seed=11, as_of=AS_OF, ordinary=6)
            heads.append(head_now())
            transaction.set_rollback(True)

    assert heads[0] is not None
    assert heads[0] == heads[1]


def test_lost_passwords_of_the_city_are_renewed_and_no_others(city: Head) -> None:
    own = Account.objects.create(
        id=UUID(int=7), login_name="approval-bureau.head.own", password="kept", is_demo=False
    )

    renewed = {one.login: one.password for one in renew()}

    assert "approval-bureau.window" in renewed
    account = Account.objects.get(login_name="approval-bureau.window")
    assert check_password(renewed["approval-bureau.window"], account.password)
    own.refresh_from_db()
    assert own.password == "kept"


def test_without_a_city_no_password_is_made(committed_db: None) -> None:
    assert renew() == []
