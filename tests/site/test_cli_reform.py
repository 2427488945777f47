"""`yichuang catalogue lint`: the whole catalogue looked at, each finding with its mend."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

from python_calamine import CalamineWorkbook
from tests.factories import file_case, make_city

LONG = ("--unused-days", "0")  # the small city has only just been published


def run(database: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yichuang", "catalogue", "lint", *words],
        env={**os.environ, **database, "LANG": "zh_CN.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_every_finding_is_written_and_a_matter_nobody_wants_is_told(
    committed_db: dict[str, str], tmp_path: Path
) -> None:
    city = make_city()
    file_case(city)  # an application for the licence; nobody has asked for the others

    done = run(committed_db, str(tmp_path / "found.json"), *LONG)
    assert done.returncode == 1, done.stderr
    assert "公布已久，没有人申请过" in done.stdout
    found = json.loads((tmp_path / "found.json").read_text())
    never = {one["matter_name"] for one in found if one["code"] == "never_run"}
    assert never
    assert city.licence.name not in never
    assert all(one["mend"] for one in found)

    run(committed_db, str(tmp_path / "found.csv"), *LONG)
    with (tmp_path / "found.csv").open(encoding="utf-8-sig") as file:
        assert len(list(csv.DictReader(file))) == len(found)
    run(committed_db, str(tmp_path / "found.xlsx"), *LONG)
    sheet = CalamineWorkbook.from_path(str(tmp_path / "found.xlsx")).get_sheet_by_index(0)
    assert len(sheet.to_python()) == len(found) + 1


def test_a_file_of_another_kind_is_refused_before_anything_is_read(
    committed_db: dict[str, str], tmp_path: Path
) -> None:
    done = run(committed_db, str(tmp_path / "found.docx"))

    assert done.returncode == 2
    assert "xlsx、csv、json" in done.stderr
