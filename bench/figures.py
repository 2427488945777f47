"""What a measurement found, as a row of the table and as JSON."""

from __future__ import annotations

import dataclasses
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of several rounds with the least and the greatest."""

    median: float
    least: float
    greatest: float
    rounds: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Return the spread of one or more values."""
        return cls(statistics.median(values), min(values), max(values), len(values))

    def __str__(self) -> str:
        if self.rounds == 1:
            return _short(self.median)
        return f"{_short(self.median)} ({_short(self.least)}–{_short(self.greatest)})"


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: what was measured, its limit in the same run, the ratio, and the goal.

    `skipped` says why there is no value, or no limit.
    """

    name: str
    unit: str
    value: Spread | None
    limit: Spread | None = None
    limit_name: str = ""
    ratio: Spread | None = None
    must: str = ""
    skipped: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the figure as JSON values."""
        return dataclasses.asdict(self)


def ratios(subject: Sequence[float], limit: Sequence[float]) -> Spread:
    """Return the ratio of each round's pair."""
    return Spread.of([mine / theirs for mine, theirs in zip(subject, limit, strict=True)])


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` of the values lie; nearest rank."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * share))]


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a table of Markdown."""
    lines = ["| what | measured | limit beside it | ratio | must |", "|---|---|---|---|---|"]
    for one in figures:
        value = f"{one.value} {one.unit}" if one.value else "–"
        limit = f"{one.limit} {one.limit_name}" if one.limit else one.limit_name or "–"
        note = f" ({one.skipped})" if one.skipped else ""
        lines.append(f"| {one.name} | {value}{note} | {limit} | {one.ratio or '–'} | {one.must} |")
    return "\n".join(lines)


def _short(value: float) -> str:
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
