"""What is left until a case's date, in the unit its period counts: lists say what its page says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yichuang.approval.public import ApplicationState, Status, clocks_of
from yichuang.kernel.public import load
from yichuang.law.public import Calendar, Unit
from yichuang.ledger.public import Case


@dataclass(frozen=True, slots=True)
class Left:
    """So many units, below zero by how many it is past; None where there is no date."""

    amount: int | None
    unit: str = Unit.WORKING_DAY.value


def left_of(case: Case, due_on: date | None, today: date, calendar: Calendar) -> Left:
    """Return what is left until a date of a case: of a promise in days, days; else working days."""
    if due_on and due_on == case.promised_due_on and _promised_in_days(case):
        reading = clocks_of(load(ApplicationState, case.state)).promised
        if reading is not None and reading.due_on == due_on:
            amount = -reading.overdue_by if reading.overdue_by else reading.remaining
            return Left(amount, reading.unit.value)
    return Left(remaining(calendar, today, due_on))


def _promised_in_days(case: Case) -> bool:
    """Is it the promise that runs, and does it count other than working days?"""
    promised = case.state.get("pins", {}).get("promised") or {}
    return case.status == Status.ACCEPTED and promised.get("unit") != Unit.WORKING_DAY


def remaining(calendar: Calendar, today: date, due_on: date | None) -> int | None:
    """Return the working days left until a date, below zero by how many it is past."""
    if due_on is None:
        return None
    if due_on >= today:
        return calendar.working_days_between(today, due_on)
    return -max(1, calendar.working_days_between(due_on, today))
