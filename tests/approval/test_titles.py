"""The title of the first day decides name, seal and remedies, whatever changes later."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from tests import factories
from tests.ledger.clocks import SetClock
from tests.two_organs import (
    NEW,
    NEW_NAME,
    OLD,
    OLD_NAME,
    POWER,
    decision,
    file,
    finish,
    let_the_head_publish_for_all,
    matter,
    papers,
    signer,
)

from yichuang.approval import public as approval
from yichuang.catalogue.public import EditionRow
from yichuang.directory.models import Organ
from yichuang.directory.public import (
    PowerTransferred,
    TitleNotInForce,
    end_title,
    give_title,
    import_divisions,
    transfer_power,
)
from yichuang.kernel.public import using_ports
from yichuang.ledger.public import Case, verify
from yichuang.licences.public import licences_of_case

pytestmark = pytest.mark.django_db

COUNTY = "320213000000"
DAY_BEFORE, TRANSFER, AFTER = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 5)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[SetClock]:
    clock = SetClock(noon(date(2026, 2, 2)))
    with using_ports(clock=clock):
        yield clock


@pytest.fixture
def city(small_city: factories.City, clock: SetClock) -> factories.City:
    import_divisions(
        [{"code": "320213", "name": "示范区", "valid_from": "2020-01-01"}],
        as_of=factories.LONG_AGO,
    )
    Organ.objects.filter(pk=OLD).update(region=COUNTY, level="county")
    let_the_head_publish_for_all()
    return small_city


def the_old_one() -> EditionRow:
    """Publish the county organ's matter; its guide leaves the review to the law."""
    return matter(OLD, "old", region=COUNTY, reviewer="")


def transfer() -> None:
    transfer_power(
        power_code=POWER,
        from_organ=OLD,
        to_organ=NEW,
        on=TRANSFER,
        basis="《行政许可法》第二十五条；示例省人民政府批复",
    )


def test_cases_before_and_after_a_transfer_differ_in_name_seal_and_remedies(
    city: factories.City, clock: SetClock
) -> None:
    old, new = the_old_one(), matter(NEW, "new")
    transfer()
    clock.at = noon(DAY_BEFORE)
    before = file(city, old, "title-before-1")
    clock.at = noon(TRANSFER)
    after = file(city, new, "title-after-1")

    clock.at = noon(AFTER)
    finish(city, before, OLD)
    finish(city, after, NEW)

    moved = (
        f"依据《行政许可法》第二十五条、示例省人民政府批复，原由{OLD_NAME}行使的"
        "本项职权划转由本机关行使。"
    )
    for case, code, name, government, basis in (
        (before, OLD, OLD_NAME, "示例市示范区人民政府", ""),
        (after, NEW, NEW_NAME, "示例市人民政府", moved),
    ):
        made = papers(case)
        assert {paper.organ_name for paper in made.values()} == {name}
        assert {paper.organ_code for paper in made.values()} == {code}
        assert signer(made["acceptance"]) == name
        assert signer(made["grant"]) == name
        said = decision(case)
        assert said.remedies is not None
        assert said.remedies.reconsideration_organ == government
        assert said.head.title_basis == basis
        (licence,) = licences_of_case(case)
        assert licence.organ_name == name
    assert verify().findings == []


def test_old_organ_takes_no_new_case_and_names_the_competent_one(
    city: factories.City, clock: SetClock
) -> None:
    old = the_old_one()
    transfer()
    clock.at = noon(TRANSFER)

    with pytest.raises(PowerTransferred) as refused:
        file(city, old, "title-late-1")

    assert refused.value.facts["competent_organ"] == NEW_NAME
    assert refused.value.facts["since"] == "2026-03-03"
    assert not Case.objects.exists()


def test_new_organ_takes_no_case_before_its_day(city: factories.City, clock: SetClock) -> None:
    new = matter(NEW, "new")
    transfer()
    clock.at = noon(DAY_BEFORE)

    with pytest.raises(TitleNotInForce):
        file(city, new, "title-early-1")
    assert not Case.objects.exists()


def test_what_came_before_the_transfer_may_be_entered_after_it(
    city: factories.City, clock: SetClock
) -> None:
    old = the_old_one()
    transfer()
    clock.at = noon(TRANSFER)
    late = approval.Receive(
        form=dict(factories.LICENCE_FORM),
        applicant=factories.applicant(),
        received_at=noon(DAY_BEFORE),
        late_ground="前一日系统停机",
    )
    asked = {
        "actor": city.officer("window"),
        "edition_id": old.id,
        "party": city.parties["citizen"],
    }

    case = approval.receive_application(command=late, key="title-entry-1", **asked).case_id

    assert papers(case)["receipt"].organ_name == OLD_NAME
    today = dataclasses.replace(late, received_at=None, late_ground="")
    with pytest.raises(PowerTransferred):
        approval.receive_application(command=today, key="title-entry-2", **asked)


def test_retry_after_the_transfer_meets_its_own_case(city: factories.City, clock: SetClock) -> None:
    old = the_old_one()
    transfer()
    clock.at = noon(DAY_BEFORE)
    first = file(city, old, "title-retry-1")
    clock.at = noon(TRANSFER)

    assert file(city, old, "title-retry-1") == first
    assert Case.objects.count() == 1


def test_case_opened_before_a_change_of_title_is_decided_under_the_old_one(
    city: factories.City, clock: SetClock
) -> None:
    edition = matter(NEW, "same")
    common = {"organ": NEW, "power_code": POWER}
    give_title(**common, kind="own", valid_from=factories.LONG_AGO, basis="示例依据")
    clock.at = noon(DAY_BEFORE)
    own = file(city, edition, "title-own-1")
    end_title(NEW, POWER, last_day=DAY_BEFORE)
    give_title(**common, kind="entrusted", from_organ=OLD, valid_from=TRANSFER, basis="示例委托书")
    clock.at = noon(TRANSFER)
    entrusted = file(city, edition, "title-entrusted-1")

    clock.at = noon(AFTER)
    finish(city, own, NEW)
    finish(city, entrusted, NEW)

    assert decision(own).head.acting_organ == ""
    assert signer(papers(own)["grant"]) == NEW_NAME
    assert signer(papers(entrusted)["grant"]) == OLD_NAME
    said = decision(entrusted)
    assert said.remedies is not None
    assert (said.head.organ_name, said.head.acting_organ) == (OLD_NAME, NEW_NAME)
    assert said.remedies.reconsideration_organ == "示例市示范区人民政府"
    assert said.remedies.respondent == OLD_NAME
    assert said.remedies.court == "有管辖权的人民法院"  # not that of the entrusted organ's place
    assert said.head.title_basis == (
        f"依据示例委托书，本项职权由{NEW_NAME}受{OLD_NAME}委托，以{OLD_NAME}的名义行使。"
    )
    assert Case.objects.get(pk=entrusted).organ == NEW  # its officers handle it
    assert verify().findings == []


def test_township_with_a_power_handed_down_is_reviewed_by_its_county(
    city: factories.City, clock: SetClock
) -> None:
    town = "320213001000"
    Organ.objects.filter(pk=NEW).update(region=town, level="township", kind="subdistrict")
    edition = matter(NEW, "town", region=town)
    give_title(
        organ=NEW,
        power_code=POWER,
        kind="empowered",
        from_organ=OLD,
        valid_from=factories.LONG_AGO,
        basis="示例赋权清单",
    )

    case = file(city, edition, "title-town-1")
    finish(city, case, NEW)

    said = decision(case)
    assert said.remedies is not None
    assert said.head.organ_name == NEW_NAME
    assert said.remedies.reconsideration_organ == "示例市示范区人民政府"
    assert said.head.title_basis == f"依据示例赋权清单，原由{OLD_NAME}行使的本项职权由本机关行使。"
