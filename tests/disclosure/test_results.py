"""What the public sees of results: grants only, persons masked, voided ones marked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests import factories

from yichuang.approval import public as approval
from yichuang.disclosure.models import PublishedResult
from yichuang.ledger.public import rebuild, run_readers, sequencer_pass, timeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(small_city: factories.City, tmp_path: Path, settings: Any) -> factories.City:
    settings.VAR = tmp_path
    return small_city


def _published() -> None:
    sequencer_pass()
    run_readers()


def test_grant_becomes_public_with_the_person_masked(city: factories.City) -> None:
    receipt = factories.file_case(city)
    factories.walk(city, receipt, until="review")
    _published()
    assert not PublishedResult.objects.exists()

    approval.act(
        receipt.case_id,
        approval.Decide(granted=True),
        actor=city.officer("decide"),
        key="decide-01",
    )
    _published()
    row = PublishedResult.objects.get(case_id=receipt.case_id)
    assert row.holder != "测试甲"
    assert row.holder.startswith("测")
    assert row.holder_code == ""
    assert row.decision_number


def test_firm_is_shown_with_its_credit_code(city: factories.City) -> None:
    receipt = factories.file_case(city, who="company")
    factories.walk(city, receipt, until="decide")
    _published()

    row = PublishedResult.objects.get(case_id=receipt.case_id)
    assert (row.holder, row.holder_code) == ("示例餐饮店", "91320213YY9000024X")


def test_payment_to_a_person_is_nobody_elses(city: factories.City) -> None:
    for who in ("citizen", "company"):
        receipt = factories.file_case(city, "payment", who=who, key=f"filing-{who}")
        steps = [
            ("window", approval.Accept()),
            ("examine", approval.GiveOpinion(step="examine", agrees=True)),
            ("decide", approval.Decide(granted=True)),
        ]
        for at, (post, command) in enumerate(steps):
            key = f"step-{at}-{who}"
            approval.act(receipt.case_id, command, actor=city.officer(post), key=key)
    _published()

    assert [row.holder for row in PublishedResult.objects.all()] == ["示例餐饮店"]


def test_refusal_is_not_published(city: factories.City) -> None:
    receipt = factories.file_case(city)
    factories.walk(city, receipt, until="review")
    refusal = approval.Decide(granted=False, reasons="不符合条件")
    approval.act(receipt.case_id, refusal, actor=city.officer("decide"), key="decide-01")
    _published()

    assert not PublishedResult.objects.exists()


def test_voided_case_is_marked_and_stays(city: factories.City, client: Client) -> None:
    receipt = factories.file_case(city, who="company")
    factories.walk(city, receipt, until="decide")
    void = approval.Void(ground="误录", approved_by="T-head")
    approval.act(receipt.case_id, void, actor=city.officer("decide"), key="void-0001")
    _published()

    row = PublishedResult.objects.get(case_id=receipt.case_id)
    assert row.withdrawn_on is not None
    assert "作废" in client.get(f"/results/{row.number}/").content.decode()


def test_rebuilt_results_equal_the_old_ones(city: factories.City) -> None:
    factories.walk(city, factories.file_case(city), until="decide")
    _published()
    before = list(PublishedResult.objects.values())

    rebuild("disclosure.results")
    assert list(PublishedResult.objects.values()) == before


def test_result_page_proves_what_was_recorded(city: factories.City, client: Client) -> None:
    receipt = factories.file_case(city, who="company")
    factories.walk(city, receipt, until="decide")
    _published()
    row = PublishedResult.objects.get(case_id=receipt.case_id)

    page = client.get(f"/results/{row.number}/").content.decode()
    from yichuang.ledger.public import Case

    granted = next(e for e in timeline(Case.objects.get(pk=receipt.case_id)) if e.kind == "granted")
    assert granted.hash.hex() in page


@pytest.mark.parametrize("query", ["", "示例", "%", "'", "䶮" * 500, "?page=9999"])
def test_listing_answers_any_question(city: factories.City, client: Client, query: str) -> None:
    assert client.get("/results/", {"q": query, "page": "x"}).status_code == 200


def test_control_character_is_refused(city: factories.City, client: Client) -> None:
    assert client.get("/results/", {"q": "\x00"}).status_code == 400
    assert client.get("/results/%00/").status_code == 400


def test_unknown_number_is_not_found(city: factories.City, client: Client) -> None:
    assert client.get("/results/nothing/").status_code == 404
