"""Two clerks decide the same case at the same moment: one wins, the other learns who and when.

Fifty pairs over HTTP, against the product's own server. Afterwards the winners press again, and the
numbers of the decisions are still 1 to 50.
"""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from .clients import FORM, MATERIALS, PEOPLE, STEPS, Answer, Caller, Tokens
from .installation import Installation

pytestmark = pytest.mark.reliability

PAIRS = 50
CLERKS = ("decide", "head")  # two posts of one organ that may both decide
BEFORE_DECISION = STEPS[:4]
GRANT = {"granted": True}


@dataclass(frozen=True, slots=True)
class Meeting:
    """A case two clerks decided at once, and what each was answered."""

    case: str
    seen: int
    answers: dict[str, Answer]

    @property
    def winner(self) -> str:
        """The clerk whose decision stands."""
        return next(who for who, answer in self.answers.items() if answer.status == 201)

    @property
    def loser(self) -> str:
        """The other one."""
        return next(who for who in CLERKS if who != self.winner)


@pytest.fixture(scope="module")
def tokens(house: Installation) -> Tokens:
    house.start_web()
    house.wait_ready()
    return Tokens(house, (*PEOPLE, "head"))


@pytest.fixture(scope="module")
def meetings(house: Installation, tokens: Tokens) -> list[Meeting]:
    """Fifty cases ready to be decided, each decided by two clerks at once."""
    with ThreadPoolExecutor(4) as pool:
        ready = list(pool.map(lambda at: _ready_case(house, tokens, at), range(PAIRS)))
    return [_meet(house, tokens, case, seen) for case, seen in ready]


def test_exactly_one_of_two_clerks_wins(meetings: list[Meeting]) -> None:
    outcomes = [
        sorted(answer.status for answer in meeting.answers.values()) for meeting in meetings
    ]

    assert outcomes == [[201, 409]] * PAIRS


def test_loser_is_told_who_decided_and_when(meetings: list[Meeting]) -> None:
    for meeting in meetings:
        refusal = meeting.answers[meeting.loser].body
        won = meeting.answers[meeting.winner].body
        facts = refusal["facts"]
        assert refusal["code"] == "ledger.case_moved_on"
        assert facts["who"] == f"test.{meeting.winner}"
        assert facts["officer"] == f"T-{meeting.winner}"
        assert facts["event"] == "granted"
        assert datetime.fromisoformat(facts["at"]) == datetime.fromisoformat(won["recorded_at"])
        assert datetime.now(UTC) - datetime.fromisoformat(facts["at"]) < timedelta(hours=1)


def test_chance_lets_either_clerk_win(meetings: list[Meeting]) -> None:
    """Else the two did not meet, and the tests above prove nothing."""
    assert set(Counter(meeting.winner for meeting in meetings)) == set(CLERKS)


def test_pressing_again_repeats_the_receipt_and_burns_no_number(
    house: Installation, tokens: Tokens, meetings: list[Meeting]
) -> None:
    before = _decision_numbers(house)

    for meeting in meetings:
        again = _decide(house, tokens, meeting.winner, meeting.case, meeting.seen)
        assert (again.status, again.body) == (200, meeting.answers[meeting.winner].body)
        refused = _decide(house, tokens, meeting.loser, meeting.case, meeting.seen)
        assert refused.status == 409

    assert _decision_numbers(house) == before


def test_numbers_of_decisions_are_dense(house: Installation, meetings: list[Meeting]) -> None:
    drawn, carried = _decision_numbers(house)

    assert drawn == PAIRS
    assert carried == list(range(1, PAIRS + 1))


def test_ledger_holds_after_all_that(house: Installation, meetings: list[Meeting]) -> None:
    report = house.verify()

    assert report["findings"] == []
    assert report["cases"] >= PAIRS


def _ready_case(house: Installation, tokens: Tokens, at: int) -> tuple[str, int]:
    """File a case and take it up to its decision; return it with the last event seen."""
    caller, name = Caller(house.port), f"meeting-{at:03}"
    body: dict[str, Any] = {"matter": house.city["licence"], "form": FORM, "materials": MATERIALS}
    answer = _ask(caller, tokens, "citizen", "/applications", body, f"{name}-filed")
    case = str(answer.body["case"])
    for step, (who, noun, given) in enumerate(BEFORE_DECISION):
        answer = _ask(caller, tokens, who, f"/cases/{case}/{noun}", given, f"{name}-{step}")
        assert answer.status == 201, answer
    caller.close()
    return case, int(answer.body["last_no"])


def _meet(house: Installation, tokens: Tokens, case: str, seen: int) -> Meeting:
    barrier = threading.Barrier(len(CLERKS))

    def press(who: str) -> Answer:
        barrier.wait(timeout=30)
        return _decide(house, tokens, who, case, seen)

    with ThreadPoolExecutor(len(CLERKS)) as pool:
        answers = list(pool.map(press, CLERKS))
    return Meeting(case, seen, dict(zip(CLERKS, answers, strict=True)))


def _decide(house: Installation, tokens: Tokens, who: str, case: str, seen: int) -> Answer:
    caller = Caller(house.port)
    try:
        body = {**GRANT, "seen_no": seen}
        return _ask(caller, tokens, who, f"/cases/{case}/decision", body, f"{who}-{case[:18]}")
    finally:
        caller.close()


def _ask(
    caller: Caller, tokens: Tokens, who: str, path: str, body: dict[str, Any], key: str
) -> Answer:
    return caller.ask("POST", path, body, {**tokens.of(who), "Idempotency-Key": key})


def _decision_numbers(house: Installation) -> tuple[int, list[int]]:
    """Return how many numbers of decisions were drawn, and those that papers carry, in order."""
    with psycopg.connect(house.database.urls.app) as connection:
        drawn = connection.execute(
            "SELECT last FROM documents_numberseries WHERE series LIKE 'paper:%准'"
        ).fetchone()
        rows = connection.execute(
            "SELECT substring(number from '〕([0-9]+)号$')::int FROM documents_paper"
            " WHERE number ~ '准〔[0-9]+〕' ORDER BY 1"
        ).fetchall()
    assert drawn is not None
    return drawn[0], [row[0] for row in rows]
