"""What is counted by licence goes on with the power, whichever organ holds it now."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests import factories, two_organs
from tests.barred import decline_as_false, file, risky_matter
from tests.ledger.clocks import SetClock
from tests.two_organs import NEW, OLD, POWER, STEPS, act

from yichuang.approval import public as approval
from yichuang.approval.errors import Barred, NotInTurn, QuotaFull
from yichuang.catalogue.public import (
    EditionContent,
    EditionRow,
    Risk,
    content_of,
    edition_row,
    new_draft_from,
    review,
    save_draft,
    send_to_review,
)
from yichuang.catalogue.public import publish as publish_edition
from yichuang.directory.models import Organ
from yichuang.directory.public import (
    actor_in_post,
    give_title,
    organs_of_power,
    today,
    transfer_power,
)
from yichuang.kernel.public import ports, using_ports
from yichuang.ledger.public import Case

pytestmark = pytest.mark.django_db
COUNTY = "320213000000"


@pytest.fixture
def city() -> factories.City:
    city = factories.make_city()
    two_organs.let_the_head_publish_for_all()
    return city


def publish(organ: str, code: str, **more: object) -> EditionRow:
    """Publish the licence of two steps for an organ; one of which there is but one."""
    content = factories.contents()["licence"]
    about: dict[str, Any] = {"name": "两步许可", "task_code": code, "catalog_code": POWER}
    about |= {"materials": (), "steps": STEPS, "quota_limit": 1, **more}
    name = two_organs.NEW_NAME if organ == NEW else two_organs.OLD_NAME
    return factories.publish_matter(
        dataclasses.replace(content, **about), organ=organ, organ_name=name
    )


def next_edition(old: EditionRow, content: EditionContent) -> EditionRow:
    """Publish the next edition of a matter; not on the day of the last."""
    editor = actor_in_post("T-catalogue", "test.catalogue")
    draft = new_draft_from(old.id, actor=editor)
    save_draft(draft, content, actor=editor)
    send_to_review(draft, actor=editor)
    review(draft, ok=True, actor=actor_in_post("T-legal", "test.legal"))
    publish_edition(draft, actor=actor_in_post("T-head", "test.head", second_factor=True))
    return edition_row(draft)


def transfer() -> None:
    transfer_power(
        power_code=POWER,
        from_organ=OLD,
        to_organ=NEW,
        on=today(),
        basis="《行政许可法》第二十五条；示例省人民政府批复",
    )


def decider(organ: str) -> Any:
    prefix, code = ("test", "T") if organ == NEW else ("other", "O")
    return lambda post: actor_in_post(f"{code}-{post}", f"{prefix}.{post}", second_factor=True)


def ready(city: factories.City, edition: EditionRow, key: str) -> UUID:
    case = two_organs.file(city, edition, key)
    post = decider(edition.organ_code)
    act(case, approval.Accept(), city.officer("window"))
    act(case, approval.GiveOpinion(step="examine", agrees=True), post("examine"))
    return case


def grant(edition: EditionRow, case: UUID) -> None:
    act(case, approval.Decide(granted=True), decider(edition.organ_code)("decide"))


def test_places_taken_at_the_former_holder_are_taken_at_the_new_one(city: factories.City) -> None:
    old, new = publish(OLD, "old"), publish(NEW, "new")
    first = ready(city, old, "one-power-1")
    grant(old, first)
    act(first, approval.Issue(), decider(OLD)("decide"))
    transfer()
    second = ready(city, new, "one-power-2")

    with pytest.raises(QuotaFull):
        grant(new, second)

    assert Case.objects.get(pk=second).status == "accepted"


def test_granted_but_not_made_out_by_the_former_holder_takes_a_place(city: factories.City) -> None:
    old, new = publish(OLD, "old"), publish(NEW, "new")
    first = ready(city, old, "one-power-1")
    grant(old, first)
    transfer()
    second = ready(city, new, "one-power-2")

    with pytest.raises(QuotaFull):
        grant(new, second)


def test_who_was_accepted_by_the_former_holder_comes_first(city: factories.City) -> None:
    old, new = publish(OLD, "old"), publish(NEW, "new")
    first = ready(city, old, "one-power-1")
    transfer()
    with using_ports(clock=SetClock(ports().clock.now() + timedelta(minutes=1))):
        second = ready(city, new, "one-power-2")
        with pytest.raises(NotInTurn):
            grant(new, second)
        grant(old, first)  # begun before the transfer: the old organ ends it, in its turn

        with pytest.raises(QuotaFull):
            grant(new, second)


def test_organs_without_a_transfer_count_apart(city: factories.City) -> None:
    old, new = publish(OLD, "old"), publish(NEW, "new")
    grant(old, ready(city, old, "one-power-1"))

    grant(new, ready(city, new, "one-power-2"))


def test_licence_of_another_name_under_the_same_power_is_counted_apart(
    city: factories.City,
) -> None:
    result = factories.contents()["licence"].result
    assert result is not None
    other = dataclasses.replace(result, name="示例另一许可证")
    old, new = publish(OLD, "old", result=other), publish(NEW, "new")
    grant(old, ready(city, old, "one-power-1"))
    transfer()

    grant(new, ready(city, new, "one-power-2"))


def test_new_edition_with_another_code_and_type_does_not_begin_anew(city: factories.City) -> None:
    result = factories.contents()["licence"].result
    assert result is not None
    old = publish(NEW, "one")
    first = ready(city, old, "one-power-1")
    grant(old, first)
    act(first, approval.Issue(), decider(NEW)("decide"))
    changed = dataclasses.replace(
        content_of(old.id),
        catalog_code="000999907002",
        result=dataclasses.replace(result, licence_type="077", name="示例新名称许可证"),
    )
    with using_ports(clock=SetClock(ports().clock.now() + timedelta(days=1))):
        new = next_edition(old, changed)
        assert new.matter_code == old.matter_code
        second = ready(city, new, "one-power-2")

        with pytest.raises(QuotaFull):
            grant(new, second)


def test_bar_from_the_former_holder_binds_at_the_new_one(city: factories.City) -> None:
    risks = {"risks": (Risk.PUBLIC_SAFETY,), "on_promise": None, "quota_limit": None}
    old, new = publish(OLD, "old", **risks), publish(NEW, "new", **risks)
    decline_as_false(city, old)
    assert approval.bar_on(city.parties["citizen"], new.matter_code, today()) is None
    transfer()

    with pytest.raises(Barred) as refusal:
        file(city, new, "citizen", "new-holder")

    assert refusal.value.article == "LicLaw 78"
    assert Case.objects.count() == 1
    assert approval.bar_on(city.parties["neighbour"], new.matter_code, today()) is None


def test_bar_outlives_an_edition_that_is_found_under_another_code(city: factories.City) -> None:
    old = risky_matter()
    decline_as_false(city, old)
    changed = dataclasses.replace(content_of(old.id), catalog_code="000199901999")

    with using_ports(clock=SetClock(ports().clock.now() + timedelta(days=1))):
        new = next_edition(old, changed)
        with pytest.raises(Barred):
            file(city, new, "citizen", "next-edition")


def test_title_for_one_county_leaves_the_count_of_the_rest_apart(city: factories.City) -> None:
    Organ.objects.filter(pk=NEW).update(region=COUNTY, level="county")
    give_title(
        organ=NEW,
        power_code=POWER,
        kind="empowered",
        valid_from=date(2026, 1, 1),
        from_organ=OLD,
        basis="示例省人民政府决定",
    )

    assert organs_of_power(NEW, {POWER}, whole=True) == {NEW}
    assert organs_of_power(OLD, {POWER}, whole=False) == {OLD, NEW}
    assert organs_of_power(OLD, {"000999907999"}, whole=False) == {OLD}
