"""The invented city: every state through the real commands, and the same from the same seed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from uuid import UUID

from django.contrib.auth.hashers import check_password
from tests.ready import DEMO_AS_OF, DemoCity, Place, build_demo

from yichuang.approval.models import HeldPayment
from yichuang.approval.public import ApplicationState, Bill
from yichuang.catalogue.public import content_of, editions_in_force
from yichuang.directory.models import Account
from yichuang.directory.public import actor_in_post, phrases_at_hand
from yichuang.documents.public import Original, Paper, desks_seen_by, misplaced, state_of_desk
from yichuang.kernel.public import load
from yichuang.ledger.public import Case, events_of, verify
from yichuang.licences.public import Fate, batches_of, licences_of_case
from yichuang.site.demo.seed import renew


def test_city_has_cases_in_every_state_and_verifies(demo_city: DemoCity) -> None:
    states = Counter(Case.objects.filter(line="approval").values_list("status", flat=True))

    expected = {
        "received", "supplement", "accepted", "suspended", "granted", "refused",
        "issued", "not_accepted", "withdrawn", "closed", "handed_up",
    }  # fmt: skip
    assert expected <= set(states), states
    overdue = Case.objects.filter(status="accepted", promised_due_on__lt=DEMO_AS_OF.date())
    assert overdue.exists()
    renewals = Case.objects.filter(state__of__what="renewal").order_by("-opened_at")
    silent = [(case.status, case.application.renewed) for case in renewals]
    assert silent == [("accepted", False), ("accepted", False), ("issued", True)]
    report = verify(against=demo_city.var / "head" / "HEAD")
    assert report.findings == []
    _hearings_come_and_were_held()
    _licences_go_up_and_are_decided_above()
    _offices_are_at_work()


def _hearings_come_and_were_held() -> None:
    heard = Case.objects.filter(state__hearing__told_to=["applicant"]).order_by("opened_at")
    held, open_one = (load(ApplicationState, case.state) for case in heard)
    assert held.hearing is not None
    assert open_one.hearing is not None
    assert (held.hearing.outcome, held.granted) == ("held", True)
    assert (open_one.hearing.outcome, open_one.hearing.requested) == ("", ("applicant",))
    assert open_one.hearing.set_for is not None
    assert open_one.hearing.set_for > DEMO_AS_OF


def _licences_go_up_and_are_decided_above() -> None:
    """To be handed up, to be signed for, decided above."""
    rows = Case.objects.filter(matter_name="律师执业许可")
    told = {row.status: row for row in rows.order_by("opened_at")}
    closed, waiting, here = told["closed"], told["handed_up"], told["accepted"]
    above = waiting.holder
    decided = load(ApplicationState, closed.state)
    decision = Paper.objects.get(case_id=closed.id, kind="grant")
    (licence,) = licences_of_case(closed.id)

    assert (here.holder, closed.holder) == ("", above)
    assert above != waiting.organ
    assert decided.granted is True
    assert decision.number.startswith("苏司律准")
    assert licence.number.startswith("苏司律证")
    assert (decision.organ_name, licence.organ_name) == ("江苏省司法厅", "江苏省司法厅")


def _offices_are_at_work() -> None:
    """Blanks, phrases, desks, money and samples: what the bureau's pages show beside its cases."""
    post = "approval-bureau.head"
    head = actor_in_post("YC008", post, DEMO_AS_OF.date(), second_factor=True)
    window = actor_in_post("YC001", "approval-bureau.window", DEMO_AS_OF.date(), second_factor=True)
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


def test_city_has_a_fee_to_pay_and_fees_that_were_paid(demo_city: DemoCity) -> None:
    waiting, paid = Bill.objects.filter(waiting=True), Bill.objects.filter(waiting=False)

    assert [bill.due_fen for bill in waiting] == [12000]  # a passport is 120 yuan
    assert sorted(bill.due_fen for bill in paid) == [8000, 12000]


def test_papers_of_the_city_lie_everywhere_they_can_and_some_are_looked_for(
    demo_city: DemoCity,
) -> None:
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


def test_first_entry_says_that_all_is_simulated(demo_city: DemoCity) -> None:
    house = Case.objects.get(line="house")
    (event,) = events_of(house.id, "house")

    assert event.event.simulated is True  # type: ignore[attr-defined]
    assert Case.objects.order_by("opened_at").first() == house


def test_same_seed_and_day_give_the_same_head(db: None, _demo_city: Place, tmp_path: Path) -> None:
    """Not in the city that stands: it is built once more, in an empty database."""
    assert build_demo(tmp_path).head == _demo_city.made.head


def test_lost_passwords_of_the_city_are_renewed_and_no_others(demo_city: DemoCity) -> None:
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
