"""Searching and exporting: within reach only, and an export is seen."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.factories import City, file_case
from yichuang.directory.models import Look
from yichuang.workbench.exporting import neutral

Ask = Callable[[str], Client]


def test_case_is_found_by_the_end_of_its_number_and_by_matter_not_by_name(
    city: City, signed_in: Ask
) -> None:
    receipt = file_case(city)
    other = file_case(city, "payment", key="factory-filing-2")
    client = signed_in("window")

    by_number = client.get("/work/search/", {"q": receipt.number[-6:]}).content.decode()
    by_matter = client.get("/work/search/", {"q": "补助"}).content.decode()
    by_name = client.get("/work/search/", {"q": "测试甲"}).content.decode()

    assert receipt.number in by_number
    assert other.number in by_matter
    assert receipt.number not in by_matter
    assert receipt.number not in by_name
    assert "测试甲" not in by_number


def test_search_shows_no_case_of_another_organ(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)

    page = signed_in("o-examine").get("/work/search/", {"q": receipt.number}).content.decode()

    assert "没有符合条件的办件" in page


def test_search_by_status_and_days(city: City, signed_in: Ask) -> None:
    receipt = file_case(city)
    client = signed_in("window")

    def numbers(**query: str) -> bool:
        return receipt.number in client.get("/work/search/", query).content.decode()

    assert numbers(status="received")
    assert not numbers(status="closed")
    assert not numbers(to="2020-01-01")
    assert numbers(**{"from": "2020-01-01"})
    assert client.get("/work/search/", {"from": "yesterday"}).status_code == 422


def test_export_holds_the_rows_a_watermark_and_a_look_for_each_person(
    city: City, signed_in: Ask
) -> None:
    first = file_case(city)
    second = file_case(city, who="neighbour", key="factory-filing-2")

    reply = signed_in("head").post("/work/search/export/", {"ground": "月度核对"})

    rows = CalamineWorkbook.from_filelike(BytesIO(reply.content)).get_sheet_by_index(0).to_python()
    assert str(rows[0][0]).startswith("示例市行政审批局 分管领导 演示head 于 ")
    assert {row[0] for row in rows[2:]} == {first.number, second.number}
    assert "测试甲" not in str(rows)
    looks = Look.objects.filter(what="export")
    assert {look.party_id for look in looks} == {city.parties["citizen"], city.parties["neighbour"]}
    assert {look.ground for look in looks} == {"月度核对"}


def test_export_needs_the_act_and_a_ground(city: City, signed_in: Ask) -> None:
    file_case(city)

    assert signed_in("window").post("/work/search/export/", {"ground": "核对"}).status_code == 403
    assert signed_in("head").post("/work/search/export/", {"ground": " "}).status_code == 422
    assert not Look.objects.exists()


@pytest.mark.parametrize("given", ["=1+1", "+8613", "-2", "@SUM(A1)", "\tx"])
def test_cell_that_could_be_a_formula_is_neutralised(given: str) -> None:
    assert neutral(given) == f"'{given}"
    assert neutral("示例") == "示例"
