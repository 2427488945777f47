"""Real catalogues with damaged cells: the damaged rows come back with row, column, rule and mend.

Which rows are damaged is drawn by a printed seed; every other row must be kept, whatever stands
beside it and in whatever encoding the file arrives.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yichuang.catalogue.public import FileUnreadable, import_content

pytestmark = [pytest.mark.realdata, pytest.mark.django_db]
SEED = 20261124
Row = dict[str, Any]

# How a row is damaged → the column and the rule that must be named for it.
Damage = tuple[dict[str, Any], str, str]
GUIDE_DAMAGE: tuple[Damage, ...] = (
    ({"task_code": None}, "task_code", "required"),
    ({"task_code": "编码待定"}, "task_code", "code_shape"),
    ({"name": ""}, "name", "required"),
    ({"name": ["一", "二"]}, "name", "not_text"),
    ({"power_type_code": "77"}, "power_type_code", "unknown_code"),
    ({"power_type_code": {"code": "01"}}, "power_type_code", "not_text"),
    ({"legal_limit": "二十"}, "legal_limit", "not_a_number"),
    ({"legal_limit": -5}, "legal_limit", "not_a_number"),
    ({"legal_limit": True}, "legal_limit", "not_a_number"),
    ({"legal_limit": 99999}, "legal_limit", "too_large"),
    ({"legal_limit": 20, "legal_limit_unit": None}, "legal_limit_unit", "unit_missing"),
    ({"promised_limit_unit": "个星期"}, "promised_limit_unit", "unknown_code"),
    ({"visits": "若干"}, "visits", "not_a_number"),
    ({"area_code": "44"[:1]}, "area_code", "region_shape"),
    ({"area_code": "广东省"}, "area_code", "region_shape"),
    ({"department": None}, "department", "required"),
    ({"materials": {"一": "申请表"}}, "materials", "not_a_list"),
    ({"accept_conditions": ["一"]}, "accept_conditions", "not_text"),
)
LIST_DAMAGE: tuple[Damage, ...] = (
    ({"item_code": ""}, "item_code", "required"),
    ({"item_code": "无"}, "item_code", "required"),
    ({"name": " "}, "name", "required"),
    ({"name": "超长" * 600}, "name", "too_long"),
    ({"task_type_code": ""}, "task_type_code", "required"),
    ({"task_type_code": "许可"}, "task_type_code", "unknown_code"),
    ({"area_code": "51160"}, "area_code", "region_shape"),
    ({"area_code": ""}, "area_code", "required"),
    ({"department": "/"}, "department", "required"),
)


def _damage(
    rows: list[Row], damages: tuple[Damage, ...], chance: random.Random
) -> dict[int, Damage]:
    """Damage one drawn row for each damage, in place; return place → damage."""
    places = chance.sample(range(len(rows)), len(damages))
    for place, damage in zip(places, damages, strict=True):
        rows[place] |= damage[0]
    return dict(zip(places, damages, strict=True))


def _check(content: bytes, total: int, wanted: dict[int, Damage], first_row: int) -> None:
    report = import_content(content, source="damaged")

    assert (report.total, report.rejected) == (total, len(wanted))
    assert report.created == total - len(wanted)
    found = {(error.row, error.column, error.rule) for error in report.errors}
    for place, (_, column, rule) in wanted.items():
        assert (place + first_row, column, rule) in found
    assert {row for row, _, _ in found} == {place + first_row for place in wanted}
    assert all(error.mend for error in report.errors)


def test_damaged_guide_rows_come_back_and_the_others_are_kept(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with gzip.open(shared / "data" / "matters" / "guangdong_matters.jsonl.gz") as file:
        rows = [json.loads(line) for line in file][:400]
    wanted = _damage(rows, GUIDE_DAMAGE, random.Random(SEED))

    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    _check(lines.encode(), 400, wanted, first_row=1)
    with capsys.disabled():
        print(f"\nseed {SEED}: {len(wanted)} of 400 damaged, {400 - len(wanted)} kept")


def test_cut_and_foreign_lines_come_back_and_the_others_are_kept(shared: Path) -> None:
    with gzip.open(shared / "data" / "matters" / "guangdong_matters.jsonl.gz", "rt") as file:
        lines = [next(file).rstrip("\n") for _ in range(40)]
    lines[5] = lines[5][: len(lines[5]) // 2]
    lines[11] = '["不", "是", "对象"]'
    lines[23] = "编码,名称"

    report = import_content("\n".join(lines).encode(), source="cut")

    assert {(error.row, error.rule) for error in report.errors} == {
        (6, "json"),
        (12, "not_an_object"),
        (24, "json"),
    }
    assert report.created == 37


def _as_csv(rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with its mark": lambda text: text.encode("utf-8-sig"),
    "gb18030": lambda text: text.encode("gb18030"),
    "utf-16": lambda text: text.encode("utf-16"),
    "gzip": lambda text: gzip.compress(text.encode("gb18030")),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_damaged_list_rows_come_back_in_every_encoding(shared: Path, encoding: str) -> None:
    path = shared / "data" / "matters" / "guangan_district_matters.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows: list[Row] = list(csv.DictReader(file))[:200]
    wanted = _damage(rows, LIST_DAMAGE, random.Random(SEED))

    _check(ENCODINGS[encoding](_as_csv(rows)), 200, wanted, first_row=2)


def test_missing_column_is_told_with_the_columns_that_are_wanted(shared: Path) -> None:
    path = shared / "data" / "matters" / "guangan_district_matters.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows: list[Row] = list(csv.DictReader(file))[:20]
    for row in rows:
        del row["item_code"]

    with pytest.raises(FileUnreadable) as refusal:
        import_content(_as_csv(rows).encode(), source="short")

    assert refusal.value.facts["rule"] == "no_mapping"
    assert "item_code" not in refusal.value.facts["header"]
    assert refusal.value.facts["mend"] == "--map"


def test_row_with_more_cells_than_columns_comes_back(shared: Path) -> None:
    path = shared / "data" / "matters" / "liaoning_power_sample.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[3] += ",多出来的"

    report = import_content("\n".join(lines).encode(), source="wide")

    assert [(error.row, error.rule) for error in report.errors] == [(4, "columns")]
    assert report.created == 29
