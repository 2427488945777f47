"""Conditions of steps (环节条件), in CEL.

A condition sees two tables and nothing else: `answers["question"]`, the applicant's answers to the
situation questions ("" where not answered), and `steps["code"]`, how earlier steps ended:
"agreed", "disagreed", "silent", "passed over" or "" where not yet. Source: CEL specification.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cel

from .errors import ConditionUnreadable

OTHERWISE = "otherwise"  # holds where no other step behind the same steps is taken
LONGEST = 500  # signs

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'')
_LOOKUP = re.compile(r"\b(answers|steps)\[\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')\s*\]")
_TABLE = re.compile(r"\b(answers|steps)\b")
_OPERATORS = frozenset({"_&&_", "_||_", "!_", "_==_", "_!=_", "_[_]", "@in", "_in_", "_?_:_"})


@dataclass(frozen=True, slots=True)
class Condition:
    """A readable condition: its text and the codes it asks for."""

    text: str
    answers: frozenset[str]
    steps: frozenset[str]


@lru_cache(maxsize=4096)
def read_condition(text: str) -> Condition:
    """Return what a condition asks for. Raises ConditionUnreadable with the rule it breaks.

    Rules: `longest`, `syntax`, `unknown` (a name or function beside the two tables), `lookup` (a
    table is used other than by a code in quotes), `type` (its value is not true or false).
    """
    if len(text) > LONGEST:
        raise ConditionUnreadable(condition=text[:40], rule="longest")
    program = _compiled(text)
    found: dict[str, set[str]] = {"answers": set(), "steps": set()}
    for table, code in _LOOKUP.findall(text):
        found[table].add(code[1:-1])
    looked_up = len(_LOOKUP.findall(text))
    if len(_TABLE.findall(_STRING.sub('""', text))) != looked_up:
        raise ConditionUnreadable(condition=text, rule="lookup")
    asked: dict[str, list[str]] = program.references()
    if set(asked["variables"]) - {"answers", "steps"} or set(asked["functions"]) - _OPERATORS:
        raise ConditionUnreadable(condition=text, rule="unknown")
    condition = Condition(text, frozenset(found["answers"]), frozenset(found["steps"]))
    _try_out(condition)
    return condition


def holds(text: str, answers: Mapping[str, str], outcomes: Mapping[str, str]) -> bool:
    """Return whether a condition holds; the empty one always does."""
    if not text:
        return True
    return _value(read_condition(text), answers, outcomes)


@lru_cache(maxsize=4096)
def _compiled(text: str) -> Any:
    try:
        return cel.compile(text)
    except ValueError as error:
        raise ConditionUnreadable(condition=text, rule="syntax") from error


def _value(condition: Condition, answers: Mapping[str, str], outcomes: Mapping[str, str]) -> bool:
    seen = {
        "answers": {code: answers.get(code, "") for code in condition.answers},
        "steps": {code: outcomes.get(code, "") for code in condition.steps},
    }
    value = _compiled(condition.text).execute(seen)
    if not isinstance(value, bool):
        raise ConditionUnreadable(condition=condition.text, rule="type")
    return value


def _try_out(condition: Condition) -> None:
    """Find a condition that is no question of yes and no before anybody depends on it."""
    try:
        _value(condition, {}, {})
    except (TypeError, ValueError, RuntimeError) as error:
        raise ConditionUnreadable(condition=condition.text, rule="type") from error
