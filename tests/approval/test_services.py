"""Filing: what is only said is not taken, and a retry meets its own case."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest
from tests import factories

from yichuang.approval import public as approval
from yichuang.approval.attachments import borne_out
from yichuang.approval.errors import AnswersInvalid
from yichuang.catalogue.public import SatisfiedBy, content_of
from yichuang.directory.public import NotAllowed
from yichuang.kernel.public import load
from yichuang.ledger.public import Case, KeyUsedDifferently, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(small_city: factories.City) -> factories.City:
    return small_city


def _asking_for_a_licence(city: factories.City, type_number: str) -> Any:
    content = content_of(city.licence.id)
    first = dataclasses.replace(
        content.materials[0], satisfied_by=(SatisfiedBy.LICENCE,), licence_type=type_number
    )
    return dataclasses.replace(content, materials=(first, *content.materials[1:])), first.code


def test_licence_that_is_only_claimed_does_not_count(city: factories.City) -> None:
    content, code = _asking_for_a_licence(city, "001")
    claim = approval.MaterialGiven(code, "licence")

    assert borne_out((claim,), content, city.parties["citizen"]) == ()


def test_licence_that_is_held_counts(city: factories.City) -> None:
    factories.walk(city, factories.file_case(city), until="issue")
    held = content_of(city.licence.id).result
    assert held is not None
    content, code = _asking_for_a_licence(city, held.licence_type)
    claim = approval.MaterialGiven(code, "licence")

    assert borne_out((claim,), content, city.parties["citizen"]) == (claim,)
    assert borne_out((claim,), content, city.parties["neighbour"]) == ()


def test_check_nobody_made_does_not_count(city: factories.City) -> None:
    content, code = _asking_for_a_licence(city, "001")
    claim = approval.MaterialGiven(code, "interface")

    assert borne_out((claim,), content, city.parties["citizen"]) == ()


def test_retry_after_the_guide_has_changed_gets_its_receipt(
    city: factories.City, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = factories.file_case(city)
    from yichuang.approval import services

    old = dataclasses.replace(
        services.edition_row(city.licence.id), state="superseded", fileable=False
    )
    monkeypatch.setattr(services, "edition_row", lambda _: old)

    again = _file_again(city, receipt)
    assert (again.case_id, again.repeated) == (receipt.case_id, True)
    assert Case.objects.count() == 1


def _file_again(city: factories.City, receipt: Any) -> Any:
    """Repeat the very command of `file_case`, with the uploads it already made."""
    state = load(approval.ApplicationState, Case.objects.get(pk=receipt.case_id).state)
    given = tuple(
        approval.MaterialGiven(m.code, m.how, uploads=m.uploads, digests=m.digests)
        for m in state.materials
    )
    command = approval.File(
        form=dict(factories.FORMS["licence"]),
        applicant=factories.applicant(),
        materials=given,
    )
    return approval.file_application(
        actor=city.party("citizen"),
        edition_id=city.licence.id,
        party=city.parties["citizen"],
        command=command,
        key="factory-filing-1",
    )


def test_answers_to_a_notice_are_checked_like_the_form(city: factories.City) -> None:
    receipt = factories.file_case(city, gap=True)
    code = factories.REQUIRED["licence"][0]
    notice = approval.RequestSupplement(items=(approval.SupplementItem(code, ("未提交",)),))
    approval.act(receipt.case_id, notice, actor=city.officer("window"), key="notice-01")

    answer = approval.AnswerSupplement(materials=(), answers={"no_such_field": "x"})
    with pytest.raises(AnswersInvalid):
        approval.act(receipt.case_id, answer, actor=city.party("citizen"), key="answer-01")


def test_corrected_receipt_shows_in_lists(city: factories.City) -> None:
    receipt = factories.file_case(city)
    row = approval.Application.objects.get(case_id=receipt.case_id)
    earlier = row.received_at - datetime.timedelta(days=1)
    correct = approval.Correct(
        no=1,
        field="received_at",
        value=earlier.isoformat(),
        ground="收件日期录错",
        approved_by="T-head",
    )
    approval.act(receipt.case_id, correct, actor=city.officer("decide"), key="correct-1")

    row.refresh_from_db()
    assert row.received_at == earlier
    assert verify().findings == []


def test_one_key_stands_for_one_filing(city: factories.City) -> None:
    command = approval.File(form={}, applicant=factories.applicant())
    asked = {"actor": city.party("citizen"), "party": city.parties["citizen"], "key": "one-key-1"}
    approval.file_application(edition_id=city.licence.id, command=command, **asked)

    with pytest.raises(KeyUsedDifferently):
        approval.file_application(edition_id=city.payment.id, command=command, **asked)


def test_window_names_no_agent_without_a_mandate(city: factories.City) -> None:
    command = approval.Receive(form={}, applicant=factories.applicant())
    asked = {
        "actor": city.officer("window"),
        "edition_id": city.licence.id,
        "party": city.parties["company"],
        "agent": city.parties["neighbour"],
        "command": command,
    }
    with pytest.raises(NotAllowed):
        approval.receive_application(key="agent-key-1", **asked)

    factories.give_all(city, "company", "neighbour")
    assert approval.receive_application(key="agent-key-2", **asked).number
