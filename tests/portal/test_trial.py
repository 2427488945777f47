"""A city's own table, checked and shown: only in an installation that says it is a trial."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.factories import City
from tests.portal.test_public_pages import text_of
from yichuang.catalogue.public import (
    GAP,
    Flaw,
    check_up,
    import_content,
    publish_for_trial,
    word_for,
)
from yichuang.catalogue.trial import NotATrial


@pytest.fixture
def trial(settings: Any) -> None:
    settings.TRIAL = True


def test_page_is_not_there_in_a_house_that_serves(city: City) -> None:
    assert Client().get("/trial/").status_code == 404
    assert Client().get("/trial/check-up.xlsx").status_code == 404


def test_nothing_is_published_unreviewed_in_a_house_that_serves(city: City) -> None:
    with pytest.raises(NotATrial):
        publish_for_trial()


@pytest.mark.usefixtures("trial")
def test_page_tells_flaws_and_the_workbook_says_the_same(city: City) -> None:
    found = check_up()

    page = Client().get("/trial/")
    file = io.BytesIO(Client().get("/trial/check-up.xlsx").content)

    assert page.status_code == 200
    assert f"检查了 {found.matters} 个事项，{found.sound} 个没有问题" in text_of(page)
    rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["事项编码", "事项名称", "办理机关"]
    assert len(rows) - 1 == len(found.remarks)
    one = found.remarks[0]
    assert (one.matter_code, one.matter_name) in {(row[0], row[1]) for row in rows}


@pytest.mark.usefixtures("trial")
def test_rows_that_were_not_kept_stand_above_the_flaws(city: City) -> None:
    head = "事项编码,事项名称,事项类型代码,区划代码,实施主体,实施主体编码,法定办结时限,法定时限单位"
    row = "test-0001,示例登记,01,320200000000,示例市示例局,11320200YY9000016G,二十,工作日"
    before = text_of(Client().get("/trial/"))

    import_content(f"{head}\n{row}\n".encode(), source="example")
    page = text_of(Client().get("/trial/"))

    assert "没有收下的行" not in before
    assert "没有收下的行" in page
    assert "第 2 行 · 法定办结时限 “二十” · 填写非负整数" in page


def test_every_flaw_has_words() -> None:
    assert all(str(word_for(code)) for code in [*Flaw, GAP])


@pytest.mark.usefixtures("trial")
@pytest.mark.parametrize("asked", ["page=0", "page=-1", "page=99999", "page=x", "flaw=nothing"])
def test_strange_questions_get_a_page(city: City, asked: str) -> None:
    assert Client().get(f"/trial/?{asked}").status_code == 200
