"""An agent whose mandate has ended: his principal's case is out of his sight, and of his hands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests import factories
from tests.factories import LONG_AGO, City
from tests.portal.test_public_pages import text_of
from yichuang.approval import public as approval
from yichuang.directory.public import give_mandate, revoke_mandate
from yichuang.ledger.public import Case, Receipt

Ask = Callable[[str], Client]
PAGES = (
    "",
    "receipt/",
    "delivery/",
    "payment/",
    "hearing/",
    "withdrawal/",
    "evaluation/",
    "record/",
)


def filed_by_agent(city: City) -> Receipt:
    """Return a licence made out, applied for by 测试乙 in the name of 测试甲."""
    upload = factories.upload(city.party("neighbour"))
    materials = tuple(
        approval.MaterialGiven(code, "upload", uploads=(str(upload.id),), digests=(upload.digest,))
        for code in factories.REQUIRED["licence"]
    )
    case = approval.file_application(
        actor=city.party("neighbour"),
        edition_id=city.licence.id,
        party=city.parties["citizen"],
        command=approval.File(
            form=dict(factories.LICENCE_FORM),
            applicant=factories.applicant(),
            materials=materials,
        ),
        key="agent-filing-1",
    )
    factories.walk(city, case, until="issue")
    return case


def given(city: City, *matters: str) -> object:
    return give_mandate(
        city.party("citizen"),
        principal=city.parties["citizen"],
        agent=city.parties["neighbour"],
        matters=matters,
        valid_from=LONG_AGO,
    )


@pytest.mark.parametrize("other", [False, True], ids=["none is left", "another matter's is left"])
@pytest.mark.parametrize("whole", [False, True], ids=["this matter's", "a whole one"])
def test_agent_without_a_mandate_for_it_sees_and_does_nothing(
    city: City, signed_in: Ask, whole: bool, other: bool
) -> None:
    mandate = given(city) if whole else given(city, city.licence.matter_code)
    if other:
        given(city, city.service.matter_code)
    case = filed_by_agent(city)
    agent = signed_in("neighbour")
    number = case.number
    assert agent.get(f"/cases/{case.case_id}/").status_code == 200

    revoke_mandate(city.party("citizen"), mandate)

    for page in PAGES:
        address = f"/cases/{case.case_id}/{page}"
        assert agent.get(address).status_code == 404, page
        assert agent.post(address, {"way": "collection"}).status_code in (404, 405), page
    assert number not in text_of(agent.get("/my/"))
    assert Case.objects.get(pk=case.case_id).state["delivery"]["way"] == ""
    assert number in text_of(signed_in("citizen").get("/my/"))


def test_mandate_given_anew_lets_the_agent_in_again(city: City, signed_in: Ask) -> None:
    mandate = given(city, city.licence.matter_code)
    case = filed_by_agent(city)
    revoke_mandate(city.party("citizen"), mandate)

    given(city, city.licence.matter_code, city.service.matter_code)

    assert signed_in("neighbour").get(f"/cases/{case.case_id}/").status_code == 200
