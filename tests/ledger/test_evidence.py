"""A holder's record checks without us, and every change of it is found."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from yichuang.kernel.public import sm3, using_ports
from yichuang.ledger import checker
from yichuang.ledger.evidence import evidence
from yichuang.ledger.public import execute, open_case, sequencer_pass

from .clocks import SetClock
from .probe import CLERK, DecideIt, Note, Open, opening


@pytest.fixture
def record(db: None, tmp_path: Path, settings: Any) -> dict[str, Any]:
    settings.VAR = tmp_path
    with using_ports(clock=SetClock()):
        case_id = open_case(opening(), Open(), actor=CLERK, key="open-0001").case_id
        execute(case_id, Note(amount=3), actor=CLERK, key="note-0001")
        sequencer_pass()
        execute(case_id, DecideIt(), actor=CLERK, key="decide-01")
        return evidence(case_id)


@pytest.mark.parametrize("length", [0, 1, 55, 56, 63, 64, 65, 1000])
def test_plain_sm3_agrees_with_the_library(length: int) -> None:
    data = bytes(range(256)) * 4
    assert checker.sm3_plain(data[:length]) == sm3(data[:length])


def test_record_holds_when_checked_by_another_program(
    record: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "record.json"
    file.write_text(json.dumps(record))

    done = subprocess.run(
        [sys.executable, "-I", str(checker.__file__), str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (
        0,
        (
            "3 events, 2 placed, 2 items\n"
            "checked: digests and places; not checked: seals on papers, whether of P-256 or SM2\n"
            "everything holds\n"
        ),
    )


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in _leaves(item, (*path, key))]
    if isinstance(value, list):
        return [leaf for at, item in enumerate(value) for leaf in _leaves(item, (*path, at))]
    return [path]


def test_every_changed_value_is_found(record: dict[str, Any]) -> None:
    missed = []
    for path in _leaves(record):
        if path[0] in {"format", "head"}:
            continue  # stand beside the record; the head is compared with one kept elsewhere
        altered = copy.deepcopy(record)
        *way, last = path
        place = altered
        for step in way:
            place = place[step]
        place[last] = _other(place[last])
        if not checker.check(altered):
            missed.append(path)
    assert missed == []


def _other(value: Any) -> Any:
    if isinstance(value, int):
        return value + 1
    if len(value) >= 32 and set(value) <= set("0123456789abcdef-"):
        return ("1" if value[0] != "1" else "2") + value[1:]
    return value + "x"


@pytest.mark.parametrize("words", [[], ["--help"], ["one.json", "two.json"], ["absent.json"]])
def test_checker_says_how_it_is_used_and_what_it_cannot_read(words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-I", str(checker.__file__), *words], capture_output=True, text=True
    )

    assert done.returncode == 2
    assert "record" in done.stderr
    assert "Traceback" not in done.stderr
