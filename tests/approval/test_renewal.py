"""A licence renewed, changed and carried on by silence: one number, a new version, papers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests import factories
from tests.ledger.clocks import SetClock
from tests.renewing import MONDAY, filed, granted, held, publish, take
from tests.two_organs import (
    NEW,
    NEW_NAME,
    OLD,
    POWER,
    file,
    finish,
    let_the_head_publish_for_all,
    matter,
)

from yichuang.approval import errors
from yichuang.approval import public as approval
from yichuang.approval.public import guide_to_renew
from yichuang.catalogue.public import EditionRow
from yichuang.directory.public import transfer_power
from yichuang.documents.public import papers_of_case
from yichuang.kernel.public import using_ports
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Case, Receipt, confirm_clock, verify, wake_due
from yichuang.licences.public import (
    LicenceState,
    change_state,
    licences_of,
    licences_of_case,
)
from yichuang.licences.public import verify as look_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[SetClock]:
    found = SetClock(MONDAY)
    with using_ports(clock=found):
        yield found


@pytest.fixture
def city(small_city: factories.City, clock: SetClock) -> factories.City:
    confirm_clock()
    return small_city


@pytest.fixture
def edition(city: factories.City) -> EditionRow:
    return publish()


def names(case: Receipt) -> list[str]:
    return [paper.name for paper in papers_of_case(case.case_id).order_by("created_at", "number")]


def test_a_granted_renewal_is_the_same_licence_with_a_later_end(
    city: factories.City, edition: EditionRow, clock: SetClock
) -> None:
    old = held(city, edition)
    clock.pass_time(timedelta(days=30))
    case = filed(city, edition, "renew-1", what="renewal", of_licence=old.number)
    granted(city, case)

    (new,) = licences_of_case(case.case_id)
    assert new.number == old.number
    assert (new.valid_from, new.valid_to) == (old.valid_from, date(2026, 8, 28))
    assert "准予延续决定书" in names(case)
    before, now = look_up(old.verification_code), look_up(new.verification_code)
    assert before is not None
    assert now is not None
    assert (before.in_force, before.following_identifier) == (False, new.identifier)
    assert now.in_force
    assert verify().findings == []


def test_silence_renews_by_itself_and_the_licence_lives_on(
    city: factories.City, edition: EditionRow, clock: SetClock
) -> None:
    old = held(city, edition)
    clock.pass_time(timedelta(days=30))
    case = filed(city, edition, "renew-1", what="renewal", of_licence=old.number)
    take(city, case, "window", approval.Accept())
    clock.pass_time(datetime(2026, 5, 31, tzinfo=CHINA_TIME) - clock.at)

    assert wake_due().woken == 1

    (new,) = licences_of_case(case.case_id)
    assert (new.number, new.valid_to, new.in_force) == (old.number, date(2026, 8, 28), True)
    assert Case.objects.get(pk=case.case_id).status == "issued"
    assert "准予延续决定书" in names(case)
    assert verify().findings == []


def test_a_late_silence_waits_for_the_head_and_not_the_licence(
    city: factories.City, edition: EditionRow, clock: SetClock
) -> None:
    old = held(city, edition)
    clock.pass_time(timedelta(days=30))
    case = filed(city, edition, "renew-1", what="renewal", of_licence=old.number)
    take(city, case, "window", approval.Accept())
    clock.pass_time(datetime(2026, 6, 2, 9, tzinfo=CHINA_TIME) - clock.at)
    assert wake_due().woken == 1

    (new,) = licences_of_case(case.case_id)
    assert new.in_force
    assert "准予延续决定书" not in names(case)
    take(city, case, "head", approval.ConfirmDeemed())
    assert "准予延续决定书" in names(case)
    assert verify().findings == []


def test_a_change_replaces_the_content_and_a_refusal_leaves_it(
    city: factories.City, edition: EditionRow
) -> None:
    old = held(city, edition)
    change = filed(city, edition, "change-1", what="change", of_licence=old.number)
    take(city, change, "window", approval.Accept())
    take(city, change, "decide", approval.Decide(granted=False, reasons="不符合条件"))
    assert "不予变更决定书" in names(change)
    assert [card.in_force for card in licences_of(city.parties["citizen"])] == [True]

    again = filed(city, edition, "change-2", what="change", of_licence=old.number)
    granted(city, again)

    (new,) = licences_of_case(again.case_id)
    assert (new.number, new.valid_to) == (old.number, old.valid_to)
    assert "准予变更决定书" in names(again)
    assert verify().findings == []


def test_nobody_renews_the_licence_of_another_or_one_that_is_not(
    city: factories.City, edition: EditionRow
) -> None:
    old = held(city, edition)
    cases = Case.objects.count()
    with pytest.raises(errors.LicenceUnknown):
        filed(city, edition, "no-1", what="renewal", of_licence="没有的编号")
    other = next(name for name in city.parties if name != "citizen")
    with pytest.raises(errors.LicenceNotHeld):
        filed(city, edition, "no-2", other, what="renewal", of_licence=old.number)

    assert Case.objects.count() == cases


def test_a_revoked_licence_is_not_renewed_and_the_worker_asks_only_once(
    city: factories.City, edition: EditionRow, clock: SetClock
) -> None:
    old = held(city, edition)
    clock.pass_time(timedelta(days=30))
    case = filed(city, edition, "renew-1", what="renewal", of_licence=old.number)
    take(city, case, "window", approval.Accept())
    change_state(old.id, LicenceState.REVOKED, ground="fraud", organ_code=factories.BUREAU)
    clock.pass_time(datetime(2026, 5, 31, tzinfo=CHINA_TIME) - clock.at)

    assert [wake_due().woken, wake_due().woken] == [1, 0]

    assert Case.objects.get(pk=case.case_id).status == "accepted"
    assert licences_of_case(case.case_id) == []
    assert verify().findings == []


def test_a_second_renewal_waits_for_the_first(
    city: factories.City, edition: EditionRow, clock: SetClock
) -> None:
    old = held(city, edition)
    clock.pass_time(timedelta(days=30))
    first = filed(city, edition, "renew-1", what="renewal", of_licence=old.number)
    with pytest.raises(errors.RenewalRunning):
        filed(city, edition, "renew-2", what="renewal", of_licence=old.number)
    filed(city, edition, "change-1", what="change", of_licence=old.number)

    take(city, first, "citizen", approval.Withdraw())
    assert filed(city, edition, "renew-3", what="renewal", of_licence=old.number)


def test_a_licence_of_before_the_transfer_is_renewed_where_the_power_is_now(
    city: factories.City, clock: SetClock
) -> None:
    let_the_head_publish_for_all()
    before, after = matter(OLD, "old"), matter(NEW, "new")
    first = file(city, before, "transfer-old-1")
    finish(city, first, OLD)
    (old,) = licences_of_case(first)
    assert guide_to_renew(first, MONDAY.date()) == before
    day = date(2026, 3, 3)
    transfer_power(
        power_code=POWER, from_organ=OLD, to_organ=NEW, on=day, basis="《行政许可法》第二十五条"
    )
    clock.pass_time(timedelta(days=2))
    guide = guide_to_renew(first, date(2026, 3, 4))
    assert guide is not None
    assert guide.id == after.id

    case = renew(city, guide, old.number)
    finish(city, case, NEW)

    (new,) = licences_of_case(case)
    # Each organ numbers its own: both begin with 1, and the identifiers differ.
    assert (new.organ_name, new.identifier == old.identifier) == (NEW_NAME, False)
    assert (new.valid_from, new.valid_to) == (old.valid_from, date(2032, 3, 1))
    shown = look_up(old.verification_code)
    assert shown is not None
    assert (shown.in_force, shown.following_identifier) == (False, new.identifier)
    assert verify().findings == []


def renew(city: factories.City, edition: EditionRow, number: str) -> Any:
    command = approval.File(
        form=dict(factories.LICENCE_FORM),
        applicant=factories.applicant(),
        what="renewal",
        of_licence=number,
    )
    citizen = city.parties["citizen"]
    return approval.file_application(
        actor=city.party("citizen"),
        edition_id=edition.id,
        party=citizen,
        command=command,
        key="transfer-new-1",
    ).case_id


def test_no_entry_of_an_earlier_day_revives_what_has_run_out(
    city: factories.City, edition: EditionRow, clock: SetClock
) -> None:
    old = held(city, edition)
    clock.pass_time(datetime(2026, 8, 3, 9, tzinfo=CHINA_TIME) - clock.at)
    receive = approval.Receive(
        form=dict(factories.LICENCE_FORM),
        applicant=factories.applicant("citizen"),
        what="renewal",
        of_licence=old.number,
        received_at=datetime(2026, 4, 1, 9, tzinfo=CHINA_TIME),
        late_ground="示例",
    )

    with pytest.raises(errors.LicenceNotInForce):
        approval.receive_application(
            actor=city.officer("window"),
            edition_id=edition.id,
            party=city.parties["citizen"],
            command=receive,
            key="late-renewal",
        )
    assert [card.in_force for card in licences_of(city.parties["citizen"])] == [False]


def test_what_lives_on_in_a_later_case_is_not_ended_by_the_first(
    city: factories.City, edition: EditionRow, clock: SetClock
) -> None:
    old = held(city, edition)
    assert old.case_id is not None
    clock.pass_time(timedelta(days=30))
    case = filed(city, edition, "renew-1", what="renewal", of_licence=old.number)
    take(city, case, "window", approval.Accept())
    expired = approval.EndGrant(how="deregistered", ground="expired", reasons="示例")
    head = city.officer("head")

    clock.pass_time(datetime(2026, 5, 31, 0, 0, 30, tzinfo=CHINA_TIME) - clock.at)
    with pytest.raises(errors.GrantNotEndable):  # silence may have renewed it already
        approval.act(old.case_id, expired, actor=head, key="end-running")
    assert wake_due().woken == 1
    for ending in (expired, approval.EndGrant(how="revoked", ground="fraud", reasons="示例")):
        with pytest.raises(errors.GrantNotEndable):
            approval.act(old.case_id, ending, actor=head, key=f"end-{ending.how}")
    (new,) = licences_of_case(case.case_id)
    assert new.in_force
