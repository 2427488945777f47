"""Bars through the house: looked up for the same party and matter, told on the papers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests import factories
from tests.barred import decline_as_false, file, risky_matter
from tests.ledger.clocks import SetClock

from yichuang.approval import public as approval
from yichuang.approval.errors import Barred
from yichuang.catalogue.public import EditionRow
from yichuang.documents.public import paper_content, papers_of_case
from yichuang.kernel.public import ports, using_ports
from yichuang.ledger.public import Case, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(small_city: factories.City) -> factories.City:
    return small_city


@pytest.fixture
def risky(city: factories.City) -> EditionRow:
    return risky_matter()


def test_same_party_waits_a_year_online_and_at_the_window_and_nothing_is_written(
    city: factories.City, risky: EditionRow
) -> None:
    decline_as_false(city, risky)
    taken = approval.Receive(
        form=dict(factories.LICENCE_FORM), applicant=factories.applicant("citizen")
    )

    with pytest.raises(Barred):
        file(city, risky, "citizen", "second")
    with pytest.raises(Barred) as refusal:
        approval.receive_application(
            actor=city.officer("window"),
            edition_id=risky.id,
            party=city.parties["citizen"],
            command=taken,
            key="bar-window-1",
        )

    assert refusal.value.article == "LicLaw 78"
    assert Case.objects.count() == 1


def test_bar_binds_neither_others_nor_other_matters_and_ends(
    city: factories.City, risky: EditionRow
) -> None:
    case = decline_as_false(city, risky)
    today = approval.legal_day(ports().clock.now())
    party, matter = city.parties["citizen"], risky.matter_code
    bar = approval.bar_on(party, matter, today)

    assert bar is not None
    assert approval.bar_on(city.parties["neighbour"], matter, today) is None
    assert approval.bar_on(None, matter, today) is None
    assert approval.bar_on(party, "another-matter", today) is None
    assert approval.bar_on(party, matter, bar.until) == bar
    assert approval.bar_on(party, matter, bar.until + timedelta(days=1)) is None
    with using_ports(clock=SetClock(ports().clock.now() + timedelta(days=367))):
        assert file(city, risky, "citizen", "later").case_id != case.case_id
    assert verify().findings == []


def test_paper_states_the_warning_the_bar_and_the_article(
    city: factories.City, risky: EditionRow
) -> None:
    case = decline_as_false(city, risky)
    bar = approval.bar_on(
        city.parties["citizen"], risky.matter_code, approval.legal_day(ports().clock.now())
    )
    assert bar is not None
    content = paper_content(papers_of_case(case.case_id).get(name__contains="不予受理").id)

    assert (content.warned, content.barred_until) == (True, bar.until)
    assert content.basis[0] == "《行政许可法》第七十八条"
