"""A benefit without an application: found in data, seen by the person, taken up by one yes."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from tests import factories
from tests.ledger.clocks import SetClock
from tests.offering import KNOWN, SOURCE, entitled, offered_payment

from yichuang.approval import public as approval
from yichuang.approval.errors import GroundMissing, OfferNotOpen, OfferRowsInvalid
from yichuang.approval.models import Offer
from yichuang.catalogue.lint import Flaw, LintContext, lint
from yichuang.catalogue.public import EditionRow, PowerType, content_of
from yichuang.directory.public import (
    NotAllowed,
    PowerTransferred,
    looks_shown_to,
    today,
    transfer_power,
)
from yichuang.kernel.public import NotFound, ports, using_ports
from yichuang.ledger.public import Case, Receipt, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(small_city: factories.City) -> factories.City:
    return small_city


@pytest.fixture
def payment(city: factories.City) -> EditionRow:
    return offered_payment()


def offered(city: factories.City, payment: EditionRow) -> Offer:
    made = approval.make_offers(city.officer("head"), payment.id, [entitled()])
    return made[0]


def yes(city: factories.City, offer: Offer, key: str = "offer-yes-1", who: str = "citizen"):  # type: ignore[no-untyped-def]
    return approval.take_up(
        city.party(who),
        offer.id,
        answers={},
        applicant=factories.applicant(who),
        key=key,
    )


def test_one_yes_is_a_complete_filing_that_names_its_offer(
    city: factories.City, payment: EditionRow
) -> None:
    offer = offered(city, payment)

    receipt = yes(city, offer)

    page = approval.case_page(city.officer("window"), receipt.case_id)
    filed = page.events[0].event
    assert (page.state.status, page.state.entrance) == ("received", "offer")
    assert page.state.gaps == ()
    assert [(line.code, line.how) for line in page.materials] == [("income", "interface")]
    assert page.form == KNOWN
    assert (filed.offer, filed.offer_source) == (str(offer.id), SOURCE)
    assert approval.offer_to(city.party("citizen"), offer.id).row.case == receipt.case_id
    assert verify().findings == []


def test_what_the_data_say_is_not_the_persons_to_change(
    city: factories.City, payment: EditionRow
) -> None:
    offer = offered(city, payment)

    receipt = approval.take_up(
        city.party("citizen"),
        offer.id,
        answers={"DE_INCOME_FEN": 1, "DE_ALONE": True},
        applicant=factories.applicant("citizen"),
        key="offer-yes-2",
    )

    form = approval.case_page(city.officer("window"), receipt.case_id).form
    assert form == {**KNOWN, "DE_ALONE": True}


def test_everybody_found_sees_that_he_was_looked_for(
    city: factories.City, payment: EditionRow
) -> None:
    offered(city, payment)

    seen = looks_shown_to(city.parties["citizen"])

    assert [(line.purpose, line.count) for line in seen] == [("offer", 1)]
    assert looks_shown_to(city.parties["neighbour"]) == []


def test_offer_is_taken_once_and_the_same_answer_again_files_once(
    city: factories.City, payment: EditionRow
) -> None:
    offer = offered(city, payment)

    first, again = yes(city, offer), yes(city, offer)
    with pytest.raises(OfferNotOpen):
        yes(city, offer, key="offer-yes-other")

    assert again.case_id == first.case_id
    assert again.repeated
    assert Case.objects.count() == 1


def test_offer_stands_to_the_end_of_its_last_day(city: factories.City, payment: EditionRow) -> None:
    offer = offered(city, payment)
    last = ports().clock.now() + timedelta(
        days=(offer.until - approval.legal_day(offer.made_at)).days
    )

    with using_ports(clock=SetClock(last + timedelta(days=1))):
        with pytest.raises(OfferNotOpen):
            yes(city, offer)
        assert approval.offers_to(city.party("citizen")) == []
    with using_ports(clock=SetClock(last)):
        assert [card.row.id for card in approval.offers_to(city.party("citizen"))] == [offer.id]
        yes(city, offer)


def test_offer_let_pass_is_in_nobodys_way(city: factories.City, payment: EditionRow) -> None:
    offer = offered(city, payment)

    with using_ports(clock=SetClock(ports().clock.now() + timedelta(days=60))):
        again = offered(city, payment)
        assert [card.row.id for card in approval.offers_to(city.party("citizen"))] == [again.id]
    offer.refresh_from_db()
    assert offer.state == "lapsed"


def test_declined_or_recalled_it_is_over_and_nothing_follows(
    city: factories.City, payment: EditionRow
) -> None:
    offer = offered(city, payment)
    approval.decline_offer(city.party("citizen"), offer.id)
    with pytest.raises(OfferNotOpen):
        yes(city, offer)
    second = offered(city, payment)  # he may be asked again
    with pytest.raises(GroundMissing):
        approval.recall_offer(city.officer("head"), second.id, ground=" ")
    approval.recall_offer(city.officer("head"), second.id, ground="数据有误")

    with pytest.raises(OfferNotOpen):
        yes(city, second)
    assert not Case.objects.exists()


def test_offer_is_nobody_elses(city: factories.City, payment: EditionRow) -> None:
    offer = offered(city, payment)

    with pytest.raises(NotFound):
        yes(city, offer, who="neighbour")
    with pytest.raises(NotFound):
        approval.decline_offer(city.party("neighbour"), offer.id)
    with pytest.raises(NotAllowed):
        approval.make_offers(city.officer("examine"), payment.id, [entitled()])
    with pytest.raises(NotAllowed):
        approval.offers_of_organ(city.officer("window"))


def test_filing_cannot_name_an_offer_that_is_not_its_own(
    city: factories.City, payment: EditionRow
) -> None:
    offer = offered(city, payment)
    command = approval.File(
        form=dict(KNOWN), applicant=factories.applicant("neighbour"), offer=str(offer.id)
    )

    with pytest.raises(OfferNotOpen):
        approval.file_application(
            actor=city.party("neighbour"),
            edition_id=payment.id,
            party=city.parties["neighbour"],
            command=command,
            key="offer-stolen",
        )


def test_list_is_taken_whole_or_not_at_all_and_every_fault_is_named(
    city: factories.City, payment: EditionRow
) -> None:
    rows = [
        entitled(),
        entitled(),
        entitled("320200209908080083"),
        entitled(DE_INCOME_FEN="很少", DE_NEW="x"),
    ]

    with pytest.raises(OfferRowsInvalid) as refusal:
        approval.make_offers(city.officer("head"), payment.id, rows)

    assert [(one["row"], one["field"], one["rule"]) for one in refusal.value.facts["errors"]] == [
        (2, "number", "twice"),
        (3, "number", "unknown"),
        (4, "number", "twice"),
        (4, "月收入", "type"),
        (4, "DE_NEW", "unknown"),
    ]
    assert not Offer.objects.exists()
    # Whether somebody is in the register is told him, though nothing was made of the list.
    assert [one.purpose for one in looks_shown_to(city.parties["citizen"])] == ["offer"]
    for empty in ([], [entitled()] * 2001):
        with pytest.raises(OfferRowsInvalid):
            approval.make_offers(city.officer("head"), payment.id, empty)


def test_guide_without_terms_offers_nothing_and_a_licence_never_may(city: factories.City) -> None:
    with pytest.raises(OfferNotOpen):
        approval.make_offers(city.officer("head"), city.payment.id, [entitled()])

    content = content_of(offered_payment().id)
    licence = dataclasses.replace(content, power_type=PowerType.LICENCE)
    assert Flaw.LICENCE_OFFERED in {
        one.code for one in lint(licence, LintContext(resolves=lambda _: True))
    }


def transferred(payment: EditionRow) -> None:
    transfer_power(
        power_code=payment.power_code,
        from_organ=payment.organ_code,
        to_organ=factories.OTHER_ORGAN,
        on=today(),
        basis="示例省人民政府批复",
    )


def test_organ_whose_power_has_gone_offers_nothing(
    city: factories.City, payment: EditionRow
) -> None:
    transferred(payment)

    with pytest.raises(PowerTransferred) as refusal:
        approval.make_offers(city.officer("head"), payment.id, [entitled()])

    assert refusal.value.facts["competent_organ"] == "示例市另一机关"
    assert not Offer.objects.exists()
    assert looks_shown_to(city.parties["citizen"]) == []


def test_offer_made_before_the_power_went_is_not_taken_up_afterwards(
    city: factories.City, payment: EditionRow
) -> None:
    offer = offered(city, payment)
    transferred(payment)

    with pytest.raises(PowerTransferred):
        yes(city, offer)

    assert Offer.objects.get().state == "open"
    assert not Case.objects.exists()


def test_filing_by_any_other_way_settles_the_offer_and_keeps_what_its_data_say(
    city: factories.City, payment: EditionRow
) -> None:
    offer = offered(city, payment)

    def file(key: str) -> Receipt:
        return approval.file_application(
            actor=city.party("citizen"),
            edition_id=payment.id,
            party=city.parties["citizen"],
            command=approval.File(
                form={"DE_INCOME_FEN": 1},
                applicant=factories.applicant(),
                offer=str(offer.id),
            ),
            key=key,
        )

    receipt = file("offer-direct-1")
    again = file("offer-direct-1")

    row = Offer.objects.get()
    assert (row.state, row.case) == ("taken", receipt.case_id)
    assert row.ended_by == city.party("citizen").id
    assert (again.case_id, again.repeated) == (receipt.case_id, True)
    assert approval.case_page(city.officer("window"), receipt.case_id).form == KNOWN
    with pytest.raises(OfferNotOpen):
        file("offer-direct-2")
    assert Case.objects.count() == 1


def test_filing_that_names_no_offer_at_all_is_refused(
    city: factories.City, payment: EditionRow
) -> None:
    with pytest.raises(OfferNotOpen):
        approval.file_application(
            actor=city.party("citizen"),
            edition_id=payment.id,
            party=city.parties["citizen"],
            command=approval.File(form={}, applicant=factories.applicant(), offer="no-uuid"),
            key="offer-none-1",
        )
