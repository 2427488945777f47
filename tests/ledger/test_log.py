"""Sequencer, HEAD, readers, reactors: the one order of the house."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from yichuang.kernel.public import using_ports
from yichuang.ledger import readers
from yichuang.ledger.public import (
    Command,
    Entry,
    Head,
    LogDoesNotFitHead,
    execute,
    open_case,
    read_head,
    rebuild,
    register_reactor,
    register_reader,
    run_readers,
    sequencer_pass,
    verify,
)

from .clocks import SetClock
from .probe import CLERK, DecideIt, Note, Open, opening

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def head(tmp_path: Path, settings: object) -> Iterator[Path]:
    settings.VAR = tmp_path  # type: ignore[attr-defined]
    with using_ports(clock=SetClock()):
        yield tmp_path / "head" / "HEAD"


@pytest.fixture
def _own_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_readers", {})
    monkeypatch.setattr(readers, "_reactors", {})


def two_cases() -> list[UUID]:
    ids = [open_case(opening(), Open(), actor=CLERK, key=f"open-{n:04}").case_id for n in (1, 2)]
    execute(ids[0], Note(amount=1), actor=CLERK, key="note-0001")
    execute(ids[1], DecideIt(), actor=CLERK, key="decide-01")
    return ids


def positions() -> list[tuple[int, UUID, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT position, subject, no FROM ledger_logentry ORDER BY position")
        return [tuple(row) for row in cursor.fetchall()]


def test_sequencer_gives_dense_positions_in_order_of_numbers(head: Path) -> None:
    ids = two_cases()

    assert sequencer_pass() == 4
    placed = positions()
    assert [row[0] for row in placed] == [1, 2, 3, 4]
    for case_id in ids:
        assert [row[2] for row in placed if row[1] == case_id] == [1, 2]


def test_sequencer_pass_without_news_places_nothing(head: Path) -> None:
    two_cases()
    sequencer_pass()

    assert sequencer_pass() == 0
    assert len(positions()) == 4


def test_sequencer_continues_after_a_small_pass(head: Path) -> None:
    two_cases()

    assert [sequencer_pass(limit=3), sequencer_pass(limit=3)] == [3, 1]
    assert verify().positions == 4


def test_head_names_last_position_and_running_hash(head: Path) -> None:
    two_cases()
    sequencer_pass()

    report = verify(against=head)
    assert report.holds
    assert read_head(head) == report.head
    assert report.head.position == 4


def test_verify_says_that_it_cannot_see_without_head(head: Path) -> None:
    two_cases()

    assert verify().limits == ["without_head"]


def test_verify_says_that_events_after_head_are_not_covered(head: Path) -> None:
    ids = two_cases()
    sequencer_pass()
    execute(ids[0], Note(amount=2), actor=CLERK, key="note-0002")

    report = verify(against=head)
    assert (report.holds, report.unplaced, report.limits) == (True, 1, ["after_head"])


def test_verify_refuses_a_file_that_is_no_head(head: Path, tmp_path: Path) -> None:
    (tmp_path / "junk").write_text("not a head")
    with pytest.raises(ValueError, match="not a HEAD"):
        verify(against=tmp_path / "junk")
    with pytest.raises(ValueError, match="no HEAD"):
        verify(against=tmp_path / "absent")


def test_verify_finds_a_log_shorter_than_head(head: Path) -> None:
    two_cases()
    sequencer_pass()

    report = verify(against=Head(9, "00" * 32))
    assert [finding.code for finding in report.findings] == ["log_cut"]


def test_sequencer_refuses_to_continue_another_log(head: Path) -> None:
    two_cases()
    sequencer_pass()
    head.write_text('{"position": 4, "running": "' + "00" * 32 + '"}')

    execute(positions()[0][1], Note(amount=2), actor=CLERK, key="note-0002")
    with pytest.raises(LogDoesNotFitHead):
        sequencer_pass()
    assert len(positions()) == 4


class Collector:
    """A reader that keeps what it was given."""

    name = "collector"

    def __init__(self) -> None:
        self.seen: list[tuple[int, str]] = []

    def read(self, entries: Sequence[Entry]) -> None:
        self.seen += [(entry.position, entry.stored.kind) for entry in entries]

    def forget(self) -> None:
        self.seen = []


@pytest.mark.usefixtures("_own_readers")
def test_reader_gets_each_event_once_in_order(head: Path) -> None:
    reader = Collector()
    register_reader(reader)
    two_cases()
    sequencer_pass()

    assert run_readers(limit=3) == 3
    assert run_readers(limit=3) == 1
    assert run_readers(limit=3) == 0
    assert [position for position, _ in reader.seen] == [1, 2, 3, 4]


@pytest.mark.usefixtures("_own_readers")
def test_reader_can_be_rebuilt_from_the_first_position(head: Path) -> None:
    reader = Collector()
    register_reader(reader)
    two_cases()
    sequencer_pass()
    run_readers()
    before = list(reader.seen)

    assert rebuild("collector") == 4
    assert reader.seen == before


class Decider:
    """A reactor: a note of more than 5 leads to a decision, once."""

    name = "decider"

    def react(self, entry: Entry) -> Sequence[tuple[UUID, Command]]:
        if entry.stored.kind == "noted":
            return [(entry.stored.case_id, DecideIt())]
        return []


@pytest.mark.usefixtures("_own_readers")
def test_reactor_turns_an_event_into_one_command(head: Path) -> None:
    register_reactor(Decider())
    case_id = open_case(opening(), Open(), actor=CLERK, key="open-0001").case_id
    execute(case_id, Note(amount=9), actor=CLERK, key="note-0001")
    for _ in range(3):
        sequencer_pass()
        run_readers()

    assert [row[2] for row in positions() if row[1] == case_id] == [1, 2, 3]
    assert verify().holds


class Stumbler:
    """A reader that cannot take in what it is given."""

    name = "a-stumbler"

    def read(self, entries: Sequence[Entry]) -> None:
        raise RuntimeError("cannot read this")

    def forget(self) -> None:
        return None


@pytest.mark.usefixtures("_own_readers")
def test_reader_that_fails_stops_nobody_else_and_shows_as_lag(head: Path) -> None:
    reader = Collector()
    register_reader(Stumbler())
    register_reader(reader)
    two_cases()
    sequencer_pass()

    run_readers()
    assert len(reader.seen) == 4
    assert readers.lag() == {"a-stumbler": 4, "collector": 0}
