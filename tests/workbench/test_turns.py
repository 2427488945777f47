"""The pages of the steps off the straight road: what is asked, taken and shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from tests import factories
from tests.factories import City, file_case, walk
from yichuang.approval import public as approval
from yichuang.kernel.public import ports
from yichuang.ledger.public import Case, Receipt

Ask = Callable[[str], Client]


def address(receipt: Receipt, step: str = "") -> str:
    return f"/work/cases/{receipt.case_id}/{step + '/' if step else ''}"


def promised_case(city: City) -> Receipt:
    """Return a case granted on a promise."""
    edition = factories.published(factories.promised())
    case = approval.receive_application(
        actor=city.officer("window"),
        edition_id=edition.id,
        party=city.parties["citizen"],
        command=approval.Receive(
            form=dict(factories.LICENCE_FORM),
            applicant=factories.applicant(),
            promise_signed_by="测试甲",
        ),
        key="promise-page-1",
    )
    for post, command in (
        ("window", approval.Accept()),
        ("decide", approval.Decide(granted=True)),
    ):
        approval.act(case.case_id, command, actor=city.officer(post), key=f"page-{command.kind}")
    return case


def test_finding_is_asked_for_and_what_is_missing_is_told(city: City, signed_in: Ask) -> None:
    case, client = promised_case(city), signed_in("examine")

    page = client.get(address(case)).content.decode()
    wrong = client.post(
        address(case, "promise-check"),
        {"key": "check-key-1", "seen_no": "3", "promise-check-outcome": "correct"},
    )

    assert "告知承诺" in page
    assert "承诺核查" in page
    assert wrong.status_code == 422
    text = wrong.content.decode()
    assert "请填写“核查发现的问题（写给当事人看）”" in text
    assert "请填写“改正期限”" in text
    assert Case.objects.get(pk=case.case_id).version == 3


def test_broken_promise_is_revoked_from_the_page(city: City, signed_in: Ask) -> None:
    case = promised_case(city)
    found = {
        "key": "check-key-1",
        "seen_no": "3",
        "promise-check-outcome": "not_kept",
        "promise-check-findings": "未设置设施",
    }
    assert signed_in("examine").post(address(case, "promise-check"), found).status_code == 302
    client = signed_in("decide")
    asked = client.get(address(case)).content.decode()
    ending = {
        "key": "ending-key-1",
        "seen_no": "4",
        "ending-ground": "revoked.promise_not_kept",
        "ending-reasons": "未履行承诺",
    }
    reply = client.post(address(case, "ending"), ending)

    assert '<option value="revoked.promise_not_kept" selected>' in asked
    assert reply.status_code == 302
    page = client.get(address(case)).content.decode()
    assert "已办结（已撤销）" in page
    assert "撤销：未履行承诺" in page
    assert "撤销行政许可决定书" in page


def test_recall_without_a_word_on_compensation_is_not_taken(city: City, signed_in: Ask) -> None:
    case = file_case(city)
    walk(city, case, until="deliver")
    before = Case.objects.get(pk=case.case_id).version
    ending = {
        "key": "ending-key-1",
        "seen_no": str(before),
        "ending-ground": "recalled.law_changed",
        "ending-reasons": "依据废止",
    }

    reply = signed_in("decide").post(address(case, "ending"), ending)

    assert reply.status_code == 422
    assert "请填写“补偿”" in reply.content.decode()
    assert Case.objects.get(pk=case.case_id).version == before


def test_counter_asks_who_signed_only_where_a_promise_is_offered(
    city: City, signed_in: Ask
) -> None:
    edition = factories.published(factories.promised())
    client = signed_in("window")
    party = city.parties["citizen"]

    offered = client.get(f"/work/counter/?party={party}&edition={edition.id}").content.decode()
    plain = client.get(f"/work/counter/?party={party}&edition={city.licence.id}").content.decode()

    assert "告知承诺书签名人" in offered
    assert "告知承诺书签名人" not in plain


def test_gap_is_promised_and_filled_from_the_page(city: City, signed_in: Ask) -> None:
    edition = factories.published(factories.with_gaps())
    plan = approval.MaterialGiven("plan", "paper", copies=1)
    case = approval.receive_application(
        actor=city.officer("window"),
        edition_id=edition.id,
        party=city.parties["citizen"],
        command=approval.Receive(
            form=dict(factories.LICENCE_FORM), applicant=factories.applicant(), materials=(plan,)
        ),
        key="gap-page-1",
    )
    client = signed_in("window")
    asked = client.get(address(case)).content.decode()
    late = {
        "key": "gap-key-1",
        "seen_no": "1",
        "acceptance-with-gaps-bring_by": "2199-12-31",
        "acceptance-with-gaps-signed_by": "测试甲",
    }
    wrong = client.post(address(case, "acceptance-with-gaps"), late)
    by = approval.legal_day(ports().clock.now()) + timedelta(days=3)
    right = {**late, "key": "gap-key-2", "acceptance-with-gaps-bring_by": by.isoformat()}
    taken = client.post(address(case, "acceptance-with-gaps"), right)

    assert "承诺补交：场所照片" in asked
    assert wrong.status_code == 422
    assert "补交期限应当在今天以后" in wrong.content.decode()
    assert taken.status_code == 302
    page = client.get(address(case)).content.decode()
    assert "待补交：场所照片" in page
    brought = {"key": "gap-key-3", "seen_no": "2", "materials-photo-how": "paper"}
    assert client.post(address(case, "materials"), brought).status_code == 302
    assert Case.objects.get(pk=case.case_id).state["owed"] is None
