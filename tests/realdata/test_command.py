"""`yichuang import matters` on a real catalogue, as an operator calls it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.realdata
FILE = "liaoning_power_sample.csv"


def run(database: dict[str, str], *words: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, on the test's own database."""
    return subprocess.run(
        [sys.executable, "-m", "yichuang", *map(str, words)],
        env={**os.environ, **database, "LANG": "zh_CN.UTF-8", "LANGUAGE": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_counts_are_printed_and_a_dry_run_leaves_nothing(
    shared: Path, committed_db: dict[str, str]
) -> None:
    file = shared / "data" / "matters" / FILE

    dry = run(committed_db, "import", "matters", file, "--dry-run", "--json")
    first = run(committed_db, "import", "matters", file, "--json")
    second = run(committed_db, "import", "matters", file)

    said, done = json.loads(dry.stdout), json.loads(first.stdout)
    assert (dry.returncode, first.returncode, second.returncode) == (0, 0, 0)
    assert (said["dry_run"], done["dry_run"]) == (True, False)
    assert said["counts"] == done["counts"]
    assert (done["counts"]["total"], done["counts"]["created"]) == (30, 30)
    assert "读入 30" in second.stdout
    assert "未变 30" in second.stdout


def test_damaged_row_is_handed_back_and_the_exit_code_says_so(
    shared: Path, committed_db: dict[str, str], tmp_path: Path
) -> None:
    lines = (shared / "data" / "matters" / FILE).read_text(encoding="utf-8").splitlines()
    damaged, returned = tmp_path / "damaged.csv", tmp_path / "returned.csv"
    damaged.write_text("\n".join([*lines, "210999,示例事项,77,行政许可,1,2,"]), encoding="utf-8")

    done = run(committed_db, "import", "matters", damaged, "--rejected", returned)

    assert done.returncode == 1
    assert "退回 1" in done.stdout
    assert "第 32 行" in done.stdout
    with returned.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["name"], row["_行"], row["_列"]) == ("示例事项", "32", "power_type_code")
    assert row["_改法"]


def test_file_that_cannot_be_read_is_told_in_a_line(
    committed_db: dict[str, str], tmp_path: Path
) -> None:
    nothing = tmp_path / "nothing.csv"
    nothing.write_bytes(b"\x00\x01\x02")

    done = run(committed_db, "import", "matters", nothing)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "catalogue.file_unreadable" in done.stderr
