"""Every move in every state that can be reached, to a depth: no way around the law is left."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .pair import Pair
from .whole import BY_NAME, MOVES, AnyMove


@dataclass
class Explored:
    """How far a search went."""

    states: int = 0
    moves: int = 0
    allowed: int = 0
    depth: int = 0
    statuses: set[str] = field(default_factory=set)


# From nine on 22 September 2025 the second ends half an hour after silence has accepted: the fifth
# working day is Sunday the 28th, a make-up day.
WAITS = (timedelta(days=1), timedelta(days=6, hours=15, minutes=30), timedelta(days=40))


def explore(
    name: str,
    start: datetime,
    *,
    depth: int,
    waits: int = 2,
    begin: tuple[str, ...] = (),
    moves: tuple[AnyMove, ...] = MOVES,
) -> Explored:
    """Try every move in every state that can be reached, breadth first; see `Pair.compare`.

    Begins after the moves named in `begin`. Two situations are the same when they differ in what
    was tried, not in where the case stands, the day it is, or how often one may still wait.
    """
    first = Pair.new(name, start)
    for move in begin:
        assert first.make(BY_NAME[move]), move
    seen: set[object] = {_abstract(first, waits)}
    layer = [(first, waits)]
    found = Explored()
    for level in range(depth + 1):
        following: list[tuple[Pair, int]] = []
        for pair, left in layer:
            found.states, found.depth = found.states + 1, level
            found.statuses.add(pair.ours.status)
            if level == depth:
                continue
            for after, still in _successors(pair, left, found, moves):
                key = _abstract(after, still)
                if key not in seen:
                    seen.add(key)
                    following.append((after, still))
        layer = following
    return found


def _successors(
    pair: Pair, waits: int, found: Explored, moves: tuple[AnyMove, ...]
) -> list[tuple[Pair, int]]:
    reached: list[tuple[Pair, int]] = []
    trial = pair.copy()
    for move in moves:
        found.moves += 1
        if trial.make(move):
            found.allowed += 1
            reached.append((trial, waits))
            trial = pair.copy()
    begun = pair.ours.status != "new" or pair.ours.held  # who holds a licence may ask late
    if waits and begun and pair.ours.status != "voided":
        for length in (*WAITS, *pair.until_expiry()):
            trial = pair.copy()
            trial.wait(length)
            reached.append((trial, waits - 1))
        trial = pair.copy()
        if trial.lose_licence():
            reached.append((trial, waits - 1))
    return reached


def _abstract(pair: Pair, waits: int) -> object:
    state = pair.ours.state
    return (
        state.status,
        state.gaps,
        state.asked,
        state.asked_once,
        state.deemed,
        state.deemed_held,
        state.settled,
        bool(state.recalled),
        pair.ours.form.answers.get("seats"),
        tuple(sorted((mark.step, mark.officer) for mark in state.opinions)),
        tuple(sorted(interval.procedure for interval in state.suspensions)),
        len(state.extensions),
        state.granted,
        state.outcome,
        bool(state.evaluated),
        bool(state.corrections),
        state.answer_by is not None,
        state.promise_check,
        state.correct_by is not None,
        state.ended,
        state.barred_until,
        state.owed,
        state.hearing,
        state.above,
        state.charge,
        state.of and (state.of, state.received_at),
        state.renewal_held,
        state.renewal_moot,
        state.delivery,
        pair.ours.held,
        waits,
        pair.now,
    )
