"""Acceptance with gaps: what may come later is promised by a day (容缺受理).

The examination begins at once; nothing is granted while something is still owed. Where the guide
names a rule for it, letting the day pass counts as taking the application back.
"""

from __future__ import annotations

from datetime import date, datetime

from yichuang.kernel.public import InvalidInput
from yichuang.law.public import CHINA_TIME, Calendar, derive, ends_at
from yichuang.ledger.pure import Event, Sealed

from ..errors import (
    GapsOpen,
    GroundMissing,
    MaterialsMissing,
    NothingOwed,
    StepNotAllowed,
    SupplementEmpty,
)
from ..events import Closed
from ..state import ApplicationState, Status, legal_day
from ..turn_commands import AcceptWithGaps, BringMaterials, TakeMaterials
from ..turn_events import AcceptedWithGaps, DeemedWithdrawn, MaterialsBrought
from .basis import first_citation
from .clocks import in_days
from .facts import Facts, licensing, marks

RUNNING = frozenset({Status.ACCEPTED, Status.SUSPENDED, Status.HANDED_UP})
MAY_FOLLOW = "3"  # 容缺后补


def accept_with_gaps(state: ApplicationState, command: AcceptWithGaps, facts: Facts) -> list[Event]:
    """Accept although what may follow is missing, on a written promise to bring it by a day.

    Raises MaterialsMissing where something else is missing too, GroundMissing without who signed,
    InvalidInput for a day that is past, or after the promised end of the case.
    """
    if state.status is not Status.RECEIVED:
        raise StepNotAllowed(step=command.kind, status=state.status.value, number=state.number)
    if not state.gaps:
        raise NothingOwed(number=state.number)
    edition = facts.edition
    secondary = {
        m.code for m in (edition.materials if edition else None) or () if m.need == MAY_FOLLOW
    }
    if primary := [code for code in state.gaps if code not in secondary]:
        raise MaterialsMissing(
            article=licensing(state, "LicLaw 32(4)"), number=state.number, materials=primary
        )
    if not command.signed_by.strip():
        raise GroundMissing(field="signed_by")
    latest = latest_day(state, facts.calendar, legal_day(facts.now))
    if command.bring_by <= legal_day(facts.now):
        raise InvalidInput(field="bring_by", rule="not_past")
    if latest is not None and command.bring_by > latest:
        raise InvalidInput(field="bring_by", rule="beyond_longest", longest=str(latest))
    rule = edition.gap_rule if edition else None
    return [
        AcceptedWithGaps(
            effective_at=facts.now,
            codes=state.gaps,
            bring_by=command.bring_by,
            lapses=first_citation(rule.basis) if rule and rule.lapses else "",
            promise=Sealed({"signed_by": command.signed_by.strip()}),
        )
    ]


def latest_day(state: ApplicationState, calendar: Calendar, today: date) -> date | None:
    """Return the last day to which what is missing may be put off: the promised end.

    Where an organ above decides, the end of the first examination: the file goes up whole.
    """
    above = state.pins.hand_up
    period = above.first if above else state.pins.promised or state.pins.statutory
    if period is None:
        return None
    return derive(in_days(period), started_on=today, calendar=calendar, as_of=today).due_on


def still_open(state: ApplicationState) -> tuple[str, ...]:
    """Return the materials of an accepted case that have not come: promised, or never asked for.

    The second is what silence accepted without; it may be brought, and nothing follows if not.
    """
    if state.status not in RUNNING:
        return ()
    return state.owed.codes if state.owed else state.gaps


def bring(
    state: ApplicationState, command: BringMaterials | TakeMaterials, facts: Facts
) -> list[Event]:
    """Record what comes after acceptance; it may come in parts (补交材料)."""
    waiting = still_open(state)
    if state.status not in RUNNING:
        raise StepNotAllowed(step=command.kind, status=state.status.value, number=state.number)
    if not waiting:
        raise NothingOwed(number=state.number)
    assert facts.edition is not None
    at_window = isinstance(command, TakeMaterials)
    present = marks(facts.edition, command.materials, at_window=at_window)
    came = {mark.code for mark in present}
    if not came & set(waiting):
        raise SupplementEmpty(field="materials", rule="nothing came")
    return [
        MaterialsBrought(
            effective_at=facts.now,
            materials=present,
            open_codes=tuple(code for code in waiting if code not in came),
        )
    ]


def refuse_while_owed(state: ApplicationState, facts: Facts, *, granting: bool) -> None:
    """Refuse a decision while something promised is owed.

    A refusal is possible once the day has passed, where the guide ties nothing to it.
    """
    if state.owed is None:
        return
    if granting or legal_day(facts.now) <= state.owed.by:
        raise GapsOpen(number=state.number, materials=list(state.owed.codes), by=str(state.owed.by))


def lapses_at(state: ApplicationState) -> datetime | None:
    """Return the moment at which letting the day pass takes the application back."""
    if state.status not in RUNNING or state.owed is None or not state.owed.lapses:
        return None
    return ends_at(state.owed.by).astimezone(CHINA_TIME)


def lapse(state: ApplicationState, facts: Facts) -> list[Event]:
    """Record that what was promised did not come in time, where the guide's rule says so."""
    at = lapses_at(state)
    if at is None or facts.now < at:
        return []
    assert state.owed is not None
    return [
        DeemedWithdrawn(
            effective_at=at,
            codes=state.owed.codes,
            period_ended_on=state.owed.by,
            article=state.owed.lapses,
        ),
        Closed(effective_at=at, outcome="withdrawn"),
    ]
