"""The small city that other suites stand on."""

from __future__ import annotations

from tests.factories import file_case, make_city, walk
from yichuang.approval.public import case_page
from yichuang.ledger.public import verify


def test_a_case_of_the_small_city_runs_from_filing_to_evaluation(db):
    city = make_city()
    receipt = file_case(city)

    walk(city, receipt, until="evaluate")

    page = case_page(city.party("citizen"), receipt.case_id)
    assert page.state.status == "closed"
    assert page.state.outcome == "granted"
    assert [event.kind for event in page.events] == [
        "filed",
        "accepted",
        "opinion_given",
        "opinion_given",
        "opinion_given",
        "granted",
        "issued",
        "delivered",
        "closed",
        "evaluated",
    ]
    assert verify().findings == []
