"""Printing results together: one file with a list in front; again only with a reason."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils.formats import date_format

from tests.documents.pdf_text import page_count, words
from tests.factories import file_case, walk
from yichuang.documents.public import Paper, Printing, papers_of_case, void_paper
from yichuang.ledger.public import Case


@pytest.fixture
def papers(city) -> list[Paper]:
    receipt = file_case(city)
    walk(city, receipt, until="issue")
    kinds = ("grant", "certificate")
    return list(papers_of_case(receipt.case_id).filter(kind__in=kinds))


def printed(client: Any, papers: list[Any], reason: str = "") -> Any:
    ids = [str(getattr(one, "id", one)) for one in papers]
    return client.post("/work/printing/", {"print-paper": ids, "print-reason": reason})


def test_papers_come_one_after_the_other_behind_their_list(signed_in, papers):
    client = signed_in("window")
    beside = 'target="_blank"'
    assert beside in client.get("/work/printing/").content.decode()  # the list stays where it is

    reply = printed(client, papers)

    assert reply["Content-Type"] == "application/pdf"
    pdf = reply.content
    assert page_count(pdf) >= 1 + len(papers)
    shown = words(pdf)
    assert "批量打印清单" in shown
    for paper in papers:
        assert shown.count(paper.number) >= 2  # in the list and on itself
    assert list(Printing.objects.values_list("copy", "reason").distinct()) == [(1, "")]


def test_printing_again_takes_a_reason_and_is_counted(signed_in, papers):
    client = signed_in("window")
    printed(client, papers[:1])

    refused = printed(client, papers)

    assert refused.status_code == 422
    assert "以前打印过" in refused.content.decode()
    assert Printing.objects.count() == 1
    assert printed(client, papers, "because").status_code == 422
    assert printed(client, papers, "jam").status_code == 200
    found = Printing.objects.order_by("printed_at", "copy").values_list("copy", "reason")
    assert sorted(found) == [(1, ""), (1, ""), (2, "jam")]
    with pytest.raises(DatabaseError), transaction.atomic():
        Printing.objects.update(reason="second_copy")


@pytest.mark.parametrize("chosen", [[], ["x"], ["01890000-0000-7000-8000-000000000000"]])
def test_nothing_chosen_is_told(signed_in, papers, chosen):
    reply = printed(signed_in("window"), chosen)

    assert reply.status_code == 422
    assert "请勾选一份到 50 份文书" in reply.content.decode()
    assert not Printing.objects.exists()


def test_a_void_paper_is_neither_listed_nor_printed(signed_in, papers):
    void_paper(papers[0].id, ground="clerical")
    client = signed_in("window")

    assert str(papers[0].id) not in client.get("/work/printing/").content.decode()
    assert printed(client, papers[:1]).status_code == 422


def test_who_does_not_hand_results_over_prints_none(signed_in, papers):
    assert printed(signed_in("examine"), papers).status_code == 403
    assert not Printing.objects.exists()


def test_a_row_names_case_applicant_and_date_and_the_list_can_be_narrowed(signed_in, papers):
    client = signed_in("window")
    case = Case.objects.get(pk=papers[0].case_id)

    page = client.get("/work/printing/").content.decode()
    assert case.number in page
    assert date_format(papers[0].issued_on) in page
    assert case.application.applicant_masked in page
    for query, shown in [
        (f"q={case.number[-6:]}", True),
        ("kind=certificate", True),
        ("kind=refusal", False),
        ("from=2100-01-01", False),
        ("from=yesterday&kind=poem&state=lost&page=x", True),
    ]:
        found = client.get(f"/work/printing/?{query}").content.decode()
        assert (str(papers[-1].id) in found or str(papers[0].id) in found) is shown, query


def test_what_was_printed_leaves_the_pile_and_is_found_beside_it(signed_in, papers):
    client = signed_in("window")
    printed(client, papers[:1])

    fresh = client.get("/work/printing/").content.decode()
    again = client.get("/work/printing/?state=printed").content.decode()

    assert str(papers[0].id) not in fresh
    assert str(papers[1].id) in fresh
    assert str(papers[0].id) in again
    assert str(papers[1].id) not in again


def test_a_whole_page_is_ticked_without_scripts(signed_in, papers):
    page = signed_in("window").get("/work/printing/?tick=all").content.decode()

    assert page.count(" checked") >= len(papers)
