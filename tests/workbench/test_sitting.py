"""Several decisions in one sitting: each its own act, and nothing that was not shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories import LICENCE_STEPS, City, file_case, walk
from yichuang.approval import public as approval
from yichuang.approval.events import MaterialMark
from yichuang.approval.sitting import remarks
from yichuang.approval.state import ApplicationState, OpinionMark, Status
from yichuang.directory.models import Look
from yichuang.documents.public import papers_of_case
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Case, Receipt, events_of

Ask = Callable[[str], Client]
CONFIRM, GRANTED = "/work/decisions/confirmation/", "/work/decisions/granted/"


def waiting(city: City, n: int = 3) -> list[Receipt]:
    """File so many licence cases and take them to the decision."""
    found = [file_case(city, key=f"sitting-filing-{one}") for one in range(n)]
    for receipt in found:
        walk(city, receipt, until="review")
    return found


def ids(receipts: list[Receipt]) -> list[str]:
    return [str(one.case_id) for one in receipts]


def confirmed(client: Client, receipts: list[Receipt], **more: Any) -> Any:
    page = client.get(CONFIRM, {"case": ids(receipts)}).context["page"]
    return client.post(GRANTED, {"shown": page.shown, "keep": ids(receipts), **more})


def granted(receipt: Receipt) -> list[Any]:
    return [one for one in events_of(receipt.case_id, "approval") if one.kind == "granted"]


def test_cases_of_one_matter_are_offered_and_those_with_remarks_are_not(
    city: City, signed_in: Ask
) -> None:
    simple, doubtful = file_case(city), file_case(city, key="factory-filing-2")
    walk(city, simple, until="review")
    for name, post, command in LICENCE_STEPS[:4]:
        if name == "review":
            command = approval.GiveReview(step="review", agrees=False, opinion="面积不符")
        actor = city.officer(post)
        approval.act(doubtful.case_id, command, actor=actor, key=f"doubtful-{name}")
    file_case(city, key="factory-filing-3")  # not yet its turn

    page = signed_in("decide").get("/work/decisions/").context["page"]

    assert {row.number: row.remarks for row in page.rows} == {
        simple.number: [],
        doubtful.number: ["有人不同意"],
    }
    assert page.matters == [("test-licence", "示例经营许可", 2)]


def test_each_decision_is_an_act_of_its_own(city: City, signed_in: Ask) -> None:
    receipts = waiting(city)

    page = confirmed(signed_in("decide"), receipts)

    assert [row.number for row in page.context["decided"]] == [one.number for one in receipts]
    assert page.context["refused"] == []
    events = [event for one in receipts for event in granted(one)]
    assert [event.actor_id for event in events] == ["T-decide"] * 3
    assert len({event.event.number for event in events}) == 3
    assert len({event.hash for event in events}) == 3
    for one in receipts:
        assert papers_of_case(one.case_id).filter(content_digest__isnull=False).count() == 3


def test_key_facts_are_shown_with_a_masked_name_and_the_examiners_words(
    city: City, signed_in: Ask
) -> None:
    (receipt,) = waiting(city, 1)

    reply = signed_in("decide").get(CONFIRM, {"case": ids([receipt])})

    text = reply.content.decode()
    assert "测试甲" not in text
    for words in ("有固定场所。", "场所布局图（扫描件）", "属实", "演示examine（审查岗）"):
        assert words in text, words
    assert {(look.party_id, look.case_id) for look in Look.objects.all()} == {
        (city.parties["citizen"], receipt.case_id)
    }


def test_case_decided_by_somebody_else_is_reported_and_the_others_go_through(
    city: City, signed_in: Ask
) -> None:
    receipts = waiting(city)
    client = signed_in("decide")
    shown = client.get(CONFIRM, {"case": ids(receipts)}).context["page"].shown
    approval.act(
        receipts[1].case_id,
        approval.Decide(granted=False, reasons="示例"),
        actor=city.officer("head"),
        key="head-was-first",
    )

    page = client.post(GRANTED, {"shown": shown, "keep": ids(receipts)})

    assert [row.number for row in page.context["decided"]] == [
        receipts[0].number,
        receipts[2].number,
    ]
    (refused,) = page.context["refused"]
    assert refused.number == receipts[1].number
    assert refused.why == "演示head（分管领导）刚刚办理过：不予批准"
    assert Case.objects.get(pk=receipts[1].case_id).status == "refused"


def test_case_that_changed_since_it_was_shown_is_not_decided(city: City, signed_in: Ask) -> None:
    (receipt,) = waiting(city, 1)
    client = signed_in("decide")
    shown = client.get(CONFIRM, {"case": ids([receipt])}).context["page"].shown
    head, examiner = city.officer("head"), city.officer("examine")
    until = datetime.now(CHINA_TIME).date() + timedelta(days=30)
    pause = approval.Suspend(procedure="expert_review", reason="示例", expected_until=until)
    approval.act(receipt.case_id, pause, actor=examiner, key="pause-it-1")
    approval.act(receipt.case_id, approval.Resume(), actor=examiner, key="resume-it-1")

    page = client.post(GRANTED, {"shown": shown, "keep": ids([receipt])})

    assert page.context["decided"] == []
    assert granted(receipt) == []
    assert head.organ == city.organ


def test_what_is_not_kept_is_not_decided(city: City, signed_in: Ask) -> None:
    receipts = waiting(city, 2)
    client = signed_in("decide")
    shown = client.get(CONFIRM, {"case": ids(receipts)}).context["page"].shown

    client.post(GRANTED, {"shown": shown, "keep": ids(receipts[:1])})

    assert len(granted(receipts[0])) == 1
    assert granted(receipts[1]) == []


def test_nothing_is_decided_that_was_not_shown(city: City, signed_in: Ask) -> None:
    receipts = waiting(city, 2)
    client = signed_in("decide")
    shown = client.get(CONFIRM, {"case": ids(receipts[:1])}).context["page"].shown

    others = client.post(GRANTED, {"shown": shown, "keep": ids(receipts[1:])})
    forged = client.post(GRANTED, {"shown": shown[:-3] + "abc", "keep": ids(receipts)})
    stolen = signed_in("head").post(GRANTED, {"shown": shown, "keep": ids(receipts[:1])})
    bare = client.post(GRANTED, {"keep": ids(receipts)})

    assert [reply.status_code for reply in (others, forged, stolen, bare)] == [422] * 4
    assert not any(granted(one) for one in receipts)


def test_sending_the_page_twice_decides_once(city: City, signed_in: Ask) -> None:
    (receipt,) = waiting(city, 1)
    client = signed_in("decide")
    shown = client.get(CONFIRM, {"case": ids([receipt])}).context["page"].shown
    given = {"shown": shown, "keep": ids([receipt])}

    first, again = client.post(GRANTED, given), client.post(GRANTED, given)

    assert [len(page.context["decided"]) for page in (first, again)] == [1, 1]
    assert len(granted(receipt)) == 1


@pytest.mark.parametrize(
    ("query", "error"),
    [({}, "请至少选中一件"), ({"case": ["x"] * 3}, None), ({"case": ["nothing"]}, None)],
)
def test_wrong_choice_is_told(
    city: City, signed_in: Ask, query: dict[str, Any], error: str | None
) -> None:
    waiting(city, 1)

    reply = signed_in("decide").get(CONFIRM, query)

    assert reply.status_code == 422
    assert error is None or error in reply.content.decode()


def test_cases_of_two_matters_or_too_many_are_not_decided_together(
    city: City, signed_in: Ask
) -> None:
    (licence,) = waiting(city, 1)
    payment = file_case(city, "payment", key="factory-payment-1")
    client = signed_in("decide")
    many = [f"00000000-0000-8000-8000-{n:012d}" for n in range(21)]

    mixed = client.get(CONFIRM, {"case": ids([licence, payment])})
    unseen = client.get(CONFIRM, {"case": many[:1]})

    assert mixed.status_code == unseen.status_code == 422
    assert "一次只能选同一事项的办件" in mixed.content.decode()
    assert "一次最多选 20 件" in client.get(CONFIRM, {"case": many}).content.decode()


def test_case_whose_turn_has_passed_is_left_out(city: City, signed_in: Ask) -> None:
    receipts = waiting(city, 2)
    walk(city, receipts[0], until="decide")

    page = signed_in("decide").get(CONFIRM, {"case": ids(receipts)}).context["page"]

    assert [one.number for one in page.cases] == [receipts[1].number]
    assert [(one.number, one.remarks) for one in page.left_out] == [
        (receipts[0].number, ["还没有轮到决定，或者已经办理"])
    ]


def test_only_who_decides_comes_in(city: City, signed_in: Ask) -> None:
    receipts = waiting(city, 1)
    for post in ("window", "examine", "review", "citizen"):
        client = signed_in(post)
        assert client.get("/work/decisions/").status_code == 403
        assert client.get(CONFIRM, {"case": ids(receipts)}).status_code == 403
        assert client.post(GRANTED, {"keep": ids(receipts)}).status_code == 403
    page = signed_in("o-decide").get("/work/decisions/").context["page"]
    assert (page.rows, page.matters) == ([], [])
    assert signed_in("o-decide").get(CONFIRM, {"case": ids(receipts)}).status_code == 422


SIMPLE = ApplicationState(status=Status.ACCEPTED)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (SIMPLE, ()),
        (replace(SIMPLE, status=Status.SUSPENDED), ("not_turn",)),
        (replace(SIMPLE, opinions=(OpinionMark("verify", "a", True),)), ()),
        (
            replace(SIMPLE, opinions=(OpinionMark("a", "a", True), OpinionMark("b", "b", False))),
            ("disagreed",),
        ),
        (replace(SIMPLE, gaps=("plan",)), ("gaps",)),
        (replace(SIMPLE, materials=(MaterialMark("plan", "promise"),)), ("promised",)),
        (replace(SIMPLE, materials=(MaterialMark("plan", "upload"),)), ()),
        (replace(SIMPLE, anomalies=("accepted in closed",)), ("anomaly",)),
    ],
)
def test_remarks_keep_a_case_out_of_a_sitting(
    state: ApplicationState, expected: tuple[str, ...]
) -> None:
    assert remarks(state) == expected
