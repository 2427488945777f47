"""`yichuang ledger clock`: what an operator does when the clock is distrusted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta

from yichuang.kernel.public import ports
from yichuang.ledger.models import Heartbeat


def run(database: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yichuang", "ledger", "clock", *words],
        env={**os.environ, **database, "LANG": "zh_CN.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_distrusted_clock_ends_with_1_until_a_person_confirms_it(
    committed_db: dict[str, str],
) -> None:
    boot, steady = ports().clock.steady()
    ahead = ports().clock.now() + timedelta(days=365)
    Heartbeat.objects.create(pk=1, wall_at=ahead, boot=boot, steady_ns=steady)

    doubted = run(committed_db)
    confirmed = run(committed_db, "--confirm", "--json")
    after = run(committed_db)

    assert doubted.returncode == 1
    assert "不可信" in doubted.stdout
    assert (confirmed.returncode, json.loads(confirmed.stdout)["trusted"]) == (0, True)
    assert (after.returncode, "不可信" in after.stdout) == (0, False)


def test_house_that_has_just_begun_has_nothing_to_doubt(committed_db: dict[str, str]) -> None:
    assert run(committed_db).returncode == 0
