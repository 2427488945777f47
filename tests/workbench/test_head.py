"""The head's page: numbers that open their rows, both exports, and the list of warnings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.approval.histories import MovingClock
from tests.factories import City, file_case, walk
from yichuang.approval import public as approval
from yichuang.directory.models import Look
from yichuang.kernel.public import using_ports
from yichuang.law.public import CHINA_TIME

Ask = Callable[[str], Client]


@pytest.fixture
def clock() -> Iterator[MovingClock]:
    moving = MovingClock(datetime(2026, 9, 7, 10, tzinfo=CHINA_TIME))
    with using_ports(clock=moving):
        yield moving


@pytest.fixture
def city(small_city: City, settings: Any, clock: MovingClock) -> City:
    """The small city on Monday 7 September 2026."""
    assert clock.at.year == 2026
    settings.YICHUANG_DEMO = True
    return small_city


def counts(page: Any) -> dict[str, int]:
    return {one.kind: one.count for one in page.context["page"].figures if one.count}


def test_numbers_open_exactly_their_rows(city: City, signed_in: Ask) -> None:
    licence = file_case(city)
    other = file_case(city, "payment", key="factory-filing-2")
    walk(city, licence, until="accept")
    client = signed_in("head")

    page = client.get("/work/today/")
    figure = next(one for one in page.context["page"].figures if one.kind == "accepted")
    rows = client.get(f"/work/today/rows/?{figure.query}")

    assert counts(page) == {"received": 2, "accepted": 1, "open": 2}
    assert f"/work/today/rows/?{figure.query}".replace("&", "&amp;") in page.content.decode()
    assert licence.number in rows.content.decode()
    assert other.number not in rows.content.decode()


def test_officers_stand_with_what_they_did(city: City, signed_in: Ask) -> None:
    """The window clerk accepted; who filed online was no officer."""
    walk(city, file_case(city), until="accept")
    client = signed_in("head")

    lines = {one.name: one for one in client.get("/work/today/").context["page"].officers}
    his = next(one for one in lines["演示window"].figures if one.kind == "accepted")
    nobodys = lines["网上申请、尚无人经办或者系统记录"]

    assert his.count == 1
    assert parse_qs(his.query)["officer"] == ["T-window"]
    assert {one.kind: one.count for one in nobodys.figures if one.count} == {"received": 1}
    for line in (lines["演示window"], nobodys):
        for one in line.figures:
            found = client.get(f"/work/today/rows/?{one.query}").context["found"]
            assert len(found.rows) == one.count, one


def test_without_a_number_the_open_cases_are_shown(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)

    page = signed_in("head").get("/work/today/rows/")

    assert page.context["found"].title == "在办"
    assert receipt.number in page.content.decode()


def test_returned_cases_are_counted_apart(city: City, signed_in: Ask) -> None:
    window, head = city.officer("window"), city.officer("head")
    first = file_case(city, key="factory-filing-1", gap=True)
    second = file_case(city, key="factory-filing-2")
    third = file_case(city, key="factory-filing-3")
    notice = approval.RequestSupplement(items=(approval.SupplementItem("plan", ("缺页",)),))
    decline = approval.DeclineAcceptance(ground="not_required", reasons="示例")
    refuse = approval.Decide(granted=False, reasons="示例")
    approval.act(first.case_id, notice, actor=window, key="returned-1")
    approval.act(second.case_id, decline, actor=window, key="returned-2")
    walk(city, third, until="review")
    approval.act(third.case_id, refuse, actor=head, key="returned-3")

    page = signed_in("head").get("/work/today/")

    assert counts(page) == {
        "received": 3,
        "accepted": 1,
        "closed": 1,
        "not_accepted": 1,
        "supplement": 1,
        "refused": 1,
        "open": 2,
    }


def test_period_is_today_this_week_or_this_month(
    city: City, signed_in: Ask, clock: MovingClock
) -> None:
    file_case(city)  # on a Monday
    client = signed_in("head")

    def received(days: int, span: str) -> int:
        clock.at = datetime(2026, 9, 7, 10, tzinfo=CHINA_TIME) + timedelta(days=days)
        return counts(client.get("/work/today/", {"span": span})).get("received", 0)

    assert [received(days, "today") for days in (0, 1)] == [1, 0]
    assert [received(days, "week") for days in (0, 6, 7)] == [1, 1, 0]
    assert [received(days, "month") for days in (0, 23, 24)] == [1, 1, 0]


@pytest.mark.parametrize(
    "address",
    [
        "/work/today/?span=century",
        "/work/today/figures/?span=century",
        "/work/today/rows/?kind=profit",
        "/work/today/rows/?kind=received&span=x",
        "/work/today/rows/?kind=received&after=!!",
        "/work/warnings/?level=purple",
        "/work/warnings/?after=!!",
        "/work/warnings/?level=none",
    ],
)
def test_unknown_question_is_refused(city: City, signed_in: Ask, address: str) -> None:
    assert signed_in("head").get(address).status_code == 422


def test_pages_of_the_head_are_for_the_head(city: City, signed_in: Ask) -> None:
    file_case(city)
    for address in ("/work/today/", "/work/today/rows/?kind=open", "/work/warnings/"):
        assert signed_in("window").get(address).status_code == 403
        assert signed_in("citizen").get(address).status_code == 403
    assert signed_in("window").get("/work/today/figures/").status_code == 403
    refused = signed_in("window").post("/work/today/rows/export/", {"kind": "open", "ground": "x"})
    assert refused.status_code == 403
    assert not Look.objects.exists()


def test_page_costs_the_same_however_many_cases(
    city: City, signed_in: Ask, django_assert_num_queries: Any
) -> None:
    client = signed_in("head")
    walk(city, file_case(city), until="accept")
    client.get("/work/today/")
    for n in range(3):
        file_case(city, key=f"factory-filing-more-{n}")
    with django_assert_num_queries(9):  # session, account with standing, five counts, two names
        client.get("/work/today/")


def test_numbers_are_exported_without_anybodys_data(city: City, signed_in: Ask) -> None:
    walk(city, file_case(city), until="accept")

    reply = signed_in("head").get("/work/today/figures/", {"span": "week"})

    book = CalamineWorkbook.from_filelike(BytesIO(reply.content))
    organs, officers = (book.get_sheet_by_index(n).to_python() for n in (0, 1))
    assert str(organs[0][0]).startswith("示例市行政审批局 分管领导 演示head 于 ")
    assert "2026-09-07 至 2026-09-07" in str(organs[1][0])
    assert organs[2][:3] == ["机关", "收件", "受理"]
    assert organs[3][:3] == ["示例市行政审批局", 1, 1]
    assert organs[4][:3] == ["合计", 1, 1]
    assert ["示例市行政审批局", "演示window", 0, 1] in [row[:4] for row in officers]
    assert not Look.objects.exists()


def test_rows_of_a_number_are_exported_as_looks(city: City, signed_in: Ask) -> None:
    first = file_case(city)
    file_case(city, "payment", who="neighbour", key="factory-filing-2")
    walk(city, first, until="accept")
    client = signed_in("head")
    question = {"kind": "accepted", "span": "today", "organ": city.organ}

    refused = client.post("/work/today/rows/export/", {**question, "ground": " "})
    assert refused.status_code == 422
    assert not Look.objects.exists()
    reply = client.post("/work/today/rows/export/", {**question, "ground": "晨会"})

    rows = CalamineWorkbook.from_filelike(BytesIO(reply.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[2:]] == [first.number]
    assert {(look.party_id, look.ground) for look in Look.objects.all()} == {
        (city.parties["citizen"], "晨会")
    }


def test_warnings_say_why_line_by_line(city: City, signed_in: Ask, clock: MovingClock) -> None:
    """Due on Sunday 20 September, a day worked in place of another; yellow on Monday."""
    receipt = file_case(city)
    walk(city, receipt, until="accept")
    client = signed_in("head")

    clock.at = datetime(2026, 9, 17, 9, tzinfo=CHINA_TIME)
    reminder = client.get("/work/warnings/")
    clock.at = datetime(2026, 9, 21, 9, tzinfo=CHINA_TIME)
    yellow = client.get("/work/warnings/", {"level": "yellow"})
    red = client.get("/work/warnings/", {"level": "red"})

    (row,) = reminder.context["page"].rows
    assert (row.level, row.label) == ("reminder", "提醒")
    assert row.why == "全部 10 日，已用 8 日；用到第 8 日起提醒（五分之四）"
    assert [one.why for one in yellow.context["page"].rows] == ["超过期限 1 个工作日，还没有办理"]
    assert "调休上班，计1个工作日" in yellow.content.decode()
    assert "测试甲" not in yellow.content.decode()
    assert receipt.number in yellow.content.decode()
    assert receipt.number not in red.content.decode()


def test_warnings_are_paged_without_loss(
    city: City, signed_in: Ask, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yichuang.workbench.pages.warnings.PAGE", 2)
    numbers = {file_case(city, key=f"factory-filing-{n}").number for n in range(5)}
    clock.at = clock.at + timedelta(days=5)  # the answer is due by then, none is deemed accepted
    client, seen, after = signed_in("head"), [], ""

    for _ in range(3):
        page = client.get("/work/warnings/", {"after": after}).context["page"]
        seen += [one.row.number for one in page.rows]
        after = page.next

    assert len(seen) == 5
    assert set(seen) == numbers
    assert after == ""
