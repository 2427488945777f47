"""Every marking a table of steps can reach (状态空间), and whether each leads to the decision.

The table is played to the end by every voice each way, every return and every silence. Officers are
numbered, since only their being different matters. What the steps of a table cannot do wrong by its
build is checked here all the same, because this is what its editor is shown.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from .conditions import OTHERWISE, read_condition
from .game import begin, send_back, speak, time_out
from .marking import Marking, Standing, Vote
from .steps import Flaw, Step, Steps

MOST = 50_000  # markings; a table beyond it is for people too large to survey as well


@dataclass(frozen=True, slots=True)
class Survey:
    """What playing through found. `complete`: no more than MOST markings had to be seen."""

    markings: int
    moves: int
    complete: bool
    flaws: tuple[Flaw, ...]


def survey(steps: Steps, answers: Mapping[str, tuple[str, ...]] | None = None) -> Survey:
    """Play a table through for every way its questions may be answered.

    `answers`: the possible answers of each question. Flaws: `unknown_question`, `never_opened`
    (no answers lead to the step), `nobody_examines` (for some answers only the decision is left),
    `dead_end` (a marking from which no moves lead to the decision).
    """
    known = answers or {}
    asked = sorted({code for row in steps.rows for code in _asked(row)})
    if unknown := [code for code in asked if code not in known]:
        return Survey(0, 0, True, tuple(Flaw("unknown_question", "", code) for code in unknown))
    opened: set[str] = set()
    found: list[Flaw] = []
    seen = moves = 0
    for given in _ways(asked, known):
        markings, edges = _reach(steps, given, MOST - seen)
        seen += len(markings)
        moves += sum(map(len, edges.values()))
        if seen >= MOST:
            return Survey(seen, moves, False, tuple(found))
        opened |= {code for marking in markings for code in marking.open}
        found += _faults(steps, given, markings, edges)
    found += [Flaw("never_opened", row.code) for row in steps.rows if row.code not in opened]
    return Survey(seen, moves, True, tuple(dict.fromkeys(found)))


def _asked(row: Step) -> frozenset[str]:
    if not row.when or row.when == OTHERWISE:
        return frozenset()
    return read_condition(row.when).answers


def _ways(asked: list[str], known: Mapping[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    for values in product(*(known[code] for code in asked)):
        yield dict(zip(asked, values, strict=True))


def _reach(
    steps: Steps, answers: Mapping[str, str], most: int
) -> tuple[set[Marking], dict[Marking, list[Marking]]]:
    start = begin(steps, answers)
    seen, edges = {start}, {}
    queue = deque([start])
    while queue and len(seen) < most:
        marking = queue.popleft()
        edges[marking] = list(_moves(steps, marking, answers))
        for found in edges[marking]:
            if found not in seen:
                seen.add(found)
                queue.append(found)
    return seen, edges


def _moves(steps: Steps, marking: Marking, answers: Mapping[str, str]) -> Iterator[Marking]:
    for code in marking.open:
        step, place = steps.by_code[code], marking[code]
        for agrees in (True, False):
            vote = _next_voice(step, len(place.votes), agrees)
            yield speak(steps, marking, code, vote, answers)
        if step.silence:
            yield time_out(steps, marking, code, answers)
        if place.votes:
            continue
        for to in step.back_to:
            if marking[to].standing is not Standing.PASSED_OVER:
                yield send_back(steps, marking, code, to, again=True)
                yield send_back(steps, marking, code, to, again=False)


def _next_voice(step: Step, spoken: int, agrees: bool) -> Vote:
    organ = step.organs[spoken] if step.organs else ""
    return Vote(f"{step.code}.{spoken}", agrees, organ)


def _faults(
    steps: Steps,
    answers: Mapping[str, str],
    markings: set[Marking],
    edges: Mapping[Marking, list[Marking]],
) -> Iterator[Flaw]:
    said = " ".join(f"{code}={value}" for code, value in answers.items())
    first = begin(steps, answers)
    if len(steps.rows) > 1 and first.open == (steps.decision.code,):
        yield Flaw("nobody_examines", steps.decision.code, said)
    stuck = markings - _leading_to_the_end(markings, edges)
    for code in {code for marking in stuck for code in (marking.open or ("",))}:
        yield Flaw("dead_end", code, said)


def _leading_to_the_end(
    markings: set[Marking], edges: Mapping[Marking, list[Marking]]
) -> set[Marking]:
    """Return the markings from which the decision can be reached, going backwards from the end."""
    into: dict[Marking, list[Marking]] = {}
    for marking, found in edges.items():
        for other in found:
            into.setdefault(other, []).append(marking)
    good = {marking for marking in markings if marking.finished}
    queue = deque(good)
    while queue:
        for earlier in into.get(queue.popleft(), ()):
            if earlier not in good:
                good.add(earlier)
                queue.append(earlier)
    return good
