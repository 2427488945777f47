"""A running bundle: filed in one act; results open what waits; a refusal stops no other."""

from __future__ import annotations

import dataclasses
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests import factories
from tests.approval import bundling

from yichuang.approval import public as approval
from yichuang.approval.bundle_commands import NoteResult
from yichuang.approval.errors import (
    AnswersInvalid,
    BundleNotFound,
    BundleTooLarge,
    BundleTooSmall,
    RealNameLevelTooLow,
)
from yichuang.directory.public import NotAllowed, PowerTransferred, system, today, transfer_power
from yichuang.documents.public import UploadNotFound
from yichuang.kernel.public import InvalidInput
from yichuang.ledger.public import Case, KeyUsedDifferently, events_of, execute, lag, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(small_city: factories.City) -> bundling.Town:
    return bundling.make_town(small_city)


def view(town: bundling.Town, filed: Any, who: str = "citizen") -> approval.BundleView:
    return approval.bundle_view(town.city.party(who), filed.receipt.case_id)


def standings(town: bundling.Town, filed: Any) -> dict[str, str]:
    return {one.member.pin.matter: one.member.standing for one in view(town, filed).members}


def case_of(town: bundling.Town, filed: Any, matter: str) -> UUID:
    found = {one.member.pin.matter: one.member.case for one in view(town, filed).members}
    return UUID(found[matter])


def walk(town: bundling.Town, case: UUID, until: str) -> None:
    receipt = dataclasses.make_dataclass("R", ["case_id"])(case)
    factories.walk(town.city, receipt, until=until)
    bundling.react()


def test_one_filing_makes_a_case_of_each_matter_that_waits_for_nothing(town: bundling.Town) -> None:
    filed = bundling.file(town)

    by_matter = {one.matter: one for one in filed.members}
    assert filed.receipt.number.startswith("YJS320200000000")
    assert by_matter["test-licence"].number != by_matter["test-sign"].number != ""
    assert (by_matter["test-shop"].case_id, by_matter["test-shop"].number) == (None, "")
    assert by_matter["test-shop"].waits_for == ("test-licence",)
    assert standings(town, filed) == {
        "test-licence": "filed",
        "test-shop": "waiting",
        "test-sign": "filed",
    }
    page = approval.case_page(town.city.party("citizen"), by_matter["test-licence"].case_id)
    assert page.state.gaps == ()
    assert page.form == factories.LICENCE_FORM
    assert page.events[0].event.bundle == str(filed.receipt.case_id)
    assert approval.bundle_of(page.case.id) == filed.receipt.case_id
    assert verify().findings == []


def test_promised_day_is_the_longest_path_not_the_sum(town: bundling.Town) -> None:
    filed = bundling.file(town)

    state = view(town, filed).state
    # 10 working days for the licence, then 10 for the shop; 3 for the sign beside them.
    assert state.path == ("test-licence", "test-shop")
    ends = {one.pin.matter: one.pin.ends_on for one in state.members}
    begins = {one.pin.matter: one.pin.begins_on for one in state.members}
    assert begins["test-shop"] == ends["test-licence"]
    assert filed.promised_on == ends["test-shop"] > ends["test-licence"] > ends["test-sign"]


def test_licence_of_one_files_the_one_that_waits_with_it_filled_in(town: bundling.Town) -> None:
    filed = bundling.file(town)

    walk(town, case_of(town, filed, "test-licence"), "issue")

    assert standings(town, filed)["test-shop"] == "filed"
    page = approval.case_page(town.city.party("citizen"), case_of(town, filed, "test-shop"))
    assert {line.code: line.how for line in page.materials} == {
        "apply": "form",
        "licence": "licence",
        "plan": "upload",
    }
    assert (page.state.status, page.state.gaps) == ("received", ())
    assert page.state.number != ""
    assert page.applicant == factories.applicant()
    assert page.form == factories.LICENCE_FORM


def test_clock_of_what_waited_begins_when_it_is_filed(town: bundling.Town) -> None:
    filed = bundling.file(town)

    walk(town, case_of(town, filed, "test-licence"), "issue")

    events = events_of(case_of(town, filed, "test-licence"), approval.LINE)
    issued = next(one.recorded_at for one in events if one.kind == "issued")
    shop = approval.case_page(town.city.party("citizen"), case_of(town, filed, "test-shop"))
    assert shop.state.received_at is not None
    assert shop.state.received_at >= issued
    assert shop.state.accepted_at is None


def test_news_told_twice_files_once(town: bundling.Town) -> None:
    filed = bundling.file(town)
    licence = case_of(town, filed, "test-licence")
    walk(town, licence, "issue")
    before = Case.objects.count()

    execute(
        filed.receipt.case_id,
        NoteResult(case=licence),
        actor=system("approval.bundles"),
        key="told-again-1",
    )

    assert Case.objects.count() == before


def test_refusal_stops_only_what_depends_on_it(town: bundling.Town) -> None:
    filed = bundling.file(town)
    licence = case_of(town, filed, "test-licence")
    walk(town, licence, "review")

    refuse = approval.Decide(granted=False, reasons="场所不符合条件。", articles=("LicLaw 38",))
    approval.act(licence, refuse, actor=town.city.officer("decide"), key="refuse-licence")
    deliver = approval.Deliver(method="counter")
    approval.act(licence, deliver, actor=town.city.officer("window"), key="refuse-deliver")
    bundling.react()

    assert standings(town, filed) == {
        "test-licence": "ended",
        "test-shop": "dropped",
        "test-sign": "filed",
    }
    assert view(town, filed).state.status == "running"


def test_bundle_is_closed_when_every_matter_is_over(town: bundling.Town) -> None:
    filed = bundling.file(town)

    for matter in ("test-sign", "test-licence", "test-shop"):
        walk(town, case_of(town, filed, matter), "deliver")

    state = view(town, filed).state
    assert state.status == "closed"
    assert {one.why for one in state.members} == {"granted"}
    assert state.anomalies == ()


def test_withdrawal_drops_what_waits_and_leaves_the_rest(town: bundling.Town) -> None:
    filed = bundling.file(town)
    licence = case_of(town, filed, "test-licence")

    approval.act(licence, approval.Withdraw(), actor=town.city.party("citizen"), key="withdraw-1")
    bundling.react()

    assert standings(town, filed)["test-shop"] == "dropped"
    assert standings(town, filed)["test-sign"] == "filed"


def test_gap_of_one_turns_nothing_away(town: bundling.Town) -> None:
    filed = bundling.file(town, without=("test-sign/drawing",))

    page = approval.case_page(town.city.party("citizen"), case_of(town, filed, "test-sign"))
    assert page.state.gaps == ("drawing",)


def test_same_key_gives_the_same_receipt_and_another_content_is_refused(
    town: bundling.Town,
) -> None:
    citizen, party = town.city.party("citizen"), town.city.parties["citizen"]
    asked = bundling.command(town)
    file = approval.file_bundle

    first = file(actor=citizen, party=party, command=asked, key="bundle-key-1")
    again = file(actor=citizen, party=party, command=asked, key="bundle-key-1")
    other = dataclasses.replace(asked, form={**asked.form, "DE_AREA": 81})
    with pytest.raises(KeyUsedDifferently):
        file(actor=citizen, party=party, command=other, key="bundle-key-1")

    assert again.members == first.members
    assert again.receipt.repeated
    assert Case.objects.count() == 3  # the bundle and two of its members


def test_licence_held_already_is_waited_for_by_nobody(town: bundling.Town) -> None:
    receipt = factories.file_case(town.city)
    factories.walk(town.city, receipt, until="issue")
    asked = bundling.command(town, without=("test-licence/plan", "test-licence/rules"))
    asked = dataclasses.replace(asked, editions=(town.shop.id, town.sign.id))

    filed = approval.file_bundle(
        actor=town.city.party("citizen"),
        party=town.city.parties["citizen"],
        command=asked,
        key="bundle-held-1",
    )

    assert [one.waits_for for one in filed.members] == [(), ()]
    page = approval.case_page(town.city.party("citizen"), case_of(town, filed, "test-shop"))
    assert page.state.gaps == ()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"editions": ()}, BundleTooSmall),
        ({"editions": "one"}, BundleTooSmall),
        ({"editions": "twice"}, InvalidInput),
        ({"editions": "many"}, BundleTooLarge),
        ({"form": {"DE_AREA": "eighty"}}, AnswersInvalid),
        ({"form": {"DE_NOBODY_ASKS": 1}}, AnswersInvalid),
        ({"situations": {"nobody_asks": "yes"}}, AnswersInvalid),
        ({"documents": (approval.BundleDocument("test-sign/other", ()),)}, InvalidInput),
        ({"documents": (approval.BundleDocument("test-sign/drawing", ("x",)),)}, InvalidInput),
        (
            {"documents": (approval.BundleDocument("test-sign/drawing", (str(uuid4()),)),)},
            UploadNotFound,
        ),
    ],
)
def test_bad_filing_is_refused_and_leaves_nothing(
    town: bundling.Town, change: dict[str, Any], refusal: type[Exception]
) -> None:
    editions = {
        "one": (town.sign.id,),
        "twice": (town.sign.id, town.sign.id),
        "many": tuple(uuid4() for _ in range(21)),
    }
    if change.get("editions"):
        change = {"editions": editions[change["editions"]]}
    asked = dataclasses.replace(bundling.command(town), **change)

    with pytest.raises(refusal):
        approval.file_bundle(
            actor=town.city.party("citizen"),
            party=town.city.parties["citizen"],
            command=asked,
            key="bundle-bad-1",
        )

    assert Case.objects.count() == 0


def test_nobody_files_for_another_without_a_mandate(town: bundling.Town) -> None:
    asked = bundling.command(town, who="neighbour")

    with pytest.raises(NotAllowed):
        approval.file_bundle(
            actor=town.city.party("neighbour"),
            party=town.city.parties["citizen"],
            command=asked,
            key="bundle-other-1",
        )
    with pytest.raises(RealNameLevelTooLow):
        approval.file_bundle(
            actor=town.city.party("neighbour", level=1),
            party=town.city.parties["neighbour"],
            command=asked,
            key="bundle-other-2",
        )

    assert Case.objects.count() == 0


def test_bundle_is_seen_by_its_people_alone(town: bundling.Town) -> None:
    filed = bundling.file(town)

    assert view(town, filed).case.id == filed.receipt.case_id
    assert approval.bundle_view(town.city.officer("window"), filed.receipt.case_id).members
    with pytest.raises(BundleNotFound):
        view(town, filed, who="neighbour")
    with pytest.raises(BundleNotFound):
        approval.bundle_view(town.city.party("citizen"), case_of(town, filed, "test-sign"))


def test_only_the_house_tells_a_bundle_of_its_members(town: bundling.Town) -> None:
    filed = bundling.file(town)

    for actor in (town.city.party("citizen"), town.city.officer("decide")):
        with pytest.raises(NotAllowed):
            execute(
                filed.receipt.case_id,
                NoteResult(case=case_of(town, filed, "test-licence")),
                actor=actor,
                key="not-the-house",
            )


def test_what_cannot_be_filed_any_more_stands_on_record_and_stops_nobody(
    town: bundling.Town,
) -> None:
    filed = bundling.file(town)
    transfer_power(
        power_code="000999901011",
        from_organ=factories.BUREAU,
        to_organ=factories.OTHER_ORGAN,
        on=today(),
        basis="示例划转",
    )

    walk(town, case_of(town, filed, "test-licence"), "issue")

    assert standings(town, filed) == {
        "test-licence": "filed",
        "test-shop": "not_filed",
        "test-sign": "filed",
    }
    shop = view(town, filed).state.member("test-shop")
    assert shop is not None
    assert shop.why == PowerTransferred.code
    assert Case.objects.count() == 3
    assert lag() == dict.fromkeys(lag(), 0)
