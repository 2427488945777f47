"""Every move on a table of steps, in every state within reach: no token is lost.

The table is told a second time here, by sets and without our game: a row is due once all it waits
for are over; a row whose condition fails is over at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

import pytest

from yichuang.approval import commands as c
from yichuang.approval import step_commands as s
from yichuang.approval.state import ApplicationState
from yichuang.flow.public import Standing
from yichuang.kernel.public import DomainError, dump, load
from yichuang.ledger.pure import Command

from .invariants import check_stored
from .sample import CALENDAR, PROCEDURE, A, B, C, D, Sample, at
from .test_tables import OF_ONE, OF_TWO, begun

NOW = at("2025-09-23")
AFTER = {
    "examine": set(),
    "site": {"examine"},
    "ask": {"examine"},
    "review": {"site", "ask"},
    "decide": {"review"},
}


def tried() -> Iterator[tuple[Command, object]]:
    for step in ("examine", "site"):
        for who in (A, B):
            yield c.GiveOpinion(step=step, agrees=True), who
    for who in (OF_ONE, OF_TWO, A):
        for agrees in (True, False):
            yield c.GiveOpinion(step="ask", agrees=agrees, opinion="示例"), who
    yield c.GiveReview(step="review", agrees=True), C
    for again in (True, False):
        back = {"to": "examine", "again": again, "reasons": "示例"}
        yield s.SendBack(step="site", **back), A
        yield s.SendBackReview(step="review", **back), C
        yield s.SendBackDecision(step="decide", **back), D
        yield s.SendBackDecision(step="decide", **{**back, "to": "review"}), D
    yield c.RecallOpinion(), A
    yield c.RecallReview(), C
    yield c.Decide(granted=True), D


def told_open(state: ApplicationState, cold: str) -> set[str]:
    """Return the rows that are due, from which are over; who sent one back waits for it.

    What was asked back for a word was over before, so what lies behind it keeps standing.
    """
    places = {one.code: one.place for one in state.places}
    over = {code for code, place in places.items() if place.standing is Standing.DONE}
    waiting = {sender for place in places.values() for sender in place.back_to_whom}
    before = over | {code for code, place in places.items() if place.back_to_whom}
    passed = {"site"} if cold == "否" and "examine" in before else set()
    over, before = over | passed, before | passed
    return {code for code, after in AFTER.items() if after <= before and code not in over | waiting}


def key_of(state: ApplicationState) -> object:
    return state.status, state.places, state.settled < len(state.opinions), state.undo


@pytest.mark.parametrize("cold", ["是", "否"])
def test_every_move_on_a_table_loses_no_token(cold, capsys):
    first = begun(cold)
    seen = {key_of(first.state): first}
    queue = deque([first])
    moves = 0
    while queue:
        case = queue.popleft()
        for command, who in tried():
            moves += 1
            trial = replace(case, events=list(case.events))
            try:
                events = trial.do(command, NOW, who)
            except DomainError:
                assert trial.state is case.state
                continue
            check(trial, cold)
            check_stored(case.state, list(events), trial.state)
            there = key_of(trial.state)
            if there not in seen and len(trial.state.opinions) <= MOST_OPINIONS:
                seen[there] = trial
                queue.append(trial)
    with capsys.disabled():
        print(f"\ntable {cold}: {len(seen)} states, {moves} moves")
    assert any(case.status == "granted" for case in seen.values())
    assert len(seen) > 20


MOST_OPINIONS = 7


def check(case: Sample, cold: str) -> None:
    state = case.state
    assert not state.anomalies
    assert load(ApplicationState, dump(state)) == state
    if state.status != "accepted":
        return
    open_now = {one.code for one in state.places if one.place.standing is Standing.OPEN}
    assert open_now == told_open(state, cold), case.steps
    todos = PROCEDURE.todos(state, CALENDAR)
    assert {todo.step.partition(".")[0] for todo in todos} == open_now
    assert len({todo.step for todo in todos}) == len(todos)
