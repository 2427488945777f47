"""A table of handling steps (办理环节) and what is wrong with it.

Each row says behind which rows it comes. Rows behind the same row run in parallel; a row behind
several waits for all of them. **A row whose condition does not hold is passed over, as if it were
not in the table**: so no answer of an applicant can leave a join waiting. One row, the last, is the
decision; every other leads to it, and it has no condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from .conditions import OTHERWISE, read_condition
from .errors import ConditionUnreadable, StepsUnsound


class Rule(StrEnum):
    """When a step with several voices has its outcome (会签规则)."""

    EVERYONE = "everyone"  # 各方均须发表意见,一方不同意即不同意
    VETO = "veto"  # 一票否决: the first who disagrees ends it
    MAJORITY = "majority"  # 过半数同意


@dataclass(frozen=True, slots=True)
class Step:
    """One row. `heads` different officers speak, or each of `organs` once if there are any.

    `silence`: no answer by the limit counts as agreeing (逾期视为同意). `same_officer`: whoever
    took the only step before it has taken it too, if his post may (同一人自动通过).
    """

    code: str
    name: str = ""
    after: tuple[str, ...] = ()
    when: str = ""
    back_to: tuple[str, ...] = ()
    heads: int = 1
    organs: tuple[str, ...] = ()
    rule: Rule = Rule.EVERYONE
    silence: bool = False
    same_officer: bool = False
    separate: bool = False

    @property
    def voices(self) -> int:
        """Return how many must speak at most."""
        return len(self.organs) or self.heads


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with a table: a stable code, the step, and what it is about."""

    code: str
    step: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Steps:
    """A sound table, in an order in which every step stands behind those it waits for."""

    rows: tuple[Step, ...]
    by_code: Mapping[str, Step] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse an unsound table. Raises StepsUnsound with every flaw."""
        if found := flaws(self.rows):
            raise StepsUnsound(
                flaws=list(dict.fromkeys(flaw.code for flaw in found)),
                steps=list(dict.fromkeys(flaw.step for flaw in found)),
            )
        object.__setattr__(self, "rows", tuple(_in_order(self.rows)))
        object.__setattr__(self, "by_code", {row.code: row for row in self.rows})

    @property
    def decision(self) -> Step:
        """Return the last step."""
        return self.rows[-1]

    @cached_property
    def behind(self) -> Mapping[str, frozenset[str]]:
        """Return for each step all that come after it, however far."""
        found: dict[str, frozenset[str]] = {}
        for row in reversed(self.rows):
            next_to = [other.code for other in self.rows if row.code in other.after]
            found[row.code] = frozenset(next_to).union(*(found[code] for code in next_to))
        return found

    @cached_property
    def before(self) -> Mapping[str, frozenset[str]]:
        """Return for each step all that come before it, however far."""
        return {
            row.code: frozenset(code for code, later in self.behind.items() if row.code in later)
            for row in self.rows
        }

    def siblings(self, step: Step) -> Iterator[Step]:
        """Yield the other steps behind the same steps."""
        return (row for row in self.rows if row.after == step.after and row.code != step.code)


def in_line(rows: Iterable[Step]) -> tuple[Step, ...]:
    """Return a plain list of steps as a table: each behind the one above it."""
    placed: list[Step] = []
    for row in rows:
        after = (placed[-1].code,) if placed else ()
        placed.append(replace(row, after=after))
    return tuple(placed)


def flaws(rows: tuple[Step, ...]) -> list[Flaw]:
    """Return what is wrong with a table, the same for the same table; an empty list is good."""
    if not rows:
        return [Flaw("no_steps")]
    codes = [row.code for row in rows]
    found = [Flaw("twice", code) for code in dict.fromkeys(codes) if codes.count(code) > 1]
    for row in rows:
        found += _own_flaws(row, set(codes))
    if found:
        return found
    if circle := _circle(rows):
        return [Flaw("circle", circle[0], " ".join(circle))]
    return [*_ends(rows), *_references(rows)]


def _own_flaws(row: Step, codes: set[str]) -> Iterator[Flaw]:
    if not row.code or row.code == OTHERWISE:
        yield Flaw("code", row.code)
    if row.heads < 1:
        yield Flaw("heads", row.code, str(row.heads))
    if len(set(row.organs)) != len(row.organs) or len(row.organs) == 1:
        yield Flaw("organs", row.code, " ".join(row.organs))
    if row.same_officer and (row.separate or row.voices > 1 or len(row.after) != 1):
        yield Flaw("same_officer", row.code)
    for other in (*row.after, *row.back_to):
        if other not in codes:
            yield Flaw("unknown_step", row.code, other)
    if row.when and row.when != OTHERWISE:
        try:
            read_condition(row.when)
        except ConditionUnreadable as error:
            yield Flaw("condition", row.code, str(error.facts["rule"]))


def _circle(rows: tuple[Step, ...]) -> list[str]:
    """Return the steps of a circle in the rows' order, or nothing."""
    left = {row.code: set(row.after) for row in rows}
    while free := [code for code, after in left.items() if not after & left.keys()]:
        for code in free:
            del left[code]
    return [code for code in left if _reaches(code, code, left)]


def _reaches(start: str, goal: str, after: Mapping[str, set[str]]) -> bool:
    seen: set[str] = set()
    stack = [start]
    while stack:
        for code in after.get(stack.pop(), ()):
            if code == goal:
                return True
            if code not in seen:
                seen.add(code)
                stack.append(code)
    return False


def _ends(rows: tuple[Step, ...]) -> Iterator[Flaw]:
    waited_for = {code for row in rows for code in row.after}
    ends = [row for row in rows if row.code not in waited_for]
    if len(ends) > 1:
        yield from (Flaw("leads_nowhere", row.code) for row in ends[:-1])
    decision = ends[-1]
    if decision.when:
        yield Flaw("decision_on_condition", decision.code)
    if decision.silence:
        yield Flaw("decision_by_silence", decision.code)


def _references(rows: tuple[Step, ...]) -> Iterator[Flaw]:
    after = {row.code: set(row.after) for row in rows}
    for row in rows:
        for code in row.back_to:
            if not _reaches(row.code, code, after):
                yield Flaw("back_not_before", row.code, code)
        if row.when == OTHERWISE:
            others = [o for o in rows if o.after == row.after and o.code != row.code]
            if not others or any(o.when in {"", OTHERWISE} for o in others):
                yield Flaw("otherwise_alone", row.code)
        elif row.when:
            for code in sorted(read_condition(row.when).steps):
                if code not in after:
                    yield Flaw("unknown_step", row.code, code)
                elif not _reaches(row.code, code, after):
                    yield Flaw("asks_later_step", row.code, code)


def _in_order(rows: tuple[Step, ...]) -> Iterator[Step]:
    """Yield the rows so that each comes behind what it waits for, else as they stand."""
    left = list(rows)
    placed: set[str] = set()
    while left:
        row = next(row for row in left if placed.issuperset(row.after))
        left.remove(row)
        placed.add(row.code)
        yield row
