"""Exporting matters and taking them back."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
import python_calamine
from tests.catalogue.making import cited, make_content, make_draft, make_published

from yichuang.catalogue.models import Edition, Matter
from yichuang.catalogue.public import (
    Condition,
    Fee,
    FormField,
    Material,
    Situation,
    Step,
    content_of,
    editions_to_export,
    export_matters,
    import_content,
    import_matters,
    workbook,
)

pytestmark = pytest.mark.django_db
RICH = make_content(
    name="=1+1 示例经营许可",
    fees=(Fee("工本费", 500, "每证五元", cited(59)),),
    fields=(FormField("shop", "店名"),),
    situations=(Situation("place", "场所?", ("自有", "租赁")),),
    steps=(Step("examine", "审查", "approval.examine"),),
    faq=(("问", "答"),),
    materials=(
        Material("form", "申请书", basis=cited(31)),
        Material("id", "身份证", basis=cited(31)),
    ),
)


@pytest.fixture(autouse=True)
def _today(clock):
    return clock


def test_exported_matters_come_back_unchanged(tmp_path: Path):
    make_published(RICH, code="m-1")
    make_draft(code="m-2")
    path = tmp_path / "matters.jsonl"

    assert export_matters(path, drafts=True) == 2
    report = import_matters(path)

    assert (report.unchanged, report.total) == (2, 2)
    assert Edition.objects.count() == 2


def test_export_holds_what_is_in_force_unless_drafts_are_asked_for(tmp_path: Path):
    make_published(code="m-1")
    make_draft(code="m-2")

    assert export_matters(tmp_path / "public.jsonl") == 1
    assert export_matters(tmp_path / "other.jsonl", organ="nobody") == 0


def test_export_taken_elsewhere_gives_the_same_content(tmp_path: Path):
    make_published(RICH, code="m-1")
    path = tmp_path / "matters.jsonl"
    export_matters(path)
    elsewhere = path.read_text(encoding="utf-8").replace('"code": "m-1"', '"code": "m-9"')

    report = import_content(elsewhere.encode(), source="elsewhere")

    copy = Matter.objects.get(code="m-9")
    assert report.created == 1
    assert content_of(copy.editions.get().id) == RICH
    assert (copy.organ_name, copy.region) == ("示例局", "320200000000")


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"format": "yichuang/matter/9"}, "format"),
        ({"code": ""}, "code"),
        ({"region": 3202}, "region"),
        ({"content": {"name": "缺类型"}}, "content.power_type"),
        ({"content": "text"}, "content"),
    ],
)
def test_altered_export_row_is_rejected_by_its_path(tmp_path: Path, change, column):
    make_published(code="m-1")
    path = tmp_path / "matters.jsonl"
    export_matters(path)
    row = {**json.loads(path.read_text(encoding="utf-8")), **change}

    report = import_content(json.dumps(row).encode(), source="altered")

    assert column in [error.column for error in report.errors]
    assert report.kept == 0


def test_workbook_neutralises_formulas_and_lists_materials(tmp_path: Path):
    make_published(RICH, code="m-1")
    path = tmp_path / "matters.xlsx"

    assert export_matters(path) == 1

    book = python_calamine.CalamineWorkbook.from_path(str(path))
    header, row = book.get_sheet_by_name("事项").to_python()
    cells = dict(zip(header, row, strict=True))
    assert cells["事项名称"] == "'=1+1 示例经营许可"
    assert (cells["法定办结时限"], cells["法定时限单位"]) == (20.0, "工作日")
    assert "第12条" in cells["设定依据"]
    materials = book.get_sheet_by_name("材料").to_python()
    assert [line[2] for line in materials] == ["材料名称", "申请书", "身份证"]


def test_workbook_can_be_filled_in_and_imported(tmp_path: Path):
    content = replace(make_content(), conditions=(Condition("有固定场所", cited(38)),))
    make_published(content, code="m-1")
    book, number = workbook(editions_to_export())
    table = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book))
    header, row = table.get_sheet_by_name("事项").to_python()
    cells = [int(c) if isinstance(c, float) else c for c in row]
    cells[header.index("事项编码")] = "m-new"
    text = io.StringIO()
    csv.writer(text).writerows([header, cells])

    report = import_content(text.getvalue().encode(), source="filled")

    assert (number, report.created, report.rejected) == (1, 1, 0)
    taken = content_of(Matter.objects.get(code="m-new").editions.get().id)
    assert taken.statutory.period.amount == 20
    assert [m.name for m in taken.materials] == ["申请书"]
    assert [b.article for b in taken.set_basis] == [12]
