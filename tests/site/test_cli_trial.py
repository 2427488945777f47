"""`yichuang try`: a table in, a check-up out, in a house of its own."""

from __future__ import annotations

from pathlib import Path

from python_calamine import CalamineWorkbook
from tests.site.test_cli import remove, run

TABLE = """\
catalog_code,name,power_type_code,power_type,dept_code,levels,legal_basis
210973001000,示例纠纷处理,09,行政裁决,73,"2,3",《行政许可法》第二条
000524018000,示例医疗保障,05,行政给付,24,4,
"""


def test_table_becomes_a_check_up_and_public_guides_in_a_house_of_its_own(tmp_path: Path) -> None:
    table, state = tmp_path / "matters.csv", tmp_path / "var"
    table.write_text(TABLE, encoding="utf-8")

    try:
        # Somebody's real database stands in the environment: it must not be used.
        real = "postgresql://nobody@127.0.0.1:1/real"
        done = run(state, "try", str(table), "--report-only", DATABASE_URL=real)
        again = run(state, "try", str(table), "--report-only")

        assert done.returncode == 0, done.stderr
        assert "读入 2  收下 2  新增 2" in done.stdout
        assert "新公开指南 2 个" in done.stdout
        assert "新增 0" in again.stdout
        (var,) = (state / "trial").iterdir()
        rows = CalamineWorkbook.from_path(str(var / "check-up.xlsx")).get_sheet_by_index(0)
        remarks = {(row[1], row[3]) for row in rows.to_python()}
        assert ("示例医疗保障", "缺少设定依据") in remarks
        assert not (state / "postgres").exists()
    finally:
        for house in (state / "trial").iterdir():
            remove(house)


def test_file_that_is_no_table_is_refused_before_a_house_is_made(tmp_path: Path) -> None:
    nothing, state = tmp_path / "nothing.xlsx", tmp_path / "var"
    nothing.write_bytes(b"PK\x03\x04 no workbook")

    done = run(state, "try", str(nothing), "--report-only")

    assert done.returncode == 1
    assert "不是有效的 XLSX 工作簿" in done.stderr
    assert not state.exists() or not (state / "trial").exists()


def test_unknown_header_is_told_what_the_nearest_layout_asks(tmp_path: Path) -> None:
    table, state = tmp_path / "own.csv", tmp_path / "var"
    table.write_text("事项名称,类型,实施主体\n示例登记,行政确认,示例局\n", encoding="utf-8")

    done = run(state, "try", str(table), "--report-only")

    assert done.returncode == 1
    assert "表中的列：事项名称、类型、实施主体" in done.stderr
    assert "还缺：事项编码、事项类型代码、区划代码" in done.stderr
    assert not state.exists() or not (state / "trial").exists()
