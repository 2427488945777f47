"""A licence renewed, changed and carried on by silence: one number, a new version, papers."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests import factories
from tests.ledger.clocks import SetClock

from yichuang.approval import errors
from yichuang.approval import public as approval
from yichuang.catalogue.public import EditionRow
from yichuang.documents.public import papers_of_case
from yichuang.kernel.public import using_ports
from yichuang.law.public import CHINA_TIME, Period, Unit
from yichuang.ledger.public import Case, Receipt, confirm_clock, verify, wake_due
from yichuang.licences.public import LicenceCard, licences_of, licences_of_case
from yichuang.licences.public import verify as look_up

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, tzinfo=CHINA_TIME)
ENDS = date(2026, 5, 30)  # ninety days from 2 March, both counted; a Saturday


@pytest.fixture
def clock() -> Iterator[SetClock]:
    found = SetClock(MONDAY)
    with using_ports(clock=found):
        yield found


@pytest.fixture
def city(clock: SetClock) -> factories.City:
    made = factories.make_city()
    confirm_clock()
    return made


@pytest.fixture
def edition(city: factories.City) -> EditionRow:
    content = factories.promised()
    assert content.result is not None
    term = Period(90, Unit.CALENDAR_DAY, "示例规定")
    return factories.published(
        dataclasses.replace(content, result=dataclasses.replace(content.result, validity=term))
    )


def take(city: factories.City, case: Receipt, post: str, command: Any) -> Receipt:
    key = f"{command.kind}-{case.case_id}"[:60]
    return approval.act(case.case_id, command, actor=city.officer(post), key=key)


def filed(
    city: factories.City, edition: EditionRow, key: str, who: str = "citizen", **about: str
) -> Receipt:
    command = approval.File(
        form=dict(factories.LICENCE_FORM),
        applicant=factories.applicant(who),
        promise_signed_by="测试甲",
        **about,
    )
    return approval.file_application(
        actor=city.party(who),
        edition_id=edition.id,
        party=city.parties[who],
        command=command,
        key=f"renewal-{key}",
    )


def granted(city: factories.City, case: Receipt) -> None:
    take(city, case, "window", approval.Accept())
    take(city, case, "decide", approval.Decide(granted=True))
    take(city, case, "decide", approval.Issue())


def held(city: factories.City, edition: EditionRow) -> LicenceCard:
    case = filed(city, edition, "new-1")
    granted(city, case)
    (licence,) = licences_of_case(case.case_id)
    assert licence.valid_to == ENDS
    return licence


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
