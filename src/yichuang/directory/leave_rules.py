"""Who may stand in for whom and when: pure rules over days (AB 岗).

A leave is no act under a law of its own; what binds it is that only qualified staff of the organ
act for it (LicLaw 24), and that nobody lends on what is only lent to him.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LONGEST = timedelta(days=366)


class LeaveState(StrEnum):
    """Where a leave stands."""

    WAITING = "waiting"  # 待批准
    APPROVED = "approved"  # 已批准
    REFUSED = "refused"  # 不批准
    ENDED = "ended"  # 提前结束


@dataclass(frozen=True, slots=True)
class Cover:
    """One officer stands in for another from one day to another, both included."""

    absent: str
    stand_in: str
    first_day: date
    last_day: date

    def meets(self, other: Cover) -> bool:
        """Return whether they have a day in common."""
        return self.first_day <= other.last_day and other.first_day <= self.last_day


def state_of(kinds: Iterable[str]) -> LeaveState:
    """Return where a leave stands by its records, in whatever order they come."""
    known = set(kinds)
    for state in (LeaveState.ENDED, LeaveState.REFUSED, LeaveState.APPROVED):
        if state in known:
            return state
    return LeaveState.WAITING


def why_not_days(cover: Cover, today: date) -> str:
    """Return the rule the days break; empty if none: leave is never entered for days gone by."""
    if cover.first_day < today:
        return "not_past"
    if cover.last_day < cover.first_day:
        return "last_before_first"
    return "too_long" if cover.last_day - cover.first_day >= LONGEST else ""


def why_not_beside(cover: Cover, others: Iterable[Cover]) -> str:
    """Return the rule a cover breaks beside those that stand or wait; empty if none.

    Nobody is away twice at once, the stand-in is not away himself, and whoever stands in for
    somebody goes away only after another has been found: no chain A → B → C.
    """
    if cover.absent == cover.stand_in:
        return "himself"
    for other in others:
        if not cover.meets(other):
            continue
        if other.absent == cover.absent:
            return "overlaps"
        if other.absent == cover.stand_in:
            return "stand_in_absent"
        if other.stand_in == cover.absent:
            return "stands_in_himself"
    return ""
